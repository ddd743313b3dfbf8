/**
 * "None of these": up the ladder before anybody says that the voter is not on the list. Search another way, look by address,
 * call the county, and only then write the person down. What was tried stays as one line each.
 */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { AddressRung } from "./AddressRung.tsx";
import { CountyPhone } from "./CountyPhone.tsx";
import type { Desk } from "./desk.ts";
import type { Finding } from "./deskView.ts";
import { climbed, firstRung, nameTyped } from "./ladder.ts";
import { PersonRung } from "./PersonRung.tsx";
import { RungPane, type RungProps } from "./RungPane.tsx";

type LadderPaneProps = { readonly desk: Desk; readonly finding: Finding; readonly onInspector: () => void };

export function LadderPane({ desk, finding, onInspector }: LadderPaneProps) {
  const ladder = finding.ladder ?? firstRung;
  const rung = { desk, ladder, onInspector };
  switch (ladder.rung) {
    case "search":
      return <SearchRung {...rung} />;
    case "address":
      return <AddressRung {...rung} />;
    case "county":
      return <CountyRung {...rung} query={finding.query} />;
    case "person":
      return <PersonRung {...rung} />;
    default:
      return ladder.rung satisfies never;
  }
}

function SearchRung(props: RungProps) {
  const { desk, ladder } = props;
  return (
    <RungPane
      {...props}
      banner={<Trans>Search another way</Trans>}
      act={
        <Button className="primary" onPress={() => desk.climb(climbed(ladder, "address", "notFound"))}>
          <Trans>Still not there</Trans>
        </Button>
      }
    >
      <ol className="whatToDo">
        <li>
          <Trans>Ask how the last name is spelled. Type only its first letters.</Trans>
        </li>
        <li>
          <Trans>Type the birth date, for example 7/19/1978.</Trans>
        </li>
        <li>
          <Trans>Ask for a former name, or a second last name.</Trans>
        </li>
        <li>
          <Trans>Do not send the voter away.</Trans>
        </li>
      </ol>
      <Button className="second" onPress={() => desk.search("")}>
        <Trans>Search again</Trans>
      </Button>
    </RungPane>
  );
}

function CountyRung({ query, ...props }: RungProps & { readonly query: string }) {
  const { desk, ladder } = props;
  const { draft } = ladder;
  // Nobody types again what was searched for.
  const named = draft.lastName === "" && draft.firstName === "" ? { ...draft, ...nameTyped(query) } : draft;
  const onTo = (outcome: string) => () => desk.climb({ ...climbed(ladder, "person", outcome), draft: named });
  return (
    <RungPane {...props} banner={<Trans>Call the county</Trans>} act={null}>
      <CountyPhone />
      <p>
        <Trans>Say the voter's name, birth date and address. Do not send the voter away.</Trans>
      </p>
      <fieldset className="choices question">
        <legend>
          <Trans>What does the county say?</Trans>
        </legend>
        <Button className="choice" onPress={() => desk.search("")}>
          <Trans>It found the voter: search again</Trans>
        </Button>
        <Button className="choice" onPress={onTo("notFound")}>
          <Trans>It does not find the voter either</Trans>
        </Button>
        <Button className="choice" onPress={onTo("noAnswer")}>
          <Trans>Nobody can be reached</Trans>
        </Button>
      </fieldset>
    </RungPane>
  );
}

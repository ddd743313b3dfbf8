/** The second rung: who on the list lives at this address? The name may stand there in another spelling. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { listName } from "../../domain/voterName.ts";
import type { FoundVoter } from "../../tablet/foundVoters.ts";
import { birthDateText } from "../text/times.ts";
import { useAddress } from "./asking.ts";
import { Field } from "./Field.tsx";
import { climbed, type PersonDraft } from "./ladder.ts";
import { RungPane, type RungProps } from "./RungPane.tsx";

export function AddressRung(props: RungProps) {
  const { t } = useLingui();
  const { desk, ladder } = props;
  const { draft } = ladder;
  const typed = draft.houseNumber.trim() !== "" && draft.street.trim() !== "";
  const found = useAddress(draft.houseNumber, draft.street);
  const type = (field: keyof PersonDraft) => (value: string) =>
    desk.climb({ ...ladder, draft: { ...draft, [field]: value } });
  return (
    <RungPane
      {...props}
      banner={<Trans>Ask for house number and street</Trans>}
      act={
        <Button
          className="primary"
          isDisabled={!typed || found === undefined}
          onPress={() => desk.climb(climbed(ladder, "county", "notFound"))}
        >
          <Trans>None of these</Trans>
        </Button>
      }
    >
      <div className="fields address">
        <Field label={t`House number`} value={draft.houseNumber} onType={type("houseNumber")} />
        <Field label={t`Street`} value={draft.street} onType={type("street")} />
      </div>
      {!typed || found === undefined ? null : found.rows.length === 0 ? (
        <p role="status">
          <Trans>Nobody on the list lives there.</Trans>
        </p>
      ) : (
        <fieldset className="choices question">
          <legend>
            <Trans>Is it one of these?</Trans>
          </legend>
          {found.rows.map((row) => (
            <Neighbor key={row.voter.id} row={row} onChoose={() => desk.show(row.voter.id)} />
          ))}
        </fieldset>
      )}
    </RungPane>
  );
}

function Neighbor({ row: { voter, alike }, onChoose }: { row: FoundVoter; onChoose: () => void }) {
  const { i18n } = useLingui();
  return (
    <Button className="choice" onPress={onChoose}>
      <span>
        <bdi>{listName(voter)}</bdi>
        <small>{birthDateText(voter.birthDate, i18n.locale)}</small>
        {alike === true ? (
          <small>
            <Trans>Looks like another voter</Trans>
          </small>
        ) : null}
      </span>
    </Button>
  );
}

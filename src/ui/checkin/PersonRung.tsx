/**
 * The last rung: who it is, in the voter's own words, and in which precinct the address lies. Only when all of it can be read
 * the tablet says what comes next: look at somebody like them first, a provisional ballot, or registration.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { serves, splitsOf } from "../../domain/election.ts";
import type { AddressFound } from "../../tablet/foundVoters.ts";
import { useTabletState } from "../surroundings.ts";
import { placeOf, precinctName } from "../text/voterText.ts";
import { useAddress } from "./asking.ts";
import { Field, Labelled } from "./Field.tsx";
import type { PersonDraft } from "./ladder.ts";
import { type FieldProblem, type FieldProblems, readPerson } from "./personFields.ts";
import { RungPane, type RungProps } from "./RungPane.tsx";

export function PersonRung(props: RungProps) {
  const { t } = useLingui();
  const { desk, ladder } = props;
  const { draft } = ladder;
  const { election } = useTabletState();
  const found = useAddress(draft.houseNumber, draft.street);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [tries, setTries] = useState(0);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The first one that is wrong may lie outside of what is in view.
    if (tries > 0) fields.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [tries]);
  const words = useProblemWords();
  const neighbors = found?.splits ?? [];
  // One precinct all around: nobody has to choose it.
  const split = draft.split !== "" || neighbors.length !== 1 ? draft.split : (neighbors[0] ?? "");
  const field = (name: keyof PersonDraft, label: string, hint?: string): ReactNode => {
    const problem = problems[name];
    return (
      <Field
        label={label}
        value={draft[name]}
        problem={problem === undefined ? undefined : words(problem)}
        {...(hint === undefined ? {} : { hint })}
        onType={(value) => {
          setProblems(({ [name]: _, ...others }) => others);
          // Another house may lie in another precinct.
          const moved = name === "houseNumber" || name === "street" ? { split: "" } : {};
          desk.climb({ ...ladder, draft: { ...draft, ...moved, [name]: value } });
        }}
      />
    );
  };
  const goOn = (): void => {
    if (election === undefined) return;
    const read = readPerson({ ...draft, split }, election.date);
    if (read.read === "problems") {
      setProblems(read.problems);
      setTries(tries + 1);
      return;
    }
    const { person } = read;
    const precinctBy = neighbors.includes(split) ? "neighbors" : "inspector";
    desk.showUnlisted({ person, split, precinctBy, party: draft.party, tried: ladder.tried, lookedAt: [] });
  };
  const withParties = election?.ballotStyles.some(({ party }) => party !== undefined) ?? false;
  return (
    <RungPane
      {...props}
      banner={<Trans>Write down who it is</Trans>}
      act={
        <Button className="primary" onPress={goOn}>
          <Trans>Go on</Trans>
        </Button>
      }
    >
      <div className="fields person" ref={fields}>
        {field("lastName", t`Last name`)}
        {field("firstName", t`First name`)}
        {field("middleName", t`Middle name, if any`)}
        {field("birthDate", t`Birth date`, "7/4/1961")}
        {field("houseNumber", t`House number`)}
        {field("street", t`Street`)}
        {field("unit", t`Apartment, if any`)}
        {field("city", t`City`)}
        <Precinct
          neighbors={neighbors}
          split={split}
          problem={problems.split === undefined ? undefined : words(problems.split)}
          onChoose={(chosen) => {
            setProblems(({ split: _, ...others }) => others);
            desk.climb({ ...ladder, draft: { ...draft, split: chosen } });
          }}
        />
        {withParties ? (
          <label className="note">
            <span>
              <Trans>Party</Trans>
            </span>
            <select
              value={draft.party}
              onChange={(event) => desk.climb({ ...ladder, draft: { ...draft, party: event.target.value } })}
            >
              <option value="">{t`No party`}</option>
              {election?.parties.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
    </RungPane>
  );
}

type PrecinctProps = {
  readonly neighbors: AddressFound["splits"];
  readonly split: string;
  readonly problem: string | undefined;
  readonly onChoose: (split: string) => void;
};

/** The neighbors' precincts first; any other of this place is the inspector's to say. */
function Precinct({ neighbors, split, problem, onChoose }: PrecinctProps) {
  const { t } = useLingui();
  const { election, placeId } = useTabletState();
  const place = placeOf(election, placeId);
  if (election === undefined || place === undefined) return null;
  const all = splitsOf(election);
  const near = all.filter(({ id }) => neighbors.includes(id));
  const others = all.filter(({ id, precinct }) => !neighbors.includes(id) && serves(place, precinct.id));
  const option = ({ id, name, precinct }: (typeof all)[number]): ReactNode => (
    <option key={id} value={id}>
      {precinctName(precinct.name, name)}
    </option>
  );
  return (
    <Labelled label={t`Precinct of the address`} problem={problem}>
      {(wrong) => (
        <select {...wrong} value={split} onChange={(event) => onChoose(event.target.value)}>
          <option value="">{t`Not known yet`}</option>
          {near.length === 0 ? null : <optgroup label={t`By the neighbors`}>{near.map(option)}</optgroup>}
          {others.length === 0 ? null : <optgroup label={t`The inspector decides`}>{others.map(option)}</optgroup>}
        </select>
      )}
    </Labelled>
  );
}

/** Says how to mend it. */
function useProblemWords(): (problem: FieldProblem) => string {
  const { t } = useLingui();
  return (problem) => {
    switch (problem) {
      case "lastNameMissing":
        return t`Ask for the last name. Who has one name only: type it here and in the next field.`;
      case "firstNameMissing":
        return t`Ask for the first name.`;
      case "birthDateMissing":
        return t`Ask for the birth date. Type it as 7/4/1961.`;
      case "notADate":
        return t`This is no whole date. Type month, day and year: 7/4/1961.`;
      case "noSuchDay":
        return t`There is no such day. Month first, then day: 7/4/1961.`;
      case "notBornYet":
        return t`This day has not come yet. Check the year.`;
      case "tooYoung":
        return t`By this date the person is too young to register. Check the year.`;
      case "tooOld":
        return t`By this date the person is over 125. Check the year.`;
      case "streetMissing":
        return t`Ask for the street.`;
      case "houseNumberMissing":
        return t`Ask for the house number. None: type 0.`;
      case "splitMissing":
        return t`Choose the precinct. Ask the inspector if you do not know it.`;
      default:
        return problem satisfies never;
    }
  };
}

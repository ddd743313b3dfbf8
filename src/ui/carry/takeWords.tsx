/** What was taken from another tablet, or why it was not. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Taken, TakeProblem } from "../../tablet/carryCalls.ts";

export function TakenWords({ taken: { runs, files } }: { readonly taken: Taken }) {
  const { i18n } = useLingui();
  return (
    <>
      {runs.map(({ number, events, fresh }) => (
        <span key={number}>
          {fresh === 0 ? (
            <Plural
              value={events}
              one={`Tablet ${number}: # record, here already. `}
              other={`Tablet ${number}: # records, all here already. `}
            />
          ) : (
            <Trans>
              Taken from tablet {number}: {i18n.number(events)} records, {i18n.number(fresh)} of them new.{" "}
            </Trans>
          )}
        </span>
      ))}
      {files === 0 ? null : (
        <Plural value={files} one="# signature came with them." other="# signatures came with them." />
      )}
    </>
  );
}

export function TakeProblemWords({ problem }: { readonly problem: TakeProblem }) {
  switch (problem.type) {
    case "notRecords":
      return <Trans>Choose a file of records that a tablet saved: this is none.</Trans>;
    case "otherElection":
      return <Trans>These records are of another election. Nothing was taken.</Trans>;
    case "otherCounty":
      return <Trans>This county did not set up the tablet of these records. Nothing was taken.</Trans>;
    case "damagedRecords":
      return <Trans>These records were changed or cut short. Save them again on that tablet.</Trans>;
    case "ownRecords":
      return <Trans>These are this tablet’s own records. Take them to another tablet.</Trans>;
    case "tooMuch":
      return <Trans>This tablet carries too much already. Use another tablet for these.</Trans>;
    default:
      return problem satisfies never;
  }
}

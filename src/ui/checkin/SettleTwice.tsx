/** Says what was found out about a voter who was checked in twice, as an inspector or with one. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { castMarks } from "../../domain/absenteeMarks.ts";
import type { VoterNoteProblem } from "../../domain/voterNoteCommands.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useInspectorAgrees } from "../components/InspectorAgrees.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { VoterNoteProblemSentence } from "../text/VoterNoteProblemSentence.tsx";
import { placeName } from "../text/voterText.ts";
import { CountyPhone } from "./CountyPhone.tsx";
import { useOneAct } from "./oneAct.ts";
import { useWhoAndWhen } from "./TwiceFacts.tsx";

type SettleTwiceProps = {
  readonly view: VoterView;
  /** Two ballots were given. */
  readonly two: boolean;
  readonly onDone: () => void;
};

export function SettleTwice({ view: { voter, standing }, two, onDone }: SettleTwiceProps) {
  const tablet = useTablet();
  const { election } = useTabletState();
  const { nameOf, timeOf } = useWhoAndWhen();
  const { busy, problem, run } = useOneAct<VoterNoteProblem | PinProblem | NotRecorded>();
  const second = useInspectorAgrees(true, "putRight");
  // As they stood when people began to look: one that arrives meanwhile is refused, and looked at.
  const [facts] = useState(() =>
    [...standing.checkIns, ...castMarks(standing.absentee)].sort((a, b) => a.wall - b.wall),
  );
  const alike = new Set(facts.map((one) => JSON.stringify([one.place, "style" in one ? one.style : ""]))).size === 1;
  const [given, setGiven] = useState(alike ? facts[0]?.event.hash : undefined);
  const settle = (): void =>
    run(
      (cmd) =>
        tablet.noteOnVoter({
          ...{ cmd, voterId: voter.id, note: "twiceSettled", events: facts.map(({ event }) => event.hash) },
          ...(two || given === undefined ? {} : { given }),
          second: second.approval,
        }),
      onDone,
      second.clear,
    );
  return (
    <div className="settle">
      {two ? (
        <>
          <p>
            <Trans>Call the county now. Keep both ballots apart if you still can.</Trans>
          </p>
          <CountyPhone />
        </>
      ) : alike ? (
        <p>
          <Trans>The voter got one ballot. The balance then counts one.</Trans>
        </p>
      ) : (
        <fieldset className="lineChoice named">
          <legend>
            <Trans>With which one was the ballot given?</Trans>
          </legend>
          {facts.map((one) => (
            <Button
              key={one.event.hash}
              className={one.event.hash === given ? "second on" : "second"}
              aria-pressed={one.event.hash === given}
              onPress={() => setGiven(one.event.hash)}
            >
              {timeOf(one.wall)}, {nameOf(one.worker)}, {placeName(election, one.place)}
            </Button>
          ))}
        </fieldset>
      )}
      {second.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <VoterNoteProblemSentence problem={problem} />}
      </div>
      <Button
        className={busy ? "primary busy" : "primary"}
        isDisabled={!second.ready || (!two && given === undefined)}
        onPress={settle}
      >
        {two ? <Trans>Record: two ballots given</Trans> : <Trans>Record: one ballot given</Trans>}
      </Button>
    </div>
  );
}

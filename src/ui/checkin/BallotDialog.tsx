/**
 * Records what happened to one ballot: says first what to do with the paper. Where another ballot is given, the Recorded
 * screen follows; past the state's limit it says so, and an inspector agrees or none is given.
 */
import { Plural, Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { type BallotDeed, type BallotProblem, deedsFor } from "../../domain/ballotCommands.ts";
import { ballotRulesOf } from "../../domain/ballotRules.ts";
import type { HeldBallot } from "../../domain/heldBallots.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { spokenName } from "../../domain/voterName.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useInspectorAgrees } from "../components/InspectorAgrees.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "../text/NotRecordedWords.tsx";
import type { Desk } from "./desk.ts";
import { useOneAct } from "./oneAct.ts";

type BallotDialogProps = {
  readonly desk: Desk;
  readonly voter: VoterRecord;
  readonly held: HeldBallot;
  /** What may have happened: one, or one of two. */
  readonly deeds: readonly BallotDeed[];
  readonly onClose: () => void;
  /** Recorded, and no other ballot given. */
  readonly onDone?: () => void;
};

export function BallotDialog({ desk, voter, held, deeds, onClose, onDone }: BallotDialogProps) {
  const tablet = useTablet();
  const { election } = useTabletState();
  const { busy, problem, run } = useOneAct<BallotProblem | PinProblem | NotRecorded>();
  const [chosen, setChosen] = useState(deeds.length === 1 ? deeds[0] : undefined);
  const [note, setNote] = useState("");
  const rules = election?.rules ?? {};
  const deed = chosen ?? deeds[0];
  const ofTwo = useSecondPerson(deed === "replace" ? "replaceBallot" : "takeBallotBack");
  const needsInspector = election !== undefined && deedsFor(election.rules, held).some(needs(chosen));
  const inspector = useInspectorAgrees(needsInspector && ofTwo.fields === null);
  const { most } = ballotRulesOf(rules);
  const { style, number } = held;
  const name = spokenName(voter);
  const past = number >= most;
  const record = (): void => {
    if (chosen === undefined) return;
    const about = { voterId: voter.id, ballot: held.ballot, deed: chosen, note: note.trim() || undefined };
    run(
      (cmd) => tablet.actOnBallot({ cmd, ...about, second: ofTwo.approval ?? inspector.approval }),
      (given) => {
        onClose();
        if (given !== undefined) desk.recorded(given);
        else onDone?.();
      },
      () => {
        ofTwo.clear();
        inspector.clear();
      },
    );
  };
  return (
    <ActDialog title={<Title deed={deed} name={name} />} onClose={onClose}>
      {deeds.includes("spoil") ? (
        <p>
          <Trans>Take back ballot {style}, folded. Write “spoiled” on it.</Trans>{" "}
          <Plural
            value={number}
            _1={`This is the voter's first ballot; ${most} at most.`}
            _2={`This is the voter's second ballot; ${most} at most.`}
            _3={`This is the voter's third ballot; ${most} at most.`}
            other={`This is the voter's ballot number #; ${most} at most.`}
          />
        </p>
      ) : null}
      {past && deeds.includes("spoil") && !deeds.includes("replace") ? (
        <p className="problem">
          <Trans>No other ballot is given: this voter has had {most}.</Trans>
        </p>
      ) : null}
      {deeds.includes("handBack") ? (
        <p>
          <Trans>Take back ballot {style} before the voter leaves. The check-in then no longer counts.</Trans>
        </p>
      ) : null}
      {deeds.length > 1 ? (
        <fieldset className="choices">
          <legend>
            {deeds.includes("leftFound") ? <Trans>Where is ballot {style}?</Trans> : <Trans>What now?</Trans>}
          </legend>
          {deeds.map((one) => (
            <label key={one} className={one === chosen ? "choice on" : "choice"}>
              <input type="radio" name="deed" checked={one === chosen} onChange={() => setChosen(one)} />
              <span>
                <ChoiceWords deed={one} cast={ballotRulesOf(rules).leftBallot === "cast"} />
              </span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <label className="note">
        <span>
          <Trans>Note, if it helps</Trans>
        </span>
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} autoComplete="off" />
      </label>
      {ofTwo.fields}
      {inspector.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <ProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose} isDisabled={busy}>
          <Trans>Back to the voter</Trans>
        </Button>
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={chosen === undefined || !ofTwo.ready || !inspector.ready}
          onPress={record}
        >
          {chosen === "replace" ? <Trans>Give another ballot</Trans> : <Trans>Record it</Trans>}
        </Button>
      </div>
    </ActDialog>
  );
}

const needs =
  (chosen: BallotDeed | undefined) =>
  ({ deed, inspector }: { deed: BallotDeed; inspector: boolean }): boolean =>
    deed === chosen && inspector;

function Title({ deed, name }: { deed: BallotDeed | undefined; name: string }): ReactNode {
  switch (deed) {
    case "handBack":
      return <Trans>Take back the ballot of {name}</Trans>;
    case "leftFound":
    case "leftTaken":
      return <Trans>Look for the ballot of {name}</Trans>;
    default:
      return <Trans>Take back the spoiled ballot of {name}</Trans>;
  }
}

function ChoiceWords({ deed, cast }: { deed: BallotDeed; cast: boolean }): ReactNode {
  switch (deed) {
    case "replace":
      return <Trans>Voter gets another ballot</Trans>;
    case "spoil":
      return <Trans>Voter gets no other ballot</Trans>;
    case "handBack":
      return <Trans>Voter does not vote now</Trans>;
    case "leftFound":
      return cast ? (
        <Trans>Found here: officials cast it</Trans>
      ) : (
        <Trans>Found here: keep it apart, do not cast it</Trans>
      );
    case "leftTaken":
      return <Trans>Gone: not found here</Trans>;
    default:
      return deed satisfies never;
  }
}

function ProblemWords({ problem }: { problem: BallotProblem | PinProblem | NotRecorded }): ReactNode {
  switch (problem.type) {
    case "noSuchBallot":
      return <Trans>Not done: something changed in the meantime. Close this and read again.</Trans>;
    case "limitReached": {
      const { most } = problem;
      return <Trans>No other ballot is given: this voter has had {most}.</Trans>;
    }
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

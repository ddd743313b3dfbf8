/** Takes back what was recorded of a ballot, or of a wrong voter who was put right, with a reason. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { BallotAct } from "../../domain/ballotActs.ts";
import type { UndoProblem } from "../../domain/ballotCommands.ts";
import { UndoReason } from "../../domain/ballotEvents.ts";
import type { NotRecorded, PinProblem } from "../../tablet/tabletInterface.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useTablet } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "../text/NotRecordedWords.tsx";
import { useOneAct } from "./oneAct.ts";

type UndoDialogProps = {
  readonly voterId: string;
  readonly act: BallotAct;
  readonly onClose: () => void;
};

export function UndoDialog({ voterId, act, onClose }: UndoDialogProps) {
  const tablet = useTablet();
  const { busy, problem, run } = useOneAct<UndoProblem | PinProblem | NotRecorded>();
  const [reason, setReason] = useState<UndoReason>();
  const [note, setNote] = useState("");
  const second = useSecondPerson("cancelCheckIn");
  const said = reason !== undefined && (reason !== "other" || note.trim() !== "");
  const undo = (): void => {
    if (reason === undefined) return;
    const about = { voterId, undoes: act.event, reason, note: note.trim() || undefined };
    run((cmd) => tablet.undoBallotAct({ cmd, ...about, second: second.approval }), onClose, second.clear);
  };
  return (
    <ActDialog title={<Trans>Undo what was recorded</Trans>} onClose={onClose}>
      <p>
        <WhatIsUndone act={act} />
      </p>
      <fieldset className="choices">
        <legend>
          <Trans>Why?</Trans>
        </legend>
        {UndoReason.options.map((one) => (
          <label key={one} className={one === reason ? "choice on" : "choice"}>
            <input type="radio" name="reason" checked={one === reason} onChange={() => setReason(one)} />
            <span>
              <ReasonWords reason={one} />
            </span>
          </label>
        ))}
      </fieldset>
      <label className="note">
        <span>{reason === "other" ? <Trans>What happened?</Trans> : <Trans>Note, if it helps</Trans>}</span>
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} autoComplete="off" />
      </label>
      {second.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <ProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose} isDisabled={busy}>
          <Trans>Keep it</Trans>
        </Button>
        <Button className={busy ? "primary busy" : "primary"} isDisabled={!said || !second.ready} onPress={undo}>
          <Trans>Undo it</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** What is so again afterwards. */
function WhatIsUndone({ act }: { act: BallotAct }): ReactNode {
  switch (act.act) {
    case "spoiled":
    case "left":
      return <Trans>The voter then has the ballot again.</Trans>;
    case "handedBack":
      return <Trans>The voter then has the ballot again, and the check-in counts.</Trans>;
    case "reissued":
      return <Trans>Take the new ballot back. The voter then has the former one again.</Trans>;
    case "putRight":
      return <Trans>The first check-in then counts again, and the second one does not.</Trans>;
    default:
      return act satisfies never;
  }
}

function ReasonWords({ reason }: { reason: UndoReason }): ReactNode {
  switch (reason) {
    case "tappedByMistake":
      return <Trans>Tapped by mistake</Trans>;
    case "wrongVoter":
      return <Trans>Wrong voter was chosen</Trans>;
    case "cameBack":
      return <Trans>Voter came back with the ballot</Trans>;
    case "other":
      return <Trans>Something else</Trans>;
    default:
      return reason satisfies never;
  }
}

function ProblemWords({ problem }: { problem: UndoProblem | PinProblem | NotRecorded }): ReactNode {
  switch (problem.type) {
    case "nothingToUndo":
      return <Trans>This is undone already.</Trans>;
    case "laterFirst":
      return <Trans>Not done: undo what was recorded after it first.</Trans>;
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

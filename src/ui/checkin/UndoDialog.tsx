/** Takes back what was recorded of a ballot, or of a wrong voter who was put right, with a reason. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { BallotAct } from "../../domain/ballotActs.ts";
import type { UndoProblem } from "../../domain/ballotCommands.ts";
import { UndoReason } from "../../domain/ballotEvents.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { type Why, WhyDialog } from "../components/WhyDialog.tsx";
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
  const second = useSecondPerson("cancelCheckIn");
  const undo = (why: Why<UndoReason>): void => {
    const about = { voterId, undoes: act.event, ...why };
    run((cmd) => tablet.undoBallotAct({ cmd, ...about, second: second.approval }), onClose, second.clear);
  };
  return (
    <WhyDialog
      title={<Trans>Undo what was recorded</Trans>}
      reasons={UndoReason.options}
      wordsOf={(reason) => <ReasonWords reason={reason} />}
      second={second}
      problem={problem && <ProblemWords problem={problem} />}
      busy={busy}
      keep={<Trans>Keep it</Trans>}
      act={<Trans>Undo it</Trans>}
      onAct={undo}
      onClose={onClose}
    >
      <p>
        <WhatIsUndone act={act} />
      </p>
    </WhyDialog>
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

/** Takes back what was noted of a voter, with a reason; a decision of the inspector only with one. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { BodyOf } from "../../domain/events.ts";
import type { VoterNoteProblem } from "../../domain/voterNoteCommands.ts";
import type { VoterNote } from "../../domain/voterNotes.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useInspectorAgrees } from "../components/InspectorAgrees.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { type Why, WhyDialog } from "../components/WhyDialog.tsx";
import { useTablet } from "../surroundings.ts";
import { VoterNoteProblemSentence } from "../text/VoterNoteProblemSentence.tsx";
import { useOneAct } from "./oneAct.ts";

type UndoReason = BodyOf<"VoterNoteUndone">["reason"];

type NoteUndoDialogProps = {
  readonly voterId: string;
  readonly note: VoterNote;
  readonly onClose: () => void;
};

export function NoteUndoDialog({ voterId, note, onClose }: NoteUndoDialogProps) {
  const tablet = useTablet();
  const { busy, problem, run } = useOneAct<VoterNoteProblem | PinProblem | NotRecorded>();
  const ofTwo = useSecondPerson("cancelCheckIn");
  const decision = note.note === "challengeUpheld";
  const inspector = useInspectorAgrees(decision);
  const second = decision ? inspector : ofTwo;
  const reasons: readonly UndoReason[] = [
    "tappedByMistake",
    "wrongVoter",
    ...(decision ? (["decidedAnew"] as const) : []),
    "other",
  ];
  const undo = ({ reason, note: words }: Why<UndoReason>): void => {
    const about = { voterId, undoes: note.event, reason, words };
    run((cmd) => tablet.noteOnVoter({ cmd, note: "undone", ...about, second: second.approval }), onClose, second.clear);
  };
  return (
    <WhyDialog
      title={<Trans>Undo what was recorded</Trans>}
      reasons={reasons}
      wordsOf={(reason) => <ReasonWords reason={reason} />}
      second={second}
      problem={problem && <VoterNoteProblemSentence problem={problem} />}
      busy={busy}
      keep={<Trans>Keep it</Trans>}
      act={<Trans>Undo it</Trans>}
      onAct={undo}
      onClose={onClose}
    >
      <p>
        {decision ? (
          <Trans>The voter is then no longer refused.</Trans>
        ) : (
          <Trans>The voter then stays a member of the party.</Trans>
        )}
      </p>
    </WhyDialog>
  );
}

function ReasonWords({ reason }: { readonly reason: UndoReason }): ReactNode {
  switch (reason) {
    case "tappedByMistake":
      return <Trans>Tapped by mistake</Trans>;
    case "wrongVoter":
      return <Trans>Wrong voter was chosen</Trans>;
    case "decidedAnew":
      return <Trans>Decided anew, for the voter</Trans>;
    case "other":
      return <Trans>Something else</Trans>;
    default:
      return reason satisfies never;
  }
}

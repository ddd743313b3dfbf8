/** Why a note on a voter was not written down, in words. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { VoterNoteProblem } from "../../domain/voterNoteCommands.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ApprovalProblemSentence } from "./NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "./NotRecordedWords.tsx";

type Props = { readonly problem: VoterNoteProblem | PinProblem | NotRecorded };

export function VoterNoteProblemSentence({ problem }: Props): ReactNode {
  switch (problem.type) {
    case "nothingToNote":
      return <Trans>Not done: something changed in the meantime. Close this and read again.</Trans>;
    case "formMissing": {
      const { form } = problem;
      return <Trans>Not recorded: this paper is not completed: {form}</Trans>;
    }
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

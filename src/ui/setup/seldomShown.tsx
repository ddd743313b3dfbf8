/** What the screens before the first check-in show seldom: one chunk. */
import { PracticeCodeDialog } from "./PracticeCodeDialog.tsx";
import { LoadingProblemSentence, RareSetUpProblem } from "./RareProblemSentence.tsx";
import { WorkerCodeReader } from "./WorkerCodeReader.tsx";

export const seldomShown = { LoadingProblemSentence, PracticeCodeDialog, RareSetUpProblem, WorkerCodeReader };

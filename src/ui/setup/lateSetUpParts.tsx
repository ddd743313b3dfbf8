/** What the screens before the first check-in can be shown without. */
import { late } from "../components/late.tsx";

export const RareSetUpProblem = late(() =>
  import("./seldomShown.tsx").then((file) => file.seldomShown.RareSetUpProblem),
);
export const LoadingProblemSentence = late(() =>
  import("./seldomShown.tsx").then((file) => file.seldomShown.LoadingProblemSentence),
);
export const PracticeCodeDialog = late(() =>
  import("./seldomShown.tsx").then((file) => file.seldomShown.PracticeCodeDialog),
);
export const WorkerCodeReader = late(() =>
  import("./seldomShown.tsx").then((file) => file.seldomShown.WorkerCodeReader),
);

/** What is so now of the voter at hand, for their row in the list: what was answered is nobody else's, and the list does not know it. */
import type { Disposition, Step } from "../../domain/disposition.ts";
import { toneOf } from "../text/DispositionSentence.tsx";
import type { Work } from "./deskWork.ts";
import type { Mark } from "./MarkTag.tsx";

/** `open`: the step to be done next. Undefined while nothing was answered: the row's own mark holds. */
export function markNow(disposition: Disposition, open: Step | undefined, { answers }: Work): Mark["mark"] | undefined {
  if (Object.keys(answers).length === 0) return undefined;
  if (disposition.kind === "provisional") return "provisional";
  return toneOf(disposition, open);
}

/** What the check-in screen says about the lines of a split book, if anything. */
import type { TabletState } from "../../tablet/tabletState.ts";

export type LinesToSay =
  /** This tablet serves one line. */
  | "line"
  /** Others serve lines, and this tablet has none. */
  | "noLine"
  /** No other tablet is heard: whoever may is to split the book. */
  | "offer";

type Known = Pick<TabletState, "line" | "silent" | "tabletsHere" | "polls">;

export function linesToSay({ line, silent, tabletsHere, polls }: Known): LinesToSay | undefined {
  // The others may serve everybody again, since they were heard.
  const alone = line.state === "whole" || (line.state === "line" && line.said);
  if (silent && alone && tabletsHere > 1 && polls.state === "open") return "offer";
  return line.state === "whole" ? undefined : line.state;
}

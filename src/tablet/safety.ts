/** The status line: of all that could be said, the one thing that matters most now. Pure. */
import type { Alarm, Safety } from "./tabletState.ts";

export type SafetyInput = {
  readonly cannotRecord: boolean;
  readonly alarm: Alarm | undefined;
  readonly twiceHere: number;
  /** Amendments of the county that are not on this tablet. */
  readonly missingAmendments: number;
  /** Whether the last round of sync reached the county. */
  readonly reached: boolean;
  readonly notSent: number;
  /** The county's signed time of its last answer. */
  readonly lastHeard: number | undefined;
};

export function safetyOf(input: SafetyInput): Safety {
  const { cannotRecord, alarm, twiceHere, missingAmendments, reached, notSent, lastHeard } = input;
  if (cannotRecord) return { safety: "cannotRecord" };
  if (alarm !== undefined) return { safety: "alarm", alarm };
  if (twiceHere > 0) return { safety: "checkedInTwice", voters: twiceHere };
  if (missingAmendments > 0) return { safety: "listIncomplete" };
  if (!reached || lastHeard === undefined) return { safety: "noNetwork", notSent, lastHeard };
  return notSent > 0 ? { safety: "sending", notSent } : { safety: "allSent", lastHeard };
}

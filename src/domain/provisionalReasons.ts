/** Why a ballot is provisional, as those who decide on it read it: on its slip, on its envelope, and in the county's list. */
import type { Rules } from "./election.ts";
import type { ProvisionalFact } from "./provisionalBallots.ts";
import { situations } from "./situation.ts";

type Reason = ProvisionalFact["reasons"][number];

/** The pack's words or the state's code, by the county's copy; undefined where the rules have neither. */
export function provisionalReason(
  rules: Pick<Rules, "situations">,
  { situation: name, way: taken, code }: Reason,
): string | undefined {
  // A later version of the program may know more of them.
  const situation = situations.find((one) => one === name);
  const way = situation && rules.situations[situation]?.ways.find((one) => one.way === taken);
  return way?.reason ?? way?.code ?? code;
}

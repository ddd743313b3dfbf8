/** Why a ballot is provisional, in words, for the office: the pack's, or the county's own in its copy; else what the situation is called. */
import { ruleOf } from "../domain/disposition.ts";
import type { Rules } from "../domain/election.ts";
import type { ProvisionalFact } from "../domain/provisionalBallots.ts";
import { situations } from "../domain/situation.ts";
import { wordsOf } from "./checkedRoll.ts";

export function reasonInWords(
  rules: Rules,
  { situation: name, way: taken }: ProvisionalFact["reasons"][number],
): string {
  const situation = situations.find((one) => one === name);
  // A later version of the program may know more of them.
  if (situation === undefined) return name;
  const way = ruleOf({ rules }, situation).ways.find((one) => one.way === taken);
  return way?.reason ?? way?.code ?? wordsOf(`situations.${situation}`);
}

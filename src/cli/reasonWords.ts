/** Why a ballot is provisional, in words, for the office: as the rules say it, else what the situation is called. */
import type { Rules } from "../domain/election.ts";
import type { ProvisionalFact } from "../domain/provisionalBallots.ts";
import { provisionalReason } from "../domain/provisionalReasons.ts";
import { situations } from "../domain/situation.ts";
import { wordsOf } from "./checkedRoll.ts";

export function reasonInWords(rules: Rules, reason: ProvisionalFact["reasons"][number]): string {
  const situation = situations.find((one) => one === reason.situation);
  const called = situation === undefined ? reason.situation : wordsOf(`situations.${situation}`);
  return provisionalReason(rules, reason) ?? called;
}

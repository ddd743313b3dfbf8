/** Why a ballot is provisional, for its slip and for whoever writes it on the envelope. */
import type { I18n } from "@lingui/core";
import type { Election } from "../../domain/election.ts";
import { provisionalReason } from "../../domain/provisionalReasons.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import { situationName } from "./situationNames.ts";

/** In the words of the rules, else in ours; "" for a regular ballot. */
export function whyProvisional(i18n: I18n, { rules }: Pick<Election, "rules">, { reasons = [] }: GivenBallot): string {
  const words = reasons.map((reason) => provisionalReason(rules, reason) ?? situationName(i18n, reason.situation));
  return [...new Set(words)].join("; ");
}

/**
 * Who could be taken for whom: voters of one last and first name at one street address, as twins of names or father and son
 * are. One notion for the tablet, which marks them, and for the screen, which shows what tells them apart.
 */
import type { VoterRecord } from "../domain/voter.ts";
import { nameKey } from "./normaliseName.ts";

/** Equal for voters who could be taken for each other; names without regard to case, accents and signs. */
export function sameNameKey(v: Pick<VoterRecord, "lastName" | "firstName" | "houseNumber" | "street">): string {
  return JSON.stringify([nameKey(v.lastName), nameKey(v.firstName), v.houseNumber, v.street]);
}

/** A voter's name and street in words. Apart from the schemas, so that a screen can use it without loading zod. */
import type { VoterRecord } from "./voter.ts";

type Named = Pick<VoterRecord, "id" | "lastName" | "firstName" | "middleName" | "suffix">;

/** "García-López, Ana María, Jr.": the way a list shows a name; the number of a voter whose name is not on the roll. */
export function listName(v: Named): string {
  const given = [v.firstName, v.middleName].filter(Boolean).join(" ");
  return [v.lastName, given, v.suffix].filter(Boolean).join(", ") || v.id;
}

/** "Ana María García-López Jr.": the way one says a name; else the number. */
export function spokenName(v: Named): string {
  return [v.firstName, v.middleName, v.lastName, v.suffix].filter(Boolean).join(" ") || v.id;
}

/** "412 Maple St, Apt 4": the residence without the city. */
export function streetAddress(v: Pick<VoterRecord, "houseNumber" | "street" | "unit">): string {
  return [[v.houseNumber, v.street].filter(Boolean).join(" "), v.unit].filter(Boolean).join(", ");
}

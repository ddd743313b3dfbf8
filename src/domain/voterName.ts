/** A voter's name and street in words. Apart from the schemas, so that a screen can use it without loading zod. */
import type { VoterRecord } from "./voter.ts";

/** "García-López, Ana María, Jr.": the way a list shows a name. */
export function listName(v: Pick<VoterRecord, "lastName" | "firstName" | "middleName" | "suffix">): string {
  const given = [v.firstName, v.middleName].filter(Boolean).join(" ");
  return [v.lastName, given, v.suffix].filter(Boolean).join(", ");
}

/** "Ana María García-López Jr.": the way one says a name. */
export function spokenName(v: Pick<VoterRecord, "lastName" | "firstName" | "middleName" | "suffix">): string {
  return [v.firstName, v.middleName, v.lastName, v.suffix].filter(Boolean).join(" ");
}

/** "412 Maple St, Apt 4": the residence without the city. */
export function streetAddress(v: Pick<VoterRecord, "houseNumber" | "street" | "unit">): string {
  return [[v.houseNumber, v.street].filter(Boolean).join(" "), v.unit].filter(Boolean).join(", ");
}

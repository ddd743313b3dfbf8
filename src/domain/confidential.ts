/**
 * Voters whose record is confidential, under every pack: nobody but the county knows more of them than their number and
 * what decides on the ballot. So a roll never holds more: they are found by number alone, and no list, export, screen or
 * stolen tablet can show what is not there.
 */
import type { VoterRecord } from "./voter.ts";

export const isConfidential = ({ flags }: Pick<VoterRecord, "flags">): boolean => flags.includes("confidential");

const who = {
  ...{ lastName: "", firstName: "", middleName: "", suffix: "", birthDate: "" },
  ...{ houseNumber: "", street: "", unit: "", city: "", state: "", zip: "", mailing: "" },
} as const satisfies Partial<VoterRecord>;

/** The record as a roll holds it: of a confidential voter neither name nor birth date nor any address. */
export const asListed = (voter: VoterRecord): VoterRecord => (isConfidential(voter) ? { ...voter, ...who } : voter);

/** The same of some fields of such a voter. */
export function listedFields<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in who))) as T;
}

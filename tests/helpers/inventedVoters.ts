/** Invented voters for tests. */
import { asListed } from "../../src/domain/confidential.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "./inventedElection.ts";

export { inventedElection };

/** Invented voters of that election, as a roll holds them. */
export function invented(count: number, seed = 1): VoterRecord[] {
  return [...inventedVoters(inventedElection(), seed, count)].map(asListed);
}

/** A plain voter with some fields set. */
export function voter(id: string, set: Partial<VoterRecord> = {}): VoterRecord {
  return {
    id,
    lastName: "",
    firstName: "",
    middleName: "",
    suffix: "",
    birthDate: "",
    houseNumber: "",
    street: "",
    unit: "",
    city: "",
    state: "",
    zip: "",
    split: "101",
    party: "",
    partyRaw: "",
    registration: "active",
    registrationRaw: "A",
    absentee: "none",
    flags: [],
    language: "",
    mailing: "",
    ...set,
  };
}

/** Voters as no county has them, for property tests. */
import fc from "fast-check";
import { asListed } from "../../src/domain/confidential.ts";
import { Absentee, Registration, VoterFlag, type VoterRecord } from "../../src/domain/voter.ts";
import { anyText } from "./anyText.ts";

const hostile = fc.oneof(
  anyText({ maxLength: 12 }),
  fc.string({ unit: "grapheme-composite", maxLength: 12 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 12 }),
  fc.constantFrom("", "O’Brien", "García-López", "Van Dyke", "Weiß", "Łukasik", "NULL", "__proto__", "constructor"),
);
const day = fc.oneof(
  fc.constant(""),
  fc.constantFrom("1978", "0000", "0000-00-00", "9999-99-99"),
  fc
    .date({ min: new Date(Date.UTC(1900, 0, 1)), max: new Date(Date.UTC(2010, 0, 1)), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

/** Any voter at all, hostile Unicode included; a confidential one with name and address, as the county has it. */
export const anyWhole: fc.Arbitrary<VoterRecord> = fc.record({
  id: anyText({ minLength: 1, maxLength: 12 }),
  lastName: hostile,
  firstName: hostile,
  middleName: hostile,
  suffix: fc.constantFrom("", "Jr", "Jr.", "III", "?"),
  birthDate: day,
  houseNumber: fc.oneof(hostile, fc.nat(9999).map(String)),
  street: hostile,
  unit: hostile,
  city: hostile,
  state: hostile,
  zip: hostile,
  split: hostile,
  party: hostile,
  partyRaw: hostile,
  registration: fc.constantFrom(...Registration.options),
  registrationRaw: hostile,
  absentee: fc.constantFrom(...Absentee.options),
  flags: fc.subarray([...VoterFlag.options]),
  language: hostile,
  mailing: anyText({ maxLength: 60 }),
});

/** The same as a roll holds them. */
export const anyVoter: fc.Arbitrary<VoterRecord> = anyWhole.map(asListed);

/** Voters with different ids. */
export const anyVoters = (maxLength = 40): fc.Arbitrary<VoterRecord[]> =>
  fc.uniqueArray(anyVoter, { maxLength, selector: (one) => one.id });

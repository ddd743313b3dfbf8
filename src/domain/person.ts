/**
 * A person who stands at the table and not on the roll: what they say of themselves, in clean fields. It stands in sealed
 * bodies only (a provisional ballot, a registration), never in anything that is written in clear.
 */
import * as z from "zod/mini";
import { text } from "./eventFields.ts";
import type { VoterRecord } from "./voter.ts";

export const Person = z.strictObject({
  lastName: text(1, 80),
  firstName: text(0, 80),
  middleName: text(0, 80),
  suffix: text(0, 20),
  /** "YYYY-MM-DD". */
  birthDate: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  /** The address as given: "412", "Maple St", "Apt 4", "Springfield". */
  houseNumber: text(0, 20),
  street: text(1, 100),
  unit: text(0, 40),
  city: text(0, 60),
  /** There was somebody else of this name and birth date: an inspector says that this is the second person, or a later one. */
  another: z.optional(z.int().check(z.minimum(2), z.maximum(99))),
});
export type Person = z.infer<typeof Person>;

/**
 * Equal for one person, on whatever tablet they were written down: last and first name without regard to case, marks, blanks
 * and signs, the birth date, and which of several such persons it is. It stands for the voter id that this person does not
 * have, and so only where those stand.
 */
export function personKey({ lastName, firstName, birthDate, another }: Person): string {
  const first = `P/${nameLetters(lastName)}/${nameLetters(firstName)}/${birthDate}`;
  return another === undefined ? first : `${first}/${another}`;
}

/** Such a key holds a name: it is shown to nobody who may not read that. */
export const isPersonKey = (id: string): boolean => /^P\/[^/]*\/[^/]*\/\d{4}-\d\d-\d\d(\/\d+)?$/.test(id);

/** As many as leave room in an event: two persons of one birth date do not differ after these alone. */
const nameLetters = (name: string): string =>
  name
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, 20)
    .toWellFormed();

/** The person as one more voter, with this id: so all that is done with voters can be done with them. */
export function voterOf({ another: _, ...said }: Person, id: string, split: string, party: string): VoterRecord {
  return {
    ...{ id, ...said, split, party, state: "", zip: "", partyRaw: "", registration: "active", registrationRaw: "" },
    ...{ absentee: "none", flags: [], language: "", mailing: "" },
  };
}

/** What was found out, up the ladder, of somebody who is not on the roll. */
export type Unlisted = {
  readonly person: Person;
  /** The precinct split of the address. */
  readonly split: string;
  /** Known from neighbours on the roll, or chosen by hand: then an inspector must say that it is so. */
  readonly precinctBy: "neighbors" | "inspector";
  /** The id of the party, "" for none. */
  readonly party: string;
  /** How the voter was looked for before, in order: as steps of the event. */
  readonly tried: readonly { readonly step: string; readonly outcome: string }[];
  /** Voters of a like name whom the poll worker looked at, and who are somebody else. */
  readonly lookedAt: readonly string[];
};

/** Of those looked at, as many as an event holds. */
export const seenIds = (ids: readonly string[]): string[] => ids.slice(0, 40);

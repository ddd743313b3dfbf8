/**
 * From a scanned card to the voter. A licence opens a voter only if exactly one on the roll has this name and this birth
 * date; a voter card, if its text is a voter's id to the letter. Everything else is a text for the search box, so that the
 * poll worker sees the list and chooses.
 *
 * The same name: last names equal but for case, marks, blanks, hyphens and apostrophes; the whole first name equal; middle
 * names and suffixes that do not contradict each other (one missing, or an initial of the other). Never the same: a name of
 * which the card may hold only the beginning, an initial for a first name, one half of a compound last name, or a roll that
 * has no full birth date. Such voters are found in the list.
 */
import type { VoterRecord } from "../domain/voter.ts";
import { looksLikeSuffix, nameKey, nameParts, suffixKey } from "./normaliseName.ts";
import type { Roll } from "./packedRoll.ts";
import type { NameRead, ScannedPerson } from "./scannedPerson.ts";
import type { VoterSearch } from "./voterSearch.ts";

export type ScanMatch =
  | { readonly match: "one"; readonly row: number }
  /** What to search for instead. */
  | { readonly match: "list"; readonly text: string };

/** Voters of one last name (or one that begins so) and one birth date: hardly ever more than a few. */
const MOST = 500;

/** The voter whom a licence names, or the text to search for. */
export function matchPerson(roll: Roll, search: VoterSearch, person: ScannedPerson): ScanMatch {
  const exact = new Set<number>();
  for (const name of person.names) {
    const found = search.search(`${name.last}, ${typed(person.birthDate)}`, { limit: MOST, similar: false });
    for (const { row } of found.rows) if (isSamePerson(name, person.birthDate, roll.voterAt(row))) exact.add(row);
  }
  const [row] = exact;
  if (exact.size === 1 && row !== undefined) return { match: "one", row };
  const [{ last, first }] = person.names;
  const given = first === "" ? "" : ` ${first}`;
  return { match: "list", text: `${last},${given} ${typed(person.birthDate)}` };
}

/** The voter whose id this is, or the text to search for. */
export function matchVoterId(roll: Roll, text: string): ScanMatch {
  const row = roll.rowOfVoter(text);
  return row === undefined ? { match: "list", text } : { match: "one", row };
}

/** Whether this card is this voter's, as far as name and birth date can say. */
export function isSamePerson(name: NameRead, birthDate: string, voter: VoterRecord): boolean {
  if (birthDate !== voter.birthDate || name.cut.last || name.cut.first) return false;
  const card = surnameOf(name.last, name.suffix);
  const listed = surnameOf(voter.lastName, voter.suffix);
  if (card.key === "" || card.key !== listed.key) return false;
  if (card.suffix !== "" && listed.suffix !== "" && card.suffix !== listed.suffix) return false;
  return sameGiven(name, voter);
}

/** The last name's key, with a suffix that was written into it apart. */
function surnameOf(last: string, suffix: string): { key: string; suffix: string } {
  const words = nameParts(last);
  const end = words.at(-1) ?? "";
  if (words.length < 2 || !looksLikeSuffix(end)) return { key: nameKey(last), suffix: suffixKey(suffix) };
  return { key: words.slice(0, -1).join(""), suffix: suffix === "" ? suffixKey(end) : suffixKey(suffix) };
}

/** First names equal as wholes, however the two cut given names into first and middle: "Ana María" and "Ana", "María". */
function sameGiven(name: NameRead, voter: VoterRecord): boolean {
  const [first, listedFirst] = [nameParts(name.first), nameParts(voter.firstName)];
  const [middle, listedMiddle] = [nameParts(name.middle), nameParts(voter.middleName)];
  if (first.length === 0 || listedFirst.length === 0) return false;
  if (first.join("") === listedFirst.join("")) return fits(middle, listedMiddle, name.cut.middle);
  const [all, listedAll] = [
    [...first, ...middle],
    [...listedFirst, ...listedMiddle],
  ];
  const whole = Math.max(first.length, listedFirst.length);
  if (all.length < whole || listedAll.length < whole) return false;
  return (
    all.slice(0, whole).join(" ") === listedAll.slice(0, whole).join(" ") &&
    fits(all.slice(whole), listedAll.slice(whole), name.cut.middle)
  );
}

/** Middle names that can be one person's: word for word equal or an initial, one of them may stop early. */
function fits(card: readonly string[], listed: readonly string[], cut: boolean): boolean {
  if (card.join("") === listed.join("")) return true;
  for (let at = 0; at < Math.min(card.length, listed.length); at++) {
    const [a, b] = [card[at] as string, listed[at] as string];
    const initial = (a.length === 1 || b.length === 1) && a[0] === b[0];
    if (a !== b && !initial && !(cut && at === card.length - 1 && b.startsWith(a))) return false;
  }
  return true;
}

/** "1979-02-28" as one types it: "02/28/1979". */
function typed(birthDate: string): string {
  const [year, month, day] = birthDate.split("-");
  return `${month}/${day}/${year}`;
}

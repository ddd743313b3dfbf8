/**
 * Whether two records may well be one person: what must be looked at before anybody is written down as new (P6), and what is
 * marked afterwards. Judged by names, birth date and address together; whoever differs in one of them by a slip of the
 * finger, a nickname, a new last name at the old address, or a birth date that the roll does not have, is still alike.
 *
 * Guarantees: symmetric and pure, so that every tablet marks the same pairs. A person is never alike without a part of the
 * name, and nobody is alike by name alone: names are shared by hundreds.
 */
import type { VoterRecord } from "../domain/voter.ts";
import { editDistance } from "./editDistance.ts";
import { nameKey, nameParts } from "./normaliseName.ts";
import { houseKey, streetKey } from "./normaliseStreet.ts";
import type { Roll } from "./packedRoll.ts";
import type { VoterSearch } from "./voterSearch.ts";

type Named = Pick<VoterRecord, "lastName" | "firstName" | "birthDate" | "houseNumber" | "street">;

export function looksLike(a: Named, b: Named): boolean {
  const birth = birthLikeness(a.birthDate, b.birthDate);
  const last = nameLikeness(a.lastName, b.lastName);
  if (birth === "same")
    return (
      last === "same" ||
      (nameLikeness(a.firstName, b.firstName) !== "other" && (last === "near" || sameAddress(a, b))) ||
      swapped(a, b)
    );
  if (last !== "same") return false;
  const first = nameLikeness(a.firstName, b.firstName);
  if (birth === "near") return first !== "other";
  if (birth === "unknown") return first === "same" || (first === "near" && sameAddress(a, b));
  return first === "same" && sameAddress(a, b);
}

/** So many rows of one name are looked through, and so many of those alike are shown. */
const MOST = 2000;
const SHOWN = 8;

/** The rows of voters who may well be this person, the likeliest first; not the one of this id. */
export function alikeRows(roll: Roll, search: VoterSearch, person: Named & { readonly id: string }): number[] {
  const { lastName, firstName, birthDate, houseNumber, street } = person;
  const [year, month, day] = birthDate.split("-");
  const born = day === undefined ? "" : ` ${month}/${day}/${year}`;
  const found = new Set<number>();
  const take = (text: string, limit: number, similar: boolean): void => {
    const answer = search.search(text, { limit, similar });
    for (const { row } of [...answer.rows, ...answer.similar]) found.add(row);
  };
  take(`${lastName}, ${firstName}${born}`, 50, true);
  for (const part of new Set([lastName, ...nameParts(lastName)])) {
    if (born !== "") take(`${part},${born}`, 200, true);
    take(`${part}, ${nameParts(firstName)[0] ?? ""}`, MOST, false);
  }
  take(`${firstName}, ${lastName}${born}`, 50, false);
  if (houseNumber !== "") take(`${houseNumber} ${street}`, 200, false);
  return [...found]
    .map((row) => ({ row, voter: roll.voterAt(row) }))
    .filter(({ voter }) => voter.id !== person.id && looksLike(person, voter))
    .sort((a, b) => unlikeness(person, a.voter) - unlikeness(person, b.voter) || a.row - b.row)
    .slice(0, SHOWN)
    .map(({ row }) => row);
}

function unlikeness(a: Named, b: Named): number {
  const points = { same: 0, near: 1, unknown: 1, other: 3 } as const;
  return (
    points[birthLikeness(a.birthDate, b.birthDate)] +
    points[nameLikeness(a.lastName, b.lastName)] +
    points[nameLikeness(a.firstName, b.firstName)] -
    (sameAddress(a, b) ? 1 : 0)
  );
}

/** Equal as a whole or in one of their parts; or but for a slip of the finger, an initial, a name cut short. */
function nameLikeness(a: string, b: string): "same" | "near" | "other" {
  const [one, other] = [nameKey(a), nameKey(b)];
  if (one === "" || other === "") return "other";
  if (one === other) return "same";
  const parts = nameParts(b);
  if (nameParts(a).some((part) => part.length > 2 && parts.includes(part))) return "same";
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.startsWith(short)) return "near";
  return editDistance(one, other, 2) <= (short.length >= 8 ? 2 : short.length >= 4 ? 1 : 0) ? "near" : "other";
}

/** `near`: one digit is another, or month and day changed places. `unknown`: all that is there agrees. */
function birthLikeness(a: string, b: string): "same" | "near" | "unknown" | "other" {
  if (a === b && a.length === 10) return "same";
  if (a.length < 10 || b.length < 10) return a.startsWith(b) || b.startsWith(a) ? "unknown" : "other";
  let differ = 0;
  for (let at = 0; at < 10; at++) if (a[at] !== b[at]) differ++;
  const turned = `${a.slice(0, 5)}${a.slice(8)}-${a.slice(5, 7)}`;
  return differ === 1 || turned === b ? "near" : "other";
}

function sameAddress(a: Named, b: Named): boolean {
  if (a.houseNumber === "" || a.street === "") return false;
  return houseKey(a.houseNumber) === houseKey(b.houseNumber) && streetKey(a.street) === streetKey(b.street);
}

function swapped(a: Named, b: Named): boolean {
  const key = nameKey(a.lastName);
  return key !== "" && key === nameKey(b.firstName) && nameKey(a.firstName) === nameKey(b.lastName);
}

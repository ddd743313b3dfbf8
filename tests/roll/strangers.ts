/**
 * Licences of people who are not on the roll, most of them as near to somebody on it as a stranger can be. Whoever has last
 * name, first name and birth date of a voter counts as that voter, unless suffix or middle name says otherwise: a clerk
 * could not tell them apart either.
 */
import type { VoterRecord } from "../../src/domain/voter.ts";
import { nameKey, nameParts, suffixKey } from "../../src/roll/normaliseName.ts";
import type { NameRead, ScannedPerson } from "../../src/roll/scannedPerson.ts";
import { type Numbers, typingError } from "./damagedNames.ts";

type Person = Pick<VoterRecord, "lastName" | "firstName" | "middleName" | "suffix" | "birthDate">;
/** Somebody else made from a voter (and another voter), or undefined where there is no such person. */
type Stranger = (voter: VoterRecord, another: VoterRecord, next: Numbers) => Person | undefined;

const STRANGERS: readonly Stranger[] = [
  // Nothing in common but that both are people.
  (voter, another) => ({ ...voter, firstName: another.firstName, birthDate: another.birthDate }),
  // A namesake, born on another day.
  (voter, another) => ({ ...voter, birthDate: another.birthDate }),
  (voter, _, next) => ({ ...voter, birthDate: anotherDay(voter.birthDate, next) }),
  // Father and son.
  (voter, _, next) => ({
    ...voter,
    suffix: suffixKey(voter.suffix) === "SR" ? "Jr" : "Sr",
    birthDate: `${Number(voter.birthDate.slice(0, 4)) + (next() < 0.5 ? -27 : 27)}${voter.birthDate.slice(4)}`,
  }),
  // Twins, and others born on the day.
  (voter, another) => ({ ...voter, firstName: another.firstName }),
  (voter, another) => ({ ...voter, lastName: another.lastName }),
  (voter) => (voter.firstName.length < 5 ? undefined : { ...voter, firstName: voter.firstName.slice(0, -2) }),
  (voter) => ({ ...voter, firstName: `${voter.firstName}ne` }),
  (voter) => (nameKey(voter.firstName).length < 2 ? undefined : { ...voter, firstName: voter.firstName.slice(0, 1) }),
  (voter, _, next) => withName(voter, "firstName", typingError(voter.firstName, next)),
  (voter, _, next) => withName(voter, "lastName", typingError(voter.lastName, next)),
  (voter, another) => ({ ...voter, lastName: `${voter.lastName}-${another.lastName}` }),
  (voter) =>
    withName(voter, "lastName", nameParts(voter.lastName).length < 2 ? undefined : nameParts(voter.lastName)[0]),
  // First and last name exchanged.
  (voter) => ({ ...voter, lastName: voter.firstName, firstName: voter.lastName, middleName: "" }),
  // The very name and day, but another suffix or middle name.
  (voter) => (voter.suffix === "" ? undefined : { ...voter, suffix: suffixKey(voter.suffix) === "JR" ? "Sr" : "Jr" }),
  (voter, another) =>
    nameKey(voter.middleName).length < 2 || another.middleName === "" || contradict(voter, another) === false
      ? undefined
      : { ...voter, middleName: another.middleName },
];

function withName(voter: VoterRecord, name: "lastName" | "firstName", to: string | undefined): Person | undefined {
  return to === undefined ? undefined : { ...voter, [name]: to };
}

function anotherDay(birthDate: string, next: Numbers): string {
  const day = 1 + Math.floor(next() * 28);
  return `${birthDate.slice(0, 8)}${String(day).padStart(2, "0")}`;
}

function contradict(a: Person, b: Person): boolean {
  return nameKey(a.middleName)[0] !== nameKey(b.middleName)[0];
}

/** Licences of so many people who are none of these voters. */
export function* strangers(voters: readonly VoterRecord[], count: number, next: Numbers): Generator<ScannedPerson> {
  const born = new Map<string, VoterRecord[]>();
  for (const voter of voters) {
    const day = `${nameKey(voter.lastName)} ${voter.birthDate}`;
    const known = born.get(day);
    if (known === undefined) born.set(day, [voter]);
    else known.push(voter);
  }
  const any = (): VoterRecord => voters[Math.floor(next() * voters.length)] as VoterRecord;
  let turn = 0;
  for (let made = 0; made < count; ) {
    const voter = any();
    const another = any();
    if (voter.birthDate.length < 10 || another.birthDate.length < 10) continue;
    // Not everybody has a suffix: after some tries it is the next kind's turn.
    if (next() < 0.02) turn++;
    const person = STRANGERS[turn % STRANGERS.length]?.(voter, another, next);
    if (person === undefined) continue;
    const alike = born.get(`${nameKey(person.lastName)} ${person.birthDate}`) ?? [];
    if (nameKey(person.firstName) === "" || alike.some((one) => couldBe(person, one))) continue;
    turn++;
    made++;
    yield { names: [readOf(person)], birthDate: person.birthDate, jurisdiction: "NC", expires: undefined };
  }
}

/** Whether the given names and suffixes leave it open that a voter of this last name and birth date is this person. */
function couldBe(person: Person, voter: VoterRecord): boolean {
  const [a, b] = [suffixKey(person.suffix), suffixKey(voter.suffix)];
  if (a !== "" && b !== "" && a !== b) return false;
  if (nameKey(person.firstName) === nameKey(voter.firstName))
    return nameKey(person.middleName) === "" || nameKey(voter.middleName) === "" || !contradict(person, voter);
  // The same words, cut into first and middle names elsewhere.
  const [all, listed] = [person, voter].map((one) => nameParts(`${one.firstName} ${one.middleName}`).join(""));
  const words = nameParts(person.firstName).length + nameParts(voter.firstName).length;
  return words > 2 && ((all as string).startsWith(listed as string) || (listed as string).startsWith(all as string));
}

function readOf({ lastName, firstName, middleName, suffix }: Person): NameRead {
  const cut = { last: false, first: false, middle: false };
  return { last: lastName, first: firstName, middle: middleName, suffix, cut };
}

/**
 * How many voters fit a typed name just as well as the one who is meant: the bound that no search can pass with the name
 * alone. Deliberately apart from the search and its points: what counts is how many mistakes the typist must have made in
 * the last name and in the given name, a slip of the finger being one like half of a compound or another spelling. Whoever
 * needs no more of them in either of the two fits at least as well. A name that fits only by mistakes of several kinds in
 * one word counts as not fitting, so that the bound is rather too low than too high.
 */
import { isConfidential } from "../../src/domain/confidential.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { nameParts } from "../../src/roll/normaliseName.ts";
import { areNicknames, areVariants } from "./damagedNames.ts";

type Words = readonly string[];
type Reading = { readonly last: Words; readonly given: Words; readonly swapped: boolean };
type Name = { readonly words: Words; readonly key: string };
type Person = { readonly last: Name; readonly first: Name; readonly middle: Name; voters: number };
/** Mistakes in the last name and in the given names. */
type Mistakes = readonly [last: number, given: number];

const MOST_SLIPS = 2;
const MOST_GIVEN = MOST_SLIPS + 1;

/** The names of a roll with their numbers of voters; without those who are on no roll by name. */
export class NamesOfRoll {
  private readonly people = new Map<string, Person>();
  private readonly byLast = new Map<string, Person[]>();
  private readonly byMiddle = new Map<string, Person[]>();

  constructor(voters: readonly VoterRecord[]) {
    for (const voter of voters) {
      if (isConfidential(voter)) continue;
      const person = personOf(voter);
      const known = this.people.get(nameOf(person));
      if (known !== undefined) {
        known.voters++;
        continue;
      }
      this.people.set(nameOf(person), person);
      push(this.byLast, person.last.words.join(" "), person);
      push(this.byMiddle, person.middle.key, person);
    }
  }

  /** How many voters of another name than this one's fit the text at least as well. */
  asFitting(text: string, voter: VoterRecord): number {
    const readings = readingsOf(text);
    const meant = personOf(voter);
    const bounds = readings.flatMap((reading) => mistakesOf(reading, meant));
    if (bounds.length === 0) return 0;
    const found = new Map<Person, Mistakes[]>();
    for (const reading of readings)
      for (const person of this.near(reading.last)) {
        const known = found.get(person) ?? [];
        found.set(person, [...known, ...mistakesOf(reading, person)]);
      }
    let count = 0;
    for (const [person, ways] of found) {
      if (person.last.key === meant.last.key && person.first.key === meant.first.key) continue;
      if (bounds.every(([last, given]) => ways.some((way) => way[0] <= last && way[1] <= given)))
        count += person.voters;
    }
    return count;
  }

  /** Everybody whose last name can have been meant. */
  private *near(typed: Words): Generator<Person> {
    for (const people of this.byLast.values())
      if (lastMistakes(typed, people[0] as Person) <= MOST_SLIPS) yield* people;
    for (const person of this.byMiddle.get(typed.join("")) ?? []) yield person;
  }
}

function personOf({ lastName, firstName, middleName }: VoterRecord): Person {
  return { last: wordsOf(lastName), first: wordsOf(firstName), middle: wordsOf(middleName), voters: 1 };
}

function wordsOf(name: string): Name {
  const words = nameParts(name);
  return { words, key: words.join("") };
}

function nameOf({ last, first, middle }: Person): string {
  return [last, first, middle].map(({ words }) => words.join(" ")).join("|");
}

function push(map: Map<string, Person[]>, key: string, person: Person): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [person]);
  else known.push(person);
}

function mistakesOf({ last, given, swapped }: Reading, person: Person): Mistakes[] {
  const inLast = Math.min(lastMistakes(last, person), last.join("") === person.middle.key ? 1 : MOST_SLIPS + 1);
  const inGiven = givenMistakes(given, person) + (swapped ? 1 : 0);
  return inLast > MOST_SLIPS || inGiven > MOST_GIVEN ? [] : [[inLast, inGiven]];
}

function lastMistakes(typed: Words, { last }: Person): number {
  const key = typed.join("");
  const whole = last.key;
  if (key === whole) return 0;
  if (key.length >= 3 && (last.words.includes(key) || whole.startsWith(key))) return 1;
  if (typed.length > 1 && (typed.includes(whole) || isTurned(typed, whole))) return 1;
  return areVariants("last", key, whole) ? 1 : slipsBetween(key, whole);
}

function givenMistakes(typed: Words, { first, middle }: Person): number {
  const key = typed.join("");
  const whole = first.key;
  if (key === whole || (typed.length > 1 && whole + middle.key === key)) return 0;
  if (first.words.includes(key) || middle.key === key || whole.startsWith(key)) return 1;
  return areNicknames(key, whole) || areVariants("given", key, whole) ? 1 : slipsBetween(key, whole);
}

/** Every way to read the text as last and given names. */
function readingsOf(text: string): Reading[] {
  const [before = "", after] = text.split(",");
  if (after !== undefined) {
    const [last, given] = [nameParts(before), nameParts(after)];
    return [
      { last, given, swapped: false },
      { last: given, given: last, swapped: true },
    ];
  }
  const words = nameParts(text);
  return words.slice(1).flatMap((_, n) => {
    const [one, two] = [words.slice(0, n + 1), words.slice(n + 1)];
    return [
      { last: one, given: two, swapped: false },
      { last: two, given: one, swapped: false },
    ];
  });
}

function isTurned(typed: Words, whole: string): boolean {
  return typed.some((_, n) => [...typed.slice(n), ...typed.slice(0, n)].join("") === whole);
}

/** Letters more, fewer, other or exchanged with their neighbour; more than `MOST_GIVEN` if they are more than two. */
function slipsBetween(a: string, b: string): number {
  const many = MOST_GIVEN + 1;
  if (Math.abs(a.length - b.length) > MOST_SLIPS) return many;
  return slipsOf(a, b, MOST_SLIPS) ?? many;
}

/** Tries every slip at the first difference; undefined if there are more than `left`. */
function slipsOf(a: string, b: string, left: number): number | undefined {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (at === a.length && at === b.length) return 0;
  if (left === 0) return undefined;
  const isExchanged = a[at] !== undefined && a[at] === b[at + 1] && a[at + 1] === b[at];
  const ways = [
    slipsOf(a.slice(at + 1), b.slice(at + 1), left - 1),
    slipsOf(a.slice(at + 1), b.slice(at), left - 1),
    slipsOf(a.slice(at), b.slice(at + 1), left - 1),
    isExchanged ? slipsOf(a.slice(at + 2), b.slice(at + 2), left - 1) : undefined,
  ].filter((slips) => slips !== undefined);
  return ways.length === 0 ? undefined : 1 + Math.min(...ways);
}

/**
 * Last and first names near one that was typed: those that sound like it, other spellings of it, slips of the finger,
 * nicknames, halves of compound names. Works on the dictionary of names, not on voters.
 */
import { editDistance } from "./editDistance.ts";
import { distancesFrom, lettersNear, lettersOf } from "./manyDistances.ts";
import { LONGEST, nearIndexOf } from "./nearIndex.ts";
import { nicknamesOf } from "./nicknames.ts";
import { nameParts } from "./normaliseName.ts";
import { respellingsOf } from "./respellings.ts";
import type { RollIndex } from "./rollIndex.ts";
import { soundKey } from "./soundKey.ts";
import type { CodeSet } from "./wordIndex.ts";

/** Why a voter is offered. `details`: the name agrees, something else that was typed does not. */
export type SimilarWhy = "sound" | "edit" | "nickname" | "swapped" | "compound" | "details";

/** How far a name is away: 0 the same or begun, 2 for each slip, others between. */
export type Near = { readonly points: number; readonly why: SimilarWhy };

export const SLIP = 2;
/** All words of a name in another order: nearer than one of them with the rest left over. */
const TURNED = 0.5;
/** Surnames that only begin so. */
const MOST_BEGUN = 80;
/** Surnames looked at for one way to read the text. */
const MOST_SURNAMES = 3000;

/** One code per surname (the first of its key), nearest first. */
export function nearLasts(index: RollIndex, words: readonly string[]): [number, Near][] {
  const { last } = index;
  const key = words.join("");
  const found = new Map<number, Near>();
  const add = (code: number, points: number, why: SimilarWhy): void => {
    const first = index.firstAlike(code);
    const known = found.get(first);
    if (known === undefined || known.points > points) found.set(first, { points, why });
  };
  const addEqual = (name: string, points: number, why: SimilarWhy): void => {
    const [low, high] = last.equal(name);
    if (low < high) add(low, points, why);
  };
  addEqual(key, 0, "details");
  const begun = last.codesOf(last.beginning(key));
  for (let code = begun.low; code < Math.min(begun.high, begun.low + MOST_BEGUN); code++) add(code, 0, "details");
  for (const code of begun.others.slice(0, MOST_BEGUN)) add(code, 0, "details");
  if (words.length > 1) {
    for (let n = 1; n < words.length; n++)
      addEqual([...words.slice(n), ...words.slice(0, n)].join(""), TURNED, "compound");
    // "Smith-Jones" for Smith; of more words also what is left without the first or the last.
    const halves = new Set([...words, words.slice(1).join(""), words.slice(0, -1).join("")]);
    for (const half of halves) {
      if (half.length < 3) continue;
      addEqual(half, 3, "compound");
      for (const code of last.ending(half)) add(code, 3, "compound");
    }
  }
  if (key.length >= 2) {
    for (const code of nearIndexOf(index).soundsOf("last").get(soundKey(key)) ?? []) {
      const slips = editDistance(key, last.keys[code] as string, 3);
      if (slips > 0 && slips <= 3) add(code, slips <= 2 ? 1 : 2, "sound");
    }
    for (const name of respellingsOf(key)) addEqual(name, 1, "sound");
  }
  for (const [code, slips] of nearKeys(index, "last", key, slipsIn(key))) add(code, slips * SLIP, "edit");
  return [...found].sort(([a, x], [b, y]) => x.points - y.points || a - b).slice(0, MOST_SURNAMES);
}

/** How near each first name (by code) is to the given names that were typed. */
export function nearFirsts(index: RollIndex, words: readonly string[]): Map<number, Near> {
  const { first } = index;
  const { values } = index.roll.columns.firstName;
  const key = words[0] as string;
  const found = new Map<number, Near>();
  const add = (code: number, points: number, why: SimilarWhy): void => {
    const known = found.get(code);
    if (known === undefined || known.points > points) found.set(code, { points, why });
  };
  const addSet = ({ low, high, others }: CodeSet, points: number, why: SimilarWhy): void => {
    for (let code = low; code < high; code++) add(code, points, why);
    for (const code of others) add(code, points, why);
  };
  const addEqual = (name: string, points: number, why: SimilarWhy): void => {
    const [low, high] = first.equal(name);
    for (let code = low; code < high; code++) add(code, points, why);
  };
  // Further words that were typed may be middle names, or belong to the last name.
  const others = words.length > 1 ? 1 : 0;
  addSet(first.codesOf(first.beginning(key)), others, "details");
  addSet(first.codesOf(first.beginning(words.join(""))), 0, "details");
  for (const name of nicknamesOf(key)) {
    const { low, high } = first.beginning(name);
    for (let code = low; code < high; code++)
      if (nameParts(values[code] as string)[0] === name) add(code, 1 + others, "nickname");
  }
  for (const typed of new Set([key, words.join("")])) {
    if (typed.length < 2) continue;
    for (const name of respellingsOf(typed)) addEqual(name, 1 + others, "sound");
    if (typed.length < 3) continue;
    for (const code of nearIndexOf(index).soundsOf("first").get(soundKey(typed)) ?? [])
      if (editDistance(typed, first.keys[code] as string, 3) <= 3) addEqual(first.keys[code] as string, 2, "sound");
    for (const [code, slips] of nearKeys(index, "first", typed, slipsIn(typed)))
      addEqual(first.keys[code] as string, slips * SLIP, "edit");
  }
  return found;
}

/** How many slips are looked for in a name. */
function slipsIn(key: string): number {
  return key.length < 2 ? 0 : key.length <= 3 ? 1 : 2;
}

/** Two slips beside each other can count as three. Only for long names, of which few are as near. */
export function threeSlips(index: RollIndex, name: "last" | "first", words: readonly string[]): [number, Near][] {
  const key = words.join("");
  if (key.length < 5) return [];
  const near: Near = { points: 2 * SLIP + 1, why: "edit" };
  return nearKeys(index, name, key, 3).flatMap(([code, slips]) => (slips === 3 ? [[code, near]] : []));
}

/** Names of at most so many slips, with their number; one code for each name. */
function nearKeys(index: RollIndex, name: "last" | "first", key: string, most: number): [number, number][] {
  if (most === 0) return [];
  const { keys } = index[name];
  const { starts, codes, letters } = nearIndexOf(index).shapesOf(name);
  const own = lettersOf(key);
  const slipsTo = distancesFrom(key);
  const found: [number, number][] = [];
  for (let longer = -most; longer <= most; longer++) {
    const length = key.length + longer;
    if (length < 1 || length > LONGEST) continue;
    const end = starts[length + 1] as number;
    for (let at = starts[length] as number; at < end; at++) {
      if (!lettersNear(own, letters[at] as number, most, longer)) continue;
      const code = codes[at] as number;
      const slips = slipsTo(keys[code] as string);
      if (slips > 0 && slips <= most) found.push([code, slips]);
    }
  }
  return found;
}

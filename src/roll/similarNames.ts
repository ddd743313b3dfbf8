/**
 * Voters whose name is near the one that was typed, for when the exact search found few: same-sounding and misspelled
 * names, nicknames, names in the wrong order, halves of compound surnames, and right names whose other details (a missing
 * or different birth date, another house number) do not agree. Never mixed with exact results.
 */

import { BestMatches } from "./bestMatches.ts";
import { fitsBirthDate } from "./birthDateText.ts";
import { editDistance, lettersNear, lettersOf } from "./editDistance.ts";
import { nicknamesOf } from "./nicknames.ts";
import { nameParts, suffixKey } from "./normaliseName.ts";
import { isHouse } from "./normaliseStreet.ts";
import type { HiddenRows } from "./readingSearch.ts";
import type { Reading } from "./readSearchText.ts";
import type { RollIndex } from "./rollIndex.ts";
import { soundKey } from "./soundKey.ts";
import type { CodeSet } from "./wordIndex.ts";

/** Why a voter is offered. `details`: the name agrees, something else that was typed does not. */
export type SimilarWhy = "sound" | "edit" | "nickname" | "swapped" | "compound" | "details";
export type SimilarMatch = { readonly row: number; readonly score: number; readonly why: SimilarWhy };

type Near = { readonly points: number; readonly why: SimilarWhy };

/** Voters further away than this are no help. */
const FAR = 7;
/** Surnames looked at for one way to read the text. */
const MOST_SURNAMES = 80;
const MOST_ASKS = 10;
/** Rows of one surname offered when no given name was typed. */
const MOST_ALIKE = 12;

export class SimilarNames {
  private readonly index: RollIndex;
  private readonly hidden: HiddenRows | undefined;

  constructor(index: RollIndex, hidden?: HiddenRows) {
    this.index = index;
    this.hidden = hidden;
  }

  /** The nearest voters that no reading finds. `found` are rows already shown. */
  find(readings: readonly Reading[], found: ReadonlySet<number>, limit: number): SimilarMatch[] {
    const best = new BestMatches<SimilarWhy>(limit + found.size);
    // Near surnames with quite another given name: better than nothing, and only then.
    const surnameOnly = new BestMatches<SimilarWhy>(limit);
    const offered = new Set<number>();
    const taken = new Map<number, number>();
    const nearLasts = new Map<string, [number, Near][]>();
    const nearFirsts = new Map<string, Map<number, Near>>();
    for (const { reading, swapped } of asksOf(readings)) {
      const last = reading.last as readonly string[];
      const lasts = once(nearLasts, last, () => this.nearLasts(last));
      if (lasts.length === 0) continue;
      const typed = reading.given;
      const given = typed === undefined ? undefined : once(nearFirsts, typed, () => this.nearFirsts(typed));
      const details = this.details(reading);
      const { codes } = this.index.roll.columns.firstName;
      for (const [code, near] of lasts) {
        const [from, to] = this.index.rowsAlike(code);
        let alike = 0;
        let otherGiven = 0;
        for (let row = from; row < to; row++) {
          const first = given?.get(codes[row] as number);
          if (given !== undefined && first === undefined) {
            // Three typed letters begin too many surnames to say anything.
            if (near.points === 0 && last.join("").length < 4) continue;
            if (otherGiven >= MOST_ALIKE || this.hidden?.has(row) || found.has(row) || offered.has(row)) continue;
            otherGiven++;
            offered.add(row);
            surnameOnly.offer(row, near.points + (swapped ? 1 : 0), near.why);
            continue;
          }
          let points = near.points + (first?.points ?? 0) + (swapped ? 1 : 0);
          if (points > FAR || !best.takes(points, row) || this.hidden?.has(row) || found.has(row)) continue;
          const other = details(row);
          points += other;
          const why = swapped
            ? "swapped"
            : near.points > 0
              ? near.why
              : (first?.points ?? 0) > 0
                ? first?.why
                : other > 0
                  ? "details"
                  : undefined;
          if (points > FAR || why === undefined) continue;
          if (given === undefined && near.points > 0 && ++alike > MOST_ALIKE) break;
          const earlier = taken.get(row);
          if (earlier !== undefined && earlier <= points) continue;
          if (earlier !== undefined) best.withdraw(row);
          taken.set(row, points);
          best.offer(row, points, why);
        }
      }
    }
    return (best.list.length > 0 ? best.list : surnameOnly.list).slice(0, limit);
  }

  /** One code per surname (the first of its key), nearest first. */
  private nearLasts(words: readonly string[]): [number, Near][] {
    const { last } = this.index;
    const key = words.join("");
    const found = new Map<number, Near>();
    const add = (code: number, points: number, why: SimilarWhy): void => {
      const first = this.index.firstAlike(code);
      const known = found.get(first);
      if (known === undefined || known.points > points) found.set(first, { points, why });
    };
    const addEqual = (name: string, points: number, why: SimilarWhy): void => {
      const [low, high] = last.equal(name);
      if (low < high) add(low, points, why);
    };
    addEqual(key, 0, "details");
    const begun = last.codesOf(last.beginning(key));
    for (let code = begun.low; code < Math.min(begun.high, begun.low + MOST_SURNAMES); code++) add(code, 0, "details");
    for (const code of begun.others.slice(0, MOST_SURNAMES)) add(code, 0, "details");
    if (words.length > 1) {
      addEqual([...words].reverse().join(""), 1, "compound");
      for (const word of words) {
        if (word.length < 3) continue;
        addEqual(word, 3, "compound");
        for (const code of last.ending(word)) add(code, 3, "compound");
      }
    }
    if (key.length >= 2)
      for (const code of this.index.soundsOf("last").get(soundKey(key)) ?? []) {
        const slips = editDistance(key, last.keys[code] as string, 3);
        if (slips > 0) add(code, slips <= 2 ? 1 : 2, "sound");
      }
    for (const [code, slips] of this.nearKeys("last", key)) add(code, slips * 2, "edit");
    return [...found].sort(([a, x], [b, y]) => x.points - y.points || a - b).slice(0, MOST_SURNAMES);
  }

  /** How near each first name (by code) is to the given names that were typed. */
  private nearFirsts(words: readonly string[]): Map<number, Near> {
    const { first } = this.index;
    const { values } = this.index.roll.columns.firstName;
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
    addSet(first.codesOf(first.beginning(key)), 0, "details");
    addSet(first.codesOf(first.beginning(words.join(""))), 0, "details");
    for (const name of nicknamesOf(key)) {
      const { low, high } = first.beginning(name);
      for (let code = low; code < high; code++)
        if (nameParts(values[code] as string)[0] === name) add(code, 1, "nickname");
    }
    if (key.length >= 3) {
      for (const code of this.index.soundsOf("first").get(soundKey(key)) ?? [])
        if (editDistance(key, first.keys[code] as string, 3) <= 3) addEqual(first.keys[code] as string, 2, "sound");
      for (const [code, slips] of this.nearKeys("first", key)) addEqual(first.keys[code] as string, slips * 2, "edit");
    }
    return found;
  }

  private nearKeys(name: "last" | "first", key: string): [number, number][] {
    const most = key.length < 3 ? 0 : key.length <= 5 ? 1 : 2;
    if (most === 0) return [];
    const { keys } = this.index[name];
    const { letters, lengths } = this.index.shapesOf(name);
    const own = lettersOf(key);
    const found: [number, number][] = [];
    const shortest = Math.max(1, key.length - most);
    const longest = key.length + most;
    for (let code = 0; code < lengths.length; code++) {
      const length = lengths[code] as number;
      if (length < shortest || length > longest) continue;
      if (!lettersNear(own, letters[code] as number, most)) continue;
      const slips = editDistance(key, keys[code] as string, most);
      if (slips > 0 && slips <= most) found.push([code, slips]);
    }
    return found;
  }

  /** Points for what was typed beside the name and does not agree. */
  private details(reading: Reading): (row: number) => number {
    const { columns } = this.index.roll;
    const { birth, house, suffix } = reading;
    return (row) => {
      let points = reading.street === undefined && reading.id === undefined ? 0 : 1;
      if (birth !== undefined) {
        const date = columns.birthDate.values[columns.birthDate.codes[row] as number] as string;
        if (!fitsBirthDate(birth, date)) {
          const unknown = date === "" || (date.length === 4 && (birth.year === undefined || birth.year === date));
          points += unknown ? 1 : 3;
        }
      }
      if (
        house !== undefined &&
        !isHouse(this.index.house.keys[columns.houseNumber.codes[row] as number] as string, house)
      )
        points += 2;
      if (
        suffix !== undefined &&
        suffixKey(columns.suffix.values[columns.suffix.codes[row] as number] as string) !== suffix
      )
        points += 1;
      return points;
    };
  }
}

/** Several readings ask for the same names. */
function once<T>(known: Map<string, T>, words: readonly string[], make: () => T): T {
  const key = words.join(" ");
  let made = known.get(key);
  if (made === undefined) {
    made = make();
    known.set(key, made);
  }
  return made;
}

/** The ways to read the text that name a surname; a text with a comma also the other way round. */
function asksOf(readings: readonly Reading[]): { reading: Reading; swapped: boolean }[] {
  const named = readings.filter((reading) => reading.last !== undefined);
  const asks = named.map((reading) => ({ reading, swapped: false }));
  const known = new Set(named.map(nameOf));
  for (const reading of named) {
    const { last, given } = reading;
    if (last === undefined || given === undefined) continue;
    const other = { ...reading, last: given, given: last };
    if (known.has(nameOf(other))) continue;
    known.add(nameOf(other));
    asks.push({ reading: other, swapped: true });
  }
  return asks.slice(0, MOST_ASKS);
}

function nameOf({ last, given }: Reading): string {
  return JSON.stringify([last, given]);
}

/**
 * Voters whose name is near the one that was typed, for when the exact search found few: same-sounding and misspelled
 * names, nicknames, names in the wrong order, halves of compound surnames, a maiden name kept as middle name, and right
 * names whose other details (a missing or different birth date, another house number) do not agree. Never mixed with
 * exact results.
 *
 * The likeliest first: fewest points; of names equally near, the one that more voters bear. As long as nothing was typed
 * that tells the bearers of one name apart, every near name comes once before one comes a second time: the poll worker
 * sees which name is meant and types that.
 */

import { type BesideName, besidePoints } from "./besideName.ts";
import type { ScoredRow } from "./bestMatches.ts";
import { editDistance } from "./editDistance.ts";
import { FAR, NameGroup, NearestRows } from "./nearestRows.ts";
import { nearIndexOf } from "./nearIndex.ts";
import { type Near, nearFirsts, nearLasts, type SimilarWhy, SLIP, threeSlips } from "./nearNames.ts";
import { birthSet } from "./readingPlan.ts";
import type { HiddenRows } from "./readingSearch.ts";
import type { Reading } from "./readSearchText.ts";
import type { RollIndex } from "./rollIndex.ts";

export type { SimilarWhy };
export type SimilarMatch = ScoredRow<SimilarWhy>;

/** One way to read the name, with every way to read what stands beside it. */
type Ask = {
  readonly last: readonly string[];
  readonly given: readonly string[] | undefined;
  readonly swapped: boolean;
  readonly beside: BesideName[];
};
type NearAsk = Ask & {
  readonly lasts: readonly [number, Near][];
  readonly firsts: Firsts | undefined;
  readonly besideOf: (row: number) => number;
};
/** First names by code: how near, `NOT_NEAR` for the others. */
type Firsts = { readonly points: Uint8Array; readonly near: ReadonlyMap<number, Near> };

const NOT_NEAR = 255;
const MOST_ASKS = 12;
/** Rows of one surname offered when no given name was typed or none is near. */
const MOST_ALIKE = 12;
/** Surnames offered when no given name is near. */
const MOST_OTHER_GIVEN = 80;
/** Nobody as near as two slips: it is worth the time to look further. */
const UNSURE = 4;
/** Points for words that were typed and are no part of the name. */
const LEFT_OVER = 4;

export class SimilarNames {
  private readonly index: RollIndex;
  private readonly hidden: HiddenRows | undefined;

  constructor(index: RollIndex, hidden?: HiddenRows) {
    this.index = index;
    this.hidden = hidden;
  }

  /** Makes what later searches need. */
  static prepare(index: RollIndex): Generator<void> {
    return nearIndexOf(index).prepare();
  }

  /** The nearest voters that no reading finds. `found` are rows already shown. */
  find(readings: readonly Reading[], found: ReadonlySet<number>, limit: number): SimilarMatch[] {
    const nearest = new NearestRows(limit, (row) => found.has(row) || this.hidden?.has(row) === true);
    const lasts = new Map<string, [number, Near][]>();
    const firsts = new Map<string, Firsts>();
    const asks = asksOf(readings).map(
      (ask): NearAsk => ({
        ...ask,
        lasts: once(lasts, ask.last, () => nearLasts(this.index, ask.last)),
        firsts: ask.given && once(firsts, ask.given, () => this.firstsOf(ask.given as readonly string[])),
        besideOf: besidePoints(this.index, ask.beside),
      }),
    );
    for (const ask of asks) {
      const group = new NameGroup(nearest, ask.beside.length > 0, ask.besideOf);
      if (ask.firsts === undefined) this.byLast(ask, ask.lasts, group);
      else {
        this.byBoth(ask, ask.lasts, ask.firsts, group);
        this.byMiddle(ask, ask.firsts, group);
      }
      this.byBirthDate(ask, ask.firsts, group);
    }
    if (nearest.least > UNSURE) this.byThreeSlips(asks, nearest);
    if (nearest.size > 0) return nearest.list();
    // Near surnames with quite another given name: better than nothing, and only then.
    for (const ask of asks)
      if (ask.firsts !== undefined) {
        // Three typed letters begin too many surnames to say anything.
        const { length } = ask.last.join("");
        const most = length < 6 ? SLIP : 2 * SLIP;
        const isEnough = ({ points }: Near): boolean => (points > 0 || length >= 4) && points <= most;
        const near = ask.lasts.filter(([, one]) => isEnough(one)).slice(0, MOST_OTHER_GIVEN);
        this.byLast(ask, near, new NameGroup(nearest, false, NOTHING));
      }
    return nearest.list();
  }

  /** One name with three slips beside the other one whole. */
  private byThreeSlips(asks: readonly NearAsk[], nearest: NearestRows): void {
    const lasts = new Map<string, [number, Near][]>();
    const firsts = new Map<string, Firsts>();
    for (const { last, given, swapped, beside, lasts: near, firsts: nearFirst, besideOf } of asks) {
      if (given === undefined || nearFirst === undefined || swapped) continue;
      const group = new NameGroup(nearest, beside.length > 0, besideOf);
      const ask = { last, given, swapped, beside };
      const far = once(lasts, last, () => threeSlips(this.index, "last", last));
      this.byBoth(ask, far, nearFirst, group);
      const whole = near.filter(([, { points }]) => points === 0);
      if (whole.length === 0) continue;
      const farFirst = once(firsts, given, () => this.firstsAt(threeSlips(this.index, "first", given)));
      this.byBoth(ask, whole, farFirst, group);
    }
  }

  /** Near surnames, whatever the given name. */
  private byLast(ask: Ask, lasts: readonly [number, Near][], group: NameGroup): void {
    for (const [code, near] of lasts) {
      const [from, to] = this.index.rowsAlike(code);
      // One half of what was typed: the other half is then nobody's name.
      const half = near.why === "compound" && near.points > 1 ? LEFT_OVER : 0;
      const why = ask.swapped ? "swapped" : near.why;
      group.begin(near.points + half + (ask.swapped ? 1 : 0), why, ask.given !== undefined);
      // What is typed beside the name may agree with the last of them.
      const end = ask.beside.length > 0 && ask.given === undefined ? to : Math.min(to, from + 4 * MOST_ALIKE);
      for (let row = from; row < end; row++) group.add(row);
      group.finish(MOST_ALIKE);
    }
  }

  /** Near surnames with near first names. The rows of one surname are in order of first names. */
  private byBoth(ask: Ask, lasts: readonly [number, Near][], { points, near }: Firsts, group: NameGroup): void {
    const { codes } = this.index.roll.columns.firstName;
    const swap = ask.swapped ? 1 : 0;
    for (const [code, last] of lasts) {
      const [from, to] = this.index.rowsAlike(code);
      for (let row = from; row < to; row++) {
        const firstCode = codes[row] as number;
        const first = points[firstCode] as number;
        if (first === NOT_NEAR || last.points + first + swap > FAR) continue;
        const why = swap > 0 ? "swapped" : last.points > 0 ? last.why : (near.get(firstCode)?.why ?? "details");
        group.begin(last.points + first + swap, why, false);
        while (row < to && codes[row] === firstCode) group.add(row++);
        row--;
        group.finish();
      }
    }
  }

  /** Voters who kept the typed last name as their middle name. */
  private byMiddle(ask: Ask, { points, near }: Firsts, group: NameGroup): void {
    const key = ask.last.join("");
    if (key.length < 3 || near.size === 0 || ask.swapped) return;
    const [low, high] = this.index.middle.equal(key);
    if (low === high) return;
    const { codes } = this.index.roll.columns.firstName;
    const { starts, rows } = this.index.by("middleName");
    const alike = new Map<number, number[]>();
    for (let at = starts[low] as number; at < (starts[high] as number); at++) {
      const row = rows[at] as number;
      const first = codes[row] as number;
      if ((points[first] as number) > SLIP) continue;
      const known = alike.get(first);
      if (known === undefined) alike.set(first, [row]);
      else known.push(row);
    }
    for (const [first, those] of alike) {
      group.begin(3 + (points[first] as number), "compound", false);
      for (const row of those) group.add(row);
      group.finish();
    }
  }

  /**
   * Voters born on the day that was typed: few, so that names may be further away than elsewhere, and one of the two names
   * may be another one altogether, as after a marriage.
   */
  private byBirthDate(ask: Ask, firsts: Firsts | undefined, group: NameGroup): void {
    const { lastName, firstName } = this.index.roll.columns;
    const { starts, rows } = this.index.by("birthDate");
    const key = ask.last.join("");
    const given = ask.given?.[0];
    for (const { birth } of ask.beside) {
      if (birth?.year === undefined || birth.month === undefined || birth.day === undefined) continue;
      const [code] = birthSet(this.index, birth).others;
      if (code === undefined) continue;
      for (let at = starts[code] as number; at < (starts[code + 1] as number); at++) {
        const row = rows[at] as number;
        const last = this.index.last.keys[lastName.codes[row] as number] as string;
        const firstCode = firstName.codes[row] as number;
        const first = this.index.first.keys[firstCode] as string;
        const lastSlips = slipsWithin(key, last);
        const isNearFirst = firsts !== undefined && (firsts.points[firstCode] as number) <= SLIP;
        if (given === undefined ? lastSlips > WIDE : lastSlips + slipsWithin(given, first) > WIDE && !isNearFirst)
          continue;
        const why = ask.swapped ? "swapped" : lastSlips > WIDE ? "details" : "edit";
        group.begin(Math.min(FAR - 2, SLIP * 3 + (lastSlips > WIDE ? 1 : 0)), why, false);
        group.add(row);
        group.finish();
      }
    }
  }

  private firstsOf(words: readonly string[]): Firsts {
    return this.firstsAt(nearFirsts(this.index, words));
  }

  private firstsAt(list: Iterable<[number, Near]>): Firsts {
    const near = new Map(list);
    const points = new Uint8Array(this.index.roll.columns.firstName.values.length).fill(NOT_NEAR);
    for (const [code, one] of near) points[code] = one.points;
    return { points, near };
  }
}

/** Slips in both names together, among voters of one birth date. */
const WIDE = 5;
const NOTHING = (): number => 0;

/** Slips between two names, or more than `WIDE` if they are more than half of its letters. */
function slipsWithin(typed: string, key: string): number {
  const most = Math.min(WIDE, Math.ceil(typed.length / 2));
  const slips = editDistance(typed, key, most);
  return slips > most ? WIDE + 1 : slips;
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
function asksOf(readings: readonly Reading[]): Ask[] {
  const asks = new Map<string, Ask>();
  const add = (last: readonly string[], given: readonly string[] | undefined, swapped: boolean): Ask => {
    const name = JSON.stringify([last, given]);
    const ask = asks.get(name) ?? { last, given, swapped, beside: [] };
    asks.set(name, ask);
    return ask;
  };
  for (const { last, given, ...beside } of readings)
    if (last !== undefined && Object.keys(beside).length > 0) add(last, given, false).beside.push(beside);
    else if (last !== undefined) add(last, given, false);
  for (const { last, given, beside } of [...asks.values()]) {
    if (given === undefined) continue;
    const other = add(given, last, true);
    if (other.swapped) other.beside.push(...beside);
  }
  return [...asks.values()].slice(0, MOST_ASKS);
}

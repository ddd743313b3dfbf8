/**
 * How typed given names are found. They fit if the words joined begin the first name, or if each word begins a part of the
 * first or middle name. The first word may meet the middle name only beside a last name and from two letters on, so that
 * "smith j" is not every Smith with a J in the middle.
 */
import { type Criterion, type Visit, visitBegun } from "./fittingRows.ts";
import type { GivenName, RollIndex } from "./rollIndex.ts";
import type { Begun } from "./wordIndex.ts";

/** One word without a last name is visited once in each row, anything else may come more than once. */
export type GivenNames = Required<Criterion> & {
  /** Points by the code of the first name: it is whole, begun, or what was typed stands elsewhere. */
  readonly scoreOf: (code: number) => number;
  /** Every row that fits begins so in one of these ways; if there is one word, no other row does. */
  readonly ways: readonly { readonly name: GivenName; readonly begun: Begun }[];
};

/** `words`: at least one; `besideLast`: a last name was typed too. */
export function givenNames(index: RollIndex, words: readonly string[], besideLast: boolean): GivenNames {
  const first = index.given("firstName");
  const middle = index.given("middleName");
  const typed = words.map((word, n) => ({
    inFirst: first.words.beginning(word),
    inMiddle: n > 0 || (besideLast && word.length >= 2) ? middle.words.beginning(word) : NOTHING,
  }));
  const whole = words.join("");
  const joined = words.length > 1 ? first.words.beginning(whole) : NOTHING;
  const fits = (firstCode: number, middleCode: number): boolean => {
    if (first.words.has(joined, firstCode)) return true;
    for (let n = 0; n < typed.length; n++) {
      const { inFirst, inMiddle } = typed[n] as (typeof typed)[number];
      if (!first.words.has(inFirst, firstCode) && !middle.words.has(inMiddle, middleCode)) return false;
    }
    return true;
  };
  const test = (row: number): boolean => fits(first.codes[row] as number, middle.codes[row] as number);
  // All words must begin something: it is enough to look where the one stands that begins least.
  const sizes = typed.map(({ inFirst, inMiddle }) => spanOf(inFirst) + spanOf(inMiddle));
  const rarest = typed[sizes.indexOf(Math.min(...sizes))] as (typeof typed)[number];
  const ways = [
    { name: "firstName" as const, begun: rarest.inFirst },
    { name: "middleName" as const, begun: rarest.inMiddle },
    { name: "firstName" as const, begun: joined },
  ].filter(({ begun }) => spanOf(begun) > 0);
  const within: GivenNames["within"] = ({ list, from, to, given }, visit) => {
    if (list === undefined) {
      const fitting: Visit = words.length === 1 ? visit : (row) => test(row) && visit(row);
      for (const { name, begun } of ways) visitBegun(index.given(name), begun, from, to, fitting);
    } else if (given === undefined) {
      for (let at = from; at < to; at++) if (test(list[at] as number)) visit(list[at] as number);
    } else {
      const { firstName, middleName } = given;
      for (let at = from; at < to; at++)
        if (fits(firstName[at] as number, middleName[at] as number)) visit(list[at] as number);
    }
  };
  const [exactLow, exactHigh] = first.words.equal(words[0] as string);
  const [joinedLow, joinedHigh] = first.words.equal(whole);
  const { low, high } = (typed[0] as (typeof typed)[number]).inFirst;
  const scoreOf = (code: number): number => {
    if ((code >= exactLow && code < exactHigh) || (code >= joinedLow && code < joinedHigh)) return 0;
    return code >= low && code < high ? 4 : 8;
  };
  return { test, within, scoreOf, ways };
}

const NOTHING: Begun = { low: 0, high: 0, from: 0, to: 0 };

/** How much of the names begins so. */
export function spanOf({ low, high, from, to }: Begun): number {
  return high - low + to - from;
}

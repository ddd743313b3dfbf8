/**
 * Reads what was typed into the one search box. A text can mean several things ("412 maple" is an address, 1978 a year, a
 * house or the beginning of a voter id), so it gives a list of readings; a voter is found if one of them fits as a whole.
 * Pure; never fails: nonsense gives no reading.
 */
import { type BirthPattern, birthReadings, writtenDate } from "./birthDateText.ts";
import { foldText, looksLikeSuffix, nameParts, suffixKey } from "./normaliseName.ts";
import { houseKey, isStreetWord, streetWords } from "./normaliseStreet.ts";
import { voterIdKey } from "./voterIdKey.ts";

/** One meaning of a search text; every criterion that is there must fit. */
export type Reading = {
  /** Words that, joined, begin the last name or one of its later parts. */
  readonly last?: readonly string[];
  /** Words that begin first or middle names: see `givenFits` in the tests for the exact rule. */
  readonly given?: readonly string[];
  /** Words that, joined, are the whole middle name: where a last name is kept that was another one before a marriage. */
  readonly former?: readonly string[];
  /** As `suffixKey` writes it. */
  readonly suffix?: string;
  readonly birth?: BirthPattern;
  /** The beginning of the voter id as `voterIdKey` writes it; leading zeros of the id may be left out. */
  readonly id?: string;
  /** As `houseKey` writes it. */
  readonly house?: string;
  /** Words that begin the street at one of its words. */
  readonly street?: readonly string[];
};

export type SearchText = {
  readonly readings: readonly Reading[];
  /**
   * Used only if the readings find nobody: a street without a number, a number of a house without a street, given names
   * without a last name.
   */
  readonly fallback: readonly Reading[];
};

type Token = { readonly text: string; readonly parts: readonly string[]; readonly digits: boolean };
/** Tokens of the text; `comma` is how many of them stand before the first comma, or -1. */
type View = { readonly birth?: BirthPattern; readonly tokens: readonly Token[]; readonly comma: number };
type Names = Pick<Reading, "last" | "given" | "former" | "suffix">;

const MOST_READINGS = 96;
const MOST_TOKENS = 14;
const MOST_WORDS = 10;
/** A former name is looked for where no more words than these name somebody, and if it has so many letters. */
const MOST_WITH_FORMER = 3;
const SHORTEST_FORMER = 3;
/** Letters and digits of a voter id written with signs or blanks in it: 46-10 is a house, 4610-22 may be an id. */
const FEWEST_WITH_SIGNS = 6;
/** 412, 7B, 46-10, 12-1/2, W190N is not one; a full date is not one either. */
const HOUSE = /^\p{Nd}{1,6}(\p{L}{1,2}|[¼½¾]|[-/]\p{Nd}{1,4}|[-/]?\p{L}|-\d\/\d)?$/u;
const UNIT = new Set(["APT", "APARTMENT", "UNIT", "STE", "SUITE", "LOT", "#"]);

/** Reads a search text. */
export function readSearchText(text: string): SearchText {
  const readings: Reading[] = [];
  const fallback: Reading[] = [];
  const known = new Set<string>();
  const add = (reading: Reading): void => {
    const name = JSON.stringify(reading);
    const list = isWide(reading) ? fallback : readings;
    if (Object.keys(reading).length === 0 || known.has(name) || list.length >= MOST_READINGS) return;
    known.add(name);
    list.push(reading);
  };
  const trimmed = text.slice(0, 200).trim();
  for (const view of viewsOf(trimmed)) for (const reading of readView(view)) add(reading);
  const { tokens, comma } = view(trimmed);
  const id = voterIdKey(trimmed);
  if (tokens.length > 1 && comma < 0 && /\p{Nd}/u.test(id) && id.length >= FEWEST_WITH_SIGNS) add({ id });
  const words = tokens.flatMap((token) => token.parts);
  if (words.length > 0 && words.length <= MOST_WORDS) fallback.push({ street: streetWords(words.join(" ")) });
  return { readings, fallback };
}

/** A reading that fits many voters and is hardly ever what was meant. */
function isWide({ last, given, former, birth, id, house, street }: Reading): boolean {
  if (last !== undefined || former !== undefined || birth !== undefined || id !== undefined || street !== undefined)
    return false;
  return (house !== undefined && given === undefined) || (given?.length ?? 0) > 1;
}

function* viewsOf(text: string): Generator<View> {
  yield view(text);
  const dated = writtenDate(text);
  if (dated === undefined) return;
  for (const birth of dated.patterns) yield view(dated.rest, birth);
}

function view(text: string, birth?: BirthPattern): View {
  const tokens: Token[] = [];
  let comma = -1;
  for (const piece of text.split(/([,;\s]+)/u)) {
    if (/^[,;\s]*$/u.test(piece)) {
      if (comma < 0 && /[,;]/u.test(piece)) comma = tokens.length;
      continue;
    }
    if (tokens.length === MOST_TOKENS) break;
    tokens.push({ text: piece, parts: nameParts(piece), digits: /\p{Nd}/u.test(piece) });
  }
  return birth === undefined ? { tokens, comma } : { tokens, comma, birth };
}

function* readView(view: View): Generator<Reading> {
  const { tokens, comma } = view;
  const numbers = [...tokens.keys()].filter((at) => tokens[at]?.digits);
  for (const dateAt of view.birth === undefined ? [-1, ...numbers] : [-1]) {
    const births = dateAt < 0 ? [view.birth] : birthReadings((tokens[dateAt] as Token).text);
    for (const birth of births)
      for (const idAt of [-1, ...numbers]) {
        if (idAt >= 0 && (idAt === dateAt || ((tokens[idAt] as Token).text.length < 4 && tokens.length > 1))) continue;
        const id = idAt < 0 ? undefined : typedId((tokens[idAt] as Token).text);
        if (id === "") continue;
        const left = numbers.filter((at) => at !== dateAt && at !== idAt);
        const used = new Set([dateAt, idAt]);
        for (const { address, names } of readAddress(tokens, used, left, comma))
          for (const name of names) yield compact({ ...name, birth, id, ...address });
      }
  }
}

/** What a word says of a voter id; "" for a word with signs that is too short to be one, or a date. */
function typedId(text: string): string {
  const key = voterIdKey(text);
  if (key === foldText(text)) return key;
  return key.length < FEWEST_WITH_SIGNS || birthReadings(text).length > 0 ? "" : key;
}

type Address = Pick<Reading, "house" | "street">;

/** The ways to take a house number, and a street after it, out of the tokens; the rest are names. */
function* readAddress(
  tokens: readonly Token[],
  used: ReadonlySet<number>,
  numbers: readonly number[],
  comma: number,
): Generator<{ address: Address; names: Names[] }> {
  const rest = (from: number, to: number): number[] => {
    const found: number[] = [];
    for (let at = from; at < to; at++) if (!used.has(at)) found.push(at);
    return found;
  };
  if (numbers.length === 0) {
    yield { address: {}, names: readNames(tokens, rest(0, tokens.length), comma) };
    return;
  }
  const houseAt = numbers[0] as number;
  const { house, next } = houseAtToken(tokens, houseAt);
  if (house === undefined) return;
  const before = rest(0, houseAt);
  const after = rest(next, tokens.length);
  const street = streetOf(tokens, after);
  if (street.length > 0) yield { address: { house, street }, names: readNames(tokens, before, comma) };
  if (after.some((at) => tokens[at]?.digits || tokens[at]?.parts.some(isStreetWord))) return;
  yield { address: { house }, names: readNames(tokens, [...before, ...after], comma) };
}

function houseAtToken(tokens: readonly Token[], at: number): { house?: string; next: number } {
  const { text } = tokens[at] as Token;
  if (!HOUSE.test(text)) return { next: at + 1 };
  const fraction = tokens[at + 1]?.text;
  if (fraction !== undefined && /^(\d\/\d|[¼½¾])$/u.test(fraction))
    return { house: houseKey(`${text} ${fraction}`), next: at + 2 };
  return { house: houseKey(text), next: at + 1 };
}

function streetOf(tokens: readonly Token[], at: readonly number[]): string[] {
  const kept: string[] = [];
  for (let n = 0; n < at.length; n++) {
    const { text, parts } = tokens[at[n] as number] as Token;
    if (UNIT.has(foldText(text).replace(/\.$/, ""))) {
      n++;
      continue;
    }
    if (!text.startsWith("#")) kept.push(...parts);
  }
  return streetWords(kept.join(" "));
}

/** The ways to read words as last name, given names and suffix. No words: one reading that asks for no name. */
function readNames(tokens: readonly Token[], at: readonly number[], comma: number): Names[] {
  const words: string[] = [];
  let before = -1;
  for (const n of at) {
    if (comma >= 0 && n >= comma && before < 0) before = words.length;
    words.push(...(tokens[n] as Token).parts);
  }
  if (comma >= 0 && before < 0) before = words.length;
  if (words.length === 0) return at.length === 0 ? [{}] : [];
  if (words.length > MOST_WORDS) return [];
  const split = splitNames(words, before);
  const found = [...split, ...(words.length > MOST_WITH_FORMER ? [] : split.flatMap(withFormer))];
  words.forEach((word, n) => {
    if (n === 0 || !looksLikeSuffix(word)) return;
    const others = words.filter((_, m) => m !== n);
    const suffix = suffixKey(word);
    for (const names of splitNames(others, before > n ? before - 1 : before)) found.push({ ...names, suffix });
  });
  return found;
}

/** The same with the last name as a former one. */
function withFormer({ last, given }: Names): Names[] {
  const isName = last !== undefined && given !== undefined && last.join("").length >= SHORTEST_FORMER;
  return isName ? [{ given, former: last }] : [];
}

function splitNames(words: readonly string[], before: number): Names[] {
  if (before >= 0 && before < words.length)
    return [before === 0 ? { given: words } : { last: words.slice(0, before), given: words.slice(before) }];
  const found: Names[] = [{ last: words }];
  for (let n = words.length - 1; n > 0; n--) found.push({ last: words.slice(0, n), given: words.slice(n) });
  for (let n = 1; n < words.length; n++) found.push({ last: words.slice(n), given: words.slice(0, n) });
  // "smith," is a last name and nothing else.
  if (before < 0) found.push({ given: words });
  return found;
}

function compact(reading: { [name in keyof Reading]: Reading[name] | undefined }): Reading {
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined)) as Reading;
}

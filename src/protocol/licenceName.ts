/**
 * The holder's name from a licence's elements. Each generation of the standard writes it another way, and issuers keep to
 * none: DAA holds all ("LAST,FIRST,MIDDLE,SUFFIX", with $ for the comma, or with blanks in either order), DCT the given
 * names with comma or blank, DAC and DAD one each. Where the card does not say which word is which, each way to read it is
 * given, the likeliest first: the voter list decides.
 */
import { looksLikeSuffix, nameParts } from "../roll/normaliseName.ts";
import type { NameRead } from "../roll/scannedPerson.ts";
import type { Element } from "./licenceElements.ts";

type Elements = ReadonlyMap<string, Element>;

/** Written for "there is none". */
const NOTHING = /^(NONE|UNAVL|UNAVAIL|UNAVAILABLE|NMN|NMI|N\/A|NA\/|[-*.,_ ]+)$/i;
const MOST_READINGS = 6;

/** The name on the card; empty if there is no last name, or no element for given names at all. */
export function licenceNames(elements: Elements): NameRead[] {
  const family = elements.get("DCS") ?? elements.get("DAB");
  const given = elements.get("DAC") ?? elements.get("DCT");
  if (family === undefined || given === undefined || wordsOf(family.value) === "") return fullNames(elements);
  const suffix = wordsOf((elements.get("DCU") ?? elements.get("DAE"))?.value ?? "");
  // A scan that ends within a name may have been cut anywhere in it.
  const open = ["DCS", "DAB", "DAC", "DAD", "DCT", "DCU", "DAE"].some((id) => elements.get(id)?.open === true);
  const cut = (flag: string): boolean => open || elements.get(flag)?.value.toUpperCase() === "T";
  const both = elements.get("DAC") === undefined ? splitGiven(given.value) : undefined;
  const read: NameRead = {
    last: wordsOf(family.value),
    first: both?.first ?? wordsOf(given.value),
    middle: both?.middle ?? wordsOf(elements.get("DAD")?.value ?? ""),
    suffix,
    cut: { last: cut("DDE"), first: cut("DDF"), middle: cut("DDG") },
  };
  return [suffixApart(read)];
}

/** Given names in one element: by commas, $ or double blanks if there are any, else the first word is the first name. */
function splitGiven(value: string): { first: string; middle: string } {
  const parts = splitSigns(value) ?? value.trim().split(/\s+/);
  const [first = "", ...middle] = parts.map(wordsOf);
  return { first, middle: middle.filter(Boolean).join(" ") };
}

function fullNames(elements: Elements): NameRead[] {
  const full = elements.get("DAA");
  if (full === undefined || wordsOf(full.value) === "") return [];
  const cut = { last: full.open, first: full.open, middle: full.open };
  const suffix = wordsOf(elements.get("DAE")?.value ?? "");
  const signed = splitSigns(full.value);
  if (signed !== undefined) {
    const [last = "", ...rest] = signed.map(wordsOf);
    const early = rest.length > 1 && looksLikeSuffix((rest[0] ?? "").toUpperCase()) ? rest.shift() : undefined;
    let [first = "", middle = "", after = ""] = rest;
    // "LAST,FIRST MIDDLE"
    const words = first.split(" ");
    if (middle === "" && words.length > 1) [first, middle] = [words[0] as string, words.slice(1).join(" ")];
    return [suffixApart({ last, first, middle, suffix: early ?? (after || suffix), cut })];
  }
  const words = wordsOf(full.value).split(" ");
  const after =
    words.length > 2 && looksLikeSuffix((words.at(-1) ?? "").replace(/\W/g, "").toUpperCase()) ? words.pop() : suffix;
  const join = (from: number, to?: number): string => words.slice(from, to).join(" ");
  const readings: NameRead[] = [];
  const add = (last: string, first: string, middle: string): void => {
    readings.push(suffixApart({ last, first, middle, suffix: after ?? "", cut }));
  };
  if (words.length === 1) add(join(0), "", "");
  for (let surname = 1; surname < words.length && surname <= MOST_READINGS / 2; surname++) {
    add(join(-surname), join(0, 1), join(1, -surname));
    add(join(0, surname), join(surname, surname + 1), join(surname + 1));
  }
  return readings;
}

/** Parts between commas or $; undefined if there are none. */
function splitSigns(value: string): string[] | undefined {
  const parts = value.replace(/[\s,$]+$/, "").split(/[,$]/);
  return parts.length > 1
    ? parts.map((part) => part.trim())
    : /[,$]/.test(value)
      ? [parts[0] as string, ""]
      : undefined;
}

/** Blanks made single, signs between names made blanks; "" for what says that there is none. */
function wordsOf(value: string): string {
  const text = value.replace(/[\s,$]+/g, " ").trim();
  return NOTHING.test(text) ? "" : text;
}

/** "SMITH JR" or "JOHN JR" without a suffix of their own. */
function suffixApart(read: NameRead): NameRead {
  if (read.suffix !== "") return read;
  for (const part of ["last", "middle", "first"] as const) {
    const words = read[part].split(" ");
    const [word] = nameParts(words.at(-1) ?? "");
    const alone = words.length === 1 && part !== "middle";
    if (alone || word === undefined || !looksLikeSuffix(word)) continue;
    return { ...read, [part]: words.slice(0, -1).join(" "), suffix: words.at(-1) as string };
  }
  return read;
}

/**
 * How two spellings of an address are found to be the same: "N. Maple Street" and "North Maple St" share the key
 * "N MAPLE ST". Directions and street types take their postal abbreviation (USPS Publication 28, appendix C1), other words
 * are folded like names.
 */
import { foldText, nameParts } from "./normaliseName.ts";

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  NORTH: "N",
  SOUTH: "S",
  EAST: "E",
  WEST: "W",
  NORTHEAST: "NE",
  NORTHWEST: "NW",
  SOUTHEAST: "SE",
  SOUTHWEST: "SW",
  STREET: "ST",
  STR: "ST",
  SAINT: "ST",
  AVENUE: "AVE",
  AV: "AVE",
  BOULEVARD: "BLVD",
  ROAD: "RD",
  DRIVE: "DR",
  LANE: "LN",
  COURT: "CT",
  CIRCLE: "CIR",
  PLACE: "PL",
  TERRACE: "TER",
  PARKWAY: "PKWY",
  HIGHWAY: "HWY",
  TRAIL: "TRL",
  SQUARE: "SQ",
  ALLEY: "ALY",
  CROSSING: "XING",
  EXPRESSWAY: "EXPY",
  FREEWAY: "FWY",
  HEIGHTS: "HTS",
  MOUNT: "MT",
  MOUNTAIN: "MTN",
  POINT: "PT",
  RIDGE: "RDG",
  TURNPIKE: "TPKE",
  FORT: "FT",
  ROUTE: "RTE",
};

/** The words of a street, folded and abbreviated: ["N", "MAPLE", "ST"]. */
export function streetWords(street: string): string[] {
  return nameParts(street).map((word) => ABBREVIATIONS[word] ?? word);
}

/** The words joined by a blank. */
export function streetKey(street: string): string {
  return streetWords(street).join(" ");
}

const STREET_VOCABULARY = new Set([...Object.keys(ABBREVIATIONS), ...Object.values(ABBREVIATIONS), "WAY"]);

/** Whether a word belongs to addresses: a direction or a street type. */
export function isStreetWord(word: string): boolean {
  return STREET_VOCABULARY.has(word);
}

/** What the last, perhaps unfinished word of a search can stand for: "STRE" also for "ST". */
export function unfinishedStreetWords(word: string): string[] {
  const found = new Set([word]);
  for (const [long, short] of Object.entries(ABBREVIATIONS)) if (long.startsWith(word)) found.add(short);
  return [...found];
}

/** A house number without blanks around its signs, in capitals: "12 1/2", "46-10", "7B". */
export function houseKey(houseNumber: string): string {
  return foldText(houseNumber.replaceAll("½", " 1/2").replaceAll("¼", " 1/4").replaceAll("¾", " 3/4"))
    .replaceAll("\u2044", "/")
    .replace(/\p{Pd}/gu, "-")
    .replace(/\s*([-/])\s*/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Whether a house number is the one that was typed: the same, or the same number with a letter or fraction behind it. */
export function isHouse(key: string, typed: string): boolean {
  if (!key.startsWith(typed)) return false;
  if (key.length === typed.length) return true;
  return !/^[0-9]/.test(key.slice(typed.length)) || !/[0-9]$/.test(typed);
}

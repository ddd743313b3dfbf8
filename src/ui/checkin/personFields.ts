/**
 * Reads what was typed of a person who is not on the list: forgiving of how dates, suffixes and signs are written, and plain
 * about what cannot be read. Pure.
 */
import { isDay } from "../../domain/details.ts";
import type { Person } from "../../domain/person.ts";
import { birthReadings, writtenDate } from "../../roll/birthDateText.ts";
import { looksLikeSuffix, nameParts } from "../../roll/normaliseName.ts";
import type { PersonDraft } from "./ladder.ts";

/** What is wrong with which field, in words that the screen chooses. */
export type FieldProblem =
  | "lastNameMissing"
  | "firstNameMissing"
  | "birthDateMissing"
  | "notADate"
  | "noSuchDay"
  | "notBornYet"
  | "tooYoung"
  | "tooOld"
  | "streetMissing"
  | "houseNumberMissing"
  | "splitMissing";
export type FieldProblems = Partial<Readonly<Record<keyof PersonDraft, FieldProblem>>>;

export type ReadPerson =
  | { readonly read: "person"; readonly person: Person }
  | { readonly read: "problems"; readonly problems: FieldProblems };

/** `day`: the day of the election, "YYYY-MM-DD". */
export function readPerson(draft: PersonDraft, day: string): ReadPerson {
  const name = apart(clean(draft.lastName), clean(draft.suffix));
  const [firstName, street, houseNumber] = [clean(draft.firstName), clean(draft.street), clean(draft.houseNumber)];
  const birth = readBirthDate(draft.birthDate, day);
  const problems: { -readonly [name in keyof FieldProblems]: FieldProblems[name] } = {};
  if (name.last === "") problems.lastName = "lastNameMissing";
  if (firstName === "") problems.firstName = "firstNameMissing";
  if (birth.date === undefined) problems.birthDate = birth.problem;
  if (street === "") problems.street = "streetMissing";
  if (houseNumber === "") problems.houseNumber = "houseNumberMissing";
  if (draft.split === "") problems.split = "splitMissing";
  if (birth.date === undefined || Object.keys(problems).length > 0) return { read: "problems", problems };
  return {
    read: "person",
    person: {
      ...{ lastName: name.last, firstName, middleName: clean(draft.middleName), suffix: name.suffix },
      ...{ birthDate: birth.date, houseNumber, street, unit: clean(draft.unit), city: clean(draft.city) },
    },
  };
}

type Birth =
  | { readonly date: string; readonly problem?: undefined }
  | { readonly date?: undefined; readonly problem: FieldProblem };

/** 7/4/1961, 07041961, 7-4-61, July 4 1961, 1961-07-04: "1961-07-04". */
export function readBirthDate(typed: string, day: string): Birth {
  if (typed.trim() === "") return { problem: "birthDateMissing" };
  const whole = wholeDates(typed);
  if (whole.length === 0) return { problem: "notADate" };
  const there = whole.filter(isDay);
  if (there.length === 0) return { problem: "noSuchDay" };
  const born = there.filter((one) => one <= day);
  if (born.length === 0) return { problem: "notBornYet" };
  // Of two centuries the later in which the person can be a voter.
  const [date] = born
    .sort()
    .reverse()
    .filter((one) => yearsBetween(one, day) >= youngest && yearsBetween(one, day) <= oldest);
  if (date !== undefined) return { date };
  return { problem: born.some((one) => yearsBetween(one, day) < youngest) ? "tooYoung" : "tooOld" };
}

/** Each day, as YYYY-MM-DD, that may be meant by a whole date. */
export const readDays = (typed: string): string[] => wholeDates(typed).filter(isDay);

function wholeDates(typed: string): string[] {
  const text = typed.trim().replace(/\s+/gu, " ");
  return [...birthReadings(text), ...birthReadings(text.replaceAll(" ", "/")), ...(writtenDate(text)?.patterns ?? [])]
    .filter((one) => one.year !== undefined && one.month !== undefined && one.day !== undefined)
    .map(({ year, month, day }) => `${year}-${month}-${day}`);
}

/** Nobody younger registers anywhere, not even ahead. */
const youngest = 16;
const oldest = 125;

const yearsBetween = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);

/** Blanks as one, apostrophes straight. */
const clean = (text: string): string =>
  text
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/gu, "'")
    .replace(/\s+/gu, " ")
    .trim();

/** "Ortega Jr." typed as a last name: the suffix stands apart. Of two last names none is one. */
function apart(last: string, suffix: string): { last: string; suffix: string } {
  const words = last.split(/[\s,]+/u);
  const end = words.at(-1) ?? "";
  if (suffix !== "" || words.length < 2 || !looksLikeSuffix(nameParts(end).join(""))) return { last, suffix };
  return { last: words.slice(0, -1).join(" "), suffix: end };
}

/**
 * Dates as voter files write them. Masked dates ("##/##/####") and place-holders (01/01/1900, the year 1800) mean "not
 * known" and are told apart from dates that cannot be. Two-digit years are not guessed.
 */
import type { DateOrder } from "./layout.ts";

export type FieldDate =
  | { readonly type: "date" /** YYYY-MM-DD */; readonly iso: string }
  | { readonly type: "blank" }
  | { readonly type: "masked" }
  | { readonly type: "placeholder" }
  | { readonly type: "impossible" };

const BLANK_DATE: FieldDate = { type: "blank" };
const MASKED: FieldDate = { type: "masked" };
const PLACEHOLDER: FieldDate = { type: "placeholder" };
const IMPOSSIBLE: FieldDate = { type: "impossible" };

/** A place-holder in spreadsheets and registration systems, never a birth date of someone alive. */
const PLACEHOLDERS = new Set(["1900-01-01", "1899-12-30", "1899-12-31", "1753-01-01", "0001-01-01"]);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date of the form 3/7/1961, 03-07-1961, 1961-03-07, 19610307 or 03071961; a time of day after it is ignored. */
export function readDate(raw: string, order: DateOrder): FieldDate {
  if (raw === "") return BLANK_DATE;
  const first = raw.charCodeAt(0);
  if (first < 48 || first > 57) return /^[#Xx*?/. -]+$/.test(raw) ? MASKED : IMPOSSIBLE;
  const parts = [0, 0, 0];
  const digits = [0, 0, 0];
  let part = 0;
  let p = 0;
  for (; p < raw.length; p++) {
    const c = raw.charCodeAt(p);
    if (c >= 48 && c <= 57) {
      parts[part] = (parts[part] as number) * 10 + c - 48;
      digits[part] = (digits[part] as number) + 1;
    } else if ((c === 47 || c === 45 || c === 46) && part < 2) part++;
    else break;
  }
  if (p < raw.length && !/^[T ]\s*\d{1,2}:\d\d/.test(raw.slice(p)))
    return /^[\d#Xx*]{1,2}[-/.][\d#Xx*]{1,2}[-/.][\d#Xx*]{4}$/.test(raw) ? MASKED : IMPOSSIBLE;
  let [a, b, c] = parts as [number, number, number];
  let yearFirst = digits[0] === 4;
  if (part === 0) {
    if (digits[0] !== 8) return /^0+$/.test(raw) ? PLACEHOLDER : IMPOSSIBLE;
    yearFirst = order === "ymd";
    const text = raw.slice(0, 8);
    [a, b, c] = yearFirst
      ? [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))]
      : [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4))];
  } else if (part !== 2 || (yearFirst ? (digits[1] as number) > 2 || (digits[2] as number) > 2 : digits[2] !== 4))
    return IMPOSSIBLE;
  if (!yearFirst && order === "ymd") return IMPOSSIBLE;
  const [year, month, day] = yearFirst ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  if (year === 0 && month === 0 && day === 0) return PLACEHOLDER;
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return IMPOSSIBLE;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return IMPOSSIBLE;
  const iso = `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
  return year === 1800 || year === 1700 || PLACEHOLDERS.has(iso) ? PLACEHOLDER : { type: "date", iso };
}

export type FieldYear = { readonly type: "year"; readonly year: string } | Exclude<FieldDate, { type: "date" }>;

/** A year of birth alone. */
export function readYear(raw: string): FieldYear {
  if (raw === "") return { type: "blank" };
  if (/^[#Xx*?]+$/.test(raw)) return MASKED as FieldYear;
  if (!/^\d{1,4}$/.test(raw)) return IMPOSSIBLE as FieldYear;
  const year = Number(raw);
  if (year === 0 || year === 1700 || year === 1800 || year === 1900) return PLACEHOLDER as FieldYear;
  return year < 1000 ? (IMPOSSIBLE as FieldYear) : { type: "year", year: raw };
}

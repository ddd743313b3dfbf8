/**
 * Times and dates as poll workers read them: "2:02 pm" in the election's time zone, "Nov 3, 2026". Birth dates have no
 * time zone and may be a year alone or missing. Nothing here reads a clock, and
 * nothing throws: a number that is no time is a dash, and a date that no calendar holds stays as it is written.
 */

import { isInstant } from "../../domain/instant.ts";
import { formatTag } from "./tags.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than using it fifty times, and a list uses it for every row at every keystroke. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, options]);
  const made = formats.get(name) ?? new Intl.DateTimeFormat(formatTag(locale), options);
  formats.set(name, made);
  return made;
}

/** `at`: milliseconds since 1970. Answers "10:44 am" in the given IANA time zone. */
export function timeOfDay(at: number, timeZone: string, locale = "en"): string {
  if (!isInstant(at)) return "–";
  const parts = formatOf(locale, { hour: "numeric", minute: "2-digit", timeZone }).formatToParts(at);
  return parts
    .map((part) => (part.type === "dayPeriod" ? part.value.toLowerCase() : part.value.replace(/\s/g, " ")))
    .join("");
}

/** `at`: milliseconds since 1970. Answers "Nov 3, 2026" in the given IANA time zone. */
export function dayOf(at: number, timeZone: string, locale = "en"): string {
  if (!isInstant(at)) return "–";
  return formatOf(locale, { dateStyle: "medium", timeZone }).format(at);
}

/** `isoDate`: "YYYY-MM-DD". Answers "November 3, 2026". */
export function longDate(isoDate: string, locale = "en"): string {
  const date = Date.parse(`${isoDate}T00:00Z`);
  return Number.isNaN(date) ? isoDate : formatOf(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** A birth date in pieces, so that the year (or what tells two people apart) can be set in bold. */
export type DatePiece = { readonly text: string; readonly kind: "year" | "month" | "day" | "between" };

/** `birthDate`: "YYYY-MM-DD", "YYYY" or "". An empty answer means that the roll holds none. */
export function birthDatePieces(birthDate: string, month: "short" | "long", locale = "en"): DatePiece[] {
  if (birthDate === "") return [];
  if (birthDate.length === 4) return [{ text: birthDate, kind: "year" }];
  const date = Date.parse(`${birthDate}T00:00Z`);
  if (Number.isNaN(date)) return [{ text: birthDate, kind: "between" }];
  const format = formatOf(locale, { year: "numeric", month, day: "numeric", timeZone: "UTC" });
  return format.formatToParts(date).map(({ type, value }) => ({
    text: value,
    kind: type === "year" || type === "month" || type === "day" ? type : "between",
  }));
}

/** "July 19, 1978", "1978" or "". */
export function birthDateText(birthDate: string, locale = "en"): string {
  return birthDatePieces(birthDate, "long", locale)
    .map((piece) => piece.text)
    .join("");
}

/** Bytes as whole megabytes for a progress line; a started one counts, so that it never says 0 of 0. */
export function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}

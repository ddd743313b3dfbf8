/** Places and ballots in words, and what tells two voters of one list apart. */
import type { BallotStyle, Election, PollingPlace } from "../../domain/election.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { nameKey, nameParts, suffixKey } from "../../roll/normaliseName.ts";
import { sameNameKey } from "../../roll/sameName.ts";

/** The place's name, or its id when the election definition does not hold it (a later roll, another county's tablet). */
export function placeName(election: Election | undefined, placeId: string): string {
  return election?.places.find((place) => place.id === placeId)?.name ?? placeId;
}

export function placeOf(election: Election | undefined, placeId: string | undefined): PollingPlace | undefined {
  return election?.places.find((place) => place.id === placeId);
}

/** "Cedar Falls, part A": the split decides the ballot, and often holds its precinct's name already. */
export function precinctName(precinct: string, split: string): string {
  if (split === "" || split.startsWith(precinct)) return split || precinct;
  return `${precinct}, ${split}`;
}

/** The languages of a ballot in the reader's own: "English and Spanish". */
export function ballotLanguages(style: Pick<BallotStyle, "languages">, locale = "en"): string {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(
    style.languages.map((tag) => names.of(tag) ?? tag),
  );
}

/** What is set in bold on a row: what tells this voter from the others of the same name. */
export type Bold = "year" | "month" | "day" | "unit" | "middle" | "suffix";

/**
 * Alone, the birth year is bold: it is what the poll worker asks for. Among voters of the same name at the same address
 * (`sameNameKey`) everything that differs from any of them is, and nothing that is equal; spellings of one suffix or name
 * are equal.
 */
export function boldOf(voter: VoterRecord, others: readonly VoterRecord[]): ReadonlySet<Bold> {
  const key = sameNameKey(voter);
  const alike = others.filter((other) => other.id !== voter.id && sameNameKey(other) === key);
  if (alike.length === 0) return new Set<Bold>(["year"]);
  const own = comparedParts(voter);
  const rest = alike.map(comparedParts);
  return new Set(parts.filter((part) => rest.some((other) => other[part] !== own[part])));
}

const parts: readonly Bold[] = ["year", "month", "day", "unit", "middle", "suffix"];

function comparedParts({ birthDate, unit, middleName, suffix }: VoterRecord): Readonly<Record<Bold, string>> {
  const [year = "", month = "", day = ""] = birthDate.split("-");
  // Parts, not their letters joined: "Apt 1-2" is not "Apt 12".
  const unitKey = nameParts(unit).join(" ");
  return { year, month, day, unit: unitKey, middle: nameKey(middleName), suffix: suffixKey(suffix) };
}

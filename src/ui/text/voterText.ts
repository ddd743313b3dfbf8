/** Places and ballots in words, and what tells two voters of one list apart. */
import type { BallotStyle, Election, PollingPlace } from "../../domain/election.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { streetAddress } from "../../domain/voterName.ts";

/** The place's name, or its id when the election definition does not hold it (a later roll, another county's tablet). */
export function placeName(election: Election | undefined, placeId: string): string {
  return election?.places.find((place) => place.id === placeId)?.name ?? placeId;
}

export function placeOf(election: Election | undefined, placeId: string | undefined): PollingPlace | undefined {
  return election?.places.find((place) => place.id === placeId);
}

/** The languages of a ballot in the reader's own: "English and Spanish". */
export function ballotLanguages(style: Pick<BallotStyle, "languages">, locale = "en"): string {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(
    style.languages.map((tag) => names.of(tag) ?? tag),
  );
}

/** What is set in bold on a row: what tells this voter from the others of the same name. */
export type Bold = "year" | "monthDay" | "street" | "given" | "suffix";

/**
 * Without a look-alike the birth year is bold. Among look-alikes (same surname) everything that differs is; if nothing
 * that the row shows differs, the birth date is, because that is what the poll worker must ask for.
 */
export function boldOf(voter: VoterRecord, others: readonly VoterRecord[]): ReadonlySet<Bold> {
  const bold = new Set<Bold>();
  for (const other of others) {
    if (other.id === voter.id || other.lastName.toLowerCase() !== voter.lastName.toLowerCase()) continue;
    if (other.birthDate.slice(0, 4) !== voter.birthDate.slice(0, 4)) bold.add("year");
    else if (other.birthDate !== voter.birthDate) bold.add("monthDay");
    else {
      if (streetAddress(other) !== streetAddress(voter)) bold.add("street");
      if (`${other.firstName} ${other.middleName}` !== `${voter.firstName} ${voter.middleName}`) bold.add("given");
      if (other.suffix !== voter.suffix) bold.add("suffix");
    }
  }
  if (bold.size === 0) bold.add("year");
  return bold;
}

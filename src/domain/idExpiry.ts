/**
 * How old an expired photo ID may be, for one voter on one day: the years that the law counts become one date, which the poll
 * worker compares with the card. Total: whatever the list knows of the birth date, there is one answer.
 */
import { ageOn } from "./age.ts";
import { isDay } from "./details.ts";
import type { IdentificationRules } from "./identificationRules.ts";

export type ExpiryRule = NonNullable<IdentificationRules["expired"]>;

export type IdExpiry = {
  /** The first day (YYYY-MM-DD) on which a card may have expired and still counts; undefined: any day. */
  readonly from: string | undefined;
  /** From this age older ones count too, and the list does not tell whether the voter has it. */
  readonly unlessAge: number | undefined;
};

/** `today`: YYYY-MM-DD, by the calendar of the polling place; the card is good through the day that stands on it. */
export function idExpiry({ years, anyFrom, goodThen }: ExpiryRule, birthDate: string, today: string): IdExpiry {
  const from = yearsAfter(today, -years);
  if (anyFrom === undefined) return { from, unlessAge: undefined };
  const age = ageOn(birthDate, today);
  if (age !== undefined && age.most < anyFrom) return { from, unlessAge: undefined };
  // Of whom the list holds only the year, the birthday itself is not known either.
  if (age === undefined || age.least < anyFrom || (goodThen === true && birthDate.length === 4))
    return { from, unlessAge: anyFrom };
  if (goodThen !== true) return { from: undefined, unlessAge: undefined };
  const birthday = yearsAfter(birthDate, anyFrom);
  return { from: birthday < from ? birthday : from, unlessAge: undefined };
}

/** The card that was scanned: what of it decides whether it counts. */
export type CardDates = { readonly expires: string | undefined; readonly birthDate: string };

/** Whether a scanned card is too old to count. Where the list holds no whole birth date, the card's own tells the age. */
export function isTooOld(rule: ExpiryRule | undefined, card: CardDates, listed: string, today: string): boolean {
  if (rule === undefined || card.expires === undefined) return false;
  const { from } = idExpiry(rule, isDay(listed) ? listed : card.birthDate, today);
  return from !== undefined && card.expires < from;
}

/** The same day of another year; of February 29, where that year has none, the day before: the earlier date favors the voter. */
function yearsAfter(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, "0");
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : `${year}-02-28`;
}

/** What the inspector's screen asks the tablet of its place's book, and what is answered. */
import type { BookAct, BookNow, SplitPlan } from "../domain/bookActs.ts";
import type { TabletLook } from "../domain/openingText.ts";
import type { PlaceBook } from "../domain/placeBook.ts";
import type { TabletReadiness } from "../domain/readiness.ts";
import type { Holds } from "../domain/whoHolds.ts";
import type { Approval } from "./voterCalls.ts";

export type BookCall = BookAct & { readonly cmd: string; readonly second?: Approval | undefined };

export type PlaceBookView = PlaceBook & {
  /** What opening the polls looks at, beside what only a person can see. */
  readonly opening: BookNow["opening"];
  /** What this tablet has, and each tablet of the place as far as known here. */
  readonly look: TabletLook;
  readonly readiness: readonly TabletReadiness[];
  /** The time as the county would say it (ms). */
  readonly now: number;
  /** Of each tablet: how many records it has, as far as known, and how many of them are at the county. */
  readonly holds: readonly Holds[];
  /** When the county last said how the tablets are (ms); undefined before the first time. */
  readonly heardAt: number | undefined;
  /** Newest word of the county (ms); undefined before the first. */
  readonly knownAt: number | undefined;
  /** The county's record as far as this tablet has verified it: its size, and its match code for people. */
  readonly record: { readonly size: number; readonly matchCode: string } | undefined;
  readonly ownDevice: string;
  /** Tablets that show the same one have the same election, place, list, program and day. */
  readonly openingCode: string;
  /** How the book can be split, by the number of lines. */
  readonly plans: readonly SplitPlan[];
  /** Names of workers by their ids. */
  readonly names: Readonly<Record<string, string>>;
  /** Voters checked in at other places, as far as is known here. */
  readonly elsewhere: number;
};

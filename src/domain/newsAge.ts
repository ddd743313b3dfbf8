/** How old the county's news on this tablet are, and from when on that matters. */
import type { Election } from "./election.ts";

/** How far the county log is known: its size and the county's signed time of then; undefined before the first answer. */
export type KnownThrough = { readonly size: number; readonly at: number } | undefined;

type News = { readonly election: Pick<Election, "rules">; readonly now: number; readonly knownThrough: KnownThrough };

/** Before the first answer of the county, they are as old as can be. */
export function isStale({ election, now, knownThrough }: News): boolean {
  return knownThrough === undefined || now - knownThrough.at > election.rules.staleAfterMinutes * 60_000;
}

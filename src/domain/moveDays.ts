/** When a voter moved, where the law makes something of it: days are counted back from election day. */

/** So many days before election day at most, or at least. */
export type DaysAgo = { readonly most?: number | undefined; readonly least?: number | undefined };

/** The days (YYYY-MM-DD) that fit, with both ends: none after election day. */
export function moveDays({ most, least = 0 }: DaysAgo, electionDay: string): { from?: string; until: string } {
  const before = (days: number): string =>
    new Date(Date.parse(`${electionDay}T00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  return { ...(most === undefined ? {} : { from: before(most) }), until: before(least) };
}

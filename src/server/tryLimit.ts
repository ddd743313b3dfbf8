/**
 * Counts failed tries by name (an address, a code) and blocks a name for a time that grows: five tries, then 30 s, 1, 5
 * and 15 minutes. Kept in memory: a restart forgives. At most 10,000 names are kept, the oldest are forgotten first.
 */
const FREE_TRIES = 5;
const BLOCKS_MS = [30_000, 60_000, 300_000, 900_000];
const FORGET_MS = 3_600_000;
const MOST_NAMES = 10_000;

export type TryLimit = {
  /** When the name may try again; undefined if it may now. */
  blocked(name: string, now: number): number | undefined;
  /** Answers until when the name must wait now; 0 if it need not. */
  failed(name: string, now: number): number;
  succeeded(name: string): void;
};

export function tryLimit(): TryLimit {
  const names = new Map<string, { failures: number; until: number; last: number }>();
  return {
    blocked(name, now) {
      const known = names.get(name);
      return known !== undefined && known.until > now ? known.until : undefined;
    },
    failed(name, now) {
      const known = names.get(name);
      const failures = known === undefined || now - known.last > FORGET_MS ? 1 : known.failures + 1;
      const blocks = Math.min(failures - FREE_TRIES, BLOCKS_MS.length - 1);
      names.delete(name);
      const until = blocks < 0 ? 0 : now + (BLOCKS_MS[blocks] as number);
      names.set(name, { failures, until, last: now });
      const oldest = names.keys().next().value;
      if (names.size > MOST_NAMES && oldest !== undefined) names.delete(oldest);
      return until;
    },
    succeeded(name) {
      names.delete(name);
    },
  };
}

/**
 * Counts failed tries by name (an address, a code, an account) and blocks a name for a time that grows: five tries, then 30 s,
 * 1, 5 and 15 minutes. Kept in memory: a restart forgives.
 *
 * One limiter keeps at most so many names; the longest silent are forgotten first, but none that is blocked: whoever invents
 * names frees nobody. Where all are blocked, a new name is not counted, so what must be counted has a limiter of its own,
 * apart from what callers invent (`tryLimits`).
 */
const FREE_TRIES = 5;
const BLOCKS_MS = [30_000, 60_000, 300_000, 900_000];
const FORGET_MS = 3_600_000;
const MOST_NAMES = 10_000;

/** Who waits. */
export type Waits = "account" | "address" | "code";

/** `times`: tries in this wait so far. `tell`: it is the first, or they are twice as many as when it was last told. */
export type RefusedTry = { readonly until: number; readonly times: number; readonly tell: boolean };

export type TryLimit = {
  /** When the name may try again, and what to tell of this try; undefined if it may now. */
  refused(name: string, now: number): RefusedTry | undefined;
  /** Answers until when the name must wait now; 0 if it need not. */
  failed(name: string, now: number): number;
  succeeded(name: string): void;
};

/** 1, 2, 4, 8 …: what is told at these counts is told often enough, and is never a flood itself. */
export const isDoubled = (times: number): boolean => Number.isInteger(Math.log2(times));

export function tryLimit(most = MOST_NAMES): TryLimit {
  const names = new Map<string, { failures: number; until: number; last: number; refused: number }>();
  /** Whether there is room for one more name. */
  const makeRoom = (now: number): boolean => {
    if (names.size < most) return true;
    for (const [name, { until }] of names)
      if (until <= now) {
        names.delete(name);
        return true;
      }
    return false;
  };
  return {
    refused(name, now) {
      const known = names.get(name);
      if (known === undefined || known.until <= now) return undefined;
      const times = ++known.refused;
      return { until: known.until, times, tell: isDoubled(times) };
    },
    failed(name, now) {
      const known = names.get(name);
      const failures = known === undefined || now - known.last > FORGET_MS ? 1 : known.failures + 1;
      const blocks = Math.min(failures - FREE_TRIES, BLOCKS_MS.length - 1);
      const until = blocks < 0 ? 0 : now + (BLOCKS_MS[blocks] as number);
      names.delete(name);
      if (makeRoom(now)) names.set(name, { failures, until, last: now, refused: 0 });
      return until;
    },
    succeeded(name) {
      names.delete(name);
    },
  };
}

/** What an endpoint counts, each apart from the others. */
export type TryLimits = {
  /** Callers of the county page, and those who set up tablets, by network. */
  readonly officeAddresses: TryLimit;
  readonly setUpAddresses: TryLimit;
  /** Accounts that exist, from somewhere and from where they are known: no more than the office made. */
  readonly accounts: TryLimit;
  /** Names of no account wait as accounts do, or one could tell them apart; nobody else waits for them. */
  readonly otherNames: TryLimit;
  /** Set-up codes that exist. */
  readonly codes: TryLimit;
};

export const tryLimits = (): TryLimits => ({
  officeAddresses: tryLimit(),
  setUpAddresses: tryLimit(),
  accounts: tryLimit(),
  otherNames: tryLimit(),
  codes: tryLimit(),
});

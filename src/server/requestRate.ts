/**
 * How many requests one name (a device, an address) may make: a bucket of so many at once that fills again at a steady rate.
 * Kept in memory, in each process for itself; at most 20,000 names, of which the longest silent are forgotten first. It is
 * not about guessing (tryLimit.ts): it keeps one program gone wild from taking the endpoint from all others. Both limits lie
 * far above what tablets need; a tablet that meets one waits and tries again, and nothing is lost.
 */
export type Allowance = { readonly perSecond: number; readonly atOnce: number };

/** One tablet: catching up with a whole county is some hundred requests. */
const deviceAllowance: Allowance = { perSecond: 20, atOnce: 1200 };
/** One address: a warehouse of tablets behind one router, all being set up. */
const addressAllowance: Allowance = { perSecond: 300, atOnce: 6000 };
/**
 * Files of the app, of one address and apart from what tablets ask for their work: sixty tablets behind one router that load the
 * whole program at once, of which each asks for about 150 files.
 */
const filesAllowance: Allowance = { perSecond: 500, atOnce: 10_000 };

export type Allowances = { readonly [W in "device" | "address" | "files"]: Allowance };
export const usualAllowances: Allowances = {
  device: deviceAllowance,
  address: addressAllowance,
  files: filesAllowance,
};

const MOST_NAMES = 20_000;

/** Takes one request of this name at this time (ms); answers whether it may be made. */
export type RequestRate = (name: string, now: number) => boolean;

export function requestRate({ perSecond, atOnce }: Allowance): RequestRate {
  const names = new Map<string, { left: number; at: number }>();
  return (name, now) => {
    const known = names.get(name) ?? { left: atOnce, at: now };
    const left = Math.min(atOnce, known.left + (Math.max(0, now - known.at) * perSecond) / 1000);
    names.delete(name);
    names.set(name, { left: left >= 1 ? left - 1 : left, at: now });
    const oldest = names.keys().next().value;
    if (names.size > MOST_NAMES && oldest !== undefined) names.delete(oldest);
    return left >= 1;
  };
}

/**
 * How many streams of news (`/api/live`) may be open at once: from one address, and in all. Each holds a socket and some
 * memory for as long as it lasts, so that requestRate.ts, which counts beginnings, does not bound them. A tablet that is
 * refused asks by its timer and tries again half a minute later: it hears of news some seconds later, and nothing is lost.
 *
 * Kept in memory, in each process for itself. Every stream that was taken in must be given back once.
 */
export type StreamLimits = { readonly perAddress: number; readonly inAll: number };

/** A place has some sixty tablets behind one router; a mobile network or a county's gateway puts many places behind one. */
export const streamLimits: StreamLimits = { perAddress: 500, inAll: 5000 };

/** Takes in a stream of this address; answers what gives it back, or undefined if there are too many. */
export type OpenStreams = (address: string) => (() => void) | undefined;

export function openStreams({ perAddress, inAll }: StreamLimits): OpenStreams {
  const open = new Map<string, number>();
  let all = 0;
  return (address) => {
    const mine = open.get(address) ?? 0;
    if (mine >= perAddress || all >= inAll) return undefined;
    open.set(address, mine + 1);
    all++;
    return () => {
      all--;
      const left = (open.get(address) ?? 0) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    };
  };
}

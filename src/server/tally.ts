/** Counts how often something happened under a name within an hour, to tell of it now and then and not each time. */
import { isDoubled } from "./tryLimit.ts";

const hour = 3_600_000;
const mostNames = 10_000;

/** How often by now; undefined when it was told lately: it is told at the first time, the second, the fourth … */
export type Tally = (name: string, now: number) => number | undefined;

export function tally(): Tally {
  const names = new Map<string, { times: number; readonly since: number }>();
  return (name, now) => {
    const known = names.get(name);
    const counted = known === undefined || now - known.since > hour ? { times: 0, since: now } : known;
    counted.times++;
    names.set(name, counted);
    const oldest = names.keys().next().value;
    if (names.size > mostNames && oldest !== undefined) names.delete(oldest);
    return isDoubled(counted.times) ? counted.times : undefined;
  };
}

/**
 * Who still holds what: of each tablet of a place how many records it is known to have, wherever that is known from, and how many
 * of them stand in the county's log. Pure. The first number is the least that it can be: what a tablet recorded after it was last
 * heard, nobody else knows.
 */

/** How much of a tablet's log is known here: from the county's log, and from what was carried or recorded here. */
export type LogKnown = {
  /** Of its events: stand in the county's log as this tablet verified it. */
  readonly atCounty: number;
  /** The newest number among those; -1 for none. */
  readonly last: number;
  /** The newest number of all that are known here. */
  readonly newest: number;
};

/** What the county last said of a tablet. */
export type CountyWord = {
  readonly device: string;
  readonly number: number;
  /** Belongs to no place. */
  readonly spare: boolean;
  readonly heard: number | null;
  readonly newest: number;
  readonly build: string;
  readonly clockOff: number | null;
};

/** Consecutive events of another tablet that lie here, to be carried. */
export type CarriedPart = { readonly device: string; readonly from: number; readonly through: number };

export type Holds = {
  readonly device: string;
  readonly number: string;
  /** It has recorded at least so many. */
  readonly records: number;
  /** Of these: found in the county's log by this tablet itself. */
  readonly atCounty: number;
  /** Of those that were not found there: lie on this tablet, to be carried. */
  readonly carried: number;
  /** When the county last heard it, or else when it last did something that is known here (ms); undefined: never. */
  readonly heard: number | undefined;
  /** Which program it runs; "" where that is not known. */
  readonly build: string;
  /** Milliseconds that its own clock is behind the county's; undefined where that is not known. */
  readonly clockOff: number | undefined;
};

export type HoldsInput = {
  /** Of the place, as they are shown. */
  readonly tablets: readonly {
    readonly device: string;
    readonly number: string;
    readonly last: { readonly wall: number } | undefined;
  }[];
  readonly logs: ReadonlyMap<string, LogKnown>;
  readonly words: readonly CountyWord[];
  readonly carried: readonly CarriedPart[];
  /** The tablet that asks, of which it knows everything. */
  readonly own: Pick<Holds, "device" | "records" | "heard" | "build" | "clockOff">;
};

const nothing: LogKnown = { atCounty: 0, last: -1, newest: -1 };

/** One for each tablet, in their order; then former numbers of tablets that were set up anew, where something is missing. */
export function whoHolds({ tablets, logs, words, carried, own }: HoldsInput): Holds[] {
  const word = new Map(words.map((one) => [one.device, one]));
  const holdsOf = (device: string, number: string, wall: number | undefined): Holds => {
    const log = logs.get(device) ?? nothing;
    const said = word.get(device);
    const parts = carried.filter((one) => one.device === device);
    const newest = Math.max(said?.newest ?? -1, log.newest, ...parts.map(({ through }) => through));
    const heard = [said?.heard ?? [], wall ?? []].flat();
    return {
      ...{ device, number },
      ...{ records: newest + 1, atCounty: log.atCounty, carried: covered(parts, log.last) },
      heard: heard.length === 0 ? undefined : Math.max(...heard),
      ...{ build: said?.build ?? "", clockOff: said?.clockOff ?? undefined },
      ...(device === own.device ? own : {}),
    };
  };
  const here = new Set(tablets.map(({ device }) => device));
  const former = words.filter(({ device, spare }) => !here.has(device) && !spare);
  return [
    ...tablets.map(({ device, number, last }) => holdsOf(device, number, last?.wall)),
    ...former.map(({ device, number }) => holdsOf(device, String(number), undefined)).filter(isMissing),
  ];
}

/** Records that are not known to be at the county. */
export const missingOf = ({ records, atCounty }: Pick<Holds, "records" | "atCounty">): number =>
  Math.max(0, records - atCounty);
/** A tablet that was not heard for so long does not send what it has just now (ms). */
const strandedAfter = 2 * 60_000;

/** Those whose records stay behind if the place is left now: not at the county, and not on their way there either. */
export const stranded = (holds: readonly Holds[], now: number): readonly Holds[] =>
  holds.filter((one) => isMissing(one) && (one.heard === undefined || now - one.heard > strandedAfter));

const isMissing = (holds: Holds): boolean => missingOf(holds) > 0;

/** How many different numbers beyond `after` these parts hold. */
function covered(parts: readonly CarriedPart[], after: number): number {
  let [through, count] = [after, 0];
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    count += Math.max(0, part.through - Math.max(part.from - 1, through));
    through = Math.max(through, part.through);
  }
  return count;
}

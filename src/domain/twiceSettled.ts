/**
 * What people said of voters who were checked in twice: a function of the *set* of known events. It holds for exactly the
 * check-ins and cast absentee ballots that it names; of two words about the same ones the later by the writers' clocks, and
 * of two of one moment the one that its tablet wrote later.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { Trusts } from "./undos.ts";

export type Settlement = {
  readonly event: EventName;
  /** Who answers for it: the inspector who agreed, or did it. */
  readonly worker: string;
  readonly place: string;
  readonly wall: number;
  /** Hashes of what was looked at. */
  readonly events: ReadonlySet<string>;
  /** What stands for the one ballot that was given; undefined: two were given. */
  readonly given: string | undefined;
};

/**
 * So many words of one tablet on one voter are heard, the first by its numbers: one that writes without end would cost each
 * reader more and more.
 */
export const mostWords = 8;

export class TwiceSettlements {
  readonly #byVoter = new Map<string, Map<string, Settlement[]>>();
  readonly #byDevice = new Map<string, Set<string>>();

  add(event: EventName, { voter, second, place, wall, events, given, ...by }: BodyOf<"TwiceSettled">): void {
    const { device, seq, hash } = event;
    const known = this.#byVoter.get(voter) ?? new Map<string, Settlement[]>();
    const words = known.get(device) ?? [];
    if (words.some((one) => one.event.hash === hash)) return;
    const { worker } = second ?? by;
    words.push({ event: { device, seq, hash }, worker, place, wall, events: new Set(events), given });
    words.sort((a, b) => a.event.seq - b.event.seq || (a.event.hash < b.event.hash ? -1 : 1)).splice(mostWords);
    this.#byVoter.set(voter, known.set(device, words));
    this.#byDevice.set(device, (this.#byDevice.get(device) ?? new Set()).add(voter));
  }

  /** Of whom anything was said, whether it holds or not. */
  voters(): IterableIterator<string> {
    return this.#byVoter.keys();
  }

  /** Voters of whom this device said something. */
  votersOf(device: string): readonly string[] {
    return [...(this.#byDevice.get(device) ?? [])];
  }

  /** The last trusted word on this voter of which `covers` holds. */
  last(voter: string, trusts: Trusts, covers: (events: ReadonlySet<string>) => boolean): Settlement | undefined {
    let last: Settlement | undefined;
    for (const one of [...(this.#byVoter.get(voter)?.values() ?? [])].flat()) {
      const later = last === undefined || inOrder(last, one) < 0;
      if (later && trusts(one.event) && covers(one.events)) last = one;
    }
    return last;
  }
}

function inOrder(a: Settlement, b: Settlement): number {
  const [one, other] = [a.event, b.event];
  if (a.wall !== b.wall) return a.wall - b.wall;
  if (one.device !== other.device) return one.device < other.device ? -1 : 1;
  return one.seq - other.seq || (one.hash < other.hash ? -1 : 1);
}

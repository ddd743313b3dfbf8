/**
 * Brings entries of the county log over the network and into storage: in order, a few requests ahead of what is being
 * verified, and as many entries in one request as the line carries in a few seconds. On a fast line that is a dozen
 * requests a second fewer; on a slow one, no request is so large that it runs into its time limit again and again.
 */
import { entriesPath } from "../log/clientLog.ts";
import { decodeBundle, MAX_TAKE, TILE_WIDTH } from "../log/tiles.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { TabletStore } from "./tabletStore.ts";

/** Requests under way at once, the one included whose entries are awaited. */
const underWay = 3;
/** Entries that share one durable write; a crash loses no more than these, and they are fetched again. */
const writeTogether = 32 * TILE_WIDTH;

const [quickMs, slowMs] = [1000, 4000];
const fewest = 64;

/** How many entries the next request asks for. Lives as long as the tablet runs: a slow line stays slow. */
export class Pace {
  #take = TILE_WIDTH;

  get take(): number {
    return this.#take;
  }

  /** A request brought all it asked for, and took this long. */
  arrived(ms: number): void {
    if (ms < quickMs) this.#take = Math.min(MAX_TAKE, this.#take * 2);
    else if (ms > slowMs) this.#take = Math.max(fewest, this.#take / 2);
  }

  failed(): void {
    this.#take = Math.max(fewest, this.#take / 4);
  }
}

/** The entries `from` up to `to`, in order, in batches; ends early where one does not come. */
export async function* fetchedInOrder(
  connection: CountyConnection,
  from: number,
  to: number,
  pace: Pace,
): AsyncIterable<Uint8Array[]> {
  const asked: { readonly take: number; readonly entries: Promise<Uint8Array[]> }[] = [];
  let next = from;
  for (;;) {
    for (; asked.length < underWay && next < to; next += asked.at(-1)?.take ?? 0) {
      const take = takeFrom(next, to, pace.take);
      asked.push({ take, entries: fetchEntries(connection, next, take, pace) });
    }
    const first = asked.shift();
    if (first === undefined) return;
    const fresh = await first.entries;
    if (fresh.length > 0) yield fresh;
    if (fresh.length < first.take) return;
  }
}

/** At most `most`, and where there is a choice up to the end of a bundle, as they are stored. */
function takeFrom(from: number, to: number, most: number): number {
  const end = Math.min(to, from + most);
  const whole = end - (end % TILE_WIDTH);
  return (end < to && whole > from ? whole : end) - from;
}

/** The entries of one request, as many as came; none if the county cannot be reached or what it sent is no bundle. */
async function fetchEntries(
  connection: CountyConnection,
  from: number,
  take: number,
  pace: Pace,
): Promise<Uint8Array[]> {
  const answer = await connection.request("GET", entriesPath(from, take));
  const decoded = answer.ok ? decodeBundle(answer.value.body) : answer;
  if (answer.ok) pace.arrived(answer.value.took);
  else pace.failed();
  return decoded.ok ? decoded.value.slice(0, take) : [];
}

/** Writes entries one after another, many at a time, while the next ones are fetched and hashed. */
export class EntryStoring {
  readonly #store: Pick<TabletStore, "putEntries">;
  #from: number;
  #waiting: Uint8Array[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Pick<TabletStore, "putEntries">, from: number) {
    this.#store = store;
    this.#from = from;
  }

  /** Rejects if an earlier write failed. */
  async add(leaves: readonly Uint8Array[]): Promise<void> {
    this.#waiting.push(...leaves);
    if (this.#waiting.length >= writeTogether) await this.#write();
  }

  /** Resolves when everything is stored. */
  async finish(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    await this.#writing;
    if (this.#waiting.length === 0) return;
    const leaves = this.#waiting;
    this.#waiting = [];
    this.#writing = this.#store.putEntries(this.#from, leaves);
    this.#writing.catch(() => undefined); // awaited before the next write and at the end
    this.#from += leaves.length;
  }
}

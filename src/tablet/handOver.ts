/**
 * Hands events to the county that follow no chain which it takes: the logs of a tablet's former numbers, and another tablet's
 * whose number is at its end. The county appends them, flagged. Loaded where there are any.
 */
import { handOverPath } from "../protocol/deviceLog.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { batchOf } from "./sync.ts";
import type { StoredEvent, TabletStore } from "./tabletStore.ts";

export type GivingOver = {
  readonly connection: Pick<CountyConnection, "request">;
  /** Rises with every request. */
  readonly counter: () => Promise<number>;
  readonly batchOf: typeof batchOf;
};
export type HandingOver = GivingOver & {
  readonly store: Pick<TabletStore, "fact" | "setFact" | "events">;
  readonly election: string;
};

/** Events that are read at once. */
const piece = 100;
/** The county could read the request, and not (all of) the events: it will say the same tomorrow. */
export const refusedForGood: ReadonlySet<string> = new Set([
  "badSignature",
  "badEvent",
  "badRequest",
  "tooLarge",
  "notFound",
]);

/**
 * What the county refuses (a damaged event) is left out and the rest goes on: nothing here ever ends a round. The logs stay
 * stored, for the file.
 */
export async function handOver(deps: HandingOver): Promise<void> {
  const { store, election } = deps;
  for (const former of (await store.fact("formerIdentities")) ?? []) {
    if (former.election !== election || former.handedOver) continue;
    for (let from = 0; ; ) {
      const events = await store.events(former.device, from, piece);
      const last = events.at(-1);
      if (last === undefined) break;
      if ((await giveOver(deps, former.device, events)) === "later") return;
      from = last.seq + 1;
    }
    const all = (await store.fact("formerIdentities")) ?? [];
    const done = all.map((one) => (one.device === former.device ? { ...one, handedOver: true as const } : one));
    await store.setFact("formerIdentities", done);
  }
}

/** Sends these events in as few batches as the county takes. */
export async function giveOver(
  deps: GivingOver,
  device: string,
  events: readonly StoredEvent[],
): Promise<"done" | "later"> {
  const { bundle, lastSeq } = deps.batchOf(events);
  const sent = await deps.connection.request("POST", handOverPath(device), bundle, await deps.counter());
  if (sent.ok) {
    const rest = events.filter((event) => event.seq > lastSeq);
    return rest.length === 0 ? "done" : giveOver(deps, device, rest);
  }
  if (sent.error.type === "noNetwork" || !refusedForGood.has(sent.error.problem.type)) return "later";
  if (events.length === 1) return "done"; // this one is damaged: nobody can verify it any more
  const half = Math.ceil(events.length / 2);
  for (const part of [events.slice(0, half), events.slice(half)])
    if ((await giveOver(deps, device, part)) === "later") return "later";
  return "done";
}

/**
 * Which phase the tablet is in: computed each time from what is stored, what is open and who has signed in, never from
 * what somebody knew before an await. Between any two awaits the county may revoke this tablet, the day may end, or a
 * new roll may arrive.
 */
import { placeRoles } from "../domain/authority.ts";
import type { Worker } from "../protocol/workers.ts";
import type { TabletMemory } from "./tabletMemory.ts";
import { type BrokenIdentity, cardHolder, type WorkerName } from "./tabletState.ts";
import type { TabletStore } from "./tabletStore.ts";

/** Shows the phase that follows; whoever may no longer work here is signed out. */
export async function settle(memory: TabletMemory, store: Pick<TabletStore, "fact" | "eventCount">): Promise<void> {
  const broken = await store.fact("broken");
  const roll = await store.fact("roll");
  const today = (await memory.vault?.dayWorkers()) ?? [];
  const identity = memory.session?.identity;
  const former = (await store.fact("formerIdentities")) ?? [];
  const logs = identity === undefined ? former : [identity];
  const events = (await Promise.all(logs.map(({ device }) => store.eventCount(device)))).reduce((sum, n) => sum + n, 0);
  // No await from here on: what is read below is what is shown.
  if (broken !== undefined) memory.dropDesk();
  const { desk } = memory;
  if (desk === undefined) memory.worker = undefined;
  else if (desk.workers.length === 0) memory.worker = cardHolder;
  else if (!stillWorks(memory)) memory.worker = undefined;
  const { worker } = memory;
  if (identity === undefined && memory.evicted && !memory.anew)
    return memory.show({ phase: "setUpAgain", why: "evictedStorage", events, problem: undefined });
  if (identity === undefined || memory.anew) return memory.show({ phase: "new", problem: undefined });
  if (broken === "revoked") return memory.show({ phase: "revoked" });
  if (broken !== undefined)
    return memory.show({ phase: "setUpAgain", why: broken as BrokenIdentity, events, problem: undefined });
  if (memory.waits) return memory.show({ phase: "notAccepted" });
  if (roll === undefined) return memory.show({ phase: "loadingRoll", done: 0, total: 0, waiting: !memory.reached });
  if (desk !== undefined)
    return memory.show(
      worker === undefined
        ? { phase: "locked", opened: true, workers: desk.workers.filter(atPlace).map(nameOf) }
        : { phase: "working", worker },
    );
  const workers = today.filter(atPlace).map(({ worker: id, name, role }) => ({ id, name, role }));
  if (workers.length > 0) return memory.show({ phase: "locked", opened: false, workers });
  // Accepted or taken back a moment ago: until the wrapped key is here, no card opens what is.
  if (memory.wraps.length === 0) return memory.show({ phase: "loadingRoll", done: 0, total: 0, waiting: true });
  memory.show({ phase: "closed", ready: true });
}

/** Whether whoever signed in still works here, in that role and with that PIN. */
function stillWorks({ worker, desk, salt }: TabletMemory): boolean {
  if (worker === undefined || worker.id === cardHolder.id) return true;
  const now = desk?.workers.find(({ id }) => id === worker.id);
  return now !== undefined && now.role === worker.role && now.pin.salt === salt && atPlace(now);
}

/** Trainers, office staff and auditors sign in to no tablet. */
export const atPlace = ({ role }: Pick<Worker, "role">): boolean => placeRoles.includes(role);

export const nameOf = ({ id, name, role }: Worker): WorkerName => ({ id, name, role });

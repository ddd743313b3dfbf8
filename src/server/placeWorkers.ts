/**
 * Workers who are not on the county's list and may work at a polling place all the same: an inspector added them there. By the
 * county log, like the tablets of the place see it; who was added at a tablet that has not sent yet is not among them. Names lie
 * sealed under the election key. Reads the whole log: a minute for a million entries.
 */
import { AddedWorkers, whoMayWork } from "../domain/addedWorkers.ts";
import type { EventName, Role } from "../domain/eventFields.ts";
import { eventKey, eventKeyBytes } from "../protocol/keys.ts";
import { openSealedWorker } from "../protocol/workers.ts";
import { readEntries } from "./logStore.ts";
import { openedEntry } from "./openedEntry.ts";
import type { Publisher } from "./publish.ts";
import { readWorkerList } from "./workerList.ts";

const atOnce = 1000;

export type PlaceWorker = { readonly id: string; readonly name: string; readonly role: Role; readonly place: string };

/** In the order of the election's places, and of names. */
export async function readPlaceWorkers(publisher: Publisher): Promise<PlaceWorker[]> {
  const { election, electionKey, sequencer } = publisher;
  const { devices } = await sequencer.refresh();
  const { workers: listed, removed, heard } = await readWorkerList(publisher);
  const words = { listed, removed, heard: new Map(Object.entries(heard)) };
  const known = new Set(listed.map(({ id }) => id));
  const added = await readAdded(publisher);
  const trusts = ({ device, seq }: EventName): boolean => seq <= (devices.get(device)?.trusted_through ?? seq);
  const all: PlaceWorker[] = [];
  for (const { id: place } of election.places) {
    const said = added.at(place, election.rules.permits, trusts);
    const opened = said.map(async ({ addition: { device, added: id, as: role, since, sealed }, index }) => {
      const where = { election: election.id, device, place, id, role, since };
      const worker = await openSealedWorker(electionKey, where, sealed);
      return worker === undefined ? [] : [{ worker, index }];
    });
    const here = whoMayWork(words, (await Promise.all(opened)).flat()).filter(({ id }) => !known.has(id));
    here.sort((a, b) => a.name.localeCompare(b.name));
    for (const { id, name, role } of here) all.push({ id, name, role, place });
  }
  return all;
}

/** What all places said of workers, by the county log. */
async function readAdded({ database, electionKey, sequencer }: Publisher): Promise<AddedWorkers> {
  const added = new AddedWorkers();
  const key = await eventKey(await eventKeyBytes(electionKey));
  const { size } = await sequencer.refresh();
  for (let from = 0; from < size; from += atOnce) {
    const entries = await readEntries(database, from, Math.min(size, from + atOnce));
    const opened = await Promise.all(entries.map((entry) => openedEntry(key, entry)));
    for (const [at, { device, seq, hash, position }] of entries.entries()) {
      const body = opened[at]?.body;
      if (body?.type === "WorkerAdded") added.add({ device, seq, hash }, body, position);
    }
  }
  return added;
}

/**
 * Brings a published roll version onto the tablet: the manifest whose hash the county signed, then every chunk, each
 * verified by its hash and stored as it arrives. Broken off anywhere, it goes on with the chunks that are missing. The
 * version in use changes only when the new one is complete, never half of it (P3).
 */
import { err, ok, type Result } from "../domain/result.ts";
import { fromUtf8, hex, sha256 } from "../log/encoding.ts";
import { CountyView } from "../protocol/deviceLog.ts";
import { chunksOf, RollManifest, signaturesOf } from "../roll/rollManifest.ts";
import { type CountyConnection, jsonOf } from "./countyConnection.ts";
import type { SetUpProblem } from "./tabletState.ts";
import type { RollRecord, TabletStore } from "./tabletStore.ts";

type FetchProblem =
  | { readonly type: "noNetwork" }
  /** What came does not have the hash that the county signed. */
  | { readonly type: "rollDamaged"; readonly what: string };
type TooLittleStorage = {
  readonly type: "tooLittleStorage";
  readonly neededBytes: number;
  readonly freeBytes: number;
};
export type RollLoadProblem = FetchProblem | TooLittleStorage;

export type RollLoaderDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact" | "dropFact" | "putChunk" | "chunkHashes" | "dropChunks">;
  /** Bytes that this origin may still use; undefined where the browser does not say. */
  readonly freeBytes: () => Promise<number | undefined>;
};

export type WantedRoll = { readonly version: number; readonly manifest: string };
export type Progress = (done: number, total: number) => void;

/** Requests under way at the same time. */
const atOnce = 4;
/** For the day's records; once the tablet is set up, some of them may be there already. */
export const dayBytes = { atSetUp: 20_000_000, later: 10_000_000 };

/** The manifest of the wanted version, verified against the hash that the county signed. */
export async function fetchManifest(
  connection: CountyConnection,
  wanted: WantedRoll,
): Promise<Result<{ manifest: RollManifest; text: string }, FetchProblem>> {
  const answer = await connection.request("GET", `/api/roll/manifest?version=${wanted.version}`);
  if (!answer.ok) return err({ type: "noNetwork" });
  const text = fromUtf8(answer.value.body);
  const manifest = RollManifest.safeParse(jsonOf(answer.value.body));
  if (text === undefined || !manifest.success || hex(await sha256(answer.value.body)) !== wanted.manifest)
    return err({ type: "rollDamaged", what: "manifest" });
  return ok({ manifest: manifest.data, text });
}

/** Whether the published roll fits on this tablet: said on the day of set-up, not on election day. */
export async function rollWillFit(
  deps: Pick<RollLoaderDeps, "freeBytes">,
  connection: CountyConnection,
): Promise<Result<void, SetUpProblem>> {
  const asked = await connection.request("GET", "/api/county");
  if (!asked.ok) return asked.error.type === "noNetwork" ? err({ type: "noNetwork" }) : ok(undefined);
  const view = CountyView.safeParse(jsonOf(asked.value.body));
  if (!view.success || view.data.roll === null) return ok(undefined); // nothing published yet
  const fetched = await fetchManifest(connection, view.data.roll);
  if (!fetched.ok) return err({ type: fetched.error.type === "noNetwork" ? "noNetwork" : "countyNotGenuine" });
  return hasRoom(deps, fetched.value.manifest, new Set(), dayBytes.atSetUp);
}

/** Room for the roll twice (an update stands beside the version in use) and for the day's records. */
async function hasRoom(
  { freeBytes }: Pick<RollLoaderDeps, "freeBytes">,
  manifest: RollManifest,
  kept: ReadonlySet<string>,
  forTheDay: number,
): Promise<Result<void, TooLittleStorage>> {
  const bytesOf = (chunks: readonly { readonly bytes: number }[]): number =>
    chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const all = chunksOf(manifest);
  const neededBytes = 2 * bytesOf(all) - bytesOf(all.filter(({ hash }) => kept.has(hash))) + forTheDay;
  const free = await freeBytes();
  if (free === undefined || free >= neededBytes) return ok(undefined);
  return err({ type: "tooLittleStorage", neededBytes, freeBytes: free });
}

/**
 * Brings the wanted version onto the tablet, whole; answers it. `progress` counts bytes. The first roll is not begun where
 * there is too little room: at set-up nothing may have been published that could be measured.
 */
export async function loadRoll(
  deps: RollLoaderDeps,
  connection: CountyConnection,
  wanted: WantedRoll,
  progress: Progress,
): Promise<Result<RollRecord, RollLoadProblem>> {
  const { store } = deps;
  const current = await store.fact("roll");
  const wantsCurrent = current?.manifestHash === wanted.manifest;
  if (wantsCurrent && (await isWhole(store, current))) return ok(current);
  // A chunk of the list in use has gone, or was damaged and dropped: it is fetched again.
  let next = wantsCurrent ? current : await store.fact("nextRoll");
  if (next?.manifestHash !== wanted.manifest) {
    const fetched = await fetchManifest(connection, wanted);
    if (!fetched.ok) return fetched;
    const text = fetched.value.text;
    next = { version: wanted.version, manifestHash: wanted.manifest, manifest: text };
    await store.setFact("nextRoll", next);
  }
  const manifest = RollManifest.parse(JSON.parse(next.manifest));
  if (current === undefined) {
    const room = await hasRoom(deps, manifest, new Set(await store.chunkHashes()), dayBytes.later);
    if (!room.ok) return room;
  }
  const chunks = await fetchChunks(deps, connection, manifest, progress);
  if (!chunks.ok) return chunks;
  // While it was loading it may have been dropped (the county took this tablet back): the next round looks again.
  if (!(await isWhole(store, next))) return err({ type: "rollDamaged", what: "dropped" });
  return ok(next);
}

/** Whether every chunk of this version is here. Each had the right hash when it was stored. */
async function isWhole(store: Pick<RollLoaderDeps["store"], "chunkHashes">, roll: RollRecord): Promise<boolean> {
  const here = new Set(await store.chunkHashes());
  return chunksOf(RollManifest.parse(JSON.parse(roll.manifest))).every(({ hash }) => here.has(hash));
}

/** Takes a whole version into use; the chunks of the one before are dropped. `keep`: hashes of amendments. */
export async function takeIntoUse(
  store: RollLoaderDeps["store"],
  roll: RollRecord,
  keep: ReadonlySet<string>,
): Promise<void> {
  await store.setFact("roll", roll);
  if ((await store.fact("nextRoll"))?.manifestHash === roll.manifestHash) await store.dropFact("nextRoll");
  await dropUnusedChunks(store, keep);
}

async function fetchChunks(
  { store }: RollLoaderDeps,
  connection: CountyConnection,
  manifest: RollManifest,
  progress: Progress,
): Promise<Result<void, FetchProblem>> {
  const all = chunksOf(manifest);
  const total = all.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const kept = new Set(await store.chunkHashes());
  const missing = all.filter((chunk) => !kept.has(chunk.hash));
  let done = total - missing.reduce((sum, chunk) => sum + chunk.bytes, 0);
  progress(done, total);
  let problem: FetchProblem | undefined;
  const work = async (): Promise<void> => {
    for (let chunk = missing.shift(); chunk !== undefined && problem === undefined; chunk = missing.shift()) {
      const fetched = await fetchChunk(connection, chunk.hash);
      if (!fetched.ok) problem ??= fetched.error;
      else {
        await store.putChunk(chunk.hash, fetched.value);
        done += chunk.bytes;
        progress(done, total);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return problem === undefined ? ok(undefined) : err(problem);
}

/** One immutable chunk, verified by its hash. */
export async function fetchChunk(
  connection: CountyConnection,
  hash: string,
): Promise<Result<Uint8Array, FetchProblem>> {
  const answer = await connection.request("GET", `/api/chunks/${hash}`);
  if (!answer.ok) return err({ type: "noNetwork" });
  return hex(await sha256(answer.value.body)) === hash
    ? ok(answer.value.body)
    : err({ type: "rollDamaged", what: `chunk ${hash.slice(0, 8)}` });
}

/** Chunks that no version in use or on its way needs; `keep` names others (amendments). */
export async function dropUnusedChunks(store: RollLoaderDeps["store"], keep: ReadonlySet<string>): Promise<void> {
  const records = [await store.fact("roll"), await store.fact("nextRoll")];
  const place = (await store.fact("identity"))?.place ?? null;
  const needed = new Set(keep);
  for (const record of records) {
    if (record === undefined) continue;
    const manifest = RollManifest.parse(JSON.parse(record.manifest));
    for (const { hash } of [...chunksOf(manifest), ...(signaturesOf(manifest, place)?.chunks ?? [])]) needed.add(hash);
  }
  await store.dropChunks((await store.chunkHashes()).filter((hash) => !needed.has(hash)));
}

/**
 * The roll as it lies in the data folder: manifests and chunks of published versions, the amendments in the county log, and
 * both together as the roll that tablets have now.
 *
 * After a recovery the log may name amendments whose chunk did not come back. They are not passed over in silence: whoever
 * reads the roll gets their places in the log as `lost`.
 */
import type { Election } from "../domain/election.ts";
import { readBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { plain } from "../log/encoding.ts";
import { countyDevice, readLeaf } from "../log/eventBytes.ts";
import { amendmentKey, rollKey } from "../protocol/keys.ts";
import { AmendedRoll } from "../roll/amendedRoll.ts";
import { type OpenAmendmentProblem, openAmendment } from "../roll/amendment.ts";
import { type RollChunk, RollManifest } from "../roll/rollManifest.ts";
import { type FetchChunk, type OpenRollProblem, openRoll } from "../roll/sealRoll.ts";
import type { CountyDatabase } from "./database.ts";
import type { Sequencer } from "./sequencer.ts";

/** What opening the roll needs. `electionKey`: K. */
export type RollSource = {
  readonly database: CountyDatabase;
  readonly sequencer: Sequencer;
  readonly election: Election;
  readonly electionKey: Uint8Array;
};

/** The stored bytes of a chunk. */
export function chunkReader({ db }: CountyDatabase): FetchChunk {
  return async (hash) => {
    const row = await db.selectFrom("chunk").select("bytes").where("hash", "=", hash).executeTakeFirst();
    return row === undefined ? undefined : new Uint8Array(row.bytes);
  };
}

/** The exact bytes of a published manifest. */
export async function readManifest({ db }: CountyDatabase, version: number): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom("roll_version").select("manifest").where("version", "=", version).executeTakeFirst();
  return row?.manifest === undefined || row.manifest === null ? undefined : plain(new Uint8Array(row.manifest));
}

/** An amendment as the county log names it. */
export type LoggedAmendment = {
  readonly index: number;
  /** How many changes it holds. */
  readonly changes: number;
  /** The version that it was sealed for. */
  readonly roll: number;
  readonly chunk: RollChunk;
};

/** The amendments of the county log from index `from` on, and before `to` if given, in their order. */
export async function amendmentsFrom(
  { db }: CountyDatabase,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): Promise<LoggedAmendment[]> {
  const rows = await db
    .selectFrom("entry")
    .select(["position", "leaf"])
    .where("device", "=", countyDevice)
    .where("position", ">=", from)
    .where("position", "<", to)
    .orderBy("position")
    .execute();
  return rows.flatMap(({ position, leaf }) => {
    const event = readLeaf(leaf);
    const read = event.ok ? readBody(event.value.envelope.body) : undefined;
    if (read?.kind !== "known" || read.body.type !== "RollAmended") return [];
    const { chunk: hash, bytes, opened, roll, changes } = read.body;
    return [{ index: position, changes, roll, chunk: { hash, bytes, opened } }];
  });
}

export type CurrentRoll = {
  readonly roll: AmendedRoll<OpenRollProblem>;
  readonly manifest: RollManifest;
  /** Amendments before this index of the county log were looked at. */
  readonly through: number;
  /** How many amendments lie over the published roll. */
  readonly amendments: number;
  /** Amendments that cannot be laid over it any more, and why. */
  readonly lost: readonly { readonly index: number; readonly type: (OpenAmendmentProblem | OpenRollProblem)["type"] }[];
};

export type CurrentRollProblem = { readonly type: "notPublished" } | OpenRollProblem;

/** The newest published roll with every amendment of the county log that opens laid over it. */
export async function readCurrentRoll(source: RollSource): Promise<Result<CurrentRoll, CurrentRollProblem>> {
  const { database, sequencer } = source;
  const { roll: published, size: through } = await sequencer.refresh();
  const bytes = published === undefined ? undefined : await readManifest(database, published.version);
  if (published === undefined || bytes === undefined) return err({ type: "notPublished" });
  const manifest = RollManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return rollOf(source, manifest, through);
}

/** The roll of this version, published or staged, under the amendments of the county log before index `through`. */
export async function rollOf(
  { database, election, electionKey }: RollSource,
  manifest: RollManifest,
  through: number,
): Promise<Result<CurrentRoll, OpenRollProblem>> {
  const readChunk = chunkReader(database);
  const opened = await openRoll(manifest, readChunk, await rollKey(electionKey, manifest.version));
  if (!opened.ok) return opened;
  const roll = new AmendedRoll(opened.value);
  const key = await amendmentKey(electionKey);
  const lost: CurrentRoll["lost"][number][] = [];
  const all = await amendmentsFrom(database, manifest.amendedThrough, through);
  for (const { index, chunk, roll: version } of all) {
    const stored = await readChunk(chunk.hash);
    if (stored === undefined) {
      lost.push({ index, type: "chunkMissing" });
      continue;
    }
    const amendment = await openAmendment(stored, chunk, key, { election: election.id, version });
    if (amendment.ok) roll.apply(index, amendment.value);
    else lost.push({ index, type: amendment.error.type });
  }
  return ok({ roll, manifest, through, amendments: all.length - lost.length, lost });
}

/**
 * Publishing the roll: everything here needs K. It goes through the same sequencer as the tablets' events, from any
 * process that has the data folder.
 *
 * A roll is staged first (sealed at once under the key of the version that it will become: nothing lies in clear on
 * disk), looked at, and then published. Staging again replaces what was staged and nothing else. A crash while staging
 * leaves chunks that nobody names; the next staging removes them.
 */
import { z } from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import { hex, sha256, utf8 } from "../log/encoding.ts";
import { amendmentKey, eventKeyBytes, rollKey } from "../protocol/keys.ts";
import { listedChanges, type RollChange, sealAmendment } from "../roll/amendment.ts";
import type { PackedRoll } from "../roll/packedRoll.ts";
import { RollBuilder } from "../roll/rollBuilder.ts";
import { encodeManifest, RollManifest, type SignatureSet } from "../roll/rollManifest.ts";
import { sealBytes } from "../roll/sealedChunk.ts";
import { type OpenRollProblem, type SaveChunk, sealRoll } from "../roll/sealRoll.ts";
import { type ChangeFault, changeFaults } from "./changeFaults.ts";
import type { CountyDatabase } from "./database.ts";
import type { RandomBytes } from "./dataFolder.ts";
import { filedCount, signatureSets } from "./filedSignatures.ts";
import { listMoreVoters, listVoters, tagsOfRoll, voterTagger } from "./knownVoters.ts";
import type { Placed } from "./round.ts";
import {
  amendmentsFrom,
  type CurrentRoll,
  type CurrentRollProblem,
  type RollSource,
  readCurrentRoll,
  rollOf,
} from "./storedRoll.ts";
import { readWorkerList } from "./workerList.ts";

/** What publishing works with. */
export type Publisher = RollSource & {
  readonly random: RandomBytes;
  readonly now: () => number;
};

export type StagedRoll = {
  readonly version: number;
  readonly voters: number;
  readonly counts: RollManifest["counts"];
  /** What the import said of itself, as it said it. */
  readonly report: unknown;
  /** Amendments in the log from this index on will lie over it. */
  readonly amendedThrough: number;
  readonly stagedAt: number;
};

/** `roll`: the version that the chunk belongs to; null for an amendment. */
const saveChunk =
  ({ db }: CountyDatabase, roll: number | null): SaveChunk =>
  async ({ hash, bytes }) => {
    await db
      .insertInto("chunk")
      .values({ hash, bytes, roll })
      .onConflict((conflict) => conflict.column("hash").doNothing())
      .execute();
  };

/**
 * Seals a roll as the next version and puts it aside, to be looked at and published. Amendments in the log before the index
 * `amendedThrough` are folded into it already; tablets lay all later ones over it.
 */
export async function stageRoll(
  publisher: Publisher,
  roll: PackedRoll<{ readonly type: string }>,
  report: unknown,
  amendedThrough = 0,
): Promise<StagedRoll> {
  const { database, sequencer, election, electionKey, random, now } = publisher;
  await dropStaged(database);
  const version = (await sequencer.refresh()).lastVersion + 1;
  const key = await rollKey(electionKey, version);
  const sealing = { election: election.id, version, amendedThrough, random };
  const manifest = await sealRoll(roll, key, sealing, saveChunk(database, version));
  const stagedAt = now();
  const tags = tagsOfRoll(roll, await voterTagger(await eventKeyBytes(electionKey)));
  const row = {
    version,
    manifest: JSON.stringify(manifest),
    report: JSON.stringify(report),
    staged_at: stagedAt,
    tags,
  };
  await database.db
    .insertInto("staged_roll")
    .values({ id: 1, ...row })
    .execute();
  return { version, voters: manifest.rows, counts: manifest.counts, report, amendedThrough, stagedAt };
}

/** The staged roll, if there is one. What a cut-off publishing again left behind is none: it is made anew. */
export async function stagedRoll({ db }: CountyDatabase): Promise<StagedRoll | undefined> {
  const row = await db.selectFrom("staged_roll").selectAll().executeTakeFirst();
  if (row === undefined || republished(row.report) !== undefined) return undefined;
  const { rows: voters, counts, amendedThrough } = RollManifest.parse(JSON.parse(row.manifest));
  const { version, staged_at: stagedAt } = row;
  return { version, voters, counts, report: JSON.parse(row.report), amendedThrough, stagedAt };
}

/** The report of a roll that was published before. `lost`: places in the log of amendments that did not open. */
const Republished = z.strictObject({ republished: z.int(), folded: z.int(), lost: z.array(z.int()) });

const republished = (report: string) => Republished.safeParse(JSON.parse(report)).data;

/** Forgets what is staged and every chunk of a version that was never published. */
async function dropStaged({ db }: CountyDatabase): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("staged_roll").execute();
    await tx
      .deleteFrom("chunk")
      .where("roll", "is not", null)
      .where("roll", "not in", tx.selectFrom("roll_version").select("version"))
      .execute();
  });
}

export type PublishProblem =
  /** Neither a staged roll nor one to publish again. */
  | { readonly type: "nothingStaged" }
  /** Another process published since this roll was staged: look at it again. */
  | { readonly type: "stagedForOtherVersion"; readonly staged: number; readonly next: number }
  | OpenRollProblem;

export type Published = Placed & {
  readonly version: number;
  readonly manifest: string;
  readonly voters: number;
  /** Amendments in the log from this index on lie over it. */
  readonly amendedThrough: number;
  /** Where the roll was published again: how many amendments are part of it now. */
  readonly folded: number;
  /** And the places in the log of those that did not open any more: nobody has their changes. */
  readonly lost: readonly number[];
};

/**
 * Publishes the staged roll together with the workers; without one, the published roll again with the workers of now and
 * the amendments of now as a part of it.
 */
export async function publishRoll(publisher: Publisher): Promise<Result<Published, PublishProblem>> {
  const { database, sequencer, election, electionKey, random } = publisher;
  let staged = await database.db.selectFrom("staged_roll").selectAll().executeTakeFirst();
  if (staged === undefined || republished(staged.report) !== undefined) {
    const again = await stageAgain(publisher);
    if (!again.ok) return again;
    staged = await database.db.selectFrom("staged_roll").selectAll().executeTakeFirstOrThrow();
  }
  const { version } = staged;
  const { folded, lost } = republished(staged.report) ?? { folded: 0, lost: [] };
  const key = await rollKey(electionKey, version);
  const { workers, removed, heard } = await readWorkerList(publisher);
  const extra = async (name: string, what: object): Promise<RollManifest["extras"][number]> => {
    const text = utf8(JSON.stringify(what));
    const bytes = await sealBytes(text, key, { election: election.id, version, name: `extra/${name}` }, random);
    const hash = hex(await sha256(bytes));
    await saveChunk(database, version)({ hash, bytes });
    return { name, chunk: { hash, bytes: bytes.length, opened: text.length } };
  };
  const extras = [
    await extra("people", workers),
    await extra("removedPeople", removed),
    await extra("heardBefore", heard),
  ];
  const made = RollManifest.parse({ ...JSON.parse(staged.manifest), extras });
  const signatures = await signaturesFor(publisher, made);
  if (!signatures.ok) return signatures;
  const manifest = signatures.value.length === 0 ? made : { ...made, signatures: signatures.value };
  const bytes = encodeManifest(manifest);
  const manifestHash = hex(await sha256(bytes));
  return sequencer.submit(async (round) => {
    const next = round.state.lastVersion + 1;
    if (next !== version) return err({ type: "stagedForOtherVersion" as const, staged: version, next });
    const { rows: voters, amendedThrough } = manifest;
    const placed = await round.say({ type: "RollPublished", version, manifest: manifestHash, voters, amendedThrough });
    round.alsoWrite(async (tx) => {
      await tx.updateTable("roll_version").set({ manifest: bytes }).where("version", "=", version).execute();
      await listVoters(tx, version, staged.tags);
      // What was staged meanwhile has other chunks, and those of this version are gone.
      const mine = tx.deleteFrom("staged_roll").where("manifest", "=", staged.manifest);
      if ((await mine.executeTakeFirst()).numDeletedRows !== 1n)
        throw new Error("The staged roll was replaced while it was being published");
    });
    return ok({ ...placed, version, manifest: manifestHash, voters, amendedThrough, folded, lost });
  });
}

/** The signatures on file that go with this version; none where the law does not show them. */
async function signaturesFor(
  publisher: Publisher,
  manifest: RollManifest,
): Promise<Result<SignatureSet[], OpenRollProblem>> {
  const { database, election, sequencer } = publisher;
  if (election.rules.signature?.reference !== true || (await filedCount(database)) === 0) return ok([]);
  const current = await rollOf(publisher, manifest, (await sequencer.refresh()).size);
  if (!current.ok) return current;
  return ok(await signatureSets(publisher, current.value.roll, saveChunk(database, manifest.version)));
}

/** The roll whose voters' signatures are filed: the staged one, else the published one. */
export async function rollToFile(publisher: Publisher): Promise<Result<CurrentRoll, CurrentRollProblem>> {
  const { db } = publisher.database;
  const staged = await db.selectFrom("staged_roll").selectAll().executeTakeFirst();
  if (staged === undefined) return readCurrentRoll(publisher);
  const manifest = RollManifest.parse(JSON.parse(staged.manifest));
  return rollOf(publisher, manifest, (await publisher.sequencer.refresh()).size);
}

/**
 * Seals the roll as tablets have it now as the next version: chunks belong to one version only. Amendments that do not open
 * any more (a restored database) are left behind, or no tablet could ever lay them over the new version.
 */
async function stageAgain(publisher: Publisher): Promise<Result<StagedRoll, PublishProblem>> {
  const current = await readCurrentRoll(publisher);
  if (!current.ok) return current.error.type === "notPublished" ? err({ type: "nothingStaged" }) : err(current.error);
  const { manifest, through, amendments: folded } = current.value;
  const roll = await amendedAsPacked(current.value);
  if (!roll.ok) return roll;
  const lost = current.value.lost.map(({ index }) => index);
  const report: z.infer<typeof Republished> = { republished: manifest.version, folded, lost };
  return ok(await stageRoll(publisher, roll.value, report, through));
}

async function amendedAsPacked({
  roll,
  amendments,
}: CurrentRoll): Promise<Result<PackedRoll<OpenRollProblem>, OpenRollProblem>> {
  if (amendments === 0) return ok(roll.base);
  const cold = await roll.base.openCold();
  if (!cold.ok) return cold;
  const builder = new RollBuilder();
  for (let row = 0; row < roll.rows; row++) builder.add(roll.voterAt(row));
  const built = builder.finish();
  if (!built.ok) throw new Error("An amended roll holds a voter id twice"); // AmendedRoll looks every id up
  return built;
}

/**
 * Seals changes to voters and says so in the log: one verified step, however many there are. Changes that do not fit the
 * roll as it is now are refused whole.
 */
export async function amendRoll(
  publisher: Publisher,
  changes: readonly RollChange[],
): Promise<Result<Placed & { readonly chunk: string }, AmendProblem>> {
  const { database, sequencer, election, electionKey, random } = publisher;
  if (changes.length === 0) return err({ type: "noChanges" });
  const tagOf = await voterTagger(await eventKeyBytes(electionKey));
  const added = changes.flatMap((change) => ("add" in change ? tagOf(change.add.id) : []));
  for (;;) {
    const current = await readCurrentRoll(publisher);
    if (!current.ok) return current;
    const { roll, manifest, through, lost } = current.value;
    if (lost.length > 0) return err({ type: "amendmentsLost", entries: lost.map(({ index }) => index) });
    const faults = changeFaults(election, roll, changes);
    if (faults.length > 0) return err({ type: "changesUnfit", faults });
    const key = await amendmentKey(electionKey);
    const { version } = manifest;
    const flagsOf = (voter: string) => roll.voterAt(roll.rowOfVoter(voter) as number).flags; // each is on the roll
    const sealed = await sealAmendment(listedChanges(changes, flagsOf), key, {
      election: election.id,
      version,
      random,
    });
    const { hash: chunk, bytes, opened } = sealed.chunk;
    await saveChunk(database, null)({ hash: chunk, bytes: sealed.bytes });
    const placed = await sequencer.submit(async (round) => {
      // Another process may have changed the roll since it was looked at; then the changes are looked at again.
      const moved = round.state.roll?.version !== version || (await amendmentsFrom(database, through)).length > 0;
      if (moved) return undefined;
      round.alsoWrite((tx) => listMoreVoters(tx, added));
      return round.say({ type: "RollAmended", chunk, bytes, opened, roll: version, changes: changes.length });
    });
    if (placed !== undefined) return ok({ ...placed, chunk });
    await database.db.deleteFrom("chunk").where("hash", "=", chunk).execute();
  }
}

export type AmendProblem =
  | { readonly type: "notPublished" }
  | { readonly type: "noChanges" }
  /** Changes that do not fit the roll; nothing was changed. */
  | { readonly type: "changesUnfit"; readonly faults: readonly ChangeFault[] }
  /** Earlier amendments, by their entry in the log, do not open: what the roll says now cannot be known. Publish again. */
  | { readonly type: "amendmentsLost"; readonly entries: readonly number[] }
  | OpenRollProblem;

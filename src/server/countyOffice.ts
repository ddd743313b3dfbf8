/**
 * The data folder in the hands of the office, without a socket: what the command line needs to publish, to print opening
 * cards, to export and to recover. It may run beside a serving endpoint; both go through the same compare-and-swap, and
 * the endpoint notices within a second.
 */
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { writeLogExport } from "../log/logExport.ts";
import { createTreeHasher } from "../log/merkleTree.ts";
import { practiceCode } from "../protocol/practiceCode.ts";
import type { CountyDatabase } from "./database.ts";
import { type FolderProblem, openCounty, platformRandom, type RandomBytes } from "./dataFolder.ts";
import { deviceKeys } from "./deviceKeys.ts";
import type { EnrolDeps } from "./enrolment.ts";
import { holdsSeen, lastSeenFileOf, openLastSeen, readLastSeen, type SeenProblem } from "./lastSeen.ts";
import { errorFields, type Log } from "./log.ts";
import { readLeaves } from "./logStore.ts";
import { migrate } from "./migrations.ts";
import { OfficeAccounts } from "./officeAccounts.ts";
import { OfficeRecord } from "./officeRecord.ts";
import type { Publisher } from "./publish.ts";
import { openEpoch, Recovery, type RecoveryProblem, recoverFromExport } from "./recovery.ts";
import { Sequencer } from "./sequencer.ts";
import { tryLimits } from "./tryLimit.ts";

export type CountyOffice = {
  readonly election: Election;
  readonly database: CountyDatabase;
  readonly sequencer: Sequencer;
  /** For `newSetupCode`. */
  readonly enrolment: EnrolDeps;
  readonly accounts: OfficeAccounts;
  /** What is done here belongs in it too. */
  readonly record: OfficeRecord;
  /** Set when the database is behind what the county once signed: nothing may be published before the recovery. */
  readonly behind: Recovery | undefined;
  /** Reads K. */
  publisher(): Promise<Result<Publisher, FolderProblem | { readonly type: "countyBehind" }>>;
  officeSecret(): Promise<Result<Uint8Array, FolderProblem>>;
  /** The log up to its newest checkpoint, as the bytes of an export file. */
  exportLog(): AsyncGenerator<Uint8Array, void, void>;
  /** Takes the missing leaves from an export file. */
  recover(file: string): ReturnType<typeof recoverFromExport>;
  /** Gives the missing leaves up and goes on under a new origin. */
  openEpoch(): Promise<Result<{ readonly epoch: number; readonly origin: string }, RecoveryProblem | NothingMissing>>;
  stop(): Promise<void>;
};

export type NothingMissing = { readonly type: "nothingMissing" };

export type OfficeOptions = {
  readonly folder: string;
  readonly lastSeenFile?: string;
  readonly now?: () => number;
  readonly random?: RandomBytes;
  readonly log: Log;
};

const entriesAtOnce = 1000;

export async function openCountyOffice(
  options: OfficeOptions,
): Promise<Result<CountyOffice, FolderProblem | SeenProblem>> {
  const { folder, now = Date.now, random = platformRandom, log } = options;
  const opened = await openCounty(folder);
  if (!opened.ok) return opened;
  const { election, keys, electionKey, officeSecret } = opened.value;
  const seenFile = options.lastSeenFile ?? lastSeenFileOf(folder);
  const seen = await readLastSeen(seenFile, keys.logKey);
  if (!seen.ok) return seen;
  const database = opened.value.openDatabase((error) => log("database connection lost", errorFields(error)));
  await migrate(database);
  const hasher = await createTreeHasher();
  const lastSeen = openLastSeen(seenFile);
  const sequencer = new Sequencer({
    database,
    election: election.id,
    logKey: keys.logKey,
    hasher,
    now,
    random,
    committed: ({ note }) => lastSeen.write(note),
  });
  const last = seen.value;
  const isBehind = last !== undefined && !(await holdsSeen(database, hasher, last));
  const recovery = { sequencer, hasher, keys: deviceKeys(), election: election.id };
  const behind = isBehind ? new Recovery(recovery, last) : undefined;
  // The terminal of whoever types the command needs no line about it.
  const record = new OfficeRecord(database, now, () => undefined);
  return ok({
    election,
    database,
    sequencer,
    enrolment: {
      ...{ database, sequencer, election, now, random, limits: tryLimits(), record },
      practiceCode: () => practiceCode(keys.eventKey),
    },
    accounts: new OfficeAccounts({ database, logKey: keys.logKey, now, random }),
    record,
    behind,
    async publisher() {
      if (behind !== undefined) return err({ type: "countyBehind" });
      const key = await electionKey();
      if (!key.ok) return key;
      return ok({ database, sequencer, election, electionKey: key.value, random, now });
    },
    officeSecret,
    async *exportLog() {
      const { signer, note, size } = await sequencer.refresh();
      async function* batches() {
        for (let from = 0; from < size; from += entriesAtOnce)
          yield await readLeaves(database, from, Math.min(size, from + entriesAtOnce));
      }
      yield* writeLogExport({ vkey: signer.vkey, note }, batches());
    },
    async recover(file) {
      if (behind === undefined) {
        const { size } = await sequencer.refresh();
        return ok({ next: size, to: size });
      }
      return recoverFromExport(behind, file);
    },
    openEpoch: async () => (behind === undefined ? err({ type: "nothingMissing" }) : openEpoch(recovery, behind.goal)),
    async stop() {
      await sequencer.idle();
      await database.db.destroy();
      lastSeen.close();
    },
  });
}

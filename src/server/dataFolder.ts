/**
 * The data folder of an election:
 *
 *   election.json          the election definition
 *   county.json            settings: {"format": "turnout-county/1", "database": "sqlite" | {"url": "postgres://…"}}
 *   county.db              the embedded database
 *   keys/election-key      K, 32 bytes. `serve` does not need it: keep it elsewhere if you like
 *   keys/office-secret     32 bytes: opening codes are derived from it
 *   keys/event-key         32 bytes: opens event bodies
 *   keys/log-key           Ed25519, PKCS8 DER: signs the log and the county's answers
 *
 * Guarantees: nothing is overwritten. `createCounty` refuses a folder that holds anything, `openCounty` one that holds no
 * election: an empty folder by mistake (a disk that was not mounted) must never become a new county log. Keys have mode
 * 0600. What can go wrong: whoever copies the folder has the election; see README for what to back up where.
 */
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { createTreeHasher } from "../log/merkleTree.ts";
import { electionKeyBytes, eventKeyBytes, openingCode, wrapElectionKey } from "../protocol/keys.ts";
import { countySigner, type KeyBytes, logOrigin, newLogKey } from "./countyKeys.ts";
import { type CountyDatabase, openPostgres, openSqlite } from "./database.ts";
import { beginLog } from "./logWriter.ts";
import { migrate } from "./migrations.ts";

export type RandomBytes = (bytes: number) => Uint8Array<ArrayBuffer>;
/** The platform's source of randomness. */
export const platformRandom: RandomBytes = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

const Settings = z.strictObject({
  format: z.literal("turnout-county/1"),
  database: z.union([z.literal("sqlite"), z.strictObject({ url: z.url({ protocol: /^postgres(ql)?$/ }) })]),
});
type Settings = z.infer<typeof Settings>;

/** Everything that `serve` needs from the folder; the two other secrets are read on demand. */
export type CountyFolder = {
  readonly folder: string;
  readonly election: Election;
  readonly keys: KeyBytes;
  openDatabase(onError: (error: Error) => void): CountyDatabase;
  /** K: for publishing and for printing opening cards. */
  electionKey(): Promise<Result<Uint8Array, FolderProblem>>;
  officeSecret(): Promise<Result<Uint8Array, FolderProblem>>;
};

export type FolderProblem =
  | { readonly type: "folderNotEmpty"; readonly folder: string }
  /** No election in it: not set up, or the wrong folder. */
  | { readonly type: "noElection"; readonly folder: string }
  | { readonly type: "fileMissing"; readonly file: string }
  | { readonly type: "fileMalformed"; readonly file: string; readonly what: string };

const files = {
  election: "election.json",
  settings: "county.json",
  database: "county.db",
  electionKey: join("keys", "election-key"),
  officeSecret: join("keys", "office-secret"),
  eventKey: join("keys", "event-key"),
  logKey: join("keys", "log-key"),
} as const;

export type CreateOptions = {
  readonly random?: RandomBytes;
  /** A PostgreSQL URL; SQLite in the folder where none is given. */
  readonly databaseUrl?: string;
  readonly now?: () => number;
};

export type CreatedCounty = {
  /** Verifier key of the county log, for publication. */
  readonly vkey: string;
};

/** Sets up an election in an empty (or missing) folder: keys, database, the wraps of all places, an empty log. */
export async function createCounty(
  folder: string,
  election: Election,
  options: CreateOptions = {},
): Promise<Result<CreatedCounty, FolderProblem>> {
  const { random = platformRandom, now = Date.now } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) return err({ type: "folderNotEmpty", folder });
  const made = { electionKey: random(electionKeyBytes), officeSecret: random(32), logKey: newLogKey() };
  const settings: Settings = {
    format: "turnout-county/1",
    database: options.databaseUrl === undefined ? "sqlite" : { url: options.databaseUrl },
  };
  await mkdir(join(folder, "keys"), { mode: 0o700 });
  const save = (file: string, content: Uint8Array | string) =>
    writeFile(join(folder, file), content, { mode: 0o600, flag: "wx" });
  await save(files.settings, `${JSON.stringify(settings, null, 2)}\n`);
  await save(files.electionKey, made.electionKey);
  await save(files.officeSecret, made.officeSecret);
  await save(files.eventKey, await eventKeyBytes(made.electionKey));
  await save(files.logKey, made.logKey);
  const database = databaseOf(folder, settings, (error) => {
    throw error; // nothing is idle yet: a broken connection ends the set-up
  });
  try {
    const vkey = await fillDatabase(database, election, { ...made, random, now: now() });
    // The definition comes last: a folder without it is not an election, whatever else a crash left in it.
    await save(files.election, `${JSON.stringify(election, null, 2)}\n`);
    return ok({ vkey });
  } finally {
    await database.db.destroy();
    if (settings.database === "sqlite") await chmod(join(folder, files.database), 0o600);
  }
}

export type NewElection = {
  readonly electionKey: Uint8Array;
  readonly officeSecret: Uint8Array;
  readonly logKey: Uint8Array;
  readonly random: RandomBytes;
  readonly now: number;
};

/** Makes the tables, the wraps of K for every place and the empty log in an empty database. Answers the verifier key. */
export async function fillDatabase(
  database: CountyDatabase,
  election: Election,
  { electionKey, officeSecret, logKey, random, now }: NewElection,
): Promise<string> {
  await migrate(database);
  for (const { id: place } of election.places) {
    const at = { election: election.id, place, issue: 1 };
    const parts = [await openingCode(officeSecret, place, 1)];
    const bytes = await wrapElectionKey(electionKey, parts, at, random(12));
    await database.db.insertInto("wrap").values({ place, issue: 1, bytes }).execute();
  }
  const signer = await countySigner(logKey, logOrigin(election.id));
  await beginLog(database, { hasher: await createTreeHasher(), signer, now });
  return signer.vkey;
}

/** Opens the folder of an election; refuses one that holds none. */
export async function openCounty(folder: string): Promise<Result<CountyFolder, FolderProblem>> {
  const text = await readIfThere(join(folder, files.election));
  if (text === undefined) return err({ type: "noElection", folder });
  const election = parseFile(files.election, text, Election);
  if (!election.ok) return election;
  const settings = await readJson(folder, files.settings, Settings);
  if (!settings.ok) return settings;
  const eventKey = await readKey(folder, files.eventKey);
  if (!eventKey.ok) return eventKey;
  const logKey = await readKey(folder, files.logKey);
  if (!logKey.ok) return logKey;
  return ok({
    folder,
    election: election.value,
    keys: { eventKey: eventKey.value, logKey: logKey.value },
    openDatabase: (onError) => databaseOf(folder, settings.value, onError),
    electionKey: () => readKey(folder, files.electionKey),
    officeSecret: () => readKey(folder, files.officeSecret),
  });
}

function databaseOf(folder: string, { database }: Settings, onError: (error: Error) => void): CountyDatabase {
  return database === "sqlite" ? openSqlite(join(folder, files.database)) : openPostgres(database.url, onError);
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function readKey(folder: string, file: string): Promise<Result<Uint8Array, FolderProblem>> {
  const bytes = await readIfThere(join(folder, file));
  return bytes === undefined ? err({ type: "fileMissing", file }) : ok(new Uint8Array(bytes));
}

async function readJson<T>(
  folder: string,
  file: string,
  schema: z.core.$ZodType<T>,
): Promise<Result<T, FolderProblem>> {
  const bytes = await readIfThere(join(folder, file));
  return bytes === undefined ? err({ type: "fileMissing", file }) : parseFile(file, bytes, schema);
}

function parseFile<T>(file: string, bytes: Buffer, schema: z.core.$ZodType<T>): Result<T, FolderProblem> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return err({ type: "fileMalformed", file, what: "not JSON" });
    throw error;
  }
  const parsed = z.safeParse(schema, json);
  return parsed.success ? ok(parsed.data) : err({ type: "fileMalformed", file, what: z.prettifyError(parsed.error) });
}

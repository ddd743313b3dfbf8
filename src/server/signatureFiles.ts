/**
 * Signature files at the county: sealed to a key that the endpoint does not have, kept under the hash of their bytes.
 *
 * Guarantees: stored once, however often and by whichever tablet a file is sent; the bytes are those that its name says.
 * Whether a check-in names it is not asked, because the check-in may come later, by another way. What can go wrong: a
 * tablet that sends what nobody signed fills the disk; it ends at `mostOfOneTablet`.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { signatureOf } from "../domain/signatureRules.ts";
import { signatureFileBytes, signatureFileName } from "../protocol/sealedSignature.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { readEntries } from "./logStore.ts";
import { openedEntry } from "./openedEntry.ts";

/** Several times the check-ins of a tablet's busiest day. */
const mostOfOneTablet = 20_000;
const atOnce = 200;
const entriesAtOnce = 1000;

export type SignatureFileProblem =
  | { readonly type: "badRequest"; readonly what: string }
  | { readonly type: "tooLarge" }
  /** A tablet that no clerk has accepted has nobody's signature. */
  | { readonly type: "notAllowed" }
  | { readonly type: "tooManyRequests"; readonly what: string };

/** Keeps a file that this tablet brings; the same file again changes nothing. */
export async function keepSignature(
  database: CountyDatabase,
  { id: device, waits }: Pick<DeviceRow, "id" | "waits">,
  hash: string,
  bytes: Uint8Array,
  now: number,
): Promise<Result<void, SignatureFileProblem>> {
  if (waits === 1) return err({ type: "notAllowed" });
  if (bytes.length > signatureFileBytes) return err({ type: "tooLarge" });
  if ((await signatureFileName(bytes)) !== hash) return err({ type: "badRequest", what: "the file has another name" });
  if ((await signatureCount(database, device)) >= mostOfOneTablet)
    return err({ type: "tooManyRequests", what: "signatures of this tablet" });
  await database.db
    .insertInto("signature_file")
    .values({ hash, device, bytes, received: now })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
  return ok(undefined);
}

/** How many there are: those that this device brought, or all. */
export async function signatureCount({ db }: CountyDatabase, device?: string): Promise<number> {
  const all = db.selectFrom("signature_file");
  const asked = device === undefined ? all : all.where("device", "=", device);
  const { count } = await asked.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
  return Number(count); // PostgreSQL counts in text
}

/** Those of these names that are here. */
export async function namedFiles(
  { db }: CountyDatabase,
  names: readonly string[],
): Promise<{ readonly hash: string; readonly bytes: Uint8Array }[]> {
  if (names.length === 0) return [];
  return db
    .selectFrom("signature_file")
    .select(["hash", "bytes"])
    .where("hash", "in", [...names])
    .execute();
}

/** All files, in the order of their names. */
export async function* signatureFiles({
  db,
}: CountyDatabase): AsyncGenerator<{ readonly hash: string; readonly bytes: Uint8Array }, void, void> {
  for (let after = ""; ; ) {
    const next = db.selectFrom("signature_file").select(["hash", "bytes"]).where("hash", ">", after);
    const rows = await next.orderBy("hash").limit(atOnce).execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.hash;
  }
}

/** A check-in that names a signature, whatever became of the check-in later. */
export type NamedSignature = {
  readonly file: string;
  readonly how: "own" | "mark" | "another";
  readonly voter: string;
  readonly place: string;
  readonly wall: number;
  readonly receipt: string;
};

/** Those that the first `size` entries of the log name, in the order of the log. */
export async function signaturesNamed(
  database: CountyDatabase,
  eventKey: CryptoKey,
  size: number,
): Promise<NamedSignature[]> {
  const named: NamedSignature[] = [];
  for (let from = 0; from < size; from += entriesAtOnce) {
    const entries = await readEntries(database, from, Math.min(size, from + entriesAtOnce));
    for (const { body } of await Promise.all(entries.map((entry) => openedEntry(eventKey, entry)))) {
      if (body?.type !== "VoterCheckedIn" && body?.type !== "ProvisionalIssued") continue;
      const signed = signatureOf(body);
      if (signed === undefined) continue;
      const { voter, place, wall, receipt } = body;
      named.push({ ...signed, voter, place, wall, receipt });
    }
  }
  return named;
}

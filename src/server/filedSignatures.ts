/**
 * Signatures on file at the county: kept sealed, each under its tag, apart from any version of the roll; and cut into the
 * sets that go with a version, one for each polling place, of the voters whom it serves.
 *
 * Guarantees: an image is in clear only in memory, between the file that the office gave and its sealing. Making a set needs
 * no image opened. What did not change since the version before has the same chunk, so tablets fetch what is new.
 */
import { isConfidential } from "../domain/confidential.ts";
import { serves, splitOf } from "../domain/election.ts";
import { hex, sha256 } from "../log/encoding.ts";
import { filedSignatureKey, filedTagKey } from "../protocol/keys.ts";
import { type FiledImage, openFiled, SignatureTags, sealFiled } from "../roll/filedSignature.ts";
import type { Roll } from "../roll/packedRoll.ts";
import type { RollManifest, SignatureSet } from "../roll/rollManifest.ts";
import type { SaveChunk } from "../roll/sealRoll.ts";
import { chunkOf, chunksFor, type Filed, filedIn, packFiled } from "../roll/signatureSet.ts";
import type { CountyDatabase } from "./database.ts";
import type { Publisher } from "./publish.ts";
import { chunkReader } from "./storedRoll.ts";

const atOnce = 200;

export type VotersImage = { readonly voterId: string; readonly image: FiledImage };

/** Files images of voters' signatures. */
export class SignatureFiler {
  readonly #publisher: Publisher;
  readonly #tags: SignatureTags;
  readonly #key: CryptoKey;
  readonly #filed = new Set<string>();

  private constructor(publisher: Publisher, tags: SignatureTags, key: CryptoKey) {
    this.#publisher = publisher;
    this.#tags = tags;
    this.#key = key;
  }

  static async open(publisher: Publisher): Promise<SignatureFiler> {
    const { electionKey } = publisher;
    const tags = new SignatureTags(await filedTagKey(electionKey));
    return new SignatureFiler(publisher, tags, await filedSignatureKey(electionKey));
  }

  /** Files them, all or none, each in place of the one before; answers how many there were before. */
  async file(images: readonly VotersImage[]): Promise<number> {
    const { database, election, random } = this.#publisher;
    const rows = await Promise.all(
      images.map(async ({ voterId, image }) => {
        const bytes = await sealFiled(this.#key, election.id, voterId, image, random);
        return { tag: this.#tags.of(voterId), bytes, size: bytes.length };
      }),
    );
    if (rows.length === 0) return 0;
    const tags = rows.map(({ tag }) => tag);
    const replaced = await database.db.transaction().execute(async (tx) => {
      const before = await tx.deleteFrom("filed_signature").where("tag", "in", tags).executeTakeFirst();
      await tx.insertInto("filed_signature").values(rows).execute();
      return Number(before.numDeletedRows);
    });
    for (const tag of tags) this.#filed.add(tag);
    return replaced;
  }

  /**
   * Forgets those that this filer did not file, all or none, and answers how many. So a set is made anew without a moment in
   * which there is none. What was published stays published.
   */
  async forgetOthers(): Promise<number> {
    return this.#publisher.database.db.transaction().execute(async (tx) => {
      const stored = await tx.selectFrom("filed_signature").select("tag").execute();
      const others = stored.flatMap(({ tag }) => (this.#filed.has(tag) ? [] : tag));
      for (let from = 0; from < others.length; from += atOnce)
        await tx
          .deleteFrom("filed_signature")
          .where("tag", "in", others.slice(from, from + atOnce))
          .execute();
      return others.length;
    });
  }
}

export async function filedCount({ db }: CountyDatabase): Promise<number> {
  const { count } = await db
    .selectFrom("filed_signature")
    .select(({ fn }) => fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count); // PostgreSQL counts in text
}

/** The sets of all places, for a version with this roll; chunks are saved before they are answered. */
export async function signatureSets(
  { database: { db }, election, electionKey }: Publisher,
  roll: Pick<Roll, "rows" | "voterAt">,
  saveChunk: SaveChunk,
): Promise<SignatureSet[]> {
  const filed = await db.selectFrom("filed_signature").select(["tag", "size"]).orderBy("tag").execute();
  const sizes = new Map(filed.map(({ tag, size }) => [tag, Number(size)]));
  const tags = new SignatureTags(await filedTagKey(electionKey));
  const voters = new Map(election.places.map(({ id }) => [id, [] as string[]]));
  for (let row = 0; row < roll.rows; row++) {
    const { id, split, flags } = roll.voterAt(row);
    const tag = tags.of(id);
    const shown = sizes.has(tag) && !isConfidential({ flags }); // a signature is a name
    const precinct = shown ? splitOf(election, split)?.precinct.id : undefined;
    if (precinct === undefined) continue;
    for (const place of election.places) if (serves(place, precinct)) voters.get(place.id)?.push(tag);
  }
  const sets: SignatureSet[] = [];
  for (const [place, here] of voters) {
    if (here.length === 0) continue;
    const count = chunksFor(here.reduce((sum, tag) => sum + (sizes.get(tag) ?? 0), 0));
    const parts = Array.from({ length: count }, () => [] as string[]);
    for (const tag of here) parts[chunkOf(tag, count)]?.push(tag);
    const chunks: SignatureSet["chunks"] = [];
    for (const part of parts) {
      const bytes = packFiled(await readFiled(db, part));
      const hash = hex(await sha256(bytes));
      await saveChunk({ hash, bytes });
      chunks.push({ hash, bytes: bytes.length });
    }
    sets.push({ place, images: here.length, chunks });
  }
  return sets;
}

async function readFiled(db: CountyDatabase["db"], tags: readonly string[]): Promise<Filed[]> {
  const filed: Filed[] = [];
  for (let from = 0; from < tags.length; from += atOnce) {
    const some = tags.slice(from, from + atOnce);
    const rows = await db.selectFrom("filed_signature").select(["tag", "bytes"]).where("tag", "in", some).execute();
    for (const { tag, bytes } of rows) filed.push({ tag, sealed: bytes });
  }
  return filed;
}

/** Polling places whose published set is not whole, or holds an image that does not open for its voter. */
export async function brokenSets(
  { database, election, electionKey }: Publisher,
  { signatures = [] }: RollManifest,
  roll: Pick<Roll, "rows" | "voterAt">,
): Promise<string[]> {
  if (signatures.length === 0) return [];
  const readChunk = chunkReader(database);
  const stored = new Map<string, string>(); // tag: voter id, "" while it is not known
  const wholeChunk = async (hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const bytes = await readChunk(hash);
    return bytes !== undefined && hex(await sha256(bytes)) === hash ? bytes : undefined;
  };
  const hashes = new Set(signatures.flatMap(({ chunks }) => chunks.map(({ hash }) => hash)));
  for (const hash of hashes) for (const { tag } of filedIn((await wholeChunk(hash)) ?? nothing)) stored.set(tag, "");
  const tags = new SignatureTags(await filedTagKey(electionKey));
  for (let row = 0; row < roll.rows; row++) {
    const { id } = roll.voterAt(row);
    const tag = tags.of(id);
    if (stored.has(tag)) stored.set(tag, id);
  }
  const key = await filedSignatureKey(electionKey);
  const opened = new Map<string, number>();
  for (const hash of hashes) {
    let images = 0;
    for (const { tag, sealed } of filedIn((await wholeChunk(hash)) ?? nothing))
      if ((await openFiled(key, election.id, stored.get(tag) ?? "", sealed)) !== undefined) images++;
    opened.set(hash, images);
  }
  return signatures
    .filter(({ images, chunks }) => chunks.reduce((sum, { hash }) => sum + (opened.get(hash) ?? 0), 0) !== images)
    .map(({ place }) => place);
}

const nothing = new Uint8Array(0);

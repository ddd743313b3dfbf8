/**
 * Which voters ever stood on a published list, so that an endpoint without the election key can flag a check-in of somebody who
 * is nobody. Kept are short keyed hashes of the voter ids, sorted, in one row; the key follows from the event key.
 *
 * It must be as new as the list that tablets have, or it says nothing: a county of before, or one that was restored and has
 * not published since, flags nobody.
 */
import { voterTagKey } from "../protocol/keys.ts";
import type { PackedRoll } from "../roll/packedRoll.ts";
import { textAt } from "../roll/rollColumns.ts";
import { SipHash } from "../roll/sipHash.ts";
import type { CountyDatabase, Writing } from "./database.ts";

/** 53 bits of the hash of a voter id, what a number holds: one invented id in a billion passes for one of ten million voters. */
export type TagOf = (voterId: string) => number;

export async function voterTagger(eventKey: Uint8Array): Promise<TagOf> {
  const hash = new SipHash(await voterTagKey(eventKey));
  const encoder = new TextEncoder();
  return (voterId) => {
    const { high, low } = hash.of(encoder.encode(voterId));
    return high * 2 ** 21 + (low >>> 11);
  };
}

/** The tags of everybody on this roll, to be kept with it until it is published. */
export function tagsOfRoll({ ids, rows }: Pick<PackedRoll, "ids" | "rows">, tagOf: TagOf): Uint8Array {
  return bytesOf(Float64Array.from({ length: rows }, (_, row) => tagOf(textAt(ids, row))));
}

/** With the publication of a version: these are on the list, too. Null: of a roll that was staged by an earlier program. */
export async function listVoters(tx: Writing, version: number, tags: Uint8Array | null): Promise<void> {
  if (tags === null) return;
  const known = await tx.selectFrom("known_voters").select("tags").executeTakeFirst();
  const row = { version, tags: merged(known?.tags, tags) };
  await tx
    .insertInto("known_voters")
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
}

/** With an amendment: these voters were added. */
export async function listMoreVoters(tx: Writing, added: readonly number[]): Promise<void> {
  const known = added.length === 0 ? undefined : await tx.selectFrom("known_voters").select("tags").executeTakeFirst();
  if (known === undefined) return;
  const tags = merged(known.tags, bytesOf(Float64Array.from(added)));
  await tx.updateTable("known_voters").set({ tags }).execute();
}

export class KnownVoters {
  readonly #database: CountyDatabase;
  readonly #tagOf: TagOf;
  #tags = new Float64Array();
  #version = 0;

  constructor(database: CountyDatabase, tagOf: TagOf) {
    this.#database = database;
    this.#tagOf = tagOf;
  }

  /** To be called when the list was published or amended. */
  async read(): Promise<void> {
    const row = await this.#database.db.selectFrom("known_voters").selectAll().executeTakeFirst();
    if (row === undefined) return;
    this.#version = row.version;
    this.#tags = tagsIn(row.tags);
  }

  /** False for a voter of some list, and while nobody can tell. `version`: of the newest list. */
  isOnNone(voterId: string, version: number): boolean {
    if (version === 0 || this.#version < version) return false;
    const tag = this.#tagOf(voterId);
    let [from, to] = [0, this.#tags.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#tags[middle] as number) < tag) from = middle + 1;
      else to = middle;
    }
    return this.#tags[from] !== tag;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const tagsIn = (bytes: Uint8Array): Float64Array<ArrayBuffer> => new Float64Array(Uint8Array.from(bytes).buffer);

function merged(known: Uint8Array | undefined, more: Uint8Array): Uint8Array {
  const all = known === undefined ? more : Buffer.concat([known, more]);
  const sorted = tagsIn(all).sort();
  return bytesOf(sorted.filter((tag, at) => tag !== sorted[at - 1]));
}

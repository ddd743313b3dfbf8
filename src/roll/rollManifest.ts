/**
 * The manifest of a published roll: which chunks make it up, how many voters it holds and how they divide. Its hash is what
 * the county signs; whoever has the manifest can tell whether a chunk is whole without any key.
 */
import * as z from "zod/mini";

/** SHA-256 in hexadecimal. */
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());

/** One encrypted chunk. */
export const RollChunk = z.strictObject({
  /** SHA-256 of the stored (encrypted) bytes; also the chunk's name. */
  hash: Sha256,
  /** Stored size in bytes. */
  bytes: positive,
  /** Size in bytes of what it holds once decrypted and decompressed. */
  opened: count,
});
export type RollChunk = z.infer<typeof RollChunk>;

const Group = z.strictObject({
  /** Size in bytes of the Arrow stream that the chunks make up. */
  opened: count,
  chunks: z.array(RollChunk),
});

export const RollManifest = z
  .strictObject({
    format: z.literal("turnout-roll/1"),
    election: z.string().check(z.minLength(1), z.maxLength(64)),
    /** 1 for the first roll of the election. */
    version: positive,
    rows: count,
    /** Amendments up to this index of the county log are folded in; 0 for none. */
    amendedThrough: count,
    groups: z.strictObject({ hot: Group, cold: Group }),
    /** Voters by precinct split, party and registration, as the source's own manifest counts them. */
    counts: z.array(
      z.strictObject({
        split: z.string(),
        party: z.string(),
        registration: z.string(),
        voters: positive,
      }),
    ),
    /** Small encrypted files that travel with the roll, such as "people". */
    extras: z.array(z.strictObject({ name: z.string().check(z.regex(/^[a-z][a-zA-Z0-9-]{0,63}$/)), chunk: RollChunk })),
    /** Signatures on file, for each polling place that has voters with one: for its tablets only (`signatureSet.ts`). */
    signatures: z.optional(
      z.array(
        z.strictObject({
          place: z.string().check(z.minLength(1), z.maxLength(64)),
          images: positive,
          chunks: z.array(z.strictObject({ hash: Sha256, bytes: positive })).check(z.minLength(1)),
        }),
      ),
    ),
  })
  .check(
    z.refine(
      (manifest) => manifest.counts.reduce((sum, { voters }) => sum + voters, 0) === manifest.rows,
      "the counts must add up to the rows",
    ),
  )
  .check(z.meta({ id: "RollManifest", title: "Turnout roll manifest" }));
export type RollManifest = z.infer<typeof RollManifest>;

/** The bytes of a manifest that are stored, sent and hashed: JSON with its members in the order of the schema. */
export function encodeManifest(manifest: RollManifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(RollManifest.parse(manifest)));
}

/** SHA-256 of `encodeManifest`, in hexadecimal. */
export async function manifestHash(manifest: RollManifest): Promise<string> {
  return sha256(encodeManifest(manifest));
}

/** SHA-256 in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The signatures on file of one polling place. */
export type SignatureSet = NonNullable<RollManifest["signatures"]>[number];

/** Those of this place, if it has any. */
export const signaturesOf = ({ signatures = [] }: RollManifest, place: string | null): SignatureSet | undefined =>
  signatures.find((set) => set.place === place);

/** Every chunk of a roll that a tablet has to hold to work with it; signatures on file come later. */
export function chunksOf(manifest: RollManifest): RollChunk[] {
  return [
    ...manifest.groups.hot.chunks,
    ...manifest.groups.cold.chunks,
    ...manifest.extras.map((extra) => extra.chunk),
  ];
}

/**
 * One immutable encrypted chunk: 12 bytes of random IV, then AES-256-GCM over a list of blocks, each compressed by itself
 * (4 bytes compressed size, 4 bytes size, 1 byte layout, raw deflate of the bytes in that layout). Additional data binds it to election, roll version and name, so
 * that no chunk can stand in another's place. Its SHA-256 is its name.
 *
 * Guarantees: any changed byte is found by the hash before anything is decrypted; a chunk that opens is the one sealed.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { AS_IS, arrange, bestLayout, isLayout, restore } from "./blockLayout.ts";
import { sha256 } from "./rollManifest.ts";

/** Where a chunk belongs; part of what is authenticated. */
export type ChunkPlace = { readonly election: string; readonly version: number; readonly name: string };

export type ChunkProblem =
  /** The bytes are not those that the manifest names. */
  | { readonly type: "chunkDamaged"; readonly chunk: string }
  /** The bytes are right, but this key (or election, version, place) does not open them. */
  | { readonly type: "wrongKey"; readonly chunk: string };

export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;
/** The platform's source of randomness. */
export const platformRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Size of a block before compression. */
export const BLOCK = 1 << 19;
const IV = 12;
const HEAD = 9;

/**
 * Whether stored bytes can open to so many: deflate gives at most 1032 for one. Asked before memory is set aside for what
 * a manifest or an event says, which may be any number.
 */
export const canOpenTo = (storedBytes: number, opened: number): boolean => opened <= storedBytes * 1032;

/** Compresses one block, in the layout that suits it, and puts its head before it. */
export async function packBlock(block: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const layout = await bestLayout(block, async (bytes) => (await deflate(bytes)).size);
  const { parts, size } = await deflate(arrange(block, layout));
  const packed = new Uint8Array(HEAD + size);
  const view = new DataView(packed.buffer);
  view.setUint32(0, size, true);
  view.setUint32(4, block.length, true);
  view.setUint8(8, layout);
  let at = HEAD;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<{ parts: Uint8Array<ArrayBuffer>[]; size: number }> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of streamOf(bytes).pipeThrough(new CompressionStream("deflate-raw"))) {
    parts.push(part);
    size += part.length;
  }
  return { parts, size };
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

function authenticated({ election, version, name }: ChunkPlace): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`turnout/roll-chunk/1\n${JSON.stringify([election, version, name])}`);
}

/** Encrypts packed blocks into a chunk. */
export async function sealBlocks(
  blocks: readonly Uint8Array<ArrayBuffer>[],
  key: CryptoKey,
  place: ChunkPlace,
  random: RandomBytes = platformRandom,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    plain.set(block, at);
    at += block.length;
  }
  const iv = random(IV);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: authenticated(place) }, key, plain);
  const chunk = new Uint8Array(IV + sealed.byteLength);
  chunk.set(iv);
  chunk.set(new Uint8Array(sealed), IV);
  return chunk;
}

/** Seals a small file whole. */
export async function sealBytes(
  bytes: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
  place: ChunkPlace,
  random?: RandomBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += BLOCK) blocks.push(await packBlock(bytes.subarray(at, at + BLOCK)));
  return sealBlocks(blocks, key, place, random);
}

/** Verifies, decrypts and decompresses a chunk into `target` (exactly its length). */
export async function openChunkInto(
  chunk: Uint8Array<ArrayBuffer>,
  hash: string,
  key: CryptoKey,
  place: ChunkPlace,
  target: Uint8Array<ArrayBuffer>,
): Promise<Result<null, ChunkProblem>> {
  if ((await sha256(chunk)) !== hash) return err({ type: "chunkDamaged", chunk: hash });
  const plain = await decrypt(chunk, key, place);
  if (plain === undefined) return err({ type: "wrongKey", chunk: hash });
  const view = new DataView(plain.buffer);
  let from = 0;
  let to = 0;
  while (from + HEAD <= plain.length) {
    const packed = view.getUint32(from, true);
    const size = view.getUint32(from + 4, true);
    const layout = view.getUint8(from + 8);
    if (from + HEAD + packed > plain.length || to + size > target.length || !isLayout(layout)) break;
    const part = target.subarray(to, to + size);
    const arranged = layout === AS_IS ? part : new Uint8Array(size);
    const written = await inflate(plain.subarray(from + HEAD, from + HEAD + packed), arranged);
    if (written && layout !== AS_IS) restore(arranged, layout, part);
    if (!written) return err({ type: "chunkDamaged", chunk: hash });
    from += HEAD + packed;
    to += size;
  }
  if (from !== plain.length || to !== target.length) return err({ type: "chunkDamaged", chunk: hash });
  return ok(null);
}

async function decrypt(
  chunk: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
  place: ChunkPlace,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (chunk.length < IV + 16) return undefined;
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: chunk.subarray(0, IV), additionalData: authenticated(place) },
      key,
      chunk.subarray(IV),
    );
    return new Uint8Array(opened);
  } catch (error) {
    // WebCrypto says OperationError for a failed authentication; anything else is a bug.
    if (error instanceof DOMException && error.name === "OperationError") return undefined;
    throw error;
  }
}

async function inflate(packed: Uint8Array<ArrayBuffer>, target: Uint8Array<ArrayBuffer>): Promise<boolean> {
  let at = 0;
  try {
    for await (const part of streamOf(packed).pipeThrough(new DecompressionStream("deflate-raw"))) {
      if (at + part.length > target.length) return false;
      target.set(part, at);
      at += part.length;
    }
  } catch (error) {
    // Only a sealer that wrote nonsense can bring this about: the bytes are authentic.
    if (error instanceof TypeError) return false;
    throw error;
  }
  return at === target.length;
}

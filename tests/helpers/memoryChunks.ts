/** Chunks kept in memory, and keys, for tests of the roll. */
import type { FetchChunk, SaveChunk } from "../../src/roll/sealRoll.ts";

export function memoryChunks() {
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  const save: SaveChunk = ({ hash, bytes }) => {
    chunks.set(hash, bytes);
  };
  const fetchChunk: FetchChunk = async (hash) => chunks.get(hash);
  return { chunks, save, fetchChunk };
}

export function rollKey(fill = 7): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(32).fill(fill), "AES-GCM", false, ["encrypt", "decrypt"]);
}

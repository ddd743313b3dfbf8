/** The slow hash that makes a guess at a worker's PIN expensive. PINs themselves are kept nowhere. */
import { argon2id } from "hash-wasm";
import { base64, equalBytes, fromBase64 } from "../log/encoding.ts";
import { pinCost, type Worker } from "./workers.ts";

/** 32 bytes; about a tenth of a second on a tablet. */
export function hashPin(pin: string, cost: Omit<Worker["pin"], "hash">): Promise<Uint8Array> {
  return argon2id({
    password: pin.normalize("NFC"),
    salt: fromBase64(cost.salt) ?? new Uint8Array(16),
    parallelism: 1,
    iterations: cost.passes,
    memorySize: cost.memoryKiB,
    hashLength: 32,
    outputType: "binary",
  });
}

export const pinFits = (hashed: Uint8Array, worker: Worker): boolean =>
  equalBytes(hashed, fromBase64(worker.pin.hash) ?? new Uint8Array(0));

/** What proves a PIN later. `salt`: 16 random bytes. */
export async function pinVerifier(pin: string, salt: Uint8Array): Promise<Worker["pin"]> {
  const cost = { salt: base64(salt), ...pinCost };
  return { ...cost, hash: base64(await hashPin(pin, cost)) };
}

/** PINs: the slow hash that makes a guess expensive, and the pauses after wrong ones. A pause holds one worker only. */
import { argon2id } from "hash-wasm";
import { equalBytes, fromBase64 } from "../log/encoding.ts";
import type { Worker } from "../protocol/workers.ts";
import type { PinTries } from "./tabletStore.ts";

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

/** Tries before the first pause. */
export const freeTries = 5;
const pausesMs = [30_000, 60_000, 5 * 60_000, 15 * 60_000];

/** The tries of a worker after one more wrong PIN. */
export function afterWrongPin(before: PinTries | undefined, worker: string, now: number): PinTries {
  const wrong = (before?.wrong ?? 0) + 1;
  const pause = wrong < freeTries ? 0 : (pausesMs[Math.min(wrong - freeTries, pausesMs.length - 1)] as number);
  return { worker, wrong, until: pause === 0 ? 0 : now + pause };
}

/** PINs of workers: which are refused, and the slow hash that makes a guess expensive. PINs themselves are kept nowhere. */
import { argon2id } from "hash-wasm";
import { base64, equalBytes, fromBase64 } from "../log/encoding.ts";
import { pinCost, type Worker } from "./workers.ts";

export const [shortestPin, longestPin] = [6, 12] as const;

export type WeakPin =
  | { readonly type: "pinLength" }
  /** One digit or one group of digits over and over, or a count up or down. */
  | { readonly type: "pinPattern" }
  /** Among those that everybody tries first. */
  | { readonly type: "pinCommon" };

/** Of the commonest six-digit PINs in published collections those that no pattern below covers. */
const common = new Set(
  "123321 112233 223344 332211 159753 147258 258369 147852 789456 456789 456123 789123 102030 112211 998877 520131 654123 741852 852963 963852 159357 357159 696969 420420 246810 135790 142536 314159 271828 112358 007007"
    .split(" ")
    .filter((pin) => pin !== ""),
);

/** NIST SP 800-63B 5.1.1.2 asks to refuse commonly used, repetitive and sequential secrets. */
export function weakPin(pin: string): WeakPin | undefined {
  if (!/^\d+$/.test(pin) || pin.length < shortestPin || pin.length > longestPin) return { type: "pinLength" };
  if (/^(\d{1,3})\1+$/.test(pin)) return { type: "pinPattern" };
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return { type: "pinPattern" };
  return common.has(pin) ? { type: "pinCommon" } : undefined;
}

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

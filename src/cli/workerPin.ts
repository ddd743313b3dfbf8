/** PIN verifiers for the county's list of workers. PINs themselves are kept nowhere. */
import { argon2id } from "hash-wasm";
import { base64 } from "../log/encoding.ts";
import { pinCost, type Worker } from "../protocol/workers.ts";

/** What a PIN must look like: at least six digits, and not what everybody tries first. */
export function pinProblem(pin: string): string | undefined {
  if (!/^\d{6,12}$/.test(pin)) return "A PIN has 6 to 12 digits.";
  if (/^(\d)\1*$/.test(pin)) return "A PIN of one digit repeated is tried first by everybody.";
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  if (steps.size === 1 && (steps.has(1) || steps.has(-1)))
    return "A PIN that counts up or down is tried first by everybody.";
  return undefined;
}

/** Argon2id as tablets compute it. `salt`: 16 random bytes. */
export async function pinVerifier(pin: string, salt: Uint8Array): Promise<Worker["pin"]> {
  const { memoryKiB, passes } = pinCost;
  const hash = await argon2id({
    password: pin.normalize("NFC"),
    salt,
    parallelism: 1,
    iterations: passes,
    memorySize: memoryKiB,
    hashLength: 32,
    outputType: "binary",
  });
  return { salt: base64(salt), hash: base64(hash), memoryKiB, passes };
}

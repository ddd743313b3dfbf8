/** The workers who may open a tablet. Sealed with the roll version under K, so that PIN verifiers never lie in clear. */
import * as z from "zod/mini";
import { Role } from "../domain/events.ts";

export const Worker = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  role: Role,
  /** Argon2id of the PIN: base64 of 32 bytes, with the salt (16 bytes, base64) and the cost used. */
  pin: z.strictObject({ salt: z.string(), hash: z.string(), memoryKiB: z.int(), passes: z.int() }),
});
export type Worker = z.infer<typeof Worker>;

export const Workers = z.array(Worker).check(z.maxLength(5000));

/** Argon2id cost for PINs: 19 MiB, 2 passes (OWASP's first choice), about a tenth of a second on a tablet. */
export const pinCost = { memoryKiB: 19_456, passes: 2 } as const;

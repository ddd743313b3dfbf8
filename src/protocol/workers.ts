/** The workers who may open a tablet. Sealed with the roll version under K, so that PIN verifiers never lie in clear. */
import * as z from "zod/mini";
import { Role } from "../domain/eventFields.ts";
import { base64, concat, fromBase64, fromUtf8, plain, utf8 } from "../log/encoding.ts";
import { workersKey } from "./keys.ts";

export const Worker = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  role: Role,
  /** Where two of different parties must act together. */
  party: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** Argon2id of the PIN: base64 of 32 bytes, with the salt (16 bytes, base64) and the cost used. */
  pin: z.strictObject({ salt: z.string(), hash: z.string(), memoryKiB: z.int(), passes: z.int() }),
  /** When the county said so, or a tablet of the place, in milliseconds since 1970: the later word holds. */
  since: z.optional(z.int()),
});
export type Worker = z.infer<typeof Worker>;

export const Workers = z.array(Worker).check(z.maxLength(5000));

/** Whom the county took off its list, and when: what a place said of them before that does not count. */
export const RemovedWorkers = z
  .array(z.strictObject({ id: Worker.shape.id, since: z.int() }))
  .check(z.maxLength(100_000));

/** By worker: how many entries the county log held when the county said what it says of them now. */
export const HeardBefore = z.record(Worker.shape.id, z.int().check(z.nonnegative()));

/** Argon2id cost for PINs: 19 MiB, 2 passes (OWASP's first choice), about a tenth of a second on a tablet. */
export const pinCost = { memoryKiB: 19_456, passes: 2 } as const;

/** Where a worker who was added at a polling place belongs; part of what the sealed text authenticates. */
export type WorkerPlace = {
  readonly election: string;
  /** The tablet that added the worker: nobody else's code can pass for its. */
  readonly device: string;
  readonly place: string;
  readonly id: string;
  readonly role: Role;
  /** From when on it holds: an old code cannot pass for a newer one. */
  readonly since: number;
};

const Sealed = z.strictObject({ name: Worker.shape.name, party: Worker.shape.party, pin: Worker.shape.pin });

const workerData = ({ election, device, place, id, role, since }: WorkerPlace): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify(["worker", election, device, place, id, role, since]));

/**
 * Name, party and PIN verifier for a `WorkerAdded` event, under the election key: the endpoint has the key to event
 * bodies, and with a verifier in hand could guess a PIN. `iv`: 12 random bytes, used once.
 */
export async function sealWorker(
  electionKey: Uint8Array,
  at: WorkerPlace,
  { name, party, pin }: Worker,
  iv: Uint8Array,
): Promise<string> {
  const parameters = { name: "AES-GCM", iv: plain(iv), additionalData: workerData(at) };
  const sealed = await crypto.subtle.encrypt(
    parameters,
    await workersKey(electionKey),
    utf8(JSON.stringify({ name, party, pin })),
  );
  return base64(concat(iv, new Uint8Array(sealed)));
}

/** Undefined for what was not sealed under this key by this tablet for this place, worker, role and time. */
export async function openSealedWorker(
  electionKey: Uint8Array,
  at: WorkerPlace,
  sealed: string,
): Promise<Worker | undefined> {
  const bytes = fromBase64(sealed);
  if (bytes === undefined || bytes.length < 28 || base64(bytes) !== sealed) return undefined;
  const parameters = { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: workerData(at) };
  try {
    const opened = await crypto.subtle.decrypt(parameters, await workersKey(electionKey), bytes.subarray(12));
    const read = Sealed.safeParse(JSON.parse(fromUtf8(new Uint8Array(opened)) ?? ""));
    if (!read.success) return undefined;
    const { name, party, pin } = read.data;
    return { id: at.id, role: at.role, name, ...(party === undefined ? {} : { party }), pin, since: at.since };
  } catch (error) {
    if (error instanceof SyntaxError || (error as Error).name === "OperationError") return undefined;
    throw error;
  }
}

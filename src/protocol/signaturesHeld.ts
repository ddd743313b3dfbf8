/**
 * Whether the county really has signature files: it answers a number that nobody could know beforehand, hashed together
 * with each file. Only whoever holds the very bytes can; a county that says "I have them" and lost them cannot.
 */
import * as z from "zod/mini";
import { concat, hex, sha256, utf8 } from "../log/encoding.ts";

export const signaturesHeldPath = "/api/signatures-held";
/** Files of one question. */
export const heldAtOnce = 200;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** `nonce`: 64 hex digits, new with each question. */
export const HeldQuestion = z
  .strictObject({ nonce: hash, files: z.array(hash).check(z.maxLength(heldAtOnce)) })
  .check(z.meta({ id: "HeldQuestion" }));

/** By file, what `heldProof` gives; files that are not here are left out. */
export const HeldAnswer = z.strictObject({ held: z.record(hash, hash) }).check(z.meta({ id: "HeldAnswer" }));

/** SHA-256("turnout/held/1\n" ‖ nonce ‖ file), in hex. */
export const heldProof = async (nonce: string, file: Uint8Array): Promise<string> =>
  hex(await sha256(concat(utf8(`turnout/held/1\n${nonce}`), file)));

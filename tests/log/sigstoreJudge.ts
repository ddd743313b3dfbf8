/** Sigstore's verifier, made by others for others' logs, as a judge of our checkpoints and inclusion proofs. */
import { createPublicKey } from "node:crypto";
import { verifyTLogInclusion } from "@sigstore/verify/dist/tlog/index.js";
import type { LogKey } from "../../src/log/checkpoint.ts";
import { concat, fromHex } from "../../src/log/encoding.ts";

type Entry = Parameters<typeof verifyTLogInclusion>[0];
type Authority = Parameters<typeof verifyTLogInclusion>[1][number];

export type Claim = {
  readonly note: string;
  readonly index: number;
  readonly entry: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** What an Ed25519 key begins with in DER (RFC 8410). */
const spkiHead = fromHex("302a300506032b6570032100") as Uint8Array;

/** Throws unless the note is signed by this key and proves the entry at its index. */
export function sigstoreJudge(key: LogKey): (claim: Claim) => void {
  const spki = Buffer.from(concat(spkiHead, key.publicKey));
  const authority: Authority = {
    logID: Buffer.from(key.fingerprint),
    publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }),
    validFor: { start: new Date(0), end: new Date(8.64e15) },
    baseURL: `https://${key.name}`,
  };
  return (claim) => {
    const entry = {
      logId: { keyId: authority.logID },
      canonicalizedBody: Buffer.from(claim.entry),
      inclusionProof: {
        logIndex: String(claim.index),
        hashes: claim.proof.map((hash) => Buffer.from(hash)),
        checkpoint: { envelope: claim.note },
      },
    };
    verifyTLogInclusion(entry as unknown as Entry, [authority]);
  };
}

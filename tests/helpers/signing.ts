/** An election in which everyone signs, with the office's key, and a signature as somebody draws it. */
import type { Election } from "../../src/domain/election.ts";
import type { SignatureRules } from "../../src/domain/signatureRules.ts";
import { newSignatureKey, readSignatureKey, type SignatureKey } from "../../src/protocol/sealedSignature.ts";
import type { Signature } from "../../src/protocol/signatureStrokes.ts";

export const everyoneSigns: SignatureRules = {
  who: "everyone",
  unable: "mark",
  paper: "roster",
  affirmation: { en: "I am this person.", es: "Soy esta persona." },
  source: "A test",
  confidence: "practice",
};

export type Signing = Pick<Election, "signatureKey"> & { readonly office: SignatureKey };

export async function signingKey(): Promise<Signing> {
  const { publicKey, pem } = await newSignatureKey();
  const office = await readSignatureKey(pem);
  if (office === undefined) throw new Error("no key");
  return { signatureKey: publicKey, office };
}

export const drawn: Signature = {
  width: 1500,
  height: 500,
  how: "own",
  strokes: [
    [
      { x: 200, y: 300, t: 0 },
      { x: 420, y: 180, t: 40 },
      { x: 640, y: 333, t: 80 },
    ],
    [{ x: 700, y: 350, t: 200 }],
  ],
};

/**
 * The office's key to the voters' signatures: a file of its own, which the endpoint never reads. The election definition
 * holds the public half, so that tablets can seal signatures that nobody at the endpoint can open.
 */
import { writeFile } from "node:fs/promises";
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { newSignatureKey, readSignatureKey, type SignatureKey } from "../protocol/sealedSignature.ts";
import { readBytes } from "./files.ts";
import type { Refusal } from "./refusal.ts";

/** Where the key of the election in this data folder goes, if nobody says otherwise. */
export const keyBeside = (folder: string): string => `${folder.replace(/[\\/]+$/, "")}.signature-key.pem`;

export type SigningElection = {
  readonly election: Election;
  /** The file that was written; undefined where no voter signs, or the definition already names a key. */
  readonly keyFile: string | undefined;
};

/** Where voters sign: makes the key, writes its private half to a new file, and the public one into the definition. */
export async function withSignatureKey(election: Election, file: string): Promise<Result<SigningElection, Refusal>> {
  const { signature } = election.rules;
  if (signature === undefined || signature.who === "never" || election.signatureKey !== undefined)
    return ok({ election, keyFile: undefined });
  const { publicKey, pem } = await newSignatureKey();
  try {
    await writeFile(file, `${instructions(election)}${pem}`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return err({
      type: "fileExists",
      file,
      reason: "This file is there already. It may be the key of another election, and is not overwritten.",
      remedy: "Name another one with --signature-key.",
    });
  }
  return ok({ election: { ...election, signatureKey: publicKey }, keyFile: file });
}

const instructions = ({ name, county, date }: Election): string =>
  [
    `Key to the voters' signatures: ${name}, ${county}, ${date}`,
    "",
    "Whoever has this file can open the signatures that voters gave on tablets. Keep it in the office's safe, with a",
    "copy in another place, and not on the machine of the endpoint. Without it the signatures cannot be opened by anyone.",
    "To open them: turnout signatures --key THIS-FILE --out FOLDER",
    "",
    "",
  ].join("\n");

/** The key in this file. */
export async function signatureKeyIn(file: string): Promise<Result<SignatureKey, Refusal>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  const key = await readSignatureKey(new TextDecoder().decode(bytes.value));
  return key === undefined
    ? err({ type: "badArguments", reason: `${file} holds no key to signatures.`, remedy: "The init command wrote it." })
    : ok(key);
}

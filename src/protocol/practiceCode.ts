/**
 * The six digits with which an inspector lets people practice on a tablet that is set up, before its first opening and after
 * its close. Then no PIN can be proved: their verifiers are sealed with the list, and one in clear would let a thief guess the
 * PIN that opens an open tablet. Behind this code lies nothing but a practice, so a plain hash of it is enough.
 */
import { hex, sha256, utf8 } from "../log/encoding.ts";
import { hkdf } from "./keys.ts";

/** The same for all tablets of an election. `eventKey`: its raw bytes, which the endpoint has at hand. */
export async function practiceCode(eventKey: Uint8Array): Promise<string> {
  const [a = 0, b = 0, c = 0, d = 0] = await hkdf(eventKey, "practice-code", 4);
  return String(((a << 24) | (b << 16) | (c << 8) | d) >>> 0)
    .padStart(6, "0")
    .slice(-6);
}

/** What a tablet knows it by. */
export const practiceCodeHash = async (election: string, code: string): Promise<string> =>
  hex(await sha256(utf8(`turnout/practice-code/1\n${election}\n${code}`)));

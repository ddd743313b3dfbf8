/**
 * Codes that people read, type, scan and say by phone: set-up codes and opening codes. 128 bits in Crockford's base 32
 * (no I, L, O, U), 26 characters, and two check characters: seven groups of four. Reading forgives lower case, blanks,
 * hyphens, and I, L, O for 1, 1, 0; it never forgives a wrong character.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { concat, sha256, utf8 } from "../log/encoding.ts";

export const codeBytes = 16;
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const dataCharacters = 26;

/** What the code is for; a code of one kind does not pass for another. */
export type CodeKind = "setup" | "opening";
export type CodeProblem =
  | { readonly type: "codeLength"; readonly characters: number }
  | { readonly type: "codeCharacter"; readonly character: string }
  | { readonly type: "codeCheck" };

/** `secret`: 16 bytes. Answers "ABCD-EFGH-…" of 28 characters in 7 groups. */
export async function formatCode(kind: CodeKind, secret: Uint8Array): Promise<string> {
  let bits = 0n;
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n; // 128 bits fill 26 characters of 5 but for two bits
  let text = "";
  for (let at = 0; at < dataCharacters; at++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return ((text + (await checkOf(kind, secret))).match(/.{4}/g) ?? []).join("-");
}

export async function parseCode(kind: CodeKind, text: string): Promise<Result<Uint8Array<ArrayBuffer>, CodeProblem>> {
  const prefix = /^\s*TURNOUT[- ]?(SETUP|OPENING)[:\s]/i.exec(text);
  if (prefix !== null && prefix[1]?.toLowerCase() !== kind) return err({ type: "codeCheck" });
  const typed = text
    .slice(prefix?.[0].length ?? 0)
    .toUpperCase()
    .replace(/[\s\-–—]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  for (const character of typed) if (!alphabet.includes(character)) return err({ type: "codeCharacter", character });
  if (typed.length !== dataCharacters + 2) return err({ type: "codeLength", characters: typed.length });
  let bits = 0n;
  for (const character of typed.slice(0, dataCharacters)) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  if ((bits & 3n) !== 0n) return err({ type: "codeCheck" });
  bits >>= 2n;
  const secret = new Uint8Array(codeBytes);
  for (let at = codeBytes - 1; at >= 0; at--) {
    secret[at] = Number(bits & 255n);
    bits >>= 8n;
  }
  return (await checkOf(kind, secret)) === typed.slice(dataCharacters) ? ok(secret) : err({ type: "codeCheck" });
}

/** What a QR code holds: the kind in front, so that a scanner can say that it was the wrong card. */
export function codeForQr(kind: CodeKind, code: string): string {
  return `TURNOUT-${kind.toUpperCase()}:${code}`;
}

async function checkOf(kind: CodeKind, secret: Uint8Array): Promise<string> {
  const digest = await sha256(concat(utf8(`turnout/code/${kind}\n`), secret));
  return alphabet.charAt((digest[0] as number) & 31) + alphabet.charAt((digest[1] as number) & 31);
}

/**
 * A few records as square codes that another tablet's camera reads, in any order and as often as it likes.
 *
 *   TURNOUT-CARRY:<first 12 hex digits of the SHA-256 of all bytes>:<which>:<of how many>:<bytes, base45>
 *
 * Only characters that a square code packs tightly (RFC 9285). What is put together is checked against the hash: a text that
 * does not belong, or was misread, costs another look and nothing else.
 */
import { err, ok, type Result } from "../domain/result.ts";

/** Bytes in one code: 89 squares to a side, which a camera of 1280 by 720 reads. */
const inOne = 480;
const mostCodes = 200;
/** Bytes that go into codes; more takes a file. */
export const mostCarryBytes = inOne * mostCodes;
const begin = "TURNOUT-CARRY:";
const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** By itself: the page's first script has no need of what hashes elsewhere. */
async function idOf(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return [...hash.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
}

/** At most `mostCarryBytes`; more is a bug. */
export async function carryCodes(bytes: Uint8Array): Promise<string[]> {
  const id = await idOf(bytes);
  const of = Math.ceil(bytes.length / inOne);
  if (of > mostCodes) throw new RangeError(`${bytes.length} bytes are too many for square codes`);
  return Array.from({ length: of }, (_, n) => {
    const part = bytes.subarray(n * inOne, (n + 1) * inOne);
    return `${begin}${id}:${n + 1}:${of}:${base45(part)}`;
  });
}

export const isCarryCode = (text: string): boolean => text.startsWith(begin);

/** Puts codes together as they are read. Of another tablet's codes it begins anew. */
export class CarryReader {
  #id = "";
  #parts: (Uint8Array | undefined)[] = [];

  /** How many of how many were read. */
  get progress(): { readonly read: number; readonly of: number } {
    return { read: this.#parts.filter((part) => part !== undefined).length, of: this.#parts.length };
  }

  /** Which ones are still to be read, from 1. */
  get missing(): readonly number[] {
    return this.#parts.flatMap((part, n) => (part === undefined ? [n + 1] : []));
  }

  /** `whole` once every code was read. */
  async read(text: string): Promise<Result<Uint8Array | undefined, { readonly type: "notOurs" }>> {
    const [, id = "", which = "", count = "", said = ""] =
      /^TURNOUT-CARRY:([0-9A-F]{12}):(\d{1,3}):(\d{1,3}):(.*)$/s.exec(text) ?? [];
    const [n, of, part] = [Number(which), Number(count), fromBase45(said)];
    if (part === undefined || n < 1 || n > of || of > mostCodes) return err({ type: "notOurs" });
    if (id !== this.#id || of !== this.#parts.length) {
      this.#id = id;
      this.#parts = Array.from({ length: of }, () => undefined);
    }
    this.#parts[n - 1] = part;
    const parts = this.#parts.filter((one) => one !== undefined);
    if (parts.length < of) return ok(undefined);
    const whole = new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    if ((await idOf(whole)) === id) return ok(whole);
    this.#parts = this.#parts.map(() => undefined); // one of them was misread: all are read once more
    return ok(undefined);
  }
}

function base45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    let value = low === undefined ? high : high * 256 + low;
    for (let n = low === undefined ? 2 : 3; n > 0; n--) {
      text += letters[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((letter) => letters.indexOf(letter));
    if (digits.includes(-1)) return undefined;
    const [a = 0, b = 0, c = 0] = digits;
    const value = a + b * 45 + c * 45 * 45;
    if (value > (digits.length === 2 ? 0xff : 0xffff)) return undefined;
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

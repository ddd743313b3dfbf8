/**
 * Line codes: what stands before each voter of a paper list, so that a mark made on paper is entered later for the right
 * voter. "K3M-7QPX": six characters of Crockford's base 32 (no I, L, O, U) and one that checks them.
 *
 * Derivation: the first 30 bits of SipHash-2-4 of the voter id, under a key that comes from the election key. So tablets
 * and the office make the same code without asking each other, a voter keeps it through all versions of the roll, another
 * election has other codes, and without the key a code tells nothing of the voter, of the id, or of anybody else's code.
 * In a million voters some hundreds share 30 bits with another one; each of these has three characters more (the next 15
 * bits), and again three, until all differ. What was printed before is then the beginning of the longer code: `rowsOf`
 * answers everybody whose code may be meant, never silently the wrong one.
 *
 * The check: characters are numbers of GF(32), each weighted by its own power of a primitive element; a code is right if
 * the weighted sum is 0. One wrong character, or two that changed places, is always found (one check character of a
 * Reed-Solomon code); any other mistake passes once in 32 times, and then most likely names nobody.
 */
import { err, ok, type Result } from "../domain/result.ts";
import type { AmendedRoll } from "./amendedRoll.ts";
import { SipHash } from "./sipHash.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Characters of the usual code, before the check character. */
const usual = 6;
const step = 3;
/** Weights are different powers of an element of order 31, and one hash gives 12 characters. */
const most = 12;

export const lineCodeKeyBytes = 16;

export type LineCodeProblem =
  | { readonly type: "lineCodeLength"; readonly characters: number }
  | { readonly type: "lineCodeCharacter"; readonly character: string }
  | { readonly type: "lineCodeCheck" };

const encoder = new TextEncoder();

/** The codes of all voters of a roll. Made in one go (a second for a million voters); the roll must not change meanwhile. */
export class LineCodes {
  readonly #hash: SipHash;
  readonly #idAt: (row: number) => string;
  /** The first 30 bits for each row. */
  readonly #first: Uint32Array;
  /** Rows whose first 30 bits are not theirs alone, and how many characters they need. */
  readonly #longer = new Map<number, number>();

  /**
   * `key`: 16 bytes, as `lineCodeKey` derives them. `idAt`: the voter id of a row; ids differ. `first`: what `firstBits` made
   * of the same, where it was made in pieces.
   */
  constructor(
    key: Uint8Array,
    rows: number,
    idAt: (row: number) => string,
    first: Uint32Array = inOneGo(firstBits(key, rows, idAt)),
  ) {
    this.#hash = new SipHash(key);
    this.#idAt = idAt;
    this.#first = first;
    this.#lengthen();
  }

  #bits(row: number, characters: number): number {
    return bitsOf(this.#hash, this.#idAt(row), characters);
  }

  #lengthen(): void {
    const sorted = this.#first.slice().sort();
    const shared = new Set<number>();
    for (let n = 1; n < sorted.length; n++) if (sorted[n] === sorted[n - 1]) shared.add(sorted[n] as number);
    if (shared.size === 0) return;
    const groups = new Map<number, number[]>();
    this.#first.forEach((bits, row) => {
      if (!shared.has(bits)) return;
      const group = groups.get(bits);
      if (group === undefined) groups.set(bits, [row]);
      else group.push(row);
    });
    for (const group of groups.values()) {
      for (const row of group) {
        const own = this.#data(row, most);
        let length = usual + step;
        for (const other of group)
          if (other !== row)
            while (this.#data(other, length) === own.slice(0, length)) {
              // Two ids with the same 60 bits: once in a hundred thousand counties of five million voters.
              if (length === most) throw new Error("Two voter ids have the same line code.");
              length += step;
            }
        this.#longer.set(row, length);
      }
    }
  }

  /** The first `characters` of a row's code, without check. */
  #data(row: number, characters: number): string {
    const first = digits(this.#first[row] as number);
    return characters === usual ? first : (first + digits(this.#bits(row, most))).slice(0, characters);
  }

  /** The code of a row, as it is printed. */
  at(row: number): string {
    return printed(this.#data(row, this.#longer.get(row) ?? usual));
  }

  /**
   * Whose code was typed. Small letters, blanks and hyphens do not matter, nor O for 0 and I or L for 1. No row: the code is
   * right and nobody's. Several: a code from before others shared it; the names decide.
   */
  rowsOf(typed: string): Result<number[], LineCodeProblem> {
    const read = readLineCode(typed);
    if (!read.ok) return read;
    const data = read.value;
    let bits = 0;
    for (let n = 0; n < usual; n++) bits = bits * 32 + alphabet.indexOf(data[n] as string);
    const rows: number[] = [];
    for (let row = this.#first.indexOf(bits); row >= 0; row = this.#first.indexOf(bits, row + 1))
      if (this.#data(row, data.length) === data) rows.push(row);
    return ok(rows);
  }
}

function bitsOf(hash: SipHash, id: string, characters: number): number {
  const { high, low } = hash.of(encoder.encode(id));
  // At most 60 bits: as a number exact up to 53, so the two halves are kept apart beyond the first 30.
  return characters === usual ? high >>> 2 : ((high & 3) << 28) | (low >>> 4);
}

/** The first 30 bits for each row, some thousand rows at a step. */
function* firstBits(key: Uint8Array, rows: number, idAt: (row: number) => string): Generator<void, Uint32Array> {
  const hash = new SipHash(key);
  const first = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    first[row] = bitsOf(hash, idAt(row), usual);
    if (row % atAStep === atAStep - 1) yield;
  }
  return first;
}
const atAStep = 5000;

function inOneGo<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

type CodedRoll = Pick<AmendedRoll, "rows" | "idAt">;
const idIn =
  (roll: CodedRoll) =>
  (row: number): string =>
    roll.idAt(row);

/** The codes of a roll with its amendments. */
export function lineCodesOf(key: Uint8Array, roll: CodedRoll): LineCodes {
  return new LineCodes(key, roll.rows, idIn(roll));
}

/** The same in pieces, between which something else may be done; the roll must not be amended meanwhile. */
export function* lineCodesInSteps(key: Uint8Array, roll: CodedRoll): Generator<void, LineCodes> {
  const { rows } = roll;
  return new LineCodes(key, rows, idIn(roll), yield* firstBits(key, rows, idIn(roll)));
}

/** Six characters for 30 bits. */
function digits(bits: number): string {
  let text = "";
  for (let shift = 25; shift >= 0; shift -= 5) text += alphabet.charAt((bits >>> shift) & 31);
  return text;
}

function printed(data: string): string {
  const code = data + checkOf(data);
  const groups: string[] = [];
  for (let at = 0; at < data.length; at += step) groups.push(code.slice(at, at + step));
  return groups.join("-") + code.slice(data.length);
}

/** The characters before the check of a code that was typed or scanned, if the check is right. */
export function readLineCode(typed: string): Result<string, LineCodeProblem> {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-–—]/gu, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  for (const character of code) if (!alphabet.includes(character)) return err({ type: "lineCodeCharacter", character });
  const characters = code.length - 1;
  if (characters < usual || characters > most || characters % step !== 0)
    return err({ type: "lineCodeLength", characters: code.length });
  const data = code.slice(0, characters);
  return checkOf(data) === code.slice(characters) ? ok(data) : err({ type: "lineCodeCheck" });
}

function checkOf(data: string): string {
  let sum = 0;
  for (const character of data) sum = timesAlpha(sum ^ alphabet.indexOf(character));
  return alphabet.charAt(sum);
}

/** Times x in GF(32) = GF(2)[x] / (x⁵ + x² + 1), where x has order 31. */
function timesAlpha(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

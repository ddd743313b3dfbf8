/**
 * The encoding of a voter file, and bytes to text. UTF-8 (with or without byte order mark), UTF-16 (by byte order mark or
 * by its zero bytes), otherwise windows-1252, in which every byte is a letter.
 *
 * A file counts as UTF-8 only if its lines say so: one latin-1 letter in five million rows is enough to tell. A few
 * broken lines in a file that is UTF-8 otherwise are read as windows-1252 and reported, never replaced in silence.
 */
import { isAscii, isUtf8 } from "node:buffer";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const LF = 10;

/** Lines examined one by one before the verdict stands; far more than any broken export needs. */
const LINES_TO_EXAMINE = 200_000;

/** Watches a file's bytes block by block (blocks end at line ends) and then names the encoding. */
export type EncodingSniffer = { see(block: Uint8Array): void; verdict(): { encoding: Encoding; bomBytes: number } };

export function createEncodingSniffer(): EncodingSniffer {
  let first = true;
  let fixed: { encoding: Encoding; bomBytes: number } | undefined;
  let valid = 0;
  let broken = 0;
  return {
    see(block) {
      if (first) {
        first = false;
        fixed = byMark(block) ?? byZeroBytes(block);
      }
      if (fixed !== undefined || valid + broken >= LINES_TO_EXAMINE || isAscii(block)) return;
      for (let start = 0; start < block.length && valid + broken < LINES_TO_EXAMINE; ) {
        let end = block.indexOf(LF, start);
        if (end === -1) end = block.length;
        const line = block.subarray(start, end);
        if (!isAscii(line)) {
          if (isUtf8(line)) valid++;
          else broken++;
        }
        start = end + 1;
      }
    },
    verdict() {
      if (fixed !== undefined) return fixed;
      // ASCII alone is both. Letters of windows-1252 hardly ever happen to be valid UTF-8.
      const utf8 = broken === 0 || broken * 10 <= valid;
      return { encoding: utf8 ? "utf-8" : "windows-1252", bomBytes: 0 };
    },
  };
}

function byMark(block: Uint8Array): { encoding: Encoding; bomBytes: number } | undefined {
  if (block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) return { encoding: "utf-8", bomBytes: 3 };
  if (block[0] === 0xff && block[1] === 0xfe) return { encoding: "utf-16le", bomBytes: 2 };
  if (block[0] === 0xfe && block[1] === 0xff) return { encoding: "utf-16be", bomBytes: 2 };
  return undefined;
}

/** Voter files are mostly ASCII letters, so that UTF-16 shows as zeros in every second byte. */
function byZeroBytes(block: Uint8Array): { encoding: Encoding; bomBytes: number } | undefined {
  const length = Math.min(block.length, 4096) & ~1;
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let p = 0; p < length; p += 2) {
    if (block[p] === 0) even++;
    if (block[p + 1] === 0) odd++;
  }
  const half = length / 4;
  if (odd > half && even * 4 < odd) return { encoding: "utf-16le", bomBytes: 0 };
  if (even > half && odd * 4 < even) return { encoding: "utf-16be", bomBytes: 0 };
  return undefined;
}

/** Text of a block that ends at a line end, and the 0-based lines of the block that were not valid in the encoding. */
export type Decoded = { readonly text: string; readonly brokenLines: readonly number[] };

export type Decoder = (block: Uint8Array) => Decoded;

const NOTHING: readonly number[] = [];

/** `lineByte` ends a line: a line feed, or a carriage return in files of old programs. */
export function createDecoder(encoding: Encoding, lineByte: 10 | 13 = LF): Decoder {
  switch (encoding) {
    case "windows-1252":
      return (block) => ({ text: windows1252(block), brokenLines: NOTHING });
    case "utf-8":
      return (block) => utf8(block, lineByte);
    case "utf-16le":
    case "utf-16be": {
      const decoder = new TextDecoder(encoding, { ignoreBOM: true });
      return (block) => {
        const text = decoder.decode(block);
        return { text, brokenLines: text.includes("\uFFFD") ? linesWith(text, "\uFFFD") : NOTHING };
      };
    }
  }
}

function buffer(block: Uint8Array): Buffer {
  return Buffer.from(block.buffer, block.byteOffset, block.byteLength);
}

function utf8(block: Uint8Array, lineByte: number): Decoded {
  if (isAscii(block)) return { text: buffer(block).toString("latin1"), brokenLines: NOTHING };
  if (isUtf8(block)) return { text: buffer(block).toString("utf8"), brokenLines: NOTHING };
  const parts: string[] = [];
  const brokenLines: number[] = [];
  let line = 0;
  for (let start = 0; start < block.length; line++) {
    let end = block.indexOf(lineByte, start);
    end = end === -1 ? block.length : end + 1;
    const bytes = block.subarray(start, end);
    if (isUtf8(bytes)) parts.push(buffer(bytes).toString("utf8"));
    else {
      parts.push(windows1252(bytes));
      brokenLines.push(line);
    }
    start = end;
  }
  return { text: parts.join(""), brokenLines };
}

function linesWith(text: string, sign: string): number[] {
  const found: number[] = [];
  text.split("\n").forEach((line, at) => {
    if (line.includes(sign)) found.push(at);
  });
  return found;
}

/** The letters that windows-1252 has at 0x80 to 0x9F; the five empty places stay control characters, as in WHATWG. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
const C1 = /[\u0080-\u009f]/g;

function windows1252(block: Uint8Array): string {
  const text = buffer(block).toString("latin1");
  if (isAscii(block)) return text;
  return text.replace(C1, (c) => HIGH[c.charCodeAt(0) - 0x80] as string);
}

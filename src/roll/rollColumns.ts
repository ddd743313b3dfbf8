/**
 * The columns of a packed roll. Every short field is a dictionary column: one code per voter into a sorted list of
 * distinct values. Voter id and mailing address (see `MailingColumns`), which hardly repeat, are text columns: one run of
 * UTF-8 bytes with offsets. Hot columns open when the tablet is unlocked, cold columns on demand.
 *
 * Guarantees: the values of a name, street or house column are sorted by their search key (see `sortKey`), those of every
 * other column by code unit, so that a prefix is one range of codes.
 */
import { nameKey } from "./normaliseName.ts";
import { houseKey, streetKey } from "./normaliseStreet.ts";

/** Dictionary columns that no search order depends on: an amendment may change them in place. */
export const FACETS = [
  "unit",
  "city",
  "state",
  "zip",
  "split",
  "party",
  "partyRaw",
  "registration",
  "registrationRaw",
  "absentee",
  "flags",
  "language",
] as const;

/** Dictionary columns of the hot group, in the order in which they are stored. */
export const CODED = [
  "lastName",
  "firstName",
  "middleName",
  "suffix",
  "birthDate",
  "houseNumber",
  "street",
  ...FACETS,
] as const;
export type CodedName = (typeof CODED)[number];

export type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** A code per row and what each code means. */
export type CodedColumn = { readonly codes: Codes; readonly values: readonly string[] };

/** One text per row: bytes `offsets[row]` to `offsets[row + 1]`, UTF-8. */
export type TextColumn = { readonly offsets: Int32Array<ArrayBuffer>; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * Mailing addresses. Most end in the residence's own city, state and zip: `ending` is then "residence" and `text` holds
 * what stands before (see `placeLine`); where `ending` is "", `text` is the whole address.
 */
export type MailingColumns = { readonly text: TextColumn; readonly ending: CodedColumn };
export type MailingEnding = "" | "residence";

/** City, state and zip as the last line of an address, "Marlow, NC 27601"; "" where nothing of it is known. */
export function placeLine({ city, state, zip }: { city: string; state: string; zip: string }): string {
  const town = city === "" || state === "" ? city + state : `${city}, ${state}`;
  return town === "" || zip === "" ? town + zip : `${town} ${zip}`;
}

export type CodedColumns = { readonly [name in CodedName]: CodedColumn };

/** The narrowest array that holds codes below `values`. */
export function codesFor(values: number, rows: number): Codes {
  if (values <= 0x100) return new Uint8Array(rows);
  if (values <= 0x10000) return new Uint16Array(rows);
  return new Int32Array(rows);
}

/** What the values of a column are sorted by. */
export function sortKey(name: CodedName, value: string): string {
  switch (name) {
    case "lastName":
    case "firstName":
    case "middleName":
    case "suffix":
      return nameKey(value);
    case "street":
      return streetKey(value);
    case "houseNumber":
      return houseKey(value);
    default:
      return value;
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The text of one row. Short ASCII, the usual case, does not pay for the decoder. */
export function textAt(column: TextColumn, row: number): string {
  const from = column.offsets[row] as number;
  const to = column.offsets[row + 1] as number;
  const { bytes } = column;
  if (to - from <= 24) {
    let text = "";
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte >= 0x80) return decoder.decode(bytes.subarray(from, to));
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes.subarray(from, to));
}

/** Collects texts as bytes, so that no string is kept. */
export class TextCollector {
  private bytes = new Uint8Array(1 << 16);
  private used = 0;
  private readonly ends: Int32Array<ArrayBuffer>[] = [];
  private count = 0;

  add(text: string): void {
    if (this.used + text.length * 3 > this.bytes.length) this.grow(text.length * 3);
    const { bytes } = this;
    let at = this.used;
    let n = 0;
    for (; n < text.length; n++) {
      const unit = text.charCodeAt(n);
      if (unit >= 0x80) break;
      bytes[at++] = unit;
    }
    if (n < text.length) at += encoder.encodeInto(text.slice(n), bytes.subarray(at)).written;
    this.used = at;
    const page = this.count >>> 16;
    if (page === this.ends.length) this.ends.push(new Int32Array(1 << 16));
    (this.ends[page] as Int32Array)[this.count++ & 0xffff] = at;
  }

  /** The texts in the order `row → order[row]`. */
  column(order: Uint32Array): TextColumn {
    const offsets = new Int32Array(order.length + 1);
    const bytes = new Uint8Array(this.used);
    let at = 0;
    for (let row = 0; row < order.length; row++) {
      const from = order[row] as number;
      const to = this.end(from);
      for (let byte = from === 0 ? 0 : this.end(from - 1); byte < to; byte++) bytes[at++] = this.bytes[byte] as number;
      offsets[row + 1] = at;
    }
    return { offsets, bytes };
  }

  private end(n: number): number {
    return (this.ends[n >>> 16] as Int32Array)[n & 0xffff] as number;
  }

  private grow(need: number): void {
    const larger = new Uint8Array(Math.max(this.used + need, Math.ceil(this.bytes.length * 1.6)));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
  }
}

/** Collects values as codes in order of first appearance; a value is kept once. */
export class CodeCollector {
  private readonly seen = new Map<string, number>();
  private readonly pages: Uint32Array[] = [];
  private count = 0;
  private lastValue = "";
  private lastCode = -1;

  add(value: string): void {
    // Neighbours in a file often share town, precinct or party.
    let code: number | undefined = this.lastCode;
    if (value !== this.lastValue || code < 0) {
      code = this.seen.get(value) ?? this.keep(value);
      this.lastValue = value;
      this.lastCode = code;
    }
    const page = this.count >>> 16;
    if (page === this.pages.length) this.pages.push(new Uint32Array(1 << 16));
    (this.pages[page] as Uint32Array)[this.count++ & 0xffff] = code;
  }

  // A value cut out of a line of a file would keep that whole line in memory; through bytes it stands alone.
  private keep(value: string): number {
    const own = decoder.decode(encoder.encode(value));
    const known = this.seen.get(own);
    if (known !== undefined) return known;
    const code = this.seen.size;
    this.seen.set(own, code);
    return code;
  }

  /**
   * The distinct values sorted by key, the new code of each old code, and for each new code the rank of its key
   * (equal keys share one).
   */
  sorted(keyOf: (value: string) => string): { values: string[]; codeOf: Uint32Array; rankOfCode: Uint32Array } {
    const entries = [...this.seen].map(([value, old]) => ({ value, old, key: keyOf(value) }));
    entries.sort((a, b) => compareText(a.key, b.key) || compareText(a.value, b.value));
    const codeOf = new Uint32Array(entries.length);
    const rankOfCode = new Uint32Array(entries.length);
    let rank = 0;
    entries.forEach((entry, code) => {
      if (code > 0 && entry.key !== (entries[code - 1] as { key: string }).key) rank++;
      codeOf[entry.old] = code;
      rankOfCode[code] = rank;
    });
    return { values: entries.map((entry) => entry.value), codeOf, rankOfCode };
  }

  /** The codes in order of arrival, renamed by `codeOf`, in the narrowest array. Frees what was collected. */
  arrived(values: readonly string[], codeOf: Uint32Array): Codes {
    const codes = codesFor(values.length, this.count);
    for (let n = 0, page = 0; n < this.count; page++) {
      const collected = this.pages[page] as Uint32Array;
      const end = Math.min(this.count, n + collected.length);
      for (let at = 0; n < end; n++, at++) codes[n] = codeOf[collected[at] as number] as number;
    }
    this.pages.length = 0;
    this.seen.clear();
    return codes;
  }
}

/** Codes in the order `row → order[row]`. */
export function inOrder(codes: Codes, values: number, order: Uint32Array): Codes {
  const sorted = codesFor(values, order.length);
  for (let row = 0; row < order.length; row++) sorted[row] = codes[order[row] as number] as number;
  return sorted;
}

/** Order by UTF-16 code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

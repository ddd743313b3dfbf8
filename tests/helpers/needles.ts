/**
 * Looks for texts and keys in bytes, in every form in which a browser may have written them: UTF-8 and Latin-1, UTF-16 of
 * both byte orders, base64 wherever it begins (and as UTF-16), hexadecimal; texts also in capitals and small letters. A
 * million bytes take some milliseconds, however many needles there are.
 */

/** One form of something that must not be found. */
export type Needle = { readonly what: string; readonly form: string; readonly bytes: Uint8Array };

const shortest = 5;

/** `what` is told when it is found. Texts of fewer than five letters are found everywhere by chance: a RangeError. */
export function textNeedles(what: string, text: string): Needle[] {
  const needles: Needle[] = [];
  for (const spelling of new Set([text, text.toUpperCase(), text.toLowerCase()])) {
    const utf8 = Buffer.from(spelling, "utf8");
    const utf16 = Buffer.from(spelling, "utf16le");
    needles.push({ what, form: "UTF-8", bytes: utf8 });
    needles.push(...wide(what, "", spelling), ...encoded(what, "", utf8), ...encoded(what, "UTF-16 in ", utf16));
    needles.push(...encoded(what, "UTF-16BE in ", Buffer.from(utf16).swap16()));
    const latin1 = Buffer.from(spelling, "latin1");
    if (!latin1.equals(utf8)) needles.push({ what, form: "Latin-1", bytes: latin1 });
  }
  return checked(needles);
}

export function keyNeedles(what: string, key: Uint8Array): Needle[] {
  const bytes = Buffer.from(key);
  return checked([{ what, form: "bytes", bytes }, ...encoded(what, "", bytes)]);
}

const wide = (what: string, prefix: string, text: string): Needle[] => {
  const little = Buffer.from(text, "utf16le");
  return [
    { what, form: `${prefix}UTF-16LE`, bytes: little },
    { what, form: `${prefix}UTF-16BE`, bytes: Buffer.from(little).swap16() },
  ];
};

function encoded(what: string, prefix: string, bytes: Buffer): Needle[] {
  const texts: [form: string, text: string][] = [
    ["hexadecimal", bytes.toString("hex")],
    ["HEXADECIMAL", bytes.toString("hex").toUpperCase()],
  ];
  for (const offset of [0, 1, 2]) {
    // Only the digits that depend on these bytes alone.
    const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)];
    for (const alphabet of ["base64", "base64url"] as const)
      texts.push([
        `${alphabet} from ${offset}`,
        Buffer.concat([Buffer.alloc(offset), bytes])
          .toString(alphabet)
          .slice(from, to),
      ]);
  }
  return [...new Map(texts.map(([form, text]) => [text, form]))].flatMap(([text, form]) => [
    { what, form: prefix + form, bytes: Buffer.from(text) },
    ...(prefix === "" ? wide(what, `${form} in `, text) : []),
  ]);
}

function checked(needles: Needle[]): Needle[] {
  for (const { what, form, bytes } of needles)
    if (bytes.length < shortest) throw new RangeError(`${what} as ${form} is too short to be looked for`);
  return needles;
}

export type Finder = (bytes: Uint8Array) => Needle[];

/** Answers a function that names the needles in given bytes, each once. */
export function finderOf(needles: readonly Needle[]): Finder {
  const byStart = new Map<number, Needle[]>();
  const seen = new Uint8Array(1 << 22);
  const hash = (start: number): number => Math.imul(start, 0x9e3779b1) >>> 10;
  for (const needle of needles) {
    const start = new DataView(needle.bytes.buffer, needle.bytes.byteOffset, 4).getInt32(0, true);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
    seen[hash(start)] = 1;
  }
  const same = (bytes: Uint8Array, at: number, needle: Uint8Array): boolean => {
    if (at + needle.length > bytes.length) return false;
    for (let n = 4; n < needle.length; n++) if (bytes[at + n] !== needle[n]) return false;
    return true;
  };
  return (bytes) => {
    const found = new Set<Needle>();
    let start = 0;
    for (let n = 0; n < bytes.length; n++) {
      start = (start >>> 8) | ((bytes[n] as number) << 24);
      if (n < 3 || seen[hash(start)] === 0) continue;
      for (const needle of byStart.get(start) ?? []) if (same(bytes, n - 3, needle.bytes)) found.add(needle);
    }
    return [...found];
  };
}

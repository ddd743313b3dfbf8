/**
 * Valid input spoiled as copying, cutting, editing and attackers spoil it. Each arbitrary yields what came out; that most
 * of it still looks right is the point: random bytes fail at the first check and reach nothing behind it.
 */
import fc from "fast-check";
import { anyText } from "../helpers/anyText.ts";

type Edit = {
  readonly how: "flip" | "set" | "cut" | "drop" | "repeat" | "insert" | "splice" | "swap" | "number";
  /** Where, and how much: fractions, so that they fit whatever the length. */
  readonly at: number;
  readonly length: number;
  readonly byte: number;
  readonly inserted: Uint8Array;
};

// Not fc.double: nine of ten of those are next to zero, and every edit would fall on the first byte.
const fraction = fc.nat({ max: 2 ** 20 - 1 }).map((part) => part / 2 ** 20);
const edit: fc.Arbitrary<Edit> = fc.record({
  how: fc.constantFrom("flip", "flip", "set", "cut", "drop", "repeat", "insert", "splice", "swap", "number"),
  at: fraction,
  length: fraction.map((part) => part ** 3),
  byte: fc.oneof(fc.constantFrom(0, 0xff, 0x0a, 0x22, 0x7b, 0x80), fc.integer({ min: 0, max: 255 })),
  inserted: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});

/** Whole numbers at which formats with fixed fields break. */
const numbers = [0n, 1n, 0x7fffffffn, 0x80000000n, 0xfffffffen, 0xffffffffn, 0x7fffffffffffffffn, 0xffffffffffffffffn];

function edited(bytes: Uint8Array, { how, at, length, byte, inserted }: Edit, other: Uint8Array): Uint8Array {
  const from = Math.floor(at * bytes.length);
  const to = Math.min(bytes.length, from + Math.ceil(length * bytes.length));
  const [head, part, tail] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const same = bytes.slice();
  switch (how) {
    case "flip":
      if (from < same.length) same[from] = (same[from] as number) ^ (1 << (byte & 7));
      return same;
    case "set":
      if (from < same.length) same[from] = byte;
      return same;
    case "cut":
      return head.slice();
    case "drop":
      return Uint8Array.from(Buffer.concat([head, tail]));
    case "repeat":
      return Uint8Array.from(Buffer.concat([head, part, part, tail]));
    case "insert":
      return Uint8Array.from(Buffer.concat([head, inserted, part, tail]));
    case "splice":
      return Uint8Array.from(Buffer.concat([head, other.subarray(Math.floor(length * other.length))]));
    case "swap":
      return Uint8Array.from(Buffer.concat([tail, part, head]));
    case "number": {
      const value = numbers[byte % numbers.length] as bigint;
      const field = Buffer.alloc(8);
      if (byte < 128) field.writeBigUInt64LE(value);
      else field.writeBigUInt64BE(value);
      same.set(field.subarray(0, [2, 4, 8][byte % 3]).subarray(0, same.length - from), from);
      return same;
    }
    default:
      return how satisfies never;
  }
}

/** One of the samples after one to four edits; spliced with another one now and then, or random bytes. */
export function mutatedBytes(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const sample = fc.constantFrom(...samples);
  const spoiled = fc
    .tuple(sample, sample, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([one, other, edits]) => edits.reduce((bytes, how) => edited(bytes, how, other), one));
  return fc
    .oneof({ weight: 20, arbitrary: spoiled }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) })
    .map((bytes) => Uint8Array.from(bytes));
}

/** The same for text: edits fall on characters, and strange ones come in. */
export function mutatedText(samples: readonly string[]): fc.Arbitrary<string> {
  const strange = fc.constantFrom(
    "",
    "\0",
    "\n",
    "\r\n",
    "\u2028",
    "\ud800",
    "é",
    "\u{1f600}",
    " ",
    "-",
    '"',
    "ﬁ",
    "０",
    "=",
    "/../",
    "%00",
  );
  const change = fc.record({
    at: fraction,
    length: fraction.map((part) => part ** 4),
    put: fc.oneof(strange, fc.string({ maxLength: 3 })),
  });
  const changed = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) =>
      changes.reduce((now, { at, length, put }) => {
        const from = Math.floor(at * (now.length + 1));
        return now.slice(0, from) + put + now.slice(from + Math.floor(length * now.length));
      }, text),
    );
  return fc.oneof({ weight: 20, arbitrary: changed }, { weight: 1, arbitrary: anyText({ maxLength: 60 }) });
}

/** Levels of a nested value that no schema asks for. */
const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < levels; n++) value = n % 2 === 0 ? [value] : { a: value };
  return value;
};

const replacement: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -0,
    2 ** 53,
    2 ** 53 - 1,
    1 - 2 ** 53,
    2 ** 31,
    "",
    " ",
    "0",
    "\0",
    "toString",
    [],
    {},
    [[]],
  ),
  fc.constantFrom<unknown>(
    "9".repeat(400),
    "x".repeat(5000),
    "\ud800",
    "__proto__",
    "<script>alert(1)</script>",
    "'; DROP TABLE entry;--",
  ),
  fc.constant(null).map(() => deep(200)),
  fc.constant(null).map(() => JSON.parse('{"__proto__":{"type":"x"},"constructor":{"prototype":1}}') as unknown),
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
);

type Change = {
  readonly path: readonly number[];
  readonly how: "replace" | "remove" | "add" | "rename" | "repeat";
  readonly value: unknown;
  readonly name: string;
};

const change: fc.Arbitrary<Change> = fc.record({
  path: fc.array(fraction, { minLength: 1, maxLength: 6 }),
  how: fc.constantFrom("replace", "replace", "replace", "remove", "add", "rename", "repeat"),
  value: replacement,
  name: fc.constantFrom("__proto__", "constructor", "extra", "", "type", "length", "toJSON"),
});

/** Changes one place in a JSON value; the value given stays as it is. */
function changed(value: unknown, { path, how, value: put, name }: Change): unknown {
  const [step = 0, ...further] = path;
  if (typeof value !== "object" || value === null) return put;
  const keys = Object.keys(value);
  const key = keys[Math.floor(step * keys.length)];
  const child = key === undefined ? undefined : (value as Record<string, unknown>)[key];
  if (key !== undefined && further.length > 0 && typeof child === "object" && child !== null)
    return withMember(value, key, changed(child, { path: further, how, value: put, name }));
  if (how === "add" || key === undefined) return Array.isArray(value) ? [...value, put] : withMember(value, name, put);
  if (how === "replace") return withMember(value, key, put);
  if (Array.isArray(value)) return how === "repeat" ? [...value, ...value] : value.filter((_, n) => String(n) !== key);
  const rest = Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
  return how === "rename" ? withMember(rest, name, child) : rest;
}

function withMember(value: object, key: string, put: unknown): unknown {
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === key ? put : one));
  const made: Record<string, unknown> = { ...value };
  Object.defineProperty(made, key, { value: put, enumerable: true, configurable: true, writable: true });
  return made;
}

/** A sample after one to three changes to its members. */
export function mutatedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(changed, value));
}

/** Bytes of JSON: its members changed, or its bytes spoiled. */
export function mutatedJsonBytes(samples: readonly unknown[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(Buffer.from(JSON.stringify(value) ?? ""));
  return fc.oneof(
    { weight: 2, arbitrary: mutatedJson(samples).map(bytesOf) },
    { weight: 1, arbitrary: mutatedBytes(samples.map(bytesOf)) },
  );
}

/** P8: an event has one encoding, one hash and one place; no byte of it can change, and no part of it can move. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { base64, concat, equalBytes, fromBase64, fromHex, fromUtf8, hex, utf8 } from "../../src/log/encoding.ts";
import {
  type Envelope,
  encodeEvent,
  eventHash,
  eventLimit,
  makeLeaf,
  mayBeFrom,
  readLeaf,
  signatureLength,
  signEvent,
  verifyEvent,
} from "../../src/log/eventBytes.ts";
import { type BodyPlace, openBody, sealBody } from "../../src/log/sealedBody.ts";
import { anyText } from "../helpers/anyText.ts";
import { opened } from "./countyLog.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const p256 = { name: "ECDSA", namedCurve: "P-256" };
const pair = async (algorithm: EcKeyGenParams | "Ed25519") =>
  (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
const tablet = await pair(p256);
const county = await pair("Ed25519");
const writers = [tablet, county];

const hexText = (digits: number) =>
  fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: digits, maxLength: digits }).map((all) => all.join(""));
const names = fc.oneof(
  anyText({ minLength: 1, maxLength: 12 }),
  fc.constantFrom("invented-2026", "Łódź|2026", '"', "\u2028", "🗳"),
);
const clearBody = fc
  .dictionary(fc.string({ unit: "grapheme", maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
  // What JSON itself gives back: no negative zero, no member that JSON drops.
  .map((body) => JSON.parse(JSON.stringify(body)) as Record<string, never>)
  .filter((body) => !JSON.stringify(body).includes("__proto__"));
const sealedText = fc.uint8Array({ maxLength: 300 }).map(base64);
const envelopes: fc.Arbitrary<Envelope> = fc.record({
  v: fc.constant(1 as const),
  election: names,
  device: fc.oneof(fc.constant("county"), hexText(32)),
  seq: fc.oneof(fc.nat(300), fc.constantFrom(0, Number.MAX_SAFE_INTEGER)),
  prev: hexText(64),
  body: fc.oneof(sealedText, clearBody),
});
const signed = async (envelope: Envelope, writer = tablet): Promise<Uint8Array> => {
  const bytes = opened(encodeEvent(envelope));
  return makeLeaf(bytes, await signEvent(writer.privateKey, await eventHash(bytes)));
};
const refused = { ok: false, error: { type: "notAnEvent" } };
const example: Envelope = {
  v: 1,
  election: "invented-2026",
  device: "0123456789abcdef0123456789abcdef",
  seq: 7,
  prev: "ab".repeat(32),
  body: { type: "WorkerSignedIn", cmd: "c1", wall: 5 },
};
const spelt = (text: string): Uint8Array => concat(utf8(text), new Uint8Array(signatureLength));

describe("P8: the bytes of an event", () => {
  test("are read back as they were written, by tablets and by the county", async () => {
    await fc.assert(
      fc.asyncProperty(envelopes, fc.constantFrom(...writers), async (envelope, writer) => {
        const leaf = await signed(envelope, writer);
        const read = opened(readLeaf(leaf));
        expect(read.envelope).toEqual(envelope);
        expect(equalBytes(read.bytes, opened(encodeEvent(envelope)))).toBe(true);
        expect(equalBytes(opened(encodeEvent(read.envelope)), read.bytes)).toBe(true);
        expect(await verifyEvent(writer.publicKey, await eventHash(read.bytes), read.signature)).toBe(true);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("with any byte changed cannot be read, or are not signed", async () => {
    await fc.assert(
      fc.asyncProperty(
        envelopes,
        fc.constantFrom(...writers),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (envelope, writer, at, bits) => {
          const leaf = await signed(envelope, writer);
          leaf[at % leaf.length] = (leaf[at % leaf.length] as number) ^ bits;
          const read = readLeaf(leaf);
          if (read.ok)
            expect(await verifyEvent(writer.publicKey, await eventHash(read.value.bytes), read.value.signature)).toBe(
              false,
            );
        },
      ),
      { seed: SEED, numRuns: 600 },
    );
  });

  test("cut or lengthened cannot be read, or are not signed", async () => {
    const leaf = await signed(example);
    for (let length = 0; length < leaf.length; length++) {
      const read = readLeaf(leaf.slice(0, length));
      expect(read).toMatchObject(refused); // what is left is never whole JSON
    }
    for (const more of [0, 0x20, 0x7d]) {
      const read = readLeaf(concat(leaf, Uint8Array.of(more)));
      expect(read.ok).toBe(false);
    }
  });

  test("differ for different envelopes", () => {
    fc.assert(
      fc.property(envelopes, envelopes, (one, two) => {
        const same = equalBytes(opened(encodeEvent(one)), opened(encodeEvent(two)));
        expect(same).toBe(JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(two).sort()));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test("do not depend on the order in which the envelope was put together", () => {
    const backwards = Object.fromEntries(Object.entries(example).reverse()) as Envelope;
    expect(encodeEvent(backwards)).toEqual(encodeEvent(example));
  });
});

describe("P8: one event has one encoding", () => {
  const text = JSON.stringify(example);
  const { v, election, device, seq, prev, body } = example;

  test("the one encoding is read", () => {
    expect(readLeaf(spelt(text)).ok).toBe(true);
  });

  test.each<[string, string]>([
    ["another order of the fields", JSON.stringify({ election, v, device, seq, prev, body })],
    ["blanks", JSON.stringify(example, null, 1)],
    ["a blank at the end", `${text} `],
    ["a newline at the end", `${text}\n`],
    ["a byte order mark", `\ufeff${text}`],
    ["a number with a fraction", text.replace('"seq":7', '"seq":7.0')],
    ["a number with an exponent", text.replace('"seq":7', '"seq":7e0')],
    ["negative zero", text.replace('"seq":7', '"seq":-0')],
    ["a number beyond the exact ones", text.replace('"seq":7', '"seq":9007199254740993')],
    ["an escape that is not needed", text.replace("invented", "\\u0069nvented")],
    ["an escaped slash", text.replace("invented", "\\/nvented")],
    ["a field said twice", text.replace('"v":1', '"v":1,"v":1')],
    ["a field of the body said twice", text.replace('"wall":5', '"wall":4,"wall":5')],
    ["a field more", text.replace('"v":1', '"v":1,"w":1')],
    ["a hidden prototype", text.replace('"wall":5', '"__proto__":{"wall":5}')],
    ["fields in an order that JavaScript does not keep", text.replace('"wall":5', '"b":1,"1":2')],
  ])("%s is refused", (_, variant) => {
    expect(variant).not.toBe(text);
    expect(readLeaf(spelt(variant))).toMatchObject(refused);
  });

  test.each<[string, object]>([
    ["another version", { v: 2 }],
    ["no election", { election: "" }],
    ["an election's name that is too long", { election: "x".repeat(65) }],
    ["a device id of another form", { device: "COUNTY" }],
    ["a device id in capitals", { device: device.toUpperCase() }],
    ["a negative seq", { seq: -1 }],
    ["a seq as text", { seq: "7" }],
    ["a prev that is no hash", { prev: "ab" }],
    ["a body that is a list", { body: [] }],
    ["a body that is a number", { body: 1 }],
    ["no body", { body: undefined }],
  ])("%s is refused", (_, set) => {
    expect(readLeaf(spelt(JSON.stringify({ ...example, ...set })))).toMatchObject(refused);
  });

  test.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["a signature alone", new Uint8Array(signatureLength)],
    ["no UTF-8", concat(Uint8Array.of(0x7b, 0xff, 0x7d), new Uint8Array(signatureLength))],
    ["no JSON", spelt("{")],
    ["no object", spelt("null")],
  ])("%s is refused", (_, leaf) => {
    expect(readLeaf(leaf)).toMatchObject(refused);
  });

  test("a body nested without end is refused, not a way to stop a reader", () => {
    const nested = (depth: number) =>
      spelt(
        JSON.stringify({ ...example, body: { a: 0 } }).replace('"a":0', `"a":${"[".repeat(depth)}${"]".repeat(depth)}`),
      );
    expect(readLeaf(nested(10)).ok).toBe(true);
    for (const depth of [100, 1000, 3900]) expect(readLeaf(nested(depth))).toMatchObject(refused);
    const objects = `${'{"a":'.repeat(1000)}0${"}".repeat(1000)}`;
    expect(readLeaf(spelt(JSON.stringify(example).replace('"wall":5', `"wall":${objects}`)))).toMatchObject(refused);
  });

  test("random bytes are answered", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readLeaf(bytes).ok).toBe(false);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("the size of an event", () => {
  const room = eventLimit - opened(encodeEvent({ ...example, body: "" })).length;

  test("may be 8 KB and not a byte more, written or read", () => {
    const largest = encodeEvent({ ...example, body: "x".repeat(room) });
    expect(opened(largest).length).toBe(eventLimit);
    expect(readLeaf(makeLeaf(opened(largest), new Uint8Array(signatureLength))).ok).toBe(true);
    expect(encodeEvent({ ...example, body: "x".repeat(room + 1) })).toEqual({
      ok: false,
      error: { type: "tooLarge", size: eventLimit + 1 },
    });
    const larger = JSON.stringify({ ...example, body: "x".repeat(room + 1) });
    expect(readLeaf(spelt(larger))).toMatchObject({ ok: false, error: { type: "tooLarge" } });
  });

  test("counts bytes, not characters", () => {
    expect(encodeEvent({ ...example, body: "é".repeat(Math.floor(room / 2) + 1) })).toMatchObject({
      error: { type: "tooLarge" },
    });
  });
});

describe("hash and signature", () => {
  test("of practice and of an election are never the same, and neither is the plain SHA-256", async () => {
    await fc.assert(
      fc.asyncProperty(envelopes, async (envelope) => {
        const bytes = opened(encodeEvent(envelope));
        const hashes = [await eventHash(bytes), await eventHash(bytes, "event"), await eventHash(bytes, "practice")];
        expect(hashes[0]).toBe(hashes[1]);
        expect(hashes[2]).not.toBe(hashes[0]);
        const plain = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
        expect(hashes).not.toContain(plain);
        const practice = await signEvent(tablet.privateKey, hashes[2] as string);
        expect(await verifyEvent(tablet.publicKey, hashes[0] as string, practice)).toBe(false);
      }),
      { seed: SEED, numRuns: 50 },
    );
  });

  test("are those of the design, computed by hand", async () => {
    const bytes = opened(encodeEvent(example));
    const digest = await crypto.subtle.digest("SHA-256", concat(utf8("turnout/event/1\n"), bytes));
    const hash = await eventHash(bytes);
    expect(hash).toBe(Buffer.from(digest).toString("hex"));
    const message = concat(utf8("turnout/event-sig/1\n"), new Uint8Array(digest));
    const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", county.privateKey, message));
    expect(await verifyEvent(county.publicKey, hash, signature)).toBe(true);
    expect(equalBytes(await signEvent(county.privateKey, hash), signature)).toBe(true);
    // A signature over the bare digest (what a careless client would make) does not count.
    const bare = new Uint8Array(await crypto.subtle.sign("Ed25519", county.privateKey, digest));
    expect(await verifyEvent(county.publicKey, hash, bare)).toBe(false);
  });

  test("a signature of another length or by another key is refused", async () => {
    const hash = await eventHash(utf8("x"));
    for (const [writer, other] of [
      [tablet, await pair(p256)],
      [county, await pair("Ed25519")],
    ] as const) {
      const signature = await signEvent(writer.privateKey, hash);
      expect(signature).toHaveLength(signatureLength);
      expect(await verifyEvent(writer.publicKey, hash, signature)).toBe(true);
      expect(await verifyEvent(other.publicKey, hash, signature)).toBe(false);
      expect(await verifyEvent(writer.publicKey, hash, signature.slice(1))).toBe(false);
      expect(await verifyEvent(writer.publicKey, hash, new Uint8Array())).toBe(false);
    }
  });
});

describe("P9: a sealed body", () => {
  const aes = (bytes: Uint8Array) =>
    crypto.subtle.importKey("raw", bytes as Uint8Array<ArrayBuffer>, "AES-GCM", false, ["encrypt", "decrypt"]);
  const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const ivs = fc.uint8Array({ minLength: 12, maxLength: 12 });
  const places: fc.Arbitrary<BodyPlace> = fc.record({
    election: fc.constantFrom("a", "b", "a|county", "a|county|1"),
    device: fc.oneof(fc.constant("county"), hexText(32)),
    seq: fc.nat(12),
  });
  const doesNotOpen = { ok: false, error: { type: "bodyDoesNotOpen" } };

  test("opens in its place and in no other election, device or seq, and under no other key", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(keys, keys),
        fc.tuple(places, places),
        ivs,
        clearBody,
        async ([raw, otherRaw], [at, other], iv, body) => {
          const key = await aes(raw);
          const sealed = await sealBody(key, at, iv, body);
          expect(await openBody(key, at, sealed)).toEqual({ ok: true, value: body });
          const moved = [
            { ...at, seq: at.seq + 1 },
            { ...at, seq: other.seq },
            { ...at, device: other.device },
            { ...at, election: other.election },
            other,
          ];
          for (const place of moved)
            if (JSON.stringify(place) !== JSON.stringify(at))
              expect(await openBody(key, place, sealed)).toEqual(doesNotOpen);
          if (!equalBytes(raw, otherRaw)) expect(await openBody(await aes(otherRaw), at, sealed)).toEqual(doesNotOpen);
        },
      ),
      { seed: SEED, numRuns: 150 },
    );
  });

  test("does not open when any bit of it changed, when it was cut, or when it is no base64", async () => {
    const key = await aes(new Uint8Array(32));
    const at = { election: "e", device: "county", seq: 1 };
    const sealed = await sealBody(key, at, new Uint8Array(12), { voter: "V1" });
    const bytes = fromBase64(sealed) as Uint8Array;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(await openBody(key, at, base64(changed))).toEqual(doesNotOpen);
    }
    for (let length = 0; length < bytes.length; length++)
      expect(await openBody(key, at, base64(bytes.slice(0, length)))).toEqual(doesNotOpen);
    for (const text of ["", "?", `${sealed} `, sealed.replace(/=*$/, "")].filter((one) => one !== sealed))
      expect(await openBody(key, at, text)).toEqual(doesNotOpen);
  });

  test("that holds no JSON, sealed by whoever has the key, does not open", async () => {
    const key = await aes(new Uint8Array(32));
    const iv = new Uint8Array(12);
    for (const content of [utf8("no JSON"), utf8(""), Uint8Array.of(0xff)]) {
      const parameters = { name: "AES-GCM", iv, additionalData: utf8("e|county|1") };
      const sealed = base64(concat(iv, new Uint8Array(await crypto.subtle.encrypt(parameters, key, content))));
      expect(await openBody(key, { election: "e", device: "county", seq: 1 }, sealed)).toEqual(doesNotOpen);
    }
  });

  test("shows nothing of what it holds", async () => {
    const key = await aes(crypto.getRandomValues(new Uint8Array(32)));
    const at = { election: "e", device: "county", seq: 1 };
    const one = await sealBody(key, at, crypto.getRandomValues(new Uint8Array(12)), { voter: "V1" });
    const two = await sealBody(key, at, crypto.getRandomValues(new Uint8Array(12)), { voter: "V1" });
    expect(one).not.toBe(two);
    expect(fromUtf8(fromBase64(one) as Uint8Array) ?? "").not.toContain("V1");
  });
});

describe("bytes as text", () => {
  test("have one spelling in hex and in base64", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
        expect(fromHex(hex(bytes))).toEqual(new Uint8Array(bytes));
        expect(fromBase64(base64(bytes))).toEqual(new Uint8Array(bytes));
      }),
      { seed: SEED, numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 12 }), (text) => {
        const [fromH, fromB] = [fromHex(text), fromBase64(text)];
        if (fromH !== undefined) expect(hex(fromH)).toBe(text);
        if (fromB !== undefined) expect(base64(fromB)).toBe(text);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test.each(["A", "AA", "AAA", "AB==", "AAB=", "AA= ", "A===", "====", "AA-_", " AAAA", "AA==AA=="])(
    "%s is not base64",
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
  test.each(["a", "AB", "0x", "zz", "ab "])("%s is not hex", (text) => {
    expect(fromHex(text)).toBeUndefined();
  });
});

test("the first bytes of an entry tell for certain whose it is not", () => {
  fc.assert(
    fc.property(envelopes, hexText(32), (envelope, other) => {
      const leaf = makeLeaf(opened(encodeEvent(envelope)), new Uint8Array(signatureLength));
      expect(mayBeFrom(envelope.device)(leaf)).toBe(true);
      const plainElection = !/["\\]/.test(JSON.stringify(envelope.election).slice(1, -1));
      if (plainElection && other !== envelope.device) expect(mayBeFrom(other)(leaf)).toBe(false);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

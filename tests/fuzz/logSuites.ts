/** Readers of the provable log: events, bundles, checkpoints, codes, tiles, exports. */
import fc from "fast-check";
import { readBody } from "../../src/domain/events.ts";
import type { KnownEvent } from "../../src/domain/standing.ts";
import { encodeCheckpoint, encodeVkey, logKey, openNote, parseVkey, signNote } from "../../src/log/checkpoint.ts";
import { equalBytes, fromBase64, fromHex, fromUtf8 } from "../../src/log/encoding.ts";
import { encodeEvent, eventHash, makeLeaf, readLeaf, signEvent, verifyEvent } from "../../src/log/eventBytes.ts";
import { openLogExport, writeLogExport } from "../../src/log/logExport.ts";
import { matchCode, matchesCode, parseMatchCode } from "../../src/log/matchCode.ts";
import { CompactTree, createTreeHasher, restoreCompactTree } from "../../src/log/merkleTree.ts";
import { openBody, sealBody } from "../../src/log/sealedBody.ts";
import { bundlePath, decodeBundle, encodeBundle, parseTilePath, tilePath } from "../../src/log/tiles.ts";
import { verifyLog } from "../../src/log/verifyLog.ts";
import { eventKey } from "../../src/protocol/keys.ts";
import { readAll } from "../helpers/readers.ts";
import { checkInBody } from "../helpers/server.ts";
import { bodyOf, insteadOf, writtenEvents } from "../helpers/writtenEvents.ts";
import { type FuzzSuite, insist, refused } from "./fuzzSuite.ts";
import { mutatedBytes, mutatedJson, mutatedText } from "./mutations.ts";

const device = "0123456789abcdef0123456789abcdef";
const bodies = [
  checkInBody("V1", "school", 1_793_714_400_000),
  { ...checkInBody("V2", "school", 0), steps: [{ step: "identification", outcome: "done" }], party: "DEM" },
  {
    type: "CheckInCancelled",
    cmd: "c",
    worker: "w",
    role: "inspector",
    wall: 5,
    seen: null,
    voter: "V1",
    place: "school",
    undoes: [{ device, seq: 3, hash: "0".repeat(64) }],
    reason: "other",
    note: "n",
  },
  {
    type: "WorkerSignedIn",
    cmd: "d",
    worker: "w",
    role: "pollWorker",
    wall: 6,
    seen: { size: 4, root: "a".repeat(64) },
    place: "school",
  },
];

async function signedEvents() {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const sealing = await eventKey(new Uint8Array(32).fill(7));
  const leaves: Uint8Array<ArrayBuffer>[] = [];
  let prev = "0".repeat(64);
  for (const [seq, body] of bodies.entries()) {
    const place = { election: "2026-general", device, seq };
    const said =
      seq === 3
        ? (body as unknown as Record<string, string>)
        : await sealBody(sealing, place, new Uint8Array(12).fill(seq), body);
    const bytes = encodeEvent({ v: 1, ...place, prev, body: said });
    if (!bytes.ok) throw new Error(bytes.error.type);
    prev = await eventHash(bytes.value);
    leaves.push(makeLeaf(bytes.value, await signEvent(keys.privateKey, prev)));
  }
  return { keys, sealing, leaves };
}

const bundleOf = (leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const bundle = encodeBundle(leaves);
  if (!bundle.ok) throw new Error(bundle.error.type);
  return bundle.value;
};

async function countyKey() {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const made = await logKey(
    "turnout.example/2026",
    new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)),
  );
  if (!made.ok) throw new Error(made.error.type);
  return { key: made.value, privateKey: pair.privateKey };
}

const events: FuzzSuite = {
  name: "events of a log",
  cases: 14_000,
  async begin() {
    const { keys, leaves } = await signedEvents();
    const known = new Set(leaves.map((leaf) => Buffer.from(leaf).toString("hex")));
    return {
      property: fc.asyncProperty(mutatedBytes(leaves), async (bytes) => {
        const read = readLeaf(bytes);
        if (refused(read) || !read.ok) return;
        const again = encodeEvent(read.value.envelope);
        insist(again.ok && equalBytes(again.value, read.value.bytes), "an event with two encodings was read");
        // Whoever changes a byte cannot have signed it.
        const good = await verifyEvent(keys.publicKey, await eventHash(read.value.bytes), read.value.signature);
        insist(!good || known.has(Buffer.from(bytes).toString("hex")), "a changed event passed for signed");
      }),
    };
  },
};

const bundles: FuzzSuite = {
  name: "entry bundles",
  cases: 12_000,
  async begin() {
    const { leaves } = await signedEvents();
    const samples = [bundleOf(leaves), bundleOf(leaves.slice(0, 1)), bundleOf([...leaves, ...leaves, ...leaves])];
    return {
      property: fc.property(mutatedBytes(samples), fc.option(fc.nat(300), { nil: undefined }), (bytes, width) => {
        const read = decodeBundle(bytes, width);
        if (refused(read) || !read.ok) return;
        insist(equalBytes(bundleOf(read.value), bytes), "a bundle was read as something else");
        for (const leaf of read.value) refused(readLeaf(leaf));
      }),
    };
  },
};

const sealedBodies: FuzzSuite = {
  name: "sealed bodies",
  cases: 5_000,
  async begin() {
    const { sealing, leaves } = await signedEvents();
    const sealed = leaves.slice(0, 3).flatMap((leaf, seq) => {
      const read = readLeaf(leaf);
      return read.ok && typeof read.value.envelope.body === "string" ? [{ seq, body: read.value.envelope.body }] : [];
    });
    const originals = new Set(sealed.map(({ body }) => body));
    const texts = [...originals];
    const spoiled = fc.oneof(
      mutatedText(texts),
      // Base64 as it should be, of other bytes.
      mutatedBytes(texts.map((text) => Buffer.from(text, "base64"))).map((bytes) =>
        Buffer.from(bytes).toString("base64"),
      ),
    );
    return {
      property: fc.asyncProperty(spoiled, fc.nat(3), async (text, seq) => {
        const opened = await openBody(sealing, { election: "2026-general", device, seq }, text);
        if (!refused(opened))
          insist(
            sealed.some((one) => one.seq === seq && one.body === text),
            "a changed body opened",
          );
      }),
    };
  },
};

const eventBodies: FuzzSuite = {
  name: "bodies of events",
  cases: 12_000,
  async begin() {
    const samples = Object.keys(writtenEvents).map((name) => bodyOf(name));
    // What the other events are about.
    const given = fc.constantFrom(...["VoterCheckedIn", "ProvisionalIssued"].map((name) => bodyOf(name)));
    return {
      property: fc.property(given, fc.array(mutatedJson(samples), { minLength: 1, maxLength: 6 }), (first, more) => {
        const known: KnownEvent[] = [first, ...more].flatMap((json, at) => {
          const hash = at === 0 ? insteadOf.event.hash : at.toString(16).repeat(64);
          const read = readBody(json);
          return read.kind === "known" ? { name: { device: "d", seq: at, hash }, body: read.body, index: at } : [];
        });
        readAll(known);
        readAll(known.toReversed());
      }),
    };
  },
};

const notes: FuzzSuite = {
  name: "signed checkpoints and their keys",
  cases: 8_000,
  async begin() {
    const signer = await countyKey();
    const vkey = encodeVkey(signer.key);
    const root = new Uint8Array(32).fill(9);
    const texts = [0, 1, 48_213].map((size) => encodeCheckpoint({ origin: signer.key.name, size, root }));
    const signed = await Promise.all(texts.map((text) => signNote(text, signer)));
    return {
      property: fc.asyncProperty(mutatedText(signed), mutatedText([vkey]), fc.boolean(), async (note, key, both) => {
        const opened = await openNote(note, vkey);
        if (!refused(opened) && opened.ok)
          insist(texts.includes(encodeCheckpoint(opened.value)), "a checkpoint that was never signed was believed");
        if (both) refused(await openNote(note, key));
        const parsed = await parseVkey(key);
        if (!refused(parsed) && parsed.ok)
          insist(encodeVkey(parsed.value) === key, "a key with two spellings was read");
      }),
    };
  },
};

const matchCodes: FuzzSuite = {
  name: "match codes",
  cases: 10_000,
  async begin() {
    const roots = [0, 1, 48_213, 9_999_999_999].map((size, n) => ({ size, root: new Uint8Array(32).fill(n * 31 + 5) }));
    return {
      property: fc.property(mutatedText(roots.map(({ size, root }) => matchCode(size, root))), (typed) => {
        const read = parseMatchCode(typed);
        if (refused(read) || !read.ok) return;
        insist(
          Number.isSafeInteger(read.value.size) && read.value.rootStart.length === 20,
          "half a match code was read",
        );
        for (const { size, root } of roots) matchesCode(read.value, size, root);
      }),
    };
  },
};

const tilePaths: FuzzSuite = {
  name: "paths of tiles",
  cases: 8_000,
  async begin() {
    const samples = [
      tilePath({ level: 0, index: 0, width: 1 }),
      tilePath({ level: 3, index: 1_234_067, width: 256 }),
      bundlePath({ index: 77, width: 256 }),
      bundlePath({ index: 1_000_000, width: 3 }),
    ];
    return {
      property: fc.property(mutatedText(samples), (path) => {
        const read = parseTilePath(path);
        if (read === undefined) return;
        insist(
          (read.kind === "entries" ? bundlePath(read) : tilePath(read)) === path,
          "a path with two spellings was read",
        );
      }),
    };
  },
};

const exports: FuzzSuite = {
  name: "exported logs",
  cases: 3_000,
  async begin() {
    const signer = await countyKey();
    const vkey = encodeVkey(signer.key);
    const { leaves } = await signedEvents();
    const hasher = await createTreeHasher();
    const tree = new CompactTree(hasher);
    for (const leaf of leaves) tree.append(hasher.leaf(leaf));
    const note = await signNote(
      encodeCheckpoint({ origin: signer.key.name, size: leaves.length, root: tree.root() }),
      signer,
    );
    const parts: Uint8Array[] = [];
    for await (const part of writeLogExport({ vkey, note }, [leaves])) parts.push(part);
    const whole = Uint8Array.from(Buffer.concat(parts));
    return {
      property: fc.asyncProperty(mutatedBytes([whole]), fc.integer({ min: 1, max: 500 }), async (bytes, step) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += step) chunks.push(bytes.subarray(at, at + step));
        const opened = await openLogExport(chunks);
        if (refused(opened) || !opened.ok) return;
        const verdict = await verifyLog(hasher, opened.value.entries, {
          note: opened.value.note,
          knownVkey: vkey,
          embeddedVkey: opened.value.vkey,
        });
        insist(!verdict.ok || equalBytes(bytes, whole) || opened.value.vkey !== vkey, "a changed log was found good");
        insist(verdict.ok === (verdict.problem === null), "a verdict without a reason");
      }),
    };
  },
};

const encodings: FuzzSuite = {
  name: "base64, hexadecimal, UTF-8 and stored trees",
  cases: 8_000,
  async begin() {
    const hasher = await createTreeHasher();
    const tree = new CompactTree(hasher);
    const trees: Uint8Array[] = [tree.serialise()];
    for (let n = 0; n < 300; n++) {
      tree.append(hasher.leaf(Uint8Array.of(n & 255)));
      if (n % 99 === 1) trees.push(tree.serialise());
    }
    return {
      property: fc.property(mutatedBytes(trees), mutatedText(["AAECAwQ=", "AAECAw==", "00ff7a"]), (bytes, text) => {
        const restored = restoreCompactTree(hasher, bytes);
        if (!refused(restored) && restored.ok)
          insist(equalBytes(restored.value.serialise(), bytes), "a tree was restored as another");
        fromUtf8(bytes);
        const [sixtyFour, sixteen] = [fromBase64(text), fromHex(text)];
        insist(
          sixtyFour === undefined || Buffer.from(sixtyFour).toString("base64") === text,
          "base64 with two spellings",
        );
        insist(
          sixteen === undefined || Buffer.from(sixteen).toString("hex") === text,
          "hexadecimal with two spellings",
        );
      }),
    };
  },
};

export const logSuites: readonly FuzzSuite[] = [
  events,
  bundles,
  sealedBodies,
  eventBodies,
  notes,
  matchCodes,
  tilePaths,
  exports,
  encodings,
];

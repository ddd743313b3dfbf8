/** P8: the record is provable. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, equalBytes, utf8 } from "../../src/log/encoding.ts";
import { encodeExportHeader, openLogExport, writeLogExport } from "../../src/log/logExport.ts";
import { matchCode } from "../../src/log/matchCode.ts";
import { encodeBundle } from "../../src/log/tiles.ts";
import { type EntryCheck, type LogProblem, verifyExport, verifyLog } from "../../src/log/verifyLog.ts";
import { entriesOf, hasher, newSigner, noteOf, opened, treeOf } from "./countyLog.ts";

const SEED = 20261103;
const county = await newSigner();
const impostor = await newSigner();

const exported = async (note: string, entries: readonly Uint8Array[], vkey = county.vkey) => {
  const parts: Uint8Array[] = [];
  for await (const part of writeLogExport({ vkey, note }, [entries])) parts.push(part);
  return concat(...parts);
};
/** Cuts bytes into chunks of the given lengths, over and over. */
function* inChunks(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
const verify = (file: Uint8Array, claims: { knownVkey?: string; receipt?: string; checkEntry?: EntryCheck } = {}) =>
  verifyExport(hasher, inChunks(file, [4096]), claims);
const broken = (type: LogProblem["type"], index?: number) => ({
  ok: false,
  problem: index === undefined ? { type } : { type, index },
});

/** Lists of different entries, so that an exchange is always a change. */
const logs = fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 20 }), {
  minLength: 2,
  maxLength: 40,
  comparator: equalBytes,
});

type Edit =
  | { readonly kind: "change"; readonly at: number; readonly byte: number; readonly bits: number }
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "insert"; readonly at: number; readonly entry: Uint8Array }
  | { readonly kind: "exchange"; readonly at: number; readonly other: number };
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant("change" as const),
    at: fc.nat(),
    byte: fc.nat(),
    bits: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), entry: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant("exchange" as const), at: fc.nat(), other: fc.nat() }),
);

function edited(entries: readonly Uint8Array[], edit: Edit): Uint8Array[] {
  const at = edit.at % entries.length;
  const before = entries.slice(0, at);
  const after = entries.slice(at + 1);
  const entry = (entries[at] as Uint8Array).slice();
  switch (edit.kind) {
    case "change":
      entry[edit.byte % entry.length] = (entry[edit.byte % entry.length] as number) ^ edit.bits;
      return [...before, entry, ...after];
    case "remove":
      return [...before, ...after];
    case "insert":
      return [...before, edit.entry, entry, ...after];
    case "exchange": {
      const other = (at + 1 + (edit.other % (entries.length - 1))) % entries.length;
      const all = [...entries];
      [all[at], all[other]] = [all[other] as Uint8Array, entry];
      return all;
    }
  }
}

describe("P8: an exported log that was edited is found", () => {
  test("any change, deletion, insertion or exchange of entries, against the known key", async () => {
    await fc.assert(
      fc.asyncProperty(logs, edits, async (entries, edit) => {
        const note = await noteOf(entries, county);
        expect(await verify(await exported(note, entries), { knownVkey: county.vkey })).toMatchObject({ ok: true });
        const verdict = await verify(await exported(note, edited(entries, edit)), { knownVkey: county.vkey });
        expect(verdict.ok).toBe(false);
        expect(verdict.problem?.type).toMatch(/^(rootDiffers|entriesMissing|entriesExtra)$/);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("even when the county itself signs the edited log, by a receipt at least as late", async () => {
    await fc.assert(
      fc.asyncProperty(logs, edits, fc.nat(), fc.boolean(), async (entries, edit, later, onPaper) => {
        const other = edited(entries, edit);
        // First place where the two logs differ; the receipt saw at least that entry.
        const first = entries.findIndex((entry, i) => !(other[i] && equalBytes(entry, other[i])));
        const least = (first < 0 ? entries.length : first) + 1;
        if (least > entries.length) return; // an insertion at the very end is an honest append
        const seen = entries.slice(0, least + (later % (entries.length - least + 1)));
        const receipt = onPaper ? matchCode(seen.length, treeOf(seen).root()) : await noteOf(seen, county);

        const honest = await exported(await noteOf(entries, county), entries);
        expect(await verify(honest, { knownVkey: county.vkey, receipt })).toMatchObject({ ok: true, anchored: true });
        const forged = await exported(await noteOf(other, county), other);
        expect(await verify(forged, { knownVkey: county.vkey })).toMatchObject({ ok: true }); // only the receipt tells
        const verdict = await verify(forged, { knownVkey: county.vkey, receipt });
        expect(verdict.ok).toBe(false);
        expect(verdict.problem?.type).toMatch(/^receipt(Differs|BeyondLog)$/);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("any single byte of the file", async () => {
    const entries = entriesOf(6);
    const file = await exported(await noteOf(entries, county), entries);
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice();
      changed[at] = (changed[at] as number) ^ (1 + (at % 255));
      const verdict = await verify(changed, { knownVkey: county.vkey });
      expect(verdict.ok, `byte ${at}`).toBe(false);
    }
  });

  test("any cut of the file, and anything added at its end", async () => {
    const entries = entriesOf(6);
    const file = await exported(await noteOf(entries, county), entries);
    for (let length = 0; length < file.length; length++) {
      expect((await verify(file.slice(0, length), { knownVkey: county.vkey })).ok).toBe(false);
    }
    expect((await verify(concat(file, Uint8Array.of(0)), { knownVkey: county.vkey })).ok).toBe(false);
    expect(await verify(concat(file, Uint8Array.of(0, 0)), { knownVkey: county.vkey })).toMatchObject(
      broken("entriesExtra", 6),
    );
  });
});

describe("what a verdict says", () => {
  const entries = entriesOf(300);
  const tree = treeOf(entries);

  test("an intact log, anchored at the known key", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    const receipt = await noteOf(entries.slice(0, 200), county);
    const verdict = await verify(file, { knownVkey: county.vkey, receipt });
    expect(verdict).toEqual({
      ok: true,
      anchored: true,
      size: 300,
      root: (await noteOf(entries, county)).split("\n")[2],
      matchCode: matchCode(300, tree.root()),
      fingerprint: Buffer.from(county.key.fingerprint).toString("hex"),
      problem: null,
    });
  });

  test("without a key: agrees with itself, not anchored, with the fingerprint of the key inside", async () => {
    const file = await exported(await noteOf(entries, impostor), entries, impostor.vkey);
    const verdict = await verify(file);
    expect(verdict).toMatchObject({ ok: true, anchored: false });
    expect(verdict.fingerprint).toBe(Buffer.from(impostor.key.fingerprint).toString("hex"));
    expect(verdict.fingerprint).not.toBe(Buffer.from(county.key.fingerprint).toString("hex"));
    expect(await verify(file, { knownVkey: county.vkey })).toMatchObject({
      anchored: false,
      ...broken("checkpointRefused"),
    });
  });

  test("the county's checkpoint with another key inside", async () => {
    const file = await exported(await noteOf(entries, county), entries, impostor.vkey);
    expect(await verify(file, { knownVkey: county.vkey })).toMatchObject(broken("keyDiffers"));
    expect(await verify(file)).toMatchObject({ anchored: false, ...broken("checkpointRefused") });
  });

  test("unusable keys", async () => {
    const note = await noteOf(entries, county);
    const batches = async function* () {
      yield { ok: true as const, value: entries };
    };
    expect(await verifyLog(hasher, batches(), { note })).toMatchObject(broken("keyMissing"));
    expect(await verifyLog(hasher, batches(), { note, knownVkey: "x" })).toMatchObject({
      fingerprint: null,
      ...broken("keyMalformed"),
    });
    expect(await verifyLog(hasher, batches(), { note, knownVkey: county.vkey })).toMatchObject({ ok: true });
  });

  test("receipts: another county's, mistyped, neither, of the empty log, of the whole log, of a longer one", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    const withReceipt = (receipt: string) => verify(file, { knownVkey: county.vkey, receipt });
    expect(await withReceipt(await noteOf(entries, impostor))).toMatchObject(broken("receiptRefused"));
    const code = matchCode(300, tree.root());
    expect(await withReceipt(code)).toMatchObject({ ok: true });
    const mistyped = await withReceipt(`${code.slice(0, -1)}${code.endsWith("2") ? "3" : "2"}`);
    expect(mistyped).toMatchObject(broken("receiptRefused"));
    expect(mistyped.problem?.what).toContain("mistyped");
    expect(await withReceipt("no receipt")).toMatchObject(broken("receiptRefused"));
    expect(await withReceipt(matchCode(0, hasher.emptyRoot))).toMatchObject({ ok: true });
    expect(await withReceipt(matchCode(0, tree.root()))).toMatchObject({ size: 0, ...broken("receiptDiffers") });
    expect(await withReceipt(matchCode(300, hasher.emptyRoot))).toMatchObject(broken("receiptDiffers"));
    const longer = await noteOf(entriesOf(301), county);
    expect(await withReceipt(longer)).toMatchObject(broken("receiptBeyondLog", 300));
  });

  test("the first broken place: a refused entry comes before a receipt that differs after it, and ends the reading", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    const seen: number[] = [];
    const checkEntry: EntryCheck = (index, entry) => {
      expect(equalBytes(entry, entries[index] as Uint8Array)).toBe(true);
      seen.push(index);
      const problem = { type: "signatureWrong", what: "signed by no device of this election" };
      return index === 20 ? Promise.resolve(problem) : index % 2 ? Promise.resolve(undefined) : undefined;
    };
    const verdict = await verify(file, { checkEntry, receipt: matchCode(100, hasher.emptyRoot) });
    expect(verdict).toMatchObject({ size: 20, ...broken("entryRefused", 20) });
    expect(verdict.problem?.what).toBe("signatureWrong: signed by no device of this election");
    expect(seen).toEqual(Array.from({ length: 21 }, (_, i) => i));
    const earlier = await verify(file, { checkEntry, receipt: matchCode(10, hasher.emptyRoot) });
    expect(earlier).toMatchObject({ size: 10, ...broken("receiptDiffers") });
  });
});

describe("the export file", () => {
  const entries = entriesOf(40);

  test("is read the same in chunks of any length", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), async (lengths) => {
        const log = opened(await openLogExport(inChunks(file, lengths)));
        expect(log.vkey).toBe(county.vkey);
        const read: Uint8Array[] = [];
        for await (const batch of log.entries) read.push(...opened(batch));
        expect(read).toEqual(entries);
      }),
    );
  });

  test("is a header line and the log's entry bundles as they are stored", async () => {
    const note = await noteOf(entries, county);
    const header = encodeExportHeader({ vkey: county.vkey, note });
    expect(JSON.parse(new TextDecoder().decode(header))).toEqual({
      format: "turnout-log/1",
      vkey: county.vkey,
      checkpoint: note,
    });
    const bundles = [entries.slice(0, 25), entries.slice(25)].map((part) => opened(encodeBundle(part)));
    expect(await exported(note, entries)).toEqual(concat(header, ...bundles));
  });

  test.each([
    ["nothing", "", "notALogExport"],
    ["no newline", '{"format":"turnout-log/1"}', "notALogExport"],
    ["no JSON", "turnout-log/1\n", "notALogExport"],
    ["no object", "null\n", "notALogExport"],
    ["another JSON", "{}\n", "notALogExport"],
    ["a later format", '{"format":"turnout-log/2"}\n', "formatUnknown"],
    ["a missing checkpoint", '{"format":"turnout-log/1","vkey":"x"}\n', "notALogExport"],
    ["another spelling", '{"format":"turnout-log/1","vkey":"x", "checkpoint":"y"}\n', "notALogExport"],
    ["a key said twice", '{"format":"turnout-log/1","vkey":"z","vkey":"x","checkpoint":"y"}\n', "notALogExport"],
    ["an endless first line", "x".repeat(3_000_000), "notALogExport"],
  ])("%s is refused", async (_, text, type) => {
    const answer = await openLogExport(inChunks(utf8(text), [100_000]));
    expect(answer).toMatchObject({ ok: false, error: { type } });
    expect(await verify(utf8(text))).toMatchObject(broken("exportBroken"));
  });

  test("a cut inside an entry names the entry", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    expect(await verify(file.slice(0, -1))).toMatchObject(broken("exportBroken", 39));
  });

  test("the source is closed when verification stops early", async () => {
    const file = await exported(await noteOf(entries, county), entries);
    let closed = false;
    async function* source() {
      try {
        yield* inChunks(file, [64]);
      } finally {
        closed = true;
      }
    }
    const refuse: EntryCheck = () => ({ type: "refused", what: "all are" });
    await verifyExport(hasher, source(), { checkEntry: refuse });
    expect(closed).toBe(true);
  });
});

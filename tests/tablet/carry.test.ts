/**
 * Records of one tablet that another one carries: verified before they are believed, taken twice without harm, kept through a
 * kill, delivered so that the county has exactly what was recorded.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecoveryFile } from "../../src/cli/recoveryFile.ts";
import { CarryReader, carryCodes } from "../../src/protocol/carryCodes.ts";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import type { Carry } from "../../src/tablet/carryCalls.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, plainVoters } from "../helpers/openElection.ts";
import { proofOf, rounds, signedCheckIn } from "../helpers/sending.ts";
import { everyoneSigns, signingKey } from "../helpers/signing.ts";

let at: OpenElection;
const begun = async (): Promise<OpenElection> => {
  const { signatureKey } = await signingKey();
  return openElection(plainVoters(80), undefined, { rules: { signature: everyoneSigns }, signatureKey });
};
beforeEach(async () => {
  at = await begun();
});
afterEach(() => at.stop());

const deviceOf = async ({ store }: CoreTablet): Promise<string> => (await store.fact("identity"))?.device ?? "";
const given = async ({ core }: CoreTablet): Promise<Extract<Carry, { how: "file" }>> => {
  const carry = await core.carry({ how: "file" });
  if (carry?.how !== "file") throw new Error("nothing to carry");
  return carry;
};
const bytesOf = async (tablet: CoreTablet): Promise<Uint8Array> =>
  new Uint8Array(await (await given(tablet)).file.arrayBuffer());
const inCounty = async (device: string): Promise<number> => {
  const { devices } = await at.county.county.sequencer.refresh();
  return (devices.get(device)?.head_seq ?? -1) + 1;
};

/** A with two check-ins that nobody else knows, and B beside it, both without a network. */
async function apart(): Promise<{ a: CoreTablet; b: CoreTablet }> {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  await rounds(a, b);
  for (const tablet of [a, b]) tablet.online = false;
  for (const voter of ["V1", "V2"]) await signedCheckIn(a, voter);
  return { a, b };
}

test("P7: what A gives to B is at the county once B has a network, and A finds it there later", async () => {
  const { a, b } = await apart();
  const bytes = await bytesOf(a);
  const device = await deviceOf(a);
  const before = await inCounty(device);
  const taken = await b.core.takeCarried(bytes);
  expect(taken).toMatchObject({ ok: true, value: { runs: [{ number: 1, events: 3, fresh: 3 }], files: 2 } });
  // The neighbour knows it at once, without any network.
  expect((await b.core.voter("V1"))?.disposition).toMatchObject({ kind: "none", why: { reason: "checkedIn" } });
  expect((await proofOf(b)).carried).toMatchObject([{ number: 1, events: 3, found: 0, filesToSend: 2 }]);

  b.online = true;
  await rounds(b);
  expect(await inCounty(device)).toBe(before + 3);
  expect((await proofOf(b)).carried).toMatchObject([
    { number: 1, events: 3, found: 3, filesToSend: 0, refused: undefined },
  ]);
  a.online = true;
  await rounds(a);
  expect(await proofOf(a)).toMatchObject({ complete: true, files: 2, filesHeld: 2 });
});

test("the same file twice, and a longer one after it, change nothing but what is new", async () => {
  const { a, b } = await apart();
  const first = await bytesOf(a);
  expect(await b.core.takeCarried(first)).toMatchObject({ ok: true, value: { runs: [{ fresh: 3 }] } });
  expect(await b.core.takeCarried(first)).toMatchObject({ ok: true, value: { runs: [{ events: 3, fresh: 0 }] } });
  await signedCheckIn(a, "V3");
  const second = await bytesOf(a);
  expect(await b.core.takeCarried(second)).toMatchObject({ ok: true, value: { runs: [{ events: 5, fresh: 2 }] } });
  b.online = true;
  await rounds(b);
  const { fold } = at.county.county;
  await at.county.county.lookAround();
  for (const voter of ["V1", "V2", "V3"]) expect(fold.standings.of(voter).checkIns).toHaveLength(1);
  expect(fold.standings.checkedInTwice()).toEqual([]);
});

test("what was taken survives a kill, and what was in the middle of being sent is sent whole", async () => {
  const { a, b } = await apart();
  expect(await b.core.takeCarried(await bytesOf(a))).toMatchObject({ ok: true });
  b.start();
  await b.core.start();
  b.online = true;
  let broken = 0;
  b.connect(async (path, init) => {
    const answer = await at.county.fetch(path, init);
    if (!path.startsWith("/api/signatures/") || broken++ > 0) return answer;
    throw new TypeError("no network");
  });
  await rounds(b);
  b.start();
  await b.core.start();
  await rounds(b);
  expect((await proofOf(b)).carried).toMatchObject([{ found: 3, filesToSend: 0 }]);
  a.online = true;
  await rounds(a);
  expect(await proofOf(a)).toMatchObject({ complete: true });
});

test("leaving as a file is recorded, and is itself in the file", async () => {
  const { a } = await apart();
  const before = await a.store.eventCount(await deviceOf(a));
  expect(await given(a)).toMatchObject({ number: 1, events: 3, files: 2, through: before });
  const text = Buffer.from(await bytesOf(a)).toString("latin1");
  for (const clear of ["VoterA", "Maple", "1970-01-01", "rosa", 'V1"']) expect(text).not.toContain(clear);
});

test("the county's own command for saved records reads the same file, events and signatures", async () => {
  const { a } = await apart();
  const folder = mkdtempSync(join(tmpdir(), "carry-"));
  try {
    const path = join(folder, "tablet.records");
    writeFileSync(path, await bytesOf(a));
    const file = await openRecoveryFile(path);
    if (!file.ok) throw new Error(file.error.type);
    const all = async (parts: AsyncIterable<readonly Uint8Array[]>): Promise<Uint8Array[]> => {
      const found: Uint8Array[] = [];
      for await (const part of parts) found.push(...part);
      return found;
    };
    const own = await a.store.events(await deviceOf(a), 0, 100);
    expect((await all(file.value.ownEvents())).map((leaf) => [...leaf])).toEqual(
      own.slice(-3).map(({ leaf }) => [...leaf]),
    );
    expect(await all(file.value.signatures())).toHaveLength(2);
    expect(file.value.truncated()).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a file of another election, of another county, changed or cut short is refused whole", async () => {
  const { a, b } = await apart();
  const bytes = await bytesOf(a);
  const other = await begun();
  const stranger = await other.workingTablet();
  await rounds(stranger);
  stranger.online = false;
  await signedCheckIn(stranger, "V9");
  // The same election's name, and another county's key under it.
  expect(await b.core.takeCarried(await bytesOf(stranger))).toMatchObject({
    ok: false,
    error: { type: "otherCounty" },
  });
  await other.stop();
  const text = Buffer.from(bytes).toString("latin1");
  const elsewhere = Buffer.from(text.replaceAll("2026-general", "2027-general"), "latin1");
  expect((await b.core.takeCarried(elsewhere)).ok).toBe(false);
  expect(await b.core.takeCarried(bytes.subarray(0, bytes.length - 5))).toMatchObject({
    ok: false,
    error: { type: "damagedRecords" },
  });
  expect(await b.core.takeCarried(new TextEncoder().encode("no file of ours\n"))).toMatchObject({
    ok: false,
    error: { type: "notRecords" },
  });
  expect(await a.core.takeCarried(bytes)).toMatchObject({ ok: false, error: { type: "ownRecords" } });
  expect(await b.store.fact("carried")).toBeUndefined();
});

test("no byte of the events can be changed: whichever it is, nothing is taken", async () => {
  const { a, b } = await apart();
  const bytes = await bytesOf(a);
  const begin = bytes.indexOf(0x0a) + 1;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, begin))) as { events: number };
  let end = begin;
  for (let n = 0; n < header.events; n++) end += 2 + ((bytes[end] ?? 0) << 8) + (bytes[end + 1] ?? 0);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: begin, max: end - 1 }), fc.integer({ min: 1, max: 255 }), async (where, by) => {
      const changed = bytes.slice();
      changed[where] = (changed[where] ?? 0) ^ by;
      expect((await b.core.takeCarried(changed)).ok).toBe(false);
    }),
    { numRuns: 60 },
  );
  expect(await b.store.fact("carried")).toBeUndefined();
});

/** What `tablet` shows as codes, as another one reads them; then it knows that they were taken. */
async function shown({ core }: CoreTablet): Promise<{ readonly bytes: Uint8Array; readonly codes: readonly string[] }> {
  const carry = await core.carry({ how: "codes" });
  if (carry?.how !== "codes") throw new Error("nothing");
  const reader = new CarryReader();
  let whole: Uint8Array | undefined;
  for (const code of [...carry.codes].reverse()) {
    const read = await reader.read(code);
    whole = read.ok ? (read.value ?? whole) : whole;
  }
  expect(await core.carry({ how: "taken", through: carry.through })).toBeUndefined();
  return { bytes: whole ?? new Uint8Array(0), codes: carry.codes };
}

test("a few at a time by square codes, in any order: the county takes them once what stands before has come", async () => {
  const { a, b } = await apart();
  const first = await shown(a);
  expect(first.codes.length).toBeGreaterThan(1);
  await signedCheckIn(a, "V3");
  const second = await shown(a);
  expect(second.codes.length).toBeLessThan(6); // what another tablet has is not shown again
  for (const { bytes } of [second, first]) expect(await b.core.takeCarried(bytes)).toMatchObject({ ok: true });
  b.online = true;
  await rounds(b);
  expect((await proofOf(b)).carried.every(({ events, found }) => events === found)).toBe(true);
});

test("what the county cannot take yet is not sent again with every round, and at once when what it missed has come", async () => {
  const { a, b } = await apart();
  const first = await shown(a);
  await signedCheckIn(a, "V3");
  const second = await shown(a);
  const device = await deviceOf(a);
  let tries = 0;
  b.connect((path, init) => {
    if (path === devicePath(device) && init?.method === "POST") tries++;
    return at.county.fetch(path, init);
  });
  b.online = true;
  expect(await b.core.takeCarried(second.bytes)).toMatchObject({ ok: true });
  await rounds(b);
  expect(tries).toBe(1);
  at.clock.pass(31_000);
  await rounds(b);
  expect(tries).toBe(2);
  at.clock.pass(31_000); // by now it waits twice as long
  await rounds(b);
  expect(tries).toBe(2);
  expect(await b.core.takeCarried(first.bytes)).toMatchObject({ ok: true });
  await rounds(b);
  expect((await proofOf(b)).carried.every(({ events, found }) => events === found)).toBe(true);
});

test("codes come together from any order, with others in between, and a misread one is read again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 3000 }),
      fc.infiniteStream(fc.nat()),
      async (bytes, chance) => {
        const codes = await carryCodes(bytes);
        const order = codes.map((code) => [chance.next().value, code] as const).sort(([x], [y]) => x - y);
        const reader = new CarryReader();
        let whole: Uint8Array | undefined;
        for (const [, code] of [...order, ...order]) {
          expect((await reader.read("TURNOUT-WORKER:AAAA")).ok).toBe(false);
          const read = await reader.read(code);
          if (read.ok && read.value !== undefined) whole = read.value;
        }
        expect(whole).toEqual(bytes);
      },
    ),
    { numRuns: 50 },
  );
});

test("records that exist on one tablet alone are offered to be copied: from 20 on, or after 20 minutes", async () => {
  const tablet = await at.workingTablet();
  await rounds(tablet);
  tablet.online = false;
  const toCopy = (): number => tablet.core.state().toCopy;
  await signedCheckIn(tablet, "V1");
  expect(toCopy()).toBe(0);
  at.clock.pass(19 * 60_000);
  expect(toCopy()).toBe(0);
  at.clock.pass(60_000);
  expect(toCopy()).toBe(1);
  const carry = await tablet.core.carry({ how: "codes" });
  await tablet.core.carry({ how: "taken", through: carry?.through ?? 0 });
  expect(toCopy()).toBe(0);
  for (let n = 2; n < 21; n++) await signedCheckIn(tablet, `V${n}`);
  expect(toCopy()).toBe(0);
  await signedCheckIn(tablet, "V21");
  expect(toCopy()).toBe(20);
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().toCopy).toBe(20); // what another has is known through a restart
  tablet.online = true;
  await rounds(tablet);
  expect(toCopy()).toBe(0);
});

/** What tablets saved comes back event by event: one that is bad costs itself and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecoveryFile, type RecoveryFile } from "../../src/cli/recoveryFile.ts";
import { takeOwnEvents } from "../../src/cli/takeBack.ts";
import { type CountyOffice, openCountyOffice } from "../../src/server/countyOffice.ts";
import { readEntries } from "../../src/server/logStore.ts";
import { bundleOf, countyOnSocket, enrolTablet, type NodeTablet, silent } from "../helpers/server.ts";

let county: Awaited<ReturnType<typeof countyOnSocket>>;
let office: CountyOffice;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "take-back-"));
  county = await countyOnSocket();
  const opened = await openCountyOffice({ folder: county.folder, lastSeenFile: join(folder, "seen"), log: silent });
  if (!opened.ok) throw new Error(opened.error.type);
  office = opened.value;
});
afterEach(async () => {
  await office.stop();
  await county.stop();
  rmSync(folder, { recursive: true });
});

/** A file as a tablet saves it. */
async function saved(name: string, leaves: readonly Uint8Array[]): Promise<RecoveryFile> {
  const file = join(folder, name);
  const header = { format: "turnout-tablet/1", checkpoint: "", events: leaves.length, entries: 0 };
  writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bundleOf(leaves)]));
  const opened = await openRecoveryFile(file);
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
}

async function tabletWith(events: number): Promise<NodeTablet> {
  const tablet = await enrolTablet(county);
  for (let n = 0; n < events; n++) await tablet.checkIn(`V${n}`);
  return tablet;
}

async function inLog(leaves: readonly Uint8Array[]): Promise<number> {
  const { size } = await office.sequencer.refresh();
  const known = (await readEntries(office.database, 0, size)).map(({ leaf }) => Buffer.from(leaf).toString("base64"));
  return leaves.filter((leaf) => known.includes(Buffer.from(leaf).toString("base64"))).length;
}

/** The same event with a signature that does not fit. */
const forged = (leaf: Uint8Array): Uint8Array => leaf.with(leaf.length - 1, (leaf.at(-1) as number) ^ 1);

test("P7: bad events are named by file and number; all others of this and of later files are taken, once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 4 }), async (bad) => {
      const [first, second] = [await tabletWith(12), await tabletWith(2)];
      const leaves = first.leaves.map((leaf, at) => (bad.includes(at) ? forged(leaf) : leaf));
      const files = [await saved("first", leaves), await saved("second", second.leaves)];
      const taken = await takeOwnEvents(office, files);
      expect(taken).toMatchObject({ events: 14, added: 14 - bad.length });
      const numbers = [...bad].sort((a, b) => a - b).map((at) => at + 1);
      expect(taken.notTaken.map(({ from, to, type }) => [from, to, type])).toEqual(
        numbers.map((n) => [n, n, "badSignature"]),
      );
      for (const one of taken.notTaken) expect(one.file).toBe(files[0]?.file);
      expect(await inLog(first.leaves.filter((_, at) => !bad.includes(at)))).toBe(12 - bad.length);
      expect(await inLog(second.leaves)).toBe(2);
      expect((await takeOwnEvents(office, files)).added).toBe(0);
    }),
    { numRuns: 8 },
  );
}, 60_000);

test("what is no event, and the events of a tablet that nobody knows, do not stop the rest", async () => {
  const [tablet, unknown] = [await tabletWith(2), await tabletWith(3)];
  await office.database.db.deleteFrom("device").where("id", "=", unknown.device).execute();
  const opened = await openCountyOffice({ folder: county.folder, lastSeenFile: join(folder, "seen"), log: silent });
  if (!opened.ok) throw new Error(opened.error.type);
  const [one, two] = tablet.leaves as [Uint8Array, Uint8Array];
  const file = await saved("mixed", [...unknown.leaves, new Uint8Array(200), one, new Uint8Array(3), two]);
  const taken = await takeOwnEvents(opened.value, [file]);
  await opened.value.stop();
  expect(taken).toMatchObject({ events: 7, added: 2 });
  expect(taken.notTaken.map(({ from, to, type }) => [from, to, type])).toEqual([
    [1, 3, "unknownDevice"],
    [4, 4, "badEvent"],
    [6, 6, "badEvent"],
  ]);
  expect(await inLog(tablet.leaves)).toBe(2);
});

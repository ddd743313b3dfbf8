/** The lock file outside the data folder when several endpoints write it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeCheckpoint, signNote } from "../../src/log/checkpoint.ts";
import { countySigner, logOrigin, newLogKey } from "../../src/server/countyKeys.ts";
import { openLastSeen, readLastSeen } from "../../src/server/lastSeen.ts";

let folder: string;
let file: string;
const logKey = newLogKey();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "seen-"));
  file = join(folder, "data.seen");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function noteOf(epoch: number, size: number): Promise<string> {
  const origin = logOrigin("2026-general", epoch);
  const root = new Uint8Array(32).fill(size % 256);
  return signNote(encodeCheckpoint({ origin, size, root }), await countySigner(logKey, origin));
}

test("P8: whichever of two endpoints writes last, the newest checkpoint stays, whole", async () => {
  const write = fc.record({
    by: fc.nat({ max: 1 }),
    epoch: fc.constantFrom(1, 1, 1, 2),
    size: fc.nat({ max: 20_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (writes) => {
      rmSync(file, { force: true });
      const endpoints = [openLastSeen(file), openLastSeen(file)];
      for (const { by, epoch, size } of writes) endpoints[by]?.write(await noteOf(epoch, size));
      for (const endpoint of endpoints) endpoint.close();
      const newest = writes.reduce((a, b) => (b.epoch > a.epoch || (b.epoch === a.epoch && b.size > a.size) ? b : a));
      const seen = await readLastSeen(file, logKey);
      expect(seen).toMatchObject({
        ok: true,
        value: { origin: logOrigin("2026-general", newest.epoch), size: newest.size },
      });
    }),
    { numRuns: 60 },
  );
});

test("an empty file means that nothing was signed yet; a damaged one is overwritten whole", async () => {
  writeFileSync(file, "");
  expect(await readLastSeen(file, logKey)).toEqual({ ok: true, value: undefined });
  const note = await noteOf(1, 7);
  for (const before of ["", "x".repeat(900), `${note}more`]) {
    writeFileSync(file, before);
    const endpoint = openLastSeen(file);
    endpoint.write(note);
    endpoint.close();
    expect(readFileSync(file, "utf8")).toBe(note);
  }
});

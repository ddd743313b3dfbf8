import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extendVerified, unseenLog } from "../../src/log/clientLog.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, treeOf } from "./countyLog.ts";

const county = await newSigner();
const impostor = await newSigner();
const entries = entriesOf(700);
const { vkey } = county;
const signedAt = async (size: number) => ({ note: await noteOf(entries.slice(0, size), county), vkey });
const followedTo = async (size: number) =>
  opened(await extendVerified(hasher, unseenLog(hasher), await signedAt(size), [entries.slice(0, size)]));

describe("P8: a tablet recomputes the county's tree as it follows", () => {
  test("pulls in any steps and batches end at the county's root", async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 300 }), async (sizes, most) => {
        let log = unseenLog(hasher);
        for (const size of sizes.sort((a, b) => a - b)) {
          const batches: Uint8Array[][] = [];
          for (let at = log.tree.size; at < size; at += most)
            batches.push(entries.slice(at, Math.min(size, at + most)));
          log = opened(await extendVerified(hasher, log, await signedAt(size), batches));
          expect(log.checkpoint?.size).toBe(size);
          expect(log.tree.root()).toEqual(treeOf(entries.slice(0, size)).root());
        }
      }),
      { numRuns: 30 },
    );
  });

  test("one changed, exchanged, missing or added entry is refused, and the old state stays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        fc.nat(),
        async (from, more, n) => {
          const log = await followedTo(from);
          const before = log.tree.serialise();
          const signed = await signedAt(from + more);
          const pulled = entries.slice(from, from + more);
          const at = n % more;
          const next = (at + 1) % more;
          const changed = pulled.map((entry, i) => (i === at ? flipped(entry, n) : entry));
          const exchanged = pulled.with(at, pulled[next] as Uint8Array).with(next, pulled[at] as Uint8Array);
          const missing = pulled.toSpliced(at, 1);
          const added = pulled.toSpliced(at, 0, Uint8Array.of(1));
          for (const wrong of [changed, exchanged]) {
            const refused = await extendVerified(hasher, log, signed, [wrong]);
            expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: from + more } });
          }
          for (const wrong of [missing, added]) {
            const refused = await extendVerified(hasher, log, signed, [wrong]);
            const error = { type: "entryCountWrong", expected: more, found: wrong.length };
            expect(refused).toEqual({ ok: false, error });
          }
          expect(log.tree.serialise()).toEqual(before);
          expect((await extendVerified(hasher, log, signed, [pulled])).ok).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a checkpoint of the same size with another root is inconsistent, with the same root it is not", async () => {
    const log = await followedTo(5);
    const other = { note: await noteOf(entriesOf(5, 1), county), vkey };
    const refused = await extendVerified(hasher, log, other, []);
    expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: 5 } });
    expect((await extendVerified(hasher, log, await signedAt(5), [])).ok).toBe(true);
  });

  test("a county that rewrote what this tablet has seen is found although its new checkpoint is in order", async () => {
    const log = await followedTo(50);
    const rewritten = entries.slice(0, 80).with(10, Uint8Array.of(1));
    const signed = { note: await noteOf(rewritten, county), vkey };
    expect(await extendVerified(hasher, unseenLog(hasher), signed, [rewritten])).toMatchObject({ ok: true });
    const refused = await extendVerified(hasher, log, signed, [rewritten.slice(50)]);
    expect(refused).toEqual({ ok: false, error: { type: "rootDiffers", size: 80 } });
  });

  test("an older checkpoint, and one that the county did not sign", async () => {
    const log = await followedTo(50);
    expect(await extendVerified(hasher, log, await signedAt(49), [])).toEqual({
      ok: false,
      error: { type: "shrunk", from: 50, to: 49 },
    });
    const forged = { note: await noteOf(entries.slice(0, 60), impostor), vkey };
    expect(await extendVerified(hasher, log, forged, [entries.slice(50, 60)])).toMatchObject({
      ok: false,
      error: { type: "badNote", cause: { type: "notSignedByKey" } },
    });
  });

  test("an answer without end is not read on", async () => {
    let read = 0;
    function* endless() {
      for (;;) {
        read += 1;
        yield entries.slice(0, 10);
      }
    }
    expect(await extendVerified(hasher, unseenLog(hasher), await signedAt(15), endless())).toMatchObject({
      ok: false,
      error: { type: "entryCountWrong" },
    });
    expect(read).toBe(2);
  });
});

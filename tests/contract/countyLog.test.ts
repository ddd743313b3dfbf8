/** What the county log promises, on every database: one order, no gap, nothing twice, all of a push or nothing. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openNote } from "../../src/log/checkpoint.ts";
import { CompactTree, createTreeHasher } from "../../src/log/merkleTree.ts";
import { readEntries } from "../../src/server/logStore.ts";
import { migrate } from "../../src/server/migrations.ts";
import { countyInMemory, type Endpoint, enrolTablet, problemIn, viewIn } from "../helpers/server.ts";
import { engines, type RunningEngine } from "./engines.ts";

describe.each(engines)("$name", ({ start }) => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.stop());

  const fresh = async (): Promise<Endpoint> => countyInMemory({ database: (await engine.fresh())() });

  /** The whole log, checked: positions without gap, the signed root over exactly these entries, no hash twice. */
  async function wholeLog({ county }: Endpoint) {
    const state = await county.sequencer.refresh();
    const entries = await readEntries(county.enrolment.database, 0, state.size + 100);
    expect(entries.map(({ position }) => position)).toEqual([...entries.keys()]);
    const hasher = await createTreeHasher();
    const tree = new CompactTree(hasher);
    for (const { leaf } of entries) tree.append(hasher.leaf(leaf));
    const note = await openNote(state.note, state.signer.vkey);
    expect(note).toEqual({
      ok: true,
      value: { origin: "turnout/2026-general", size: entries.length, root: tree.root() },
    });
    expect(new Set(entries.map(({ hash }) => hash)).size).toBe(entries.length);
    return entries;
  }

  const logOf = async (endpoint: Endpoint, device: string) =>
    (await wholeLog(endpoint)).filter((entry) => entry.device === device);

  test("three processes migrate an empty database at once", async () => {
    const open = await engine.fresh();
    expect(await Promise.all([migrate(open()), migrate(open()), migrate(open())])).toEqual([5, 5, 5]);
  });

  test("any split, repetition and order of pushes ends with each event once and in order", async () => {
    const endpoint = await fresh();
    const piece = fc.record({ from: fc.nat(9), length: fc.integer({ min: 1, max: 10 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const tablet = await enrolTablet(endpoint);
        for (let n = 0; n < 10; n++) await tablet.checkIn(`v${n}`);
        const size = (await endpoint.county.sequencer.refresh()).size;
        let head = -1;
        for (const { from, length } of pieces) {
          const answer = await tablet.push(tablet.leaves.slice(from, from + length));
          if (from > head + 1) {
            expect(problemIn(answer)).toMatchObject({ type: "gap", expects: head + 1 });
            continue;
          }
          head = Math.max(head, Math.min(9, from + length - 1));
          expect(viewIn(answer).device.head.seq).toBe(head);
        }
        const own = await readEntries(endpoint.county.enrolment.database, size, size + 100);
        const seqs = own.filter(({ device }) => device === tablet.device).map(({ seq }) => seq);
        expect(seqs).toEqual([...Array(head + 1).keys()]);
        expect(viewIn(await tablet.push()).device.head).toEqual({ seq: 9, hash: tablet.hashes[9] });
      }),
      { numRuns: 25 },
    );
    await wholeLog(endpoint);
  }, 60_000);

  test("events out of order inside one push are a gap, and nothing of it is stored", async () => {
    const endpoint = await fresh();
    const tablet = await enrolTablet(endpoint);
    for (const voter of ["a", "b", "c"]) await tablet.checkIn(voter);
    const [a, b, c] = tablet.leaves as [Uint8Array, Uint8Array, Uint8Array];
    for (const wrong of [[a, c], [b, a], [a, a], [c]])
      expect(problemIn(await tablet.push(wrong))).toMatchObject({ type: "gap", expects: 0 });
    expect(await logOf(endpoint, tablet.device)).toEqual([]);
  });

  test("requests that wait share one transaction, and one that is refused leaves the others alone", async () => {
    const endpoint = await fresh();
    const tablets = await Promise.all(Array.from({ length: 20 }, () => enrolTablet(endpoint)));
    for (const tablet of tablets) {
      await tablet.checkIn("a");
      await tablet.checkIn("b");
    }
    let commits = 0;
    endpoint.county.onCheckpoint(() => commits++);
    const answers = await Promise.all(
      tablets.map((tablet, n) => tablet.push(n === 7 ? tablet.leaves.slice(1) : tablet.leaves)),
    );
    expect(answers.map(({ status }) => status)).toEqual(tablets.map((_, n) => (n === 7 ? 409 : 200)));
    expect(commits).toBeLessThan(20);
    const entries = await wholeLog(endpoint);
    for (const [n, { device }] of tablets.entries())
      expect(entries.filter((entry) => entry.device === device)).toHaveLength(n === 7 ? 0 : 2);
  });

  test("several processes on one database: every position once, every chain in order, every number once", async () => {
    const open = await engine.fresh();
    const first = await countyInMemory({ database: open() });
    const processes = [first, await first.another(open()), await first.another(open())];
    const tablets = await Promise.all(Array.from({ length: 9 }, (_, n) => enrolTablet(processes[n % 3] as Endpoint)));
    expect(tablets.map(({ answer }) => answer.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await Promise.all(
      tablets.map(async (tablet, n) => {
        for (let round = 0; round < 6; round++) {
          await tablet.checkIn(`voter ${n} ${round}`);
          // Each push goes through another process than the one before.
          const endpoint = processes[(n + round) % 3] as Endpoint;
          const view = viewIn(await tablet.through(endpoint).push(tablet.leaves.slice(round)));
          expect(view.device.head.seq).toBe(round);
        }
      }),
    );
    const entries = await wholeLog(processes[1] as Endpoint);
    for (const tablet of tablets)
      expect(entries.filter(({ device }) => device === tablet.device).map(({ hash }) => hash)).toEqual(tablet.hashes);
  }, 30_000);

  test("a fork is refused whole; handed over, both branches are in the log, and the id is at its end", async () => {
    const endpoint = await fresh();
    const tablet = await enrolTablet(endpoint);
    await tablet.checkIn("a");
    await tablet.checkIn("b");
    await tablet.checkIn("c");
    await tablet.push();
    // The profile is restored from a backup after the first event and witnesses other things.
    const other = await tablet.witness({ type: "SomethingElse" }, { seq: 1 });
    const more = await tablet.witness({ type: "SomethingElse" }, { seq: 2, prev: other.hash });
    const branch = [tablet.leaves[0] as Uint8Array, other.leaf, more.leaf];
    expect(problemIn(await tablet.push(branch)).type).toBe("fork");
    expect(problemIn(await tablet.push([other.leaf])).type).toBe("fork");
    expect(await logOf(endpoint, tablet.device)).toHaveLength(3);

    const again = await enrolTablet(endpoint);
    for (let n = 0; n < 2; n++) expect((await again.handOver(branch, tablet.device)).status).toBe(200);
    const entries = await logOf(endpoint, tablet.device);
    expect(entries.map(({ seq, handed_over }) => [seq, handed_over])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 1],
      [2, 1],
    ]);
    const said = (await wholeLog(endpoint)).filter(({ device }) => device === "county").at(-1);
    expect(new TextDecoder().decode(said?.leaf)).toContain(`"events":["${other.hash}","${more.hash}"]`);

    await tablet.checkIn("d");
    expect(problemIn(await tablet.push()).type).toBe("fork");
    expect(viewIn(await tablet.push(tablet.leaves.slice(0, 3))).device.head.seq).toBe(2);
  });

  test("a tablet that hands over what simply follows its chain loses nothing and is not flagged", async () => {
    const endpoint = await fresh();
    const tablet = await enrolTablet(endpoint);
    for (const voter of ["a", "b", "c"]) await tablet.checkIn(voter);
    await tablet.push(tablet.leaves.slice(0, 1));
    const again = await enrolTablet(endpoint);
    expect((await again.handOver(tablet.leaves, tablet.device)).status).toBe(200);
    const entries = await logOf(endpoint, tablet.device);
    expect(entries.map(({ seq, handed_over }) => [seq, handed_over])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  test("any tablet may carry any tablet's log", async () => {
    const endpoint = await fresh();
    const [tablet, carrier] = [await enrolTablet(endpoint), await enrolTablet(endpoint, "library")];
    await tablet.checkIn("a");
    const view = viewIn(await carrier.push(tablet.leaves, tablet.device));
    expect(view.device).toMatchObject({ device: tablet.device, head: { seq: 0 }, place: "school" });
  });

  test("storage that fails in the middle of a commit leaves nothing, and the next push enters", async () => {
    const endpoint = await fresh();
    const { sequencer } = endpoint.county;
    const tablet = await enrolTablet(endpoint);
    const before = await wholeLog(endpoint);
    const failing = sequencer.submit(async (round) => {
      await round.say({ type: "CountyClock" });
      round.alsoWrite(() => Promise.reject(new Error("the disk is full")));
    });
    await expect(failing).rejects.toThrow("the disk is full");
    expect(await wholeLog(endpoint)).toEqual(before);
    await tablet.checkIn("a");
    expect(viewIn(await tablet.push()).device.head.seq).toBe(0);
    await wholeLog(endpoint);
  });
});

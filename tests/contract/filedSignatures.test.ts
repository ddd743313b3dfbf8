/** Signatures on file on every database: each voter's newest, and sets that hold all of a place's. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signaturesOf } from "../../src/roll/rollManifest.ts";
import { filedCount, SignatureFiler, signatureSets } from "../../src/server/filedSignatures.ts";
import { migrate } from "../../src/server/migrations.ts";
import type { Publisher } from "../../src/server/publish.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { election } from "../helpers/server.ts";
import { png } from "../helpers/signatureImages.ts";
import { engines, type RunningEngine } from "./engines.ts";

describe.each(engines)("$name", ({ start }) => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.stop());

  test("more than one request takes: all are filed and in the sets; filed again, each once", async () => {
    const open = await engine.fresh();
    const database = open();
    await migrate(database);
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const publisher = { database, election, electionKey: new Uint8Array(32), random } as unknown as Publisher;
    const filer = await SignatureFiler.open(publisher);
    const ids = Array.from({ length: 450 }, (_, n) => `V${n}`);
    const images = ids.map((voterId, n) => ({ voterId, image: { type: "image/png" as const, bytes: png(n, 40, 20) } }));
    expect(await filer.file(images.slice(0, 300))).toBe(0);
    expect(await filer.file(images)).toBe(300);
    expect(await filedCount(database)).toBe(450);
    const saved = new Map<string, number>();
    const roll = { rows: 400, voterAt: (row: number) => voter(`V${row}`, { split: row < 350 ? "01" : "02" }) };
    const signatures = await signatureSets(publisher, roll, ({ hash, bytes }) => {
      saved.set(hash, bytes.length);
    });
    expect(signatures.map(({ place, images }) => [place, images])).toEqual([
      ["school", 350],
      ["library", 50],
    ]);
    for (const { chunks } of signatures) for (const { hash, bytes } of chunks) expect(saved.get(hash)).toBe(bytes);
    expect(signaturesOf({ signatures } as Parameters<typeof signaturesOf>[0], "nowhere")).toBeUndefined();
  });
});

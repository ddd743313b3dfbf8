/** Signature files on every database: each once, also when several processes bring it at once; all of them in order. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ok } from "../../src/domain/result.ts";
import { signatureFileName } from "../../src/protocol/sealedSignature.ts";
import { migrate } from "../../src/server/migrations.ts";
import { keepSignature, signatureCount, signatureFiles } from "../../src/server/signatureFiles.ts";
import { engines, type RunningEngine } from "./engines.ts";

describe.each(engines)("$name", ({ start }) => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.stop());

  test("a file that several bring at once is kept once, unchanged, and all come back in the order of their names", async () => {
    const open = await engine.fresh();
    const database = open();
    await migrate(database);
    const device = { id: "d1", waits: 0 };
    const kept = new Map<string, Uint8Array>();
    for (let n = 0; n < 405; n++) {
      const bytes = new Uint8Array([1, n & 255, n >> 8]);
      const hash = await signatureFileName(bytes);
      kept.set(hash, bytes);
      const brought = n < 5 ? [open(), open(), database] : [database];
      const answers = await Promise.all(brought.map((one) => keepSignature(one, device, hash, bytes, n)));
      expect(answers).toEqual(brought.map(() => ok(undefined)));
    }
    expect(await signatureCount(database)).toBe(405);
    const read: [string, Uint8Array][] = [];
    for await (const { hash, bytes } of signatureFiles(database)) read.push([hash, new Uint8Array(bytes)]);
    expect(read).toEqual([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
  });
});

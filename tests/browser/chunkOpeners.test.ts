/** Second workers that open a roll, in a real browser: the same roll, the same refusals, and no harm if they are gone. */
import { expect, test } from "vitest";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { openRoll, sealRoll } from "../../src/roll/sealRoll.ts";
import { startChunkOpeners } from "../../src/tablet/chunkOpeners.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { memoryChunks, rollKey } from "../helpers/memoryChunks.ts";

async function sealed() {
  const roll = await buildRoll([...inventedVoters(inventedElection(20), 1, 120_000)]);
  if (!roll.ok) throw new Error(roll.error.type);
  const store = memoryChunks();
  const key = await rollKey();
  const manifest = await sealRoll(roll.value, key, { election: "e", version: 3 }, store.save);
  return { ...store, key, manifest };
}

test("second workers open the same roll, refuse what is damaged, and are not missed when they are gone", async () => {
  const { manifest, chunks, fetchChunk, key } = await sealed();
  expect(manifest.groups.hot.chunks.length).toBeGreaterThan(1);
  const openers = startChunkOpeners(3);
  expect(openers).toHaveLength(2);
  let elsewhere = 0;
  const counted = openers.map(({ open }): { open: typeof open } => ({
    open: async (chunk) => {
      const opened = await open(chunk);
      if (opened !== undefined) elsewhere++;
      return opened;
    },
  }));
  const alone = await openRoll(manifest, fetchChunk, key);
  const together = await openRoll(manifest, fetchChunk, key, counted);
  if (!alone.ok || !together.ok) throw new Error("not opened");
  expect(elsewhere).toBeGreaterThan(0);
  expect(together.value.columns).toEqual(alone.value.columns);
  expect(together.value.ids).toEqual(alone.value.ids);

  const hash = manifest.groups.hot.chunks[0]?.hash ?? "";
  const whole = chunks.get(hash) as Uint8Array<ArrayBuffer>;
  const damaged = whole.slice();
  damaged[damaged.length - 1] = (damaged[damaged.length - 1] as number) ^ 1;
  const fetchDamaged = async (wanted: string) => (wanted === hash ? damaged : chunks.get(wanted));
  const refused = { ok: false, error: { type: "chunkDamaged", chunk: hash } };
  expect(await openRoll(manifest, fetchDamaged, key, counted)).toEqual(refused);
  const wrongKey = await openRoll(manifest, fetchChunk, await rollKey(8), counted);
  expect(wrongKey).toMatchObject({ ok: false, error: { type: "wrongKey" } });

  for (const opener of openers) opener.end();
  elsewhere = 0;
  expect((await openRoll(manifest, fetchChunk, key, counted)).ok).toBe(true);
  expect(elsewhere).toBe(0);
});

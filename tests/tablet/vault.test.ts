/** The secret of the day: once it is to be destroyed, nothing that was begun before writes it again. */
import { describe, expect, test } from "vitest";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { hashPin } from "../../src/protocol/pin.ts";
import { dayFile, Vault } from "../../src/tablet/vault.ts";
import { MemoryFiles } from "../helpers/coreTablet.ts";
import { pin, workerCalled } from "../helpers/openElection.ts";

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const expires = 1_000_000;

async function someVault() {
  const files = new MemoryFiles();
  const electionKey = random(32);
  const keys = { electionKey, eventKey: await eventKey(await eventKeyBytes(electionKey)) };
  const vault = new Vault({ files, random, now: () => 0 }, "e");
  const remember = async (id: string) => {
    const worker = await workerCalled(id, "pollWorker");
    const hashed = await hashPin(pin, worker.pin);
    return () => vault.rememberForToday(keys, worker, hashed, expires);
  };
  return { files, vault, remember };
}

describe("the secret of the day", () => {
  test("is not written again by a change that was begun before it was destroyed", async () => {
    const { files, vault, remember } = await someVault();
    const [rosa, lin] = [await remember("rosa"), await remember("lin")];
    await rosa();
    const changes = [lin(), vault.dropOldPins([]), vault.destroyDay(), vault.dayWorkers()];
    await Promise.all(changes);
    expect(files.kept.has(dayFile)).toBe(false);
    await rosa();
    expect((await vault.dayWorkers()).map(({ worker }) => worker)).toEqual(["rosa"]);
  });

  test("nor while the wrap is being made", async () => {
    const { files, vault, remember } = await someVault();
    const rosa = await remember("rosa");
    for (let turns = 0; turns < 40; turns++) {
      const remembering = rosa();
      for (let turn = 0; turn < turns; turn++) await undefined;
      await vault.destroyDay();
      await remembering;
      expect(files.kept.has(dayFile)).toBe(false);
    }
  });

  test("loses no worker when several sign in at once", async () => {
    const { vault, remember } = await someVault();
    const ids = ["ana", "bo", "cy", "di"];
    await Promise.all((await Promise.all(ids.map(remember))).map((one) => one()));
    expect((await vault.dayWorkers()).map(({ worker }) => worker).sort()).toEqual(ids);
  });
});

/** A worker whom a polling place added is taken out by the office, by the id that the county log tells. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CoreTablet } from "../helpers/coreTablet.ts";
import { manifest, northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", at.path("county"), "--json");
let server: Awaited<ReturnType<Workplace["serving"]>>;

beforeAll(async () => {
  const roll = at.write("ncvoter32.txt", northCarolinaFile());
  const counts = at.write("manifest.json", JSON.stringify(manifest));
  await turnout("draft", "--roll", roll, "--out", at.path("election.json"));
  await turnout("init", "--election", at.path("election.json"));
  await turnout("worker", "add", "--name", "Lin", "--role", "inspector", "--pin", "730164");
  await turnout("import", "--roll", roll, "--manifest", counts);
  expect((await turnout("publish", "--yes")).json).toMatchObject({ version: 1 });
  await turnout("office", "add", "rosa.martin", "--role", "administrator");
  server = await at.serving("serve", "--data", at.path("county"));
});
afterAll(async () => {
  await server.stop();
  at.remove();
});

test("worker list --places shows the stand-in, worker remove takes them out", async () => {
  const code = (await turnout("enroll", "--place", "02")).json.codes[0].code;
  const card = (await turnout("opening-code", "--place", "02")).json.code;
  const tablet = new CoreTablet((path, init) => fetch(server.json.url + path, init), Date.now);
  await tablet.core.start();
  expect(await tablet.core.setUp(code, true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(await tablet.core.open(card)).toMatchObject({ ok: true });
  expect(await tablet.core.signIn("lin", "730164")).toMatchObject({ ok: true });
  const call = { cmd: "add-1", name: "Ana P.", role: "pollWorker" as const, pin: "846205" };
  tablet.online = false;
  const added = await tablet.core.addWorker(call);
  if (!added.ok) throw new Error(added.error.type);
  const { id } = added.value.worker;

  const unknown = { code: 1, json: { problem: { type: "workerUnknown" } } };
  expect(await turnout("worker", "remove", id)).toMatchObject(unknown);
  tablet.online = true;
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  const atPlaces = [{ id, name: "Ana P.", role: "pollWorker", place: "02" }];
  expect((await turnout("worker", "list")).json).toEqual({ workers: [{ id: "lin", name: "Lin", role: "inspector" }] });
  expect((await turnout("worker", "list", "--places")).json.atPlaces).toEqual(atPlaces);
  expect(await turnout("worker", "remove", `${id}0`)).toMatchObject(unknown);
  expect((await turnout("worker", "remove", id)).json).toMatchObject({ id, workers: 1 });
  expect((await turnout("worker", "list", "--places")).json.atPlaces).toEqual([]);
  expect(await turnout("worker", "remove", id)).toMatchObject(unknown);
  // Of one whom no tablet has sent yet, by the id that somebody says on the phone.
  expect((await turnout("worker", "remove", "w-0123456789ab", "--unheard")).json).toMatchObject({ workers: 1 });
  expect(await turnout("worker", "remove", "w".repeat(65), "--unheard")).toMatchObject({
    json: { problem: { type: "badArguments" } },
  });

  expect((await turnout("publish", "--again", "--yes")).json).toMatchObject({ version: 2 });
  await vi.waitFor(
    async () => {
      await tablet.core.syncNow();
      expect(tablet.core.state().rollVersion).toBe(2);
    },
    { timeout: 30_000, interval: 300 },
  );
  expect((await tablet.core.workers()).map((one) => one.id)).toEqual(["lin"]);
  expect(await tablet.core.signIn(id, "846205")).toMatchObject({ ok: false });
});

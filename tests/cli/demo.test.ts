/** The demonstration: one command makes a county, serves it, and a second one goes on with the same data. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import { demoCounty } from "../../src/cli/demo/demoCounty.ts";
import { CoreTablet } from "../helpers/coreTablet.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("demo");
afterAll(() => at.remove());

test("what it prints is enough to set up a tablet and check a voter in; a second start goes on", async () => {
  const first = await at.serving("demo", "--data", data);
  const { url, places, workers, made } = first.json;
  expect(made).toBe(true);
  expect(places.map(({ place }: { place: string }) => place)).toEqual(["town-hall", "elm-school", "vote-center"]);
  expect(await (await fetch(`${url}/log/checkpoint`)).text()).toMatch(/^turnout\/marlow-\d{4}-\d\d-\d\d\n/);
  const signIn = await fetch(`${url}/office/api/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: first.json.account, password: first.json.password, code: "" }),
  });
  expect(signIn.status).toBe(200);

  const tablet = new CoreTablet((path, init) => fetch(url + path, init), Date.now);
  await tablet.core.start();
  expect(await tablet.core.setUp(places[2].setUpCode, true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(await tablet.core.open(places[2].openingCode)).toMatchObject({ ok: true });
  const [rosa] = workers;
  expect(await tablet.core.signIn(rosa.id, rosa.pin)).toMatchObject({ ok: true });
  expect(tablet.core.state().voters).toBe(4000);
  const found = await tablet.core.search("smith");
  const ready = found?.rows.find(({ mark }) => mark.mark === "ready");
  expect(ready).toBeDefined();
  expect(await tablet.checkInVoter(ready?.voter.id ?? "")).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  expect(await first.stop()).toBe(0);

  const second = await at.serving("demo", "--data", data);
  expect(second.json).toMatchObject({ made: false, password: first.json.password });
  expect(second.json.places.map(({ openingCode }: { openingCode: string }) => openingCode)).toEqual(
    places.map(({ openingCode }: { openingCode: string }) => openingCode),
  );
  expect(await second.stop()).toBe(0);
  const out = at.path("participation.csv");
  const exported = await at.turnout("export", "participation", "--out", out, "--data", data, "--json");
  expect(exported.json).toMatchObject({ voters: 1 });
});

test("its help names one data folder, its own", async () => {
  const help = (await at.turnout("demo", "--help")).out;
  expect(help).toContain("data/demo if left out");
  expect(help).not.toContain("data/county");
});

test("on another day it begins anew and keeps the old data", async () => {
  const { date } = JSON.parse(readFileSync(at.path("demo/election.json"), "utf8"));
  const quiet = { interactive: false, now: Date.now, note() {}, progress() {}, progressDone() {}, ask: expect.fail };
  const made = await demoCounty(data, "2031-11-04", "UTC", quiet);
  expect(made).toMatchObject({ ok: true, value: { made: true } });
  expect(JSON.parse(readFileSync(at.path("demo/election.json"), "utf8")).date).toBe("2031-11-04");
  const old = `${data}-${date}`;
  for (const file of [`${old}/election.json`, `${old}.seen`, `${data}.seen`]) expect(existsSync(file)).toBe(true);
  expect(await demoCounty(data, "2031-11-04", "UTC", quiet)).toMatchObject({ ok: true, value: { made: false } });
});

test("it leaves another election alone", async () => {
  const election = at.path("demo/election.json");
  const other = at.path("other");
  await at.turnout("init", "--election", election, "--data", other, "--json");
  const before = readdirSync(other);
  const ran = await at.turnout("demo", "--data", other, "--port", "0", "--json");
  expect(ran).toMatchObject({ code: 1, json: { problem: { type: "notADemonstration" } } });
  expect(readdirSync(other)).toEqual(before);
});

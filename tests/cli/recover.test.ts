/** `turnout recover`: a data folder from yesterday's backup gets back what the county has signed since. */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const log = at.path("county.log");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
let size = 0;

/** The folder as it was before anything was published. */
function restore(): void {
  rmSync(data, { recursive: true });
  cpSync(at.path("backup"), data, { recursive: true });
}

beforeAll(async () => {
  const roll = at.write("ncvoter32.txt", northCarolinaFile());
  await turnout("draft", "--roll", roll, "--out", at.path("election.json"));
  await turnout("init", "--election", at.path("election.json"));
  await turnout("import", "--roll", roll);
  cpSync(data, at.path("backup"), { recursive: true });
  await turnout("publish", "--yes");
  size = (await turnout("export", "log", "--out", log)).json.size;
  expect(size).toBeGreaterThan(0);
});
afterAll(() => at.remove());

test("a restored folder publishes nothing until the log is whole again", async () => {
  restore();
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 1, json: { problem: { type: "countyBehind" } } });
  const own = await turnout("recover", "--from", log);
  expect(own).toMatchObject({ code: 0, json: { size, broughtBack: size } });
  expect(await turnout("recover", "--from", log)).toMatchObject({ code: 0, json: { size, broughtBack: 0 } });
  expect((await turnout("export", "log", "--out", at.path("again.log"))).json.size).toBe(size);
});

test("the signed checkpoint in the file is enough when the lock file is lost too", async () => {
  restore();
  rmSync(`${data}.seen`);
  expect(await turnout("recover", "--from", log)).toMatchObject({ code: 0, json: { size, broughtBack: size } });
});

test("a file with a damaged entry does not keep the next one from giving it", async () => {
  restore();
  const bytes = readFileSync(log);
  const last = bytes.length - 10; // in the signature of the last entry
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  const damaged = at.write("damaged.log", bytes);
  expect(await turnout("recover", "--from", damaged)).toMatchObject({
    code: 1,
    json: { problem: { type: "badLeaf" } },
  });
  expect(await turnout("recover", "--from", damaged, log)).toMatchObject({
    code: 0,
    json: { size, broughtBack: size },
  });
});

test("what nobody has any more is given up only when told so, and the log says it", async () => {
  restore();
  const partly = at.write("partly.log", readFileSync(log).subarray(0, -100));
  const missing = await turnout("recover", "--from", partly);
  expect(missing).toMatchObject({ code: 1, json: { problem: { type: "stillMissing" } } });
  expect(await turnout("recover", "--new-epoch")).toMatchObject({
    code: 1,
    json: { problem: { type: "notConfirmed" } },
  });
  const epoch = await turnout("recover", "--new-epoch", "--yes");
  expect(epoch).toMatchObject({ code: 0, json: { epoch: 2, givenUp: size } });
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 0, json: { version: 1 } });
  const { keyFile, vkey } = (await turnout("export", "log", "--out", at.path("epoch2.log"))).json;
  expect(vkey).toContain("/2+");
  const verified = await turnout("verify", at.path("epoch2.log"), "--key", keyFile);
  expect(verified).toMatchObject({ code: 0, json: { ok: true } });
});

test("files of another county, and files that are none", async () => {
  const { json } = await at.turnout(
    "init",
    "--election",
    at.path("election.json"),
    "--data",
    at.path("other"),
    "--json",
  );
  expect(json.vkey).toContain("+");
  const foreign = await at.turnout("recover", "--from", log, "--data", at.path("other"), "--json");
  expect(foreign).toMatchObject({ code: 1, json: { problem: { type: "otherCounty" } } });
  const text = at.write("notes.txt", "no log\n");
  expect(await turnout("recover", "--from", text)).toMatchObject({ code: 1, json: { problem: { file: text } } });
});

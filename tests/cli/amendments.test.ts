/** Changes of single voters between two rolls: what lies over which, who is told, and what is refused. */
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
const roll = at.write("ncvoter32.txt", northCarolinaFile());
let entry = 0;

beforeAll(async () => {
  await turnout("draft", "--roll", roll, "--out", at.path("election.json"));
  await turnout("init", "--election", at.path("election.json"));
  await turnout("import", "--roll", roll);
  await turnout("publish", "--yes");
  const changes = at.write("changes.json", JSON.stringify([{ voter: "ZZ000003", set: { absentee: "issued" } }]));
  entry = (await turnout("amend", "--file", changes)).json.index;
  expect(entry).toBeGreaterThan(0);
});
afterAll(() => at.remove());

test("changes that do not fit are named with what to do, and nothing is changed", async () => {
  const unfit = at.write(
    "unfit.json",
    JSON.stringify([
      { voter: "ZZ000001", set: { absentee: "issued" } },
      { voter: "ZZ999999", set: { absentee: "issued" } },
      { voter: "ZZ000002", set: { split: "77", party: "WHIG" } },
    ]),
  );
  const refused = await turnout("amend", "--file", unfit);
  expect(refused).toMatchObject({ code: 1, json: { ok: false, problem: { type: "changesUnfit", file: unfit } } });
  expect(refused.json.faults).toMatchObject([
    { change: 2, voter: "ZZ999999", type: "voterUnknown", remedy: expect.any(String) },
    { change: 3, voter: "ZZ000002", type: "splitUnknown", split: "77" },
    { change: 3, voter: "ZZ000002", type: "partyUnknown", party: "WHIG" },
  ]);
  expect(refused.err).toMatch(/ZZ999999: is not on the roll; check the voter id/);
  const imported = await turnout("import", "--roll", roll);
  expect(imported.json.amendmentsOver).toEqual([entry]);
});

test("import and publish say which changes will lie over the roll; --amended-through ends that", async () => {
  const asked = await turnout("publish");
  expect(asked).toMatchObject({ code: 1, json: { problem: { type: "notConfirmed" } } });
  expect(asked.err).toContain(`win over its files: entry ${entry} of the county log`);
  for (const wrong of ["99", "-1", "soon"])
    expect(await turnout("import", "--roll", roll, "--amended-through", wrong)).toMatchObject({ code: 1 });
  const held = await turnout("import", "--roll", roll, "--amended-through", `${entry}`);
  expect(held.json.amendmentsOver).toEqual([]);
  const now = await turnout("import", "--roll", roll, "--amended-through", "now");
  expect(now.json.amendmentsOver).toEqual([]);
  expect((await turnout("publish")).err).not.toContain("county log");
  const none = await turnout("import", "--roll", roll, "--amended-through", "none");
  expect(none.json.amendmentsOver).toEqual([entry]);
  const published = await turnout("publish", "--yes");
  expect(published.json).toMatchObject({
    version: 2,
    amendmentsOver: [entry],
    amendmentsFolded: 0,
    amendmentsLost: [],
  });
  const again = await turnout("publish", "--again", "--yes");
  expect(again.json).toMatchObject({ version: 3, amendmentsOver: [], amendmentsFolded: 1, amendmentsLost: [] });
});

test("P2: a staged roll whose report cannot be read is not published", async () => {
  await turnout("import", "--roll", roll);
  const database = new DatabaseSync(at.path("county/county.db"));
  database.exec(`update staged_roll set report = '{"differences": []}'`);
  database.close();
  expect(await turnout("publish", "--yes")).toMatchObject({
    code: 1,
    json: { problem: { type: "stagedReportUnreadable" } },
  });
  await turnout("import", "--roll", roll);
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 0, json: { version: 4 } });
});

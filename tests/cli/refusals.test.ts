/** What the command line refuses: exit code 1, the reason for people, one JSON object for scripts, nothing changed. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commandHelp } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commandList.ts";
import { manifest, northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
const roll = at.write("ncvoter32.txt", northCarolinaFile());
const election = at.path("election.json");

beforeAll(async () => {
  await turnout("draft", "--roll", roll, "--out", election);
  await turnout("init", "--election", election);
});
afterAll(() => at.remove());

test("every command explains itself", async () => {
  const list = await at.turnout("--help");
  expect(list.code).toBe(0);
  for (const [name, load] of commands) {
    expect(list.out).toContain(`  ${name} `);
    const command = await load();
    expect(command.name).toBe(name);
    const help = commandHelp(command);
    for (const option of [...command.options, { name: "data" }, { name: "json" }])
      expect(help).toContain(`--${option.name}`);
  }
  for (const name of ["import", "export log"]) {
    const help = await at.turnout(...name.split(" "), "--help");
    expect(help).toMatchObject({ code: 0, err: "", out: commandHelp(await (commands.get(name) ?? expect.fail)()) });
  }
  expect((await at.turnout("export", "--help")).out).toContain("export participation");
});

test("a command, an option or a value that does not exist", async () => {
  expect(await at.turnout("pubish", "--json")).toMatchObject({ code: 1, json: { ok: false } });
  const option = await turnout("enroll", "--plaice", "01");
  expect(option).toMatchObject({ code: 1, json: { problem: { type: "badArguments" } } });
  expect(option.err).toContain("--plaice");
  expect((await turnout("import")).err).toContain("--roll");
  expect((await turnout("enroll", "--place", "01", "--count", "0")).err).toContain("--count");
  const place = await turnout("enroll", "--place", "99");
  expect(place).toMatchObject({ code: 1, json: { problem: { type: "placeUnknown" } } });
  expect(place.err).toContain('"01", "02"');
});

test("a data folder that is not empty is not overwritten, one without an election not served", async () => {
  const before = readFileSync(at.path("county/keys/election-key"));
  const again = await turnout("init", "--election", election);
  expect(again).toMatchObject({ code: 1, json: { problem: { type: "folderNotEmpty" } } });
  expect(again.err).toContain("not empty");
  expect(readFileSync(at.path("county/keys/election-key"))).toEqual(before);

  const none = await at.turnout("serve", "--data", at.path("nowhere"), "--json");
  expect(none).toMatchObject({ code: 1, json: { problem: { type: "noElection" } } });
  expect(existsSync(at.path("nowhere"))).toBe(false);
});

test("an election definition that does not fit names the place", async () => {
  const json = JSON.parse(readFileSync(election, "utf8"));
  json.places[1].serves = ["09"];
  const bad = at.write("bad-election.json", JSON.stringify(json));
  const ran = await at.turnout("init", "--election", bad, "--data", at.path("other"), "--json");
  expect(ran).toMatchObject({ code: 1, json: { problem: { file: bad, field: "places.1.serves.0" } } });
  expect(ran.err).toContain('there is no precinct "09"');
  expect(ran.err).toContain('no polling place serves the precinct "02"');
  expect(existsSync(at.path("other"))).toBe(false);
});

test("a draft is not written over one that was edited", async () => {
  const before = readFileSync(election, "utf8");
  expect(await turnout("draft", "--roll", roll, "--out", election)).toMatchObject({ code: 1 });
  expect(readFileSync(election, "utf8")).toBe(before);
});

test("a file that is no voter file, and one that is not there", async () => {
  const other = at.write("other.txt", "color,size\nred,3\nblue,4\n");
  const unknown = await turnout("import", "--roll", other);
  expect(unknown).toMatchObject({ code: 1, json: { problem: { type: "layoutNotRecognised", file: "other.txt" } } });
  expect(unknown.err).toContain("mapping");
  expect(await turnout("import", "--roll", at.path("gone.txt"))).toMatchObject({ code: 1 });
  expect((await turnout("import", "--roll", roll, "--layout", "texas")).err).toContain("north-carolina");
});

test("a mapping that reads social-security numbers as voter ids is refused by file, field and remedy", async () => {
  const columns = { id: "Soc Sec", lastName: "Name" };
  const mapping = { format: "turnout-mapping/1", columns, statusWithoutColumn: "active" };
  const file = at.write("mapping.json", JSON.stringify(mapping));
  const voters = at.write("secret.csv", "Soc Sec,Name\n999-99-0001,Doe\n999-99-0002,Roe\n");
  const refused = await turnout("import", "--roll", voters, "--layout", "delimited", "--mapping", file);
  const problem = { type: "mappingInvalid", file, field: "id", remedy: expect.stringContaining('"id"') };
  expect(refused).toMatchObject({ code: 1, json: { problem } });
  expect(refused.err).toContain('"Soc Sec"');
});

test("rows that need a decision or are refused are named by file, line, field, reason and remedy", async () => {
  const mixed = at.write(
    "mixed.txt",
    northCarolinaFile([
      { ncid: "ZZ000006", last_name: "ROE", first_name: "PAT", precinct_abbrv: "77", party_cd: "DEM" },
      { ncid: "", last_name: "DOE", first_name: "KIM", precinct_abbrv: "01", party_cd: "DEM" },
      { ncid: "ZZ000001", last_name: "DOE", first_name: "LEE", precinct_abbrv: "01", party_cd: "DEM" },
    ]),
  );
  const { json, out, code } = await turnout("import", "--roll", mixed);
  expect(code).toBe(0);
  expect(json).toMatchObject({ read: 8, accepted: 5, needsDecision: 2, refused: 1, problemsTotal: 3 });
  expect(json.problems).toContainEqual(
    expect.objectContaining({ file: "mixed.txt", row: 7, field: "precinct_abbrv", remedy: expect.any(String) }),
  );
  expect(json.problems).toContainEqual(expect.objectContaining({ severity: "refused", row: 8, field: "ncid" }));
  expect(readFileSync(json.problemsFile, "utf8").trimEnd().split("\r\n")).toHaveLength(4);
  expect(out).not.toMatch(/ROE|DOE/);
});

test("P2: a difference from the manifest blocks publication and names the group", async () => {
  const [first, ...others] = manifest.groups;
  const counts = at.write(
    "manifest.json",
    JSON.stringify({ ...manifest, groups: [{ ...first, count: 214 }, ...others] }),
  );
  const imported = await turnout("import", "--roll", roll, "--manifest", counts);
  const group = { precinct: "01", party: "DEM", status: "A" };
  expect(imported).toMatchObject({ code: 1, json: { read: 5, differences: [{ group, expected: 214, found: 1 }] } });
  expect(imported.err).toContain("precinct 01, party DEM, status A: the manifest says 214, the files hold 1");
  const published = await turnout("publish", "--yes");
  expect(published).toMatchObject({ code: 1, json: { problem: { type: "manifestDiffers" } } });
  expect(published.err).toContain("precinct 01, party DEM, status A");
});

test("nothing is published without a yes, without a roll, or twice", async () => {
  await turnout("import", "--roll", roll);
  const unasked = await turnout("publish");
  expect(unasked).toMatchObject({ code: 1, json: { problem: { type: "notConfirmed" } } });
  expect(unasked.err).toContain("--yes");
  expect(unasked.err).toMatch(/02 +DEM +inactive +1/);
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 0, json: { version: 1 } });
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 1, json: { problem: { type: "nothingStaged" } } });
});

test("PINs that everybody tries first, and changes that are no changes", async () => {
  const worker = ["worker", "add", "--name", "Dev P.", "--role", "pollWorker"];
  for (const pin of ["12345", "123456", "777777", "12345a"])
    expect(await turnout(...worker, "--pin", pin)).toMatchObject({ code: 1, json: { problem: { type: "pinWeak" } } });
  const changes = at.write("changes.json", JSON.stringify([{ voter: "ZZ000001", set: { surname: "ROE" } }]));
  expect(await turnout("amend", "--file", changes)).toMatchObject({ code: 1, json: { problem: { file: changes } } });
  expect(await turnout("revoke", "--device", "7", "--trusted-through", "-1")).toMatchObject({ code: 1 });
});

/**
 * The whole chain with the real command line: a voter file becomes an election, a roll, tablets that check voters in,
 * participation, and a log that anybody can verify. The tablets are the real ones, in Node, over a real socket.
 */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tabletFile } from "../../src/tablet/tabletFile.ts";
import { CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { sheetsOf } from "../helpers/printed.ts";
import { manifest, northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
let server: Awaited<ReturnType<Workplace["serving"]>>;

beforeAll(async () => {
  const roll = at.write("ncvoter32.txt", northCarolinaFile());
  const counts = at.write("manifest.json", JSON.stringify(manifest));
  const election = at.path("election.json");
  const drafted = await turnout("draft", "--roll", roll, "--pack", "none", "--out", election);
  expect(drafted.json).toMatchObject({ precincts: 2, places: 2, parties: 2 });

  const begun = await turnout("init", "--election", election);
  expect(begun.json).toMatchObject({ places: [{ id: "01" }, { id: "02" }], vkey: expect.stringContaining("+") });

  const added = await turnout("worker", "add", "--name", "Rosa M.", "--role", "pollWorker", "--pin", "730164");
  expect(added.json).toMatchObject({ id: "rosa-m", workers: 1 });
  await turnout("worker", "add", "--name", "Lin C.", "--role", "inspector", "--pin", "907153");

  const imported = await turnout("import", "--roll", roll, "--manifest", counts);
  expect(imported.json).toMatchObject({ read: 5, accepted: 5, needsDecision: 0, refused: 0, problems: [] });
  const published = await turnout("publish", "--yes");
  expect(published.json).toMatchObject({ version: 1, voters: 5 });
  await turnout("office", "add", "rosa.martin", "--role", "administrator");
  server = await at.serving("serve", "--data", data);
});
afterAll(() => at.remove());

/** A tablet with Rosa at the desk, set up with the codes that the commands print. */
async function tabletOf(place: string): Promise<CoreTablet> {
  const { url } = server.json;
  const code = await turnout("enroll", "--place", place);
  const card = await turnout("opening-code", "--place", place);
  const tablet = new CoreTablet((path, init) => fetch(url + path, init), Date.now);
  await tablet.core.start();
  expect(await tablet.core.setUp(code.json.codes[0].code, true)).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(await tablet.core.open(card.json.code)).toMatchObject({ ok: true });
  expect(await tablet.core.signIn("rosa-m", "730164")).toMatchObject({ ok: true });
  return tablet;
}

const lines = (file: string): string[][] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

test("voters checked in on tablets are in the participation and in the verified log", async () => {
  const [one, two] = [await tabletOf("01"), await tabletOf("01")];
  while (two.core.state().notSent > 0) await two.core.syncNow();
  for (const tablet of [one, two]) tablet.online = false;
  expect(await one.checkIn("garcia lopez")).toMatchObject({ ok: true });
  expect(await one.checkIn("o'brien")).toMatchObject({ ok: true });
  expect(await two.checkIn("o'brien")).toMatchObject({ ok: true });
  one.online = true;
  while (one.core.state().notSent > 0) await one.core.syncNow();

  const before = await turnout("export", "participation", "--out", at.path("before.csv"));
  expect(before.json).toMatchObject({ voters: 2, checkedInTwice: 0, notRead: 0 });

  // The second tablet breaks: what it could not send comes in from the file that it saved.
  const saved = await tabletFile(two.store);
  writeFileSync(at.path("saved.turnout"), new Uint8Array(await saved.arrayBuffer()));
  const recovered = await turnout("recover", "--from", at.path("saved.turnout"));
  expect(recovered).toMatchObject({ code: 0, json: { broughtBack: 0, tabletEvents: 3, tabletEventsAdded: 1 } });
  const again = await turnout("recover", "--from", at.path("saved.turnout"));
  expect(again.json).toMatchObject({ tabletEvents: 3, tabletEventsAdded: 0, size: recovered.json.size });

  const out = at.path("participation.csv");
  const exported = await turnout("export", "participation", "--out", out);
  expect(exported.json).toMatchObject({ voters: 2, checkedInTwice: 1 });
  const [head, garcia, obrien] = lines(out);
  const row = (cells: string[] | undefined) => Object.fromEntries((head ?? []).map((name, n) => [name, cells?.[n]]));
  expect(row(garcia)).toMatchObject({ voter_id: "ZZ000001", place: "01", precinct: "01", checked_in_twice: "N" });
  expect(row(obrien)).toMatchObject({ voter_id: "ZZ000002", checked_in_twice: "Y" });
  expect(row(garcia)["checked_in_at"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00$/);

  const history = at.path("history.csv");
  await turnout("export", "participation", "--out", history, "--format", "vxpollbook");
  expect(readFileSync(history, "utf8").split("\r\n").slice(0, 2)).toEqual([
    "Voter ID,Party,Full Name,Full Address,Check-In,Absentee,Address Change,Name Change,New Registration,OOSDL",
    'ZZ000001,DEM,ANA MARÍA GARCÍA-LÓPEZ,"01 MAPLE ST, FAIRHAVEN, NC 27701",Y,N,N,N,N,',
  ]);
});

test("provisional ballots are no participation; they are exported with their reasons for those who decide", async () => {
  const tablet = await tabletOf("01");
  // Votes at another place, and wants to vote here.
  const smith = (await tablet.core.search("smith john sr"))?.rows[0]?.voter;
  const answers = { otherPlace: "insistsHere" as const };
  const known = await tablet.core.voter(smith?.id ?? "", answers);
  const style = known?.disposition.kind === "provisional" ? known.disposition.choices[0].id : "none";
  const call = { cmd: "p", voterId: smith?.id ?? "", style, ...plainCheckIn, ballot: "provisional" as const, answers };
  await tablet.core.signIn("lin-c", "907153");
  const issued = await tablet.core.checkIn(call);
  if (!issued.ok) throw new Error(issued.error.type);
  while (tablet.core.state().notSent > 0) await tablet.core.syncNow();
  const out = at.path("provisional.csv");
  expect((await turnout("export", "provisional", "--out", out)).json).toMatchObject({ ballots: 1, notRead: 0 });
  const [head, row] = lines(out);
  expect(Object.fromEntries((head ?? []).map((name, n) => [name, row?.[n]]))).toMatchObject({
    voter_id: "ZZ000004",
    place: "01",
    reasons: "otherPlace",
    reason_codes: "",
    reasons_in_words: "Votes at another polling place",
    checked_in_too: "N",
  });
  const participated = await turnout("export", "participation", "--out", at.path("not-provisional.csv"));
  expect(participated.json).toMatchObject({ voters: 2 });

  const undo = { cmd: "u", voterId: call.voterId, undoes: [issued.value.event], reason: "voterLeft" as const };
  expect(await tablet.core.cancelCheckIn({ ...undo, note: undefined })).toMatchObject({ ok: true });
  while (tablet.core.state().notSent > 0) await tablet.core.syncNow();
  const after = await turnout("export", "provisional", "--out", at.path("none.csv"));
  expect(after.json).toMatchObject({ ballots: 0 });
});

test.each([
  ["participation", "participationExported", { voters: 2 }],
  ["provisional", "provisionalsExported", { ballots: 0 }],
  ["log", "logExported", { entries: expect.any(Number) }],
])("an export of %s is in the office's record, with who and when", async (what, act, about) => {
  const recorded = await at.recorded(data, "export", what, "--out", at.path(`recorded-${what}`));
  expect(recorded).toEqual({ code: 0, acts: [{ who: "command line", act, about }] });
});

test.each([
  ["participation", "participationExported"],
  ["provisional", "provisionalsExported"],
  ["log", "logExported"],
  ["tablet-acts", "tabletActsExported"],
  ["acts", "actsExported"],
])("that %s was to leave is recorded before it is out, and that it then did not", async (what, act) => {
  const recorded = await at.recorded(data, "export", what, "--out", at.path("no/such/folder/file"));
  expect(recorded).toMatchObject({ code: 1, acts: [{ act }, { act: "exportFailed", about: { export: act } }] });
});

test("looking is recorded, too: a check, its report, the list of workers", async () => {
  const checked = {
    act: "rollChecked",
    about: { version: expect.any(Number), wrong: expect.any(Number), report: false },
  };
  expect((await at.recorded(data, "check")).acts).toMatchObject([checked]);
  const nowhere = await at.recorded(data, "check", "--report", at.path("no/such/folder/report.pdf"));
  expect(nowhere.acts).toMatchObject([{ ...checked, about: { report: true } }, { act: "exportFailed" }]);
  const listed = { act: "workersListed", who: "command line" };
  expect((await at.recorded(data, "worker", "list", "--places")).acts).toMatchObject([
    { ...listed, about: { workers: 2, places: true } },
  ]);
});

test("an exported log verifies against the key beside it, and no changed byte passes", async () => {
  const log = at.path("county.log");
  const exported = await turnout("export", "log", "--out", log);
  const { size, root, matchCode, keyFile } = exported.json;
  expect(size).toBeGreaterThan(0);

  const known = await turnout("verify", log, "--key", keyFile, "--receipt", matchCode);
  expect(known).toMatchObject({ code: 0, json: { ok: true, anchored: true, size, root, problem: null } });
  const unknown = await turnout("verify", log);
  expect(unknown).toMatchObject({ code: 0, json: { ok: true, anchored: false, size, root } });
  expect(unknown.json.fingerprint).toMatch(/^[0-9a-f]{64}$/);

  const bytes = readFileSync(log);
  const at70 = Math.floor(bytes.length * 0.7);
  bytes[at70] = (bytes[at70] ?? 0) ^ 1;
  const changed = at.write("changed.log", bytes);
  const found = await turnout("verify", changed, "--key", keyFile);
  expect(found).toMatchObject({ code: 1, json: { ok: false, anchored: true } });
  expect(found.json.problem.index).toBeGreaterThan(0);
  expect(found.err).toContain(`Entry ${found.json.problem.index}`);

  const shorter = at.write("shorter.log", readFileSync(log).subarray(0, statSync(log).size - 300));
  expect(await turnout("verify", shorter, "--key", keyFile)).toMatchObject({ code: 1, json: { ok: false } });
});

test("amendments, a revoked tablet and a second roll reach the log of a serving endpoint", async () => {
  const changes = at.write(
    "changes.json",
    JSON.stringify([
      { voter: "ZZ000003", set: { absentee: "returned" } },
      { voter: "ZZ000004", set: { lastName: "SMYTHE" } },
    ]),
  );
  expect((await turnout("amend", "--file", changes)).json).toMatchObject({ changes: 2 });

  const tablet = await tabletOf("02");
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  expect((await tablet.find("smith john")).mark).toEqual({ mark: "voted", how: "absentee" });
  const voterId = (await tablet.find("smythe")).voter.id;
  const answers = { moved: "movedWithin", nameChanged: "nameFormSigned" } as const;
  const known = await tablet.core.voter(voterId, answers);
  const style = known?.disposition.kind === "regular" ? known.disposition.choices[0].id : "none";
  expect(await tablet.core.checkIn({ cmd: "m", voterId, style, ...plainCheckIn, answers })).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  const out = at.path("history.csv");
  const counted = await turnout("export", "participation", "--out", out, "--format", "vxpollbook");
  expect(counted.json).toMatchObject({ voters: 3, notOnRoll: 0 });
  // They moved and changed the name: address and name change, no registration, no license of another state.
  expect(readFileSync(out, "utf8")).toMatch(/^ZZ000004,UNA,JOHN SMYTHE SR,.*,Y,N,Y,Y,N,\r?$/m);

  const revoked = await turnout("revoke", "--device", "4", "--trusted-through", "-1");
  expect(revoked.json).toMatchObject({ number: 4, trustedThrough: -1 });
  const without = await turnout("export", "participation", "--out", out);
  expect(without.json.voters).toBe(2);

  const { url } = server.json;
  const spare = new CoreTablet((path, init) => fetch(url + path, init), Date.now);
  await spare.core.start();
  const code = (await turnout("enroll", "--spare")).json.codes[0].code;
  expect(await spare.core.setUp(code, true)).toMatchObject({ ok: true });
  await spare.phase("closed");
  const renewed = await turnout("opening-code", "--place", "02", "--new");
  expect(renewed.json.issue).toBe(2);
  await vi.waitFor(
    async () => {
      await spare.core.syncNow();
      expect(await spare.core.open(renewed.json.code)).toMatchObject({ ok: true });
    },
    { timeout: 15_000, interval: 500 },
  );
  expect((await turnout("publish", "--again", "--yes")).json).toMatchObject({ version: 2, voters: 5 });
  expect((await turnout("worker", "list")).json.workers).toEqual([
    { id: "rosa-m", name: "Rosa M.", role: "pollWorker" },
    { id: "lin-c", name: "Lin C.", role: "inspector" },
  ]);

  // Only roles of a polling place; a removed worker stays removed with the next publication.
  const lee = ["worker", "add", "--name", "Lee", "--pin", "846205", "--role"];
  for (const role of ["trainer", "administrator", "auditor", "owner"])
    expect(await turnout(...lee, role)).toMatchObject({ code: 1, json: { problem: { type: "badArguments" } } });
  expect(await turnout(...lee, "rover")).toMatchObject({ json: { id: "lee", workers: 3 } });
  expect(await turnout("worker", "remove", "leo")).toMatchObject({ json: { problem: { type: "workerUnknown" } } });
  expect(await turnout("worker", "remove")).toMatchObject({ json: { problem: { type: "badArguments" } } });
  expect((await turnout("worker", "remove", "lee")).json).toMatchObject({ id: "lee", workers: 2 });
  expect((await turnout("worker", "list")).json.workers).toMatchObject([{ id: "rosa-m" }, { id: "lin-c" }]);
  await turnout("export", "acts", "--out", at.path("acts.jsonl"));
  expect(readFileSync(at.path("acts.jsonl"), "utf8")).toMatch(/"workerRemoved".*"rover"/);
});

test("check opens every card and chunk, and names what does not open", async () => {
  const styles = at.write("styles.csv", "precinct,style\n01,01\n02,02\n");
  const pdf = at.path("check.pdf");
  const ready = await turnout("check", "--styles", styles, "--report", pdf);
  expect(ready).toMatchObject({
    code: 0,
    json: { ok: true, places: 2, version: 2, voters: 5, eligible: 5, workers: 2, tableDifferences: [], wrong: [] },
  });
  const report = (await sheetsOf(readFileSync(pdf))).flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
  expect(report).toContain(ready.json.manifest);
  expect(report).toContain("Nothing is wrong");
  const differing = await turnout("check", "--styles", at.write("styles.csv", "precinct,style\n01,01\n02,2\n"));
  expect(differing).toMatchObject({ code: 1, json: { ok: false } });
  expect(differing.err).toContain(
    'The county\'s table, line 3, has style 2 for "02"; the election definition does not.',
  );
  const unread = await turnout("check", "--styles", at.write("styles.csv", "precinct,style\n07,07\n"));
  expect(unread).toMatchObject({ code: 1, json: { problem: { type: "precinctUnknown", row: 2, field: "precinct" } } });
  const secret = at.path("county/keys/office-secret");
  const right = readFileSync(secret);
  writeFileSync(secret, new Uint8Array(32));
  const other = await turnout("check");
  expect(other).toMatchObject({ code: 1, json: { ok: false, brokenCards: ["01", "02"] } });
  writeFileSync(secret, right);
  const database = new DatabaseSync(at.path("county/county.db"));
  database.exec("update chunk set bytes = zeroblob(length(bytes)) where roll = 2");
  database.close();
  expect(await turnout("check")).toMatchObject({ code: 1, json: { problem: { type: "chunkDamaged" } } });
});

test("a voter who was checked in and is no longer on the roll is counted, not only left blank", async () => {
  const shorter = at.write("ncvoter32.txt", northCarolinaFile().replace(/^.*ZZ000001.*\r?\n/m, ""));
  expect((await turnout("import", "--roll", shorter)).json).toMatchObject({ read: 4 });
  expect((await turnout("publish", "--yes")).json).toMatchObject({ version: 3, voters: 4 });
  const out = at.path("history.csv");
  const history = ["export", "participation", "--format", "vxpollbook", "--out", out];
  expect((await turnout(...history)).json).toMatchObject({ voters: 2, notOnRoll: 1 });
  expect(lines(out)[1]).toEqual(["ZZ000001", "", "", "", "Y", "N", "N", "N", "N", ""]);
  const { out: text } = await at.turnout(...history, "--data", data);
  expect(text).toContain("1 voter is no longer on the roll: their name, address and party are blank.");
  const { json } = await turnout("export", "participation", "--out", at.path("all.csv"));
  expect(json).not.toHaveProperty("notOnRoll");
});

test("the endpoint ends cleanly on SIGTERM and its log is whole", async () => {
  expect(await server.stop()).toBe(0);
  const log = at.path("end.log");
  const { keyFile } = (await turnout("export", "log", "--out", log)).json;
  expect(await turnout("verify", log, "--key", keyFile)).toMatchObject({ code: 0, json: { ok: true, devices: 5 } });
});

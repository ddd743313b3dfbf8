/** The data folder, staging and publishing, amendments and opening cards. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fromBase64, hex, sha256 } from "../../src/log/encoding.ts";
import { amendmentKey, rollKey, unwrapElectionKey } from "../../src/protocol/keys.ts";
import { RemovedWorkers, Workers } from "../../src/protocol/workers.ts";
import { openAmendment } from "../../src/roll/amendment.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { RollManifest } from "../../src/roll/rollManifest.ts";
import { openExtra, openRoll } from "../../src/roll/sealRoll.ts";
import { openCountyServer } from "../../src/server/county.ts";
import { type CountyOffice, openCountyOffice } from "../../src/server/countyOffice.ts";
import { createCounty, openCounty } from "../../src/server/dataFolder.ts";
import { readWraps } from "../../src/server/enrolment.ts";
import { readEntries } from "../../src/server/logStore.ts";
import { openingCardOf, reissueOpeningCard } from "../../src/server/officeActs.ts";
import { amendRoll, type Publisher, publishRoll, stagedRoll, stageRoll } from "../../src/server/publish.ts";
import { chunkReader, readCurrentRoll, readManifest } from "../../src/server/storedRoll.ts";
import { readWorkers, setWorkers } from "../../src/server/workerList.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { Clerk } from "../helpers/office.ts";
import { election, silent } from "../helpers/server.ts";

let base: string;
let folder: string;
let office: CountyOffice;
let publisher: Publisher;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), "publish-"));
  folder = join(base, "data");
  expect((await createCounty(folder, election)).ok).toBe(true);
  await Clerk.inFolder(folder);
  const opened = await openCountyOffice({ folder, log: silent });
  if (!opened.ok) throw new Error(opened.error.type);
  office = opened.value;
  const got = await office.publisher();
  if (!got.ok) throw new Error(got.error.type);
  publisher = got.value;
});
afterEach(async () => {
  await office.stop();
  rmSync(base, { recursive: true });
});

const rollOf = async (...ids: string[]) => {
  const roll = await buildRoll(ids.map((id) => voter(id, { lastName: `Zbornak${id}`, split: "01" })));
  if (!roll.ok) throw new Error(roll.error.type);
  return roll.value;
};
const worker = { id: "w1", name: "Ruth Quillfeather", role: "pollWorker" as const };
const pin = { salt: "c2FsdA==", hash: "aGFzaA==", memoryKiB: 19_456, passes: 2 };

async function manifestOf(version: number): Promise<RollManifest> {
  const bytes = await readManifest(office.database, version);
  return RollManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The text of every file in the folder, as far as bytes are text. */
const everything = (): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

test("a data folder is made once, is for its owner only, and an empty one is refused", async () => {
  expect(await createCounty(folder, election)).toMatchObject({ ok: false, error: { type: "folderNotEmpty" } });
  const empty = join(base, "empty");
  mkdirSync(empty);
  expect(await openCounty(empty)).toEqual({ ok: false, error: { type: "noElection", folder: empty } });
  expect(await openCountyServer({ folder: empty, port: 0, log: silent })).toMatchObject({ ok: false });
  expect(readdirSync(empty)).toEqual([]);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
  writeFileSync(join(folder, "county.json"), "{");
  expect(await openCounty(folder)).toMatchObject({ ok: false, error: { type: "fileMalformed", file: "county.json" } });
});

test("the endpoint serves without K and without the office secret; publishing says what is missing", async () => {
  rmSync(join(folder, "keys", "election-key"));
  rmSync(join(folder, "keys", "office-secret"));
  const server = await openCountyServer({ folder, port: 0, log: silent });
  if (!server.ok) throw new Error(server.error.type);
  expect((await fetch(`${server.value.url}/log/checkpoint`)).status).toBe(200);
  await server.value.stop();
  const missing = { ok: false, error: { type: "fileMissing", file: join("keys", "election-key") } };
  expect(await office.publisher()).toEqual(missing);
});

test("P2: the staged roll is looked at, replaced, published with the workers, and opens with K only", async () => {
  expect(await publishRoll(publisher)).toEqual({ ok: false, error: { type: "nothingStaged" } });
  await stageRoll(publisher, await rollOf("1"), { read: 1 });
  await stageRoll(publisher, await rollOf("1", "2", "3"), { read: 3 });
  expect(await stagedRoll(office.database)).toMatchObject({ version: 1, voters: 3, report: { read: 3 } });
  await setWorkers(publisher, [{ ...worker, pin }]);
  const first = await publishRoll(publisher);
  if (!first.ok) throw new Error(first.error.type);
  expect(first.value).toMatchObject({ version: 1, voters: 3, index: 0 });
  expect(await stagedRoll(office.database)).toBeUndefined();

  const manifest = await manifestOf(1);
  const bytes = await readManifest(office.database, 1);
  expect(hex(await sha256(bytes as Uint8Array))).toBe(first.value.manifest);
  const chunks = await office.database.db.selectFrom("chunk").select("hash").execute();
  const named = [...manifest.groups.hot.chunks, ...manifest.groups.cold.chunks, ...manifest.extras.map((e) => e.chunk)];
  expect(chunks.map(({ hash }) => hash).sort()).toEqual(named.map(({ hash }) => hash).sort());

  const key = await rollKey(publisher.electionKey, 1);
  const roll = await openRoll(manifest, chunkReader(office.database), key);
  expect(roll.ok && roll.value.rows).toBe(3);
  const people = await openExtra(manifest, "people", chunkReader(office.database), key);
  const text = people.ok ? new TextDecoder().decode(people.value) : "";
  expect(Workers.parse(JSON.parse(text))).toMatchObject([{ ...worker, pin }]);
  expect((await openRoll(manifest, chunkReader(office.database), await rollKey(publisher.electionKey, 2))).ok).toBe(
    false,
  );
});

test("P9: no name of a voter or worker lies in clear in the folder, staged or published", async () => {
  await setWorkers(publisher, [{ ...worker, pin }]);
  await stageRoll(publisher, await rollOf("1", "2"), {});
  expect(everything()).not.toMatch(/Zbornak|Quillfeather/);
  await publishRoll(publisher);
  const amended = await amendRoll(publisher, [{ add: voter("3", { lastName: "Zbornak3", split: "01" }) }]);
  expect(amended.ok).toBe(true);
  expect(everything()).not.toMatch(/Zbornak|Quillfeather/);
});

test("who is taken off the list is named with the next version, and no more once listed again", async () => {
  const extraOf = async (version: number) => {
    const key = await rollKey(publisher.electionKey, version);
    const removed = await openExtra(await manifestOf(version), "removedPeople", chunkReader(office.database), key);
    return RemovedWorkers.parse(JSON.parse(removed.ok ? new TextDecoder().decode(removed.value) : ""));
  };
  const others = { ...worker, id: "another", pin };
  await setWorkers(publisher, [{ ...worker, pin }, others]);
  const [listed] = await readWorkers(publisher);
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  expect(await extraOf(1)).toEqual([]);
  await setWorkers(publisher, [others]);
  await setWorkers(publisher, [others]);
  await publishRoll(publisher);
  const [removed] = await extraOf(2);
  expect(removed).toEqual({ id: worker.id, since: expect.any(Number) });
  expect(removed?.since).toBeGreaterThan(listed?.since ?? 0);
  await setWorkers(publisher, [others, { ...worker, pin }]);
  await publishRoll(publisher);
  expect(await extraOf(3)).toEqual([]);
  expect((await readWorkers(publisher))[1]?.since).toBeGreaterThan(removed?.since ?? 0);
});

test("publishing again carries the workers of now under a new version; the old one stays readable", async () => {
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  await setWorkers(publisher, [{ ...worker, pin }]);
  const again = await publishRoll(publisher);
  expect(again).toMatchObject({ ok: true, value: { version: 2, voters: 1 } });
  for (const version of [1, 2]) {
    const key = await rollKey(publisher.electionKey, version);
    expect((await openRoll(await manifestOf(version), chunkReader(office.database), key)).ok).toBe(true);
  }
  expect((await manifestOf(2)).counts).toEqual((await manifestOf(1)).counts);
});

test("a roll that was staged before another was published is refused", async () => {
  await stageRoll(publisher, await rollOf("1"), {});
  const { manifest } = await office.database.db.selectFrom("staged_roll").selectAll().executeTakeFirstOrThrow();
  await publishRoll(publisher);
  await office.database.db
    .insertInto("staged_roll")
    .values({ id: 1, version: 1, manifest, report: "{}", staged_at: 0 })
    .execute();
  expect(await publishRoll(publisher)).toEqual({
    ok: false,
    error: { type: "stagedForOtherVersion", staged: 1, next: 2 },
  });
});

test("an amendment is one event that names an encrypted chunk by hash", async () => {
  expect(await amendRoll(publisher, [{ add: voter("9") }])).toEqual({ ok: false, error: { type: "notPublished" } });
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  expect(await amendRoll(publisher, [])).toEqual({ ok: false, error: { type: "noChanges" } });
  const changes = [{ voter: "1", set: { absentee: "issued" as const } }, { add: voter("2", { split: "01" }) }];
  const amended = await amendRoll(publisher, changes);
  if (!amended.ok) throw new Error(amended.error.type);
  const { body } = JSON.parse(
    new TextDecoder().decode((await readEntries(office.database, amended.value.index, 9))[0]?.leaf.subarray(0, -64)),
  ) as { body: { chunk: string; bytes: number; opened: number; roll: number; changes: number } };
  expect(body).toMatchObject({ type: "RollAmended", chunk: amended.value.chunk, roll: 1, changes: 2 });
  const bytes = await chunkReader(office.database)(body.chunk);
  const chunk = { hash: body.chunk, bytes: body.bytes, opened: body.opened };
  const key = await amendmentKey(publisher.electionKey);
  const place = { election: election.id, version: body.roll };
  const opened = await openAmendment(bytes as Uint8Array<ArrayBuffer>, chunk, key, place);
  expect(opened.ok && opened.value.changes).toEqual(changes);
  // Staging another roll removes no amendment.
  await stageRoll(publisher, await rollOf("5"), {});
  await stageRoll(publisher, await rollOf("6"), {});
  expect(await chunkReader(office.database)(body.chunk)).toBeDefined();
});

/** The newest version without what lies over it. */
async function published(version: number) {
  const key = await rollKey(publisher.electionKey, version);
  const roll = await openRoll(await manifestOf(version), chunkReader(office.database), key);
  if (!roll.ok) throw new Error(roll.error.type);
  await roll.value.openCold();
  return roll.value;
}

const issued = { absentee: "issued" as const };

test("publishing again makes the amendments a part of the roll; later ones lie over it", async () => {
  await stageRoll(publisher, await rollOf("1", "2"), {});
  await publishRoll(publisher);
  await amendRoll(publisher, [{ voter: "1", set: issued }]);
  await amendRoll(publisher, [
    { voter: "2", set: { lastName: "Aaronson", mailing: "PO Box 2" } },
    { add: voter("3", { lastName: "Zbornak3", split: "02" }) },
  ]);
  const { size } = await publisher.sequencer.refresh();
  const again = await publishRoll(publisher);
  expect(again).toMatchObject({ ok: true, value: { version: 2, voters: 3, folded: 2, lost: [] } });
  expect((await manifestOf(2)).amendedThrough).toBe(size);
  const roll = await published(2);
  const voters = [0, 1, 2].map((row) => roll.voterAt(row));
  expect(voters.map(({ id, lastName }) => [id, lastName])).toEqual([
    ["2", "Aaronson"],
    ["1", "Zbornak1"],
    ["3", "Zbornak3"],
  ]);
  expect(voters[1]?.absentee).toBe("issued");
  expect(voters[0]?.mailing).toBe("PO Box 2");
  const later = await amendRoll(publisher, [{ voter: "3", set: issued }]);
  const now = await readCurrentRoll(publisher);
  if (!later.ok || !now.ok) throw new Error("the roll does not open");
  expect(now.value.amendments).toBe(1);
  expect(now.value.roll.voterAt(now.value.roll.rowOfVoter("3") as number).absentee).toBe("issued");
});

test("amendments whose chunk is lost: nothing is amended on top, publishing again leaves them behind and names them", async () => {
  await stageRoll(publisher, await rollOf("1", "2"), {});
  await publishRoll(publisher);
  const kept = await amendRoll(publisher, [{ voter: "1", set: issued }]);
  const lost = await amendRoll(publisher, [{ voter: "2", set: issued }]);
  if (!kept.ok || !lost.ok) throw new Error("not amended");
  await office.database.db.deleteFrom("chunk").where("hash", "=", lost.value.chunk).execute();
  const { index } = lost.value;
  expect(await amendRoll(publisher, [{ voter: "2", set: issued }])).toEqual({
    ok: false,
    error: { type: "amendmentsLost", entries: [index] },
  });
  expect(await publishRoll(publisher)).toMatchObject({ ok: true, value: { version: 2, folded: 1, lost: [index] } });
  expect((await manifestOf(2)).amendedThrough).toBeGreaterThan(index);
  const roll = await published(2);
  expect([0, 1].map((row) => roll.voterAt(row).absentee)).toEqual(["issued", "none"]);
  expect(await amendRoll(publisher, [{ voter: "2", set: issued }])).toMatchObject({ ok: true });
});

test("a publishing again that was cut off is made anew, with the amendments of then", async () => {
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  await stageRoll(publisher, await rollOf("1"), { republished: 1, folded: 0, lost: [] });
  expect(await stagedRoll(office.database)).toBeUndefined();
  await amendRoll(publisher, [{ voter: "1", set: issued }]);
  expect(await publishRoll(publisher)).toMatchObject({ ok: true, value: { version: 2, folded: 1 } });
});

test("changes that do not fit the roll are refused whole, each by voter and fault", async () => {
  await stageRoll(publisher, await rollOf("1", "2"), {});
  await publishRoll(publisher);
  const { size } = await publisher.sequencer.refresh();
  const refused = await amendRoll(publisher, [
    { voter: "1", set: issued },
    { voter: "9", set: issued },
    { add: voter("2", { split: "01" }) },
    { voter: "1", set: { split: "01/7", party: "XYZ" } },
    { add: voter("3", { split: "01" }) },
    { voter: "3", set: issued },
    { add: voter("3", { split: "01" }) },
  ]);
  expect(refused).toEqual({
    ok: false,
    error: {
      type: "changesUnfit",
      faults: [
        { change: 2, voter: "9", fault: { type: "voterUnknown" } },
        { change: 3, voter: "2", fault: { type: "voterKnown" } },
        { change: 4, voter: "1", fault: { type: "splitUnknown", split: "01/7" } },
        { change: 4, voter: "1", fault: { type: "partyUnknown", party: "XYZ" } },
        { change: 7, voter: "3", fault: { type: "voterKnown" } },
      ],
    },
  });
  expect((await publisher.sequencer.refresh()).size).toBe(size);
  // What an earlier amendment added is on the roll.
  expect((await amendRoll(publisher, [{ add: voter("3", { split: "01" }) }])).ok).toBe(true);
  expect((await amendRoll(publisher, [{ voter: "3", set: issued }])).ok).toBe(true);
});

test("two that add the same voter at once: one of them is told", async () => {
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  const other = await openCountyOffice({ folder, log: silent });
  const second = other.ok ? await other.value.publisher() : other;
  if (!other.ok || !second.ok) throw new Error("no second process");
  const add = [{ add: voter("5", { split: "01" }) }];
  const answers = await Promise.all([amendRoll(publisher, add), amendRoll(second.value, add)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { type: "changesUnfit" } });
  const chunks = await office.database.db.selectFrom("chunk").select("hash").where("roll", "is", null).execute();
  expect(chunks).toHaveLength(1);
  await other.value.stop();
});

test("every place's wrap opens with its card's code and no other; a new card ends the old one", async () => {
  const officeSecret = await office.officeSecret();
  if (!officeSecret.ok) throw new Error(officeSecret.error.type);
  const deps = { ...publisher, officeSecret: officeSecret.value };
  const open = async (place: string, secret: Uint8Array) => {
    const wrap = (await readWraps(office.database, place))[0];
    if (wrap === undefined) throw new Error("no wrap");
    const at = { election: election.id, place, issue: wrap.issue };
    return unwrapElectionKey(fromBase64(wrap.wrap) as Uint8Array, [secret], at);
  };
  const cards = new Map<string, Uint8Array>();
  for (const { id } of election.places) {
    const card = await openingCardOf(deps, id);
    if (!card.ok) throw new Error(card.error.type);
    cards.set(id, card.value.secret);
    expect(await open(id, card.value.secret)).toEqual({ ok: true, value: new Uint8Array(publisher.electionKey) });
  }
  const [school, library] = [cards.get("school") as Uint8Array, cards.get("library") as Uint8Array];
  expect((await open("school", library)).ok).toBe(false);
  const next = await reissueOpeningCard(deps, "school");
  expect(next).toMatchObject({ ok: true, value: { issue: 2 } });
  expect((await open("school", school)).ok).toBe(false);
  expect(next.ok && (await open("school", next.value.secret)).ok).toBe(true);
  expect((await open("library", library)).ok).toBe(true);
  expect(await openingCardOf(deps, "nowhere")).toMatchObject({ ok: false, error: { type: "placeUnknown" } });
});

test("a serving endpoint notices what the command line published", async () => {
  const server = await openCountyServer({ folder, port: 0, log: silent });
  if (!server.ok) throw new Error(server.error.type);
  const { county } = server.value;
  const heard = new Promise<string>((hear) => county.onCheckpoint(hear));
  await stageRoll(publisher, await rollOf("1"), {});
  await publishRoll(publisher);
  expect((await heard).split("\n")[1]).toMatch(/^[12]$/);
  expect((await county.sequencer.refresh()).roll?.version).toBe(1);
  await server.value.stop();
});

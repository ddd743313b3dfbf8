/** One row for each voter who was checked in; times as clocks on the wall show them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { historyColumns } from "../../src/cli/commands/exportParticipation.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { Standings } from "../../src/domain/standing.ts";
import { type Told, toldIn } from "../../src/server/changesAtPolls.ts";
import { type Participation, participation, zonedTime } from "../../src/server/participation.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";

const election = inventedElection();
const nothingTold = { told: new Map(), registrants: new Map() };
const noon = Date.UTC(2026, 10, 3, 17, 2, 11);

const checkedIn = (voter: string, seq: number, wall: number, device = "a") => ({
  name: { device, seq, hash: `${device}${seq}`.padEnd(64, "0") },
  index: seq,
  body: {
    type: "VoterCheckedIn" as const,
    cmd: `${device}${seq}`,
    worker: "rosa",
    role: "pollWorker" as const,
    wall,
    seen: null,
    voter,
    place: "hall",
    split: "103",
    style: "1",
    roll: 1,
    receipt: `1-000${seq}`,
    found: "search" as const,
    steps: [],
  },
});

test("a voter with two check-ins is one row, by the first one, and marked; a cancelled one gives none", () => {
  const standings = new Standings();
  standings.add(checkedIn("V2", 1, noon + 60_000));
  standings.add(checkedIn("V2", 1, noon, "b"));
  standings.add(checkedIn("V1", 2, noon - 86_400_000));
  standings.add(checkedIn("V3", 3, noon));
  const { name } = checkedIn("V3", 3, noon);
  const cancel = {
    type: "CheckInCancelled" as const,
    voter: "V3",
    place: "hall",
    undoes: [name],
    reason: "wrongVoter" as const,
  };
  const who = { cmd: "c", worker: "rosa", role: "pollWorker" as const, wall: noon, seen: null };
  standings.add({ name: { device: "a", seq: 4, hash: "c".repeat(64) }, index: 4, body: { ...cancel, ...who } });
  const devices = new Map([
    ["a", { number: 7 }],
    ["b", { number: 8 }],
  ]);
  const rows = [...participation(election, standings, devices, nothingTold)];
  expect(rows.map(({ voter, twice, method, tablet }) => ({ voter, twice, method, tablet }))).toEqual([
    { voter: "V1", twice: false, method: "early", tablet: 7 },
    { voter: "V2", twice: true, method: "polls", tablet: 8 },
  ]);
  expect(rows[1]).toMatchObject({ precinct: "103", placeName: "Town Hall", checkedInAt: "2026-11-03T12:02:11-05:00" });
});

test("an absentee ballot that was cast at the place is credited, beside a check-in it is twice, one not cast gives none", () => {
  const standings = new Standings();
  const marked = (voter: string, seq: number, rejected?: "notSigned") => ({
    name: { device: "a", seq, hash: `d${seq}`.padEnd(64, "0") },
    index: seq,
    body: {
      type: "AbsenteeProcessed" as const,
      ...{ cmd: `m${seq}`, worker: "lin", role: "inspector" as const, wall: noon, seen: null },
      ...{
        voter,
        place: "hall",
        split: "103",
        found: "search" as const,
        ...(rejected === undefined ? {} : { rejected }),
      },
    },
  });
  standings.add(marked("V1", 1));
  standings.add(marked("V2", 2, "notSigned"));
  standings.add(marked("V3", 3));
  standings.add(checkedIn("V3", 4, noon));
  const rows = [...participation(election, standings, new Map([["a", { number: 7 }]]), nothingTold)];
  expect(rows).toMatchObject([
    {
      voter: "V1",
      twice: false,
      method: "absentee",
      tablet: 7,
      precinct: "103",
      style: "",
      receipt: "",
      absenteeCastAt: "2026-11-03T12:02:11-05:00",
    },
    { voter: "V3", twice: true, method: "polls", style: "1", absenteeCastAt: "2026-11-03T12:02:11-05:00" },
  ]);
});

test("who joined a party by its ballot is its member afterwards, unless they left it again; a leaving taken back counts for nothing", () => {
  const standings = new Standings();
  const who = { worker: "rosa", role: "pollWorker" as const, wall: noon, seen: null, place: "hall" };
  const took = (voter: string, seq: number) => {
    const known = checkedIn(voter, seq, noon);
    standings.add({ ...known, body: { ...known.body, party: "REP" } });
    return known.name;
  };
  const [stayed, left, again] = [took("V1", 1), took("V2", 2), took("V3", 3)];
  const leaves = (voter: string, seq: number, checkIn: typeof stayed) => {
    const name = { device: "a", seq, hash: `f${seq}`.padEnd(64, "0") };
    const body = { type: "PartyUndeclared" as const, cmd: `l${seq}`, ...who, voter, checkIn, party: "REP", steps: [] };
    standings.add({ name, index: seq, body });
    return name;
  };
  leaves("V2", 4, left);
  const undoes = leaves("V3", 5, again);
  const undone = {
    type: "VoterNoteUndone" as const,
    cmd: "u",
    ...who,
    voter: "V3",
    undoes,
    note: "undeclared" as const,
  };
  standings.add({
    name: { device: "a", seq: 6, hash: "f6".padEnd(64, "0") },
    index: 6,
    body: { ...undone, reason: "tappedByMistake" as const },
  });
  const rows = [...participation(election, standings, new Map([["a", { number: 7 }]]), nothingTold)];
  expect(rows.map((row) => [row.voter, row.ballotParty, row.leftParty])).toEqual([
    ["V1", "REP", false],
    ["V2", "REP", true],
    ["V3", "REP", false],
  ]);
  const undeclared = (id: string) => voter(id, { partyRaw: "UND" });
  const partyIn = (state: string) => {
    const [, party] = historyColumns(undeclared, packs.get(state)?.rules.primary);
    return rows.map((row) => party?.value(row));
  };
  expect(partyIn("NH")).toEqual(["REP", "UND", "REP"]);
  // Nobody joins a party by a ballot there.
  expect(partyIn("NC")).toEqual(["UND", "UND", "UND"]);
});

test("what a voter told at the first check-in stands beside it, and who registered there is marked", () => {
  const standings = new Standings();
  const [first, again] = [checkedIn("V1", 1, noon), checkedIn("V1", 2, noon + 1000)];
  for (const one of [first, again, checkedIn("R3-1-aaaa", 3, noon)]) standings.add(one);
  const told = toldIn([
    { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
    { step: "moved", outcome: "movedWithin" },
    { step: "movedOn", outcome: "2026-10-02" },
    { step: "nameChanged", outcome: "nameFormSigned" },
    { step: "identification", outcome: "idShown" },
    { step: "identificationKind", outcome: "license" },
    { step: "issuingState", outcome: "VT" },
  ]);
  expect(toldIn([{ step: "nameChanged", outcome: "nameSame" }])).toBeUndefined();
  const changes = {
    told: new Map([[first.name.hash, told as Told]]),
    registrants: new Map([["R3-1-aaaa", voter("R3-1-aaaa", { firstName: "New" })]]),
  };
  const rows = [...participation(election, standings, new Map(), changes)];
  const cells = (row: Participation | undefined) =>
    Object.fromEntries(
      historyColumns(() => undefined, undefined).map(({ title, value }) => [title, value(row as Participation)]),
    );
  const [registrant, moved] = rows;
  expect(cells(moved)).toMatchObject({
    "Address Change": "Y",
    "Name Change": "Y",
    "New Registration": "N",
    OOSDL: "VT",
  });
  expect(moved?.told).toMatchObject({ movedOn: "2026-10-02", identification: "license" });
  expect(cells(registrant)).toMatchObject({
    "Address Change": "N",
    "Name Change": "N",
    "New Registration": "Y",
    OOSDL: "",
  });
});

test("the time of any moment in any zone names that moment", () => {
  const zones = ["America/New_York", "America/St_Johns", "Pacific/Honolulu", "America/Phoenix", "UTC", "Pacific/Guam"];
  const seconds = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), seconds, (zone, second) => {
      const text = zonedTime(zone)(second * 1000);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
      expect(Date.parse(text)).toBe(second * 1000);
    }),
  );
});

/** People who are not on the roll, at real tablets: found, marked and given ballots wherever the events are known. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import type { Unlisted } from "../../src/domain/person.ts";
import { listName } from "../../src/domain/voterName.ts";
import { likeRegistered } from "../../src/roll/likeRegistered.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { countyInMemory, election } from "../helpers/server.ts";

let at: OpenElection;
const rules = Rules.parse({
  situations: {
    notOnList: {
      first: "ask",
      ways: [
        {
          way: "registersToday",
          outcome: "regular",
          by: "inspector",
          forms: ["Registration form"],
          proofs: ["Address"],
        },
        { way: "claimsRegistration", outcome: "provisional", by: "inspector", code: "1" },
      ],
    },
  },
});
beforeEach(async () => {
  at = await openElection(plainVoters(40), (now) => countyInMemory({ now, held: { ...election, rules } }));
});
afterEach(() => at.stop());

const luz: Unlisted = {
  person: {
    ...{ lastName: "Ortega-Ruiz", firstName: "Luz", middleName: "", suffix: "", birthDate: "1961-07-04" },
    ...{ houseNumber: "41", street: "Maple St", unit: "", city: "Springfield" },
  },
  ...{ split: "01", precinctBy: "neighbors", party: "", lookedAt: [] },
  tried: [{ step: "ladder: search", outcome: "notFound" }],
};
const second = { worker: "lin", pin };
const claims = { answers: { notOnList: "claimsRegistration" }, forms: [] } as const;
const registers = { answers: { notOnList: "registersToday" }, forms: ["Registration form", "Address"] } as const;

const sendAll = async (...tablets: CoreTablet[]): Promise<void> => {
  for (let round = 0; round < 2; round++) for (const tablet of tablets) await tablet.core.syncNow();
};
const provisional = (tablet: CoreTablet, unlisted: Unlisted, cmd: string = crypto.randomUUID()) =>
  tablet.core.checkIn({
    cmd,
    voterId: "",
    unlisted,
    style: "B1",
    found: "search",
    ballot: "provisional",
    second,
    ...claims,
  });
const register = (tablet: CoreTablet, unlisted: Unlisted, cmd: string = crypto.randomUUID()) =>
  tablet.core.registerVoter({ cmd, unlisted, second, ...registers });

test("a provisional ballot: needs an inspector; the same person is known again on another tablet, however it is spelled", async () => {
  const [here, there] = [await at.workingTablet(), await at.workingTablet()];
  const call = {
    cmd: "a",
    voterId: "",
    unlisted: luz,
    style: "B1",
    found: "search",
    ballot: "provisional",
    ...claims,
  } as const;
  expect(await here.core.checkIn(call)).toMatchObject({ ok: false, error: { type: "notYourRole" } });
  const given = await provisional(here, luz);
  expect(given).toMatchObject({ ok: true, value: { ballot: "provisional", voter: { lastName: "Ortega-Ruiz" } } });

  await sendAll(here, there);
  const spelled = { ...luz, person: { ...luz.person, lastName: "ORTEGA RUIZ", firstName: "Lúz" } };
  expect((await there.core.voter("", {}, spelled))?.disposition).toMatchObject({
    why: { reason: "provisionalIssued" },
  });
  expect(await provisional(there, spelled)).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  const row = await there.find("ortega");
  expect(row).toMatchObject({ newcomer: "person", mark: { mark: "stop" } });

  // Taken back there, it may be given again.
  const undoes = given.ok ? [given.value.event] : [];
  const cancelled = { cmd: "c", voterId: row.voter.id, undoes, reason: "wrongBallot", note: undefined } as const;
  expect(await there.core.cancelCheckIn(cancelled)).toMatchObject({ ok: true });
  expect((await there.core.search("ortega"))?.total).toBe(0);
  expect(await provisional(there, luz)).toMatchObject({ ok: true });
  await sendAll(there, here);
  await at.county.county.fold.catchUp((await at.county.county.sequencer.refresh()).size);
  expect(at.county.county.fold.flagged).toEqual([]);
});

test("another person of the same name and birth date: the inspector says so, the first one is looked at, both stand on every tablet", async () => {
  const [here, there] = [await at.workingTablet(), await at.workingTablet()];
  expect(await provisional(here, luz)).toMatchObject({ ok: true });
  await sendAll(here, there);
  const other = { ...luz.person, houseNumber: "7", another: 2 };
  const seen = await there.core.voter("", {}, { ...luz, person: other });
  const { disposition } = seen ?? {};
  if (disposition?.kind !== "none" || disposition.why.reason !== "looksLikeVoter") throw new Error("not looked at");
  const [first] = disposition.why.voters;
  expect(first).toMatchObject({ houseNumber: "41", lastName: "Ortega-Ruiz" });
  expect(await provisional(there, { ...luz, person: other })).toMatchObject({ error: { type: "notAllowed" } });
  const looked = { ...luz, person: other, lookedAt: [first?.id ?? ""] };
  const given = await provisional(there, looked);
  expect(given).toMatchObject({ ok: true, value: { ballot: "provisional" } });
  // Once: that second person has a ballot now, too.
  expect(await provisional(there, looked)).toMatchObject({ error: { type: "notAllowed" } });

  await sendAll(there, here);
  for (const { core } of [here, there]) {
    const { rows = [] } = (await core.search("ortega")) ?? {};
    expect(rows.map(({ voter, newcomer, mark }) => [voter.houseNumber, newcomer, mark.mark])).toEqual([
      ["41", "person", "stop"],
      ["7", "person", "stop"],
    ]);
    const [one, two] = rows;
    expect(one?.voter.id).not.toBe(two?.voter.id);
    expect((await core.voter(two?.voter.id ?? ""))?.disposition).toMatchObject({
      why: { reason: "provisionalIssued" },
    });
  }
  await at.county.county.fold.catchUp((await at.county.county.sequencer.refresh()).size);
  expect(at.county.county.fold.flagged).toEqual([]);
  expect([...at.county.county.fold.standings.provisionals()]).toHaveLength(2);
});

test("P6: nothing is written down while somebody who looks like that person has not been looked at", async () => {
  const tablet = await at.workingTablet();
  const known = (await tablet.find("VoterCa")).voter;
  const slip = { ...known, birthDate: "1970-01-07", lastName: "VOTER-CA" };
  const { lastName, firstName, middleName, suffix, birthDate, houseNumber, street, unit, city } = slip;
  const person = { lastName, firstName, middleName, suffix, birthDate, houseNumber, street, unit, city };
  const unlisted = { ...luz, person };
  const seen = await tablet.core.voter("", {}, unlisted);
  expect(seen?.disposition).toMatchObject({
    kind: "none",
    why: { reason: "looksLikeVoter", voters: [{ id: known.id }] },
  });
  expect(await provisional(tablet, unlisted)).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  expect(await register(tablet, unlisted)).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  const looked = { ...unlisted, lookedAt: [known.id] };
  expect(await register(tablet, looked)).toMatchObject({ ok: true });

  // Afterwards both rows say so.
  const found = await tablet.core.search("voterca");
  expect(found?.rows.slice(0, 2).map(({ voter, newcomer, alike }) => [voter.birthDate, newcomer, alike])).toEqual([
    ["1970-01-07", "registrant", true],
    ["1970-01-01", undefined, true],
  ]);
  // And so does paper, the tablet's and the office's, of this voter alone.
  await tablet.core.signIn("lin", pin);
  const list = await tablet.core.paperList({ cmd: "paper", kind: "book" });
  if (!list.ok) throw new Error(list.error.type);
  const like = list.value.rows.filter(
    ({ row, line }) => row === "voter" && line.marks.some(({ mark }) => mark === "likeRegistered"),
  );
  expect(like.map(({ line }) => "name" in line && line.name)).toEqual([listName(known)]);
  await sendAll(tablet);
  const { fold, sequencer } = at.county.county;
  await fold.catchUp((await sequencer.refresh()).size);
  const ofOffice = likeRegistered(fold.newcomers.all());
  expect(
    plainVoters(40)
      .filter(ofOffice)
      .map(({ id }) => id),
  ).toEqual([known.id]);
});

test("registered on the day: found and checked in on every tablet, once; taken back, gone", async () => {
  const [here, there] = [await at.workingTablet(), await at.workingTablet()];
  const [one, again] = await Promise.all([register(here, luz, "r"), register(here, luz, "r")]);
  if (!one.ok) throw new Error(one.error.type);
  expect(again).toEqual(one);
  expect(one.value.voterId).toMatch(/^R\d+-\d{4}-[0-9a-f]{12}$/);
  await sendAll(here, there);

  for (const query of ["ortega", "ruiz", "7/4/1961", "41 maple", "ortegaruis"]) {
    const { voter, newcomer } = await there.find(query);
    expect([query, voter.id, newcomer]).toEqual([query, one.value.voterId, "registrant"]);
  }
  expect(await there.checkInVoter(one.value.voterId)).toMatchObject({ ok: true, value: { ballot: "regular" } });
  await sendAll(there, here);
  expect((await here.find("ortega")).mark).toMatchObject({ mark: "checkedIn" });
  const cancel = { cmd: "c", voterId: one.value.voterId, reason: "onTheList", note: undefined } as const;
  expect(await here.core.cancelRegistration(cancel)).toMatchObject({ ok: false, error: { type: "hasBallot" } });

  const other = await register(here, {
    ...luz,
    person: { ...luz.person, lastName: "Quist", firstName: "Mae", birthDate: "1980-02-01" },
  });
  if (!other.ok) throw new Error(other.error.type);
  expect(await here.core.cancelRegistration({ ...cancel, voterId: other.value.voterId })).toMatchObject({ ok: true });
  expect((await here.core.search("quist"))?.total).toBe(0);
  await sendAll(here, there);
  expect((await there.core.search("quist"))?.total).toBe(0);
  await at.county.county.fold.catchUp((await at.county.county.sequencer.refresh()).size);
  expect(at.county.county.fold.flagged).toEqual([]);
});

test("by address: who lives there; nobody: in which precinct the nearest neighbors live", async () => {
  const tablet = await at.workingTablet();
  const lives = await tablet.core.atAddress("3", "maple");
  expect(lives?.rows.map(({ voter }) => voter.id)).toEqual(["V2"]);
  expect(await tablet.core.atAddress("44", "Maple Street")).toMatchObject({ rows: [], splits: ["01"] });
  expect(await tablet.core.atAddress("3", "Elm")).toEqual({ rows: [], splits: [] });
  expect(await tablet.core.atAddress("", "")).toEqual({ rows: [], splits: [] });
});

/** The book of a place split between real tablets that cannot hear each other, and joined by them when they can. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BookAct } from "../../src/domain/bookActs.ts";
import { openingChecks } from "../../src/domain/openingChecks.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { plainCheckIn } from "../helpers/coreTablet.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin } from "../helpers/openElection.ts";
import { makeReady } from "../helpers/readyTablet.ts";

const names = ["Adams", "Baker", "Garcia", "Hall", "Lopez", "Miller", "Nguyen", "Smith", "Young", "Иванов", "김", "’"];
const voters = names.map((lastName, n) =>
  voter(`V${n}`, { lastName, firstName: "Ana", birthDate: "1970-01-01", split: "01", registration: "active" }),
);
const minute = 60_000;

let at: OpenElection;
let tablets: readonly [CoreTablet, CoreTablet, CoreTablet];
beforeEach(async () => {
  at = await openElection(voters);
  tablets = [await at.workingTablet(), await at.workingTablet(), await at.workingTablet()];
  const [first] = tablets;
  await inspect(first);
  const overrides = openingChecks.map((check) => ({ check, reason: "It is so here." }));
  const seen = { sameCode: true, paperList: true, absenteeList: true };
  await makeReady(first.core);
  const act = { what: "openPolls", seen, overrides, members: ["Lin C."], paperListOf: "" } as const;
  expect(await write(first, act)).toMatchObject({ ok: true });
  await rounds();
  for (const tablet of tablets) tablet.online = false;
});
afterEach(() => at.stop());

async function inspect(tablet: CoreTablet): Promise<void> {
  await tablet.core.lock();
  expect(await tablet.core.signIn("lin", pin)).toMatchObject({ ok: true });
}
const write = (tablet: CoreTablet, act: BookAct) => tablet.core.writeInBook({ ...act, cmd: crypto.randomUUID() });

/** Each asks the county, in turn, so often that all know all. */
async function rounds(count = 5, of: readonly CoreTablet[] = tablets): Promise<void> {
  for (let round = 0; round < count; round++) for (const { core } of of) await core.syncNow();
}

async function split(tablet: CoreTablet, line: number, takes = false): ReturnType<typeof write> {
  await inspect(tablet);
  const { code = "" } = (await tablet.core.placeBook())?.plans.find(({ lines }) => lines.length === 3) ?? {};
  return write(tablet, { what: "splitBook", of: 3, line, code, takes });
}

async function splitAll(): Promise<void> {
  for (const [n, tablet] of tablets.entries()) expect(await split(tablet, n + 1)).toEqual({ ok: true });
}

const lineOf = ({ core }: CoreTablet) => core.state().line;

test("the offer comes after two minutes in which nothing was heard, to a place of several tablets", async () => {
  const [one] = tablets;
  expect(one.core.state()).toMatchObject({ silent: false, tabletsHere: 3, line: { state: "whole" } });
  await rounds(1);
  at.clock.pass(minute);
  await rounds(1);
  expect(one.core.state().silent).toBe(false);
  at.clock.pass(minute + 1000);
  await rounds(1);
  expect(one.core.state().silent).toBe(true);
  one.online = true;
  await rounds(1);
  expect(one.core.state().silent).toBe(false);
});

test("every tablet shows the same code and the same lines, and each voter is served at exactly one", async () => {
  const plans = await Promise.all(tablets.map(async ({ core }) => (await core.placeBook())?.plans));
  expect(plans[0]?.map(({ code }) => code)).toEqual(plans[1]?.map(({ code }) => code));
  expect(plans[0]).toEqual(plans[2]);
  expect(plans[0]?.[0]?.code).toMatch(/^[A-Z]{3,4}-\d\d$/);
  await splitAll();
  for (const { id, lastName } of voters) {
    const kinds = await Promise.all(tablets.map(async ({ core }) => (await core.voter(id))?.disposition.kind));
    expect([lastName, kinds.filter((kind) => kind === "regular").length]).toEqual([lastName, 1]);
    expect([lastName, kinds.filter((kind) => kind === "none").length]).toEqual([lastName, 2]);
  }
});

test("the same voter at three tablets: one ballot; the others say where to go; an inspector may say why not", async () => {
  await splitAll();
  const [one, two] = tablets;
  const answers = [];
  for (const tablet of tablets) answers.push(await tablet.checkInVoter("V4"));
  expect(answers.map(({ ok }) => ok)).toEqual([false, true, false]);
  expect((await one.core.voter("V4"))?.disposition).toMatchObject({
    ...{ kind: "none", offer: "otherLine", why: { reason: "otherLine", line: { line: 2 } } },
  });
  expect((await one.find("Lopez")).mark).toEqual({ mark: "otherLine", line: 2 });
  expect((await two.find("Lopez")).mark).toMatchObject({ mark: "checkedIn" });

  // A poll worker may not decide it alone; with the inspector's PIN it is recorded, and why.
  await one.core.lock();
  await one.core.signIn("rosa", pin);
  const call = { cmd: crypto.randomUUID(), voterId: "V8", style: "B1", ...plainCheckIn };
  expect(await one.core.checkIn(call)).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  const over = { ...call, answers: { otherLine: "cannotChangeLine" } as const };
  expect(await one.core.checkIn(over)).toMatchObject({ ok: false, error: { type: "notYourRole" } });
  expect(await one.core.checkIn({ ...over, second: { worker: "lin", pin } })).toMatchObject({ ok: true });

  for (const tablet of tablets) tablet.online = true;
  await rounds();
  await at.county.county.lookAround();
  const { fold } = at.county.county;
  expect(fold.standings.of("V4").checkIns).toHaveLength(1);
  expect(fold.standings.checkedInTwice()).toEqual([]);
  expect(fold.flagged).toEqual([]);
});

test("heard again, all three: the book is whole by itself, and each knows what the others did", async () => {
  await splitAll();
  const [one, two, three] = tablets;
  expect(await two.checkInVoter("V4")).toMatchObject({ ok: true });
  one.online = true;
  three.online = true;
  await rounds();
  expect(lineOf(one)).toMatchObject({ state: "line", unheard: [2], said: false });
  expect((await one.core.voter("V4"))?.disposition).toMatchObject({ why: { reason: "otherLine" } });
  two.online = true;
  await rounds();
  for (const tablet of tablets) {
    expect(lineOf(tablet)).toEqual({ state: "whole" });
    expect((await tablet.core.voter("V4"))?.disposition).toMatchObject({ why: { reason: "checkedIn" } });
    expect((await tablet.core.voter("V5"))?.disposition).toMatchObject({ kind: "regular" });
  }
  await at.county.county.lookAround();
  expect(at.county.county.fold.flagged).toEqual([]);
});

test("also while they are locked, and after a reload in the middle", async () => {
  await splitAll();
  const [one, two] = tablets;
  await one.core.lock();
  two.start();
  await two.core.start();
  await two.phase("locked");
  expect(await two.core.signIn("rosa", pin)).toMatchObject({ ok: true });
  expect(lineOf(two)).toMatchObject({ state: "line", own: { line: 2 } });
  for (const tablet of tablets) tablet.online = true;
  await rounds();
  for (const tablet of tablets) expect(lineOf(tablet)).toEqual({ state: "whole" });
});

test("a spare that comes hears of the lines and serves nobody; it takes the line of a dead tablet on purpose only", async () => {
  await splitAll();
  const [one, two, three] = tablets;
  two.online = true;
  await two.core.syncNow();
  two.online = false; // and dies
  at.clock.pass(minute);
  const spare = await at.workingTablet();
  expect(lineOf(spare)).toEqual({ state: "noLine" });
  expect(await spare.checkInVoter("V4")).toMatchObject({ ok: false, error: { type: "notAllowed" } });
  expect((await spare.core.voter("V4"))?.disposition).toMatchObject({ offer: "inspector", why: { line: undefined } });
  expect(await split(spare, 2)).toEqual({ ok: false, error: { type: "lineTaken", line: 2 } });
  expect(await split(spare, 2, true)).toEqual({ ok: true });
  expect(await spare.checkInVoter("V4")).toMatchObject({ ok: true });
  expect(await spare.checkInVoter("V8")).toMatchObject({ ok: false });
  one.online = true;
  three.online = true;
  await rounds(5, [one, three, spare]);
  for (const tablet of [one, three, spare]) expect(lineOf(tablet)).toEqual({ state: "whole" });
  // It lives after all, and still serves its line alone: what it did is known, and nobody is held up by it.
  at.clock.pass(minute);
  two.online = true;
  await rounds();
  for (const tablet of [one, three, spare]) expect(lineOf(tablet)).toEqual({ state: "whole" });
});

test("the inspector joins the book by hand where a tablet is heard no more", async () => {
  await splitAll();
  const [one, , three] = tablets;
  one.online = true;
  three.online = true;
  await rounds(3, [one, three]);
  expect(await write(one, { what: "joinBook" })).toEqual({ ok: true });
  await rounds(2, [one, three]);
  for (const tablet of [one, three]) expect(lineOf(tablet)).toEqual({ state: "whole" });
});

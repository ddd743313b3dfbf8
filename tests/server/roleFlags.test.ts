/** The endpoint asks the table of roles again about every event: it flags what the table does not allow, and takes it. */

import { afterEach, expect, test } from "vitest";
import { type Act, acts, authorise, defaultPermits, placeRoles } from "../../src/domain/authority.ts";
import { cautiousBallots } from "../../src/domain/ballotRules.ts";
import { type Election, Rules } from "../../src/domain/election.ts";
import { Role } from "../../src/domain/eventFields.ts";
import { EventBody } from "../../src/domain/events.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { Trusts } from "../../src/domain/undos.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { tabletActLines } from "../../src/server/tabletActLines.ts";
import {
  checkInBody,
  countyInMemory,
  type Endpoint,
  election,
  electionDay,
  enrolTablet,
  viewIn,
} from "../helpers/server.ts";
import { bodyOf, insteadOf, type Written, writtenEvents } from "../helpers/writtenEvents.ts";

let endpoint: Endpoint;
afterEach(() => endpoint?.stop());

/** Who may do what where the election's rules say nothing, once more and by hand: opening an act to a role must fail here. */
const mayByDefault = {
  checkIn: ["pollWorker", "inspector", "secondOfficer", "rover"],
  cancelCheckIn: ["pollWorker", "inspector", "secondOfficer", "rover"],
  enterFromPaper: ["inspector", "secondOfficer"],
  putRight: ["inspector", "secondOfficer"],
  replaceBallot: ["pollWorker", "inspector", "secondOfficer", "rover"],
  takeBallotBack: ["pollWorker", "inspector", "secondOfficer", "rover"],
  approveException: ["inspector", "secondOfficer"],
  addWorker: ["inspector"],
  closeTablet: ["inspector", "secondOfficer"],
  installProgram: ["inspector"],
  processAbsentee: ["inspector", "secondOfficer"],
  printPaperList: ["inspector", "secondOfficer"],
  exportReport: ["inspector", "secondOfficer"],
  openPolls: ["inspector", "secondOfficer"],
  suspendPolls: ["inspector", "secondOfficer"],
  closePolls: ["inspector", "secondOfficer"],
  count: ["pollWorker", "inspector", "secondOfficer", "rover"],
  recordSeal: ["inspector", "secondOfficer"],
  splitBook: ["inspector", "secondOfficer"],
  explainBalance: ["inspector", "secondOfficer"],
  reportIncident: ["pollWorker", "inspector", "secondOfficer", "rover"],
  undoPlaceEntry: ["inspector", "secondOfficer"],
  extendHours: ["inspector"],
  markLastInLine: ["inspector", "secondOfficer"],
} as const satisfies Record<Act, readonly Role[]>;
const mayBeAtAPlace: readonly Role[] = ["pollWorker", "inspector", "secondOfficer", "rover"];

/** Of everything that a tablet can write, what stands against this role at a place where the acts are these roles'. */
function refusalOf(
  { asks, type }: Written,
  role: Role,
  may: Readonly<Record<Act, readonly Role[]>>,
): string | undefined {
  const here = mayBeAtAPlace.includes(role);
  if (asks === "nobody") return undefined;
  if (asks === "county") return `${type} may be said by the county only`;
  if (asks === "placeWork") return here ? undefined : `the role ${role} works at no polling place`;
  // Whoever may check in does so, and only lacks somebody who may say that it is so.
  const joins = asks === "approveException" || asks === "putRight";
  if (joins && !may.checkIn.includes(role)) return `the role ${role} may not do this`;
  if (may[asks].includes(role)) return undefined;
  if (asks === "approveException") return "an inspector had to say that it is so, and none did";
  if (asks === "putRight") return "an inspector had to agree that a check-in is put right, and none did";
  return `the role ${role} may not do this`;
}

/** A state's law and the place's hours, not a role, speak here. */
const byNoRole = [
  "a registration on the day, which the rules do not know",
  "a ballot given after the polls of the place were closed, as this tablet knew",
];

async function flagsOf(
  rules: object,
  written: readonly object[],
  more: Partial<Election> = {},
): Promise<readonly (string | undefined)[]> {
  endpoint = await countyInMemory({ held: { ...election, ...more, rules: Rules.parse(rules) } });
  const tablet = await enrolTablet(endpoint, "school");
  for (const body of written) await tablet.witness(body);
  for (let at = 0; at < written.length; at += 50) {
    const taken = viewIn(await tablet.push(tablet.leaves.slice(at, at + 50)));
    expect(taken.device.head.seq).toBe(Math.min(at + 50, written.length) - 1);
  }
  await endpoint.county.lookAround();
  const { quarantine, flagged } = endpoint.county.fold;
  expect(quarantine).toEqual([]);
  const first = (await endpoint.county.sequencer.state()).size - written.length;
  const whyOf = new Map<number, string>();
  for (const { index, why } of flagged) if (!byNoRole.includes(why) && !whyOf.has(index)) whyOf.set(index, why);
  return written.map((_, at) => whyOf.get(first + at));
}

/** What the endpoint flags of these events of every role, and what it should. */
async function tableOf(names: readonly string[], rules: object, may: Readonly<Record<Act, readonly Role[]>>) {
  const cells = names.flatMap((name) => Role.options.map((role) => ({ name, role })));
  const flags = await flagsOf(
    rules,
    cells.map(({ name, role }) => bodyOf(name, { role })),
  );
  const said = cells.map(({ name, role }, at) => [`${name} by ${role}`, flags[at] ?? "allowed"]);
  const wanted = cells.map(({ name, role }) => [
    `${name} by ${role}`,
    refusalOf(writtenEvents[name] as Written, role, may) ?? "allowed",
  ]);
  return { said: Object.fromEntries(said), wanted: Object.fromEntries(wanted) };
}

test("the table below asks about every type of event, and about every act", () => {
  const types = EventBody.def.options.flatMap(({ shape }) => shape.type.def.values);
  const asked = Object.values(writtenEvents);
  expect(new Set(asked.map(({ type }) => type))).toEqual(new Set(types));
  expect(new Set(asked.map(({ asks }) => asks))).toEqual(new Set([...acts, "placeWork", "nobody", "county"]));
});

const everything = Object.keys(writtenEvents);

test("each event of each role is flagged exactly when the table says no", async () => {
  const { said, wanted } = await tableOf(everything, {}, mayByDefault);
  expect(said).toEqual(wanted);
});

test.each([...packs.values()].map((pack) => [pack.state, pack] as const))(
  "by the pack of %s, too, each event of each role is flagged exactly when the table says no",
  async (_, { rules }) => {
    const { said, wanted } = await tableOf(everything, rules, mayByDefault);
    expect(said).toEqual(wanted);
  },
);

test.each(acts)("where an election lets others do %s, its own rules hold", async (act) => {
  const others: Role[] = ["rover", "secondOfficer"];
  const names = everything.filter((name) => writtenEvents[name]?.asks === act);
  const { said, wanted } = await tableOf(
    names,
    { permits: { [act]: { roles: others } } },
    { ...mayByDefault, [act]: others },
  );
  expect(said).toEqual(wanted);
});

test("a tablet may lock itself with nobody at it", async () => {
  const flags = await flagsOf({}, [bodyOf("TabletClosed by locking it", { worker: "", role: "trainer" })]);
  expect(flags).toEqual([undefined]);
});

/** Who did what at the tablets, as the county exports it. */
async function actLines(rules: Rules): Promise<Record<string, unknown>[]> {
  await endpoint.county.lookAround();
  const { devices, size } = await endpoint.county.sequencer.refresh();
  const key = await eventKey(await eventKeyBytes(endpoint.electionKey));
  const lines: string[] = [];
  const trusts: Trusts = (name) => endpoint.county.fold.standings.trusts(name);
  for await (const line of tabletActLines(endpoint.county.enrolment.database, key, size, devices, trusts, rules))
    lines.push(line);
  return lines.map((line) => JSON.parse(line));
}

test("the office is told who did at a tablet what the role may not, and not for whom", async () => {
  const second = { worker: "rey", role: "pollWorker", otherParty: true };
  await flagsOf({ permits: { closeTablet: { roles: ["pollWorker"] } } }, [
    bodyOf("VoterCheckedIn", { worker: "mallory", role: "trainer" }),
    bodyOf("VoterCheckedIn", {}),
    bodyOf("CheckInCancelled", { worker: "mallory", role: "auditor", second }),
    bodyOf("CheckInCancelled", {}),
    bodyOf("TabletClosed", { worker: "lin", role: "inspector" }),
    bodyOf("PollsOpened", { worker: "lin", role: "inspector" }),
    bodyOf("LineCounted", { worker: "lin", role: "inspector" }),
    bodyOf("LineCounted", { worker: "mallory", role: "trainer" }),
  ]);
  const lines = await actLines(Rules.parse({ permits: { closeTablet: { roles: ["pollWorker"] } } }));
  const mallory = { worker: "mallory", place: "school", tablet: 1 };
  expect(lines).toMatchObject([
    { ...mallory, act: "VoterCheckedIn", role: "trainer", notAllowed: "the role trainer may not do this" },
    {
      ...mallory,
      act: "CheckInCancelled",
      role: "auditor",
      second: { worker: "rey" },
      notAllowed: "the role auditor may not do this",
    },
    { act: "TabletClosed", worker: "lin", notAllowed: "the role inspector may not do this" },
    { act: "PollsOpened", worker: "lin", place: "school" },
    { ...mallory, act: "LineCounted", role: "trainer", notAllowed: "the role trainer may not do this" },
  ]);
  expect(JSON.stringify(lines)).not.toContain("V1");
});

test("of everything that a role may not do the office is told who it was", async () => {
  const names = everything.filter((name) => !["nobody", "county"].includes(writtenEvents[name]?.asks ?? ""));
  await flagsOf(
    {},
    names.map((name) => bodyOf(name, { worker: "mallory", role: "auditor" })),
  );
  const said = (await actLines(Rules.parse({}))).map(({ act, worker, notAllowed }) => [
    act,
    worker,
    notAllowed !== undefined,
  ]);
  expect(said).toEqual(names.map((name) => [writtenEvents[name]?.type, "mallory", true]));
});

test("a poll worker's own check-in of less than two minutes ago is put right alone, unless its ballot is gone", async () => {
  const own = { ...insteadOf, wall: insteadOf.wall + 1 };
  const refused = "an inspector had to agree that a check-in is put right, and none did";
  const flags = await flagsOf({}, [
    bodyOf("VoterCheckedIn in another's place", { role: "pollWorker", insteadOf: own }),
    bodyOf("VoterCheckedIn in another's place", { role: "pollWorker", insteadOf: { ...own, worker: "somebody else" } }),
    bodyOf("VoterCheckedIn in another's place", { role: "pollWorker", insteadOf: { ...own, ballot: "gone" } }),
    bodyOf("VoterCheckedIn in another's place", {
      role: "pollWorker",
      insteadOf,
      second: { worker: "lin", role: "inspector", otherParty: false },
    }),
  ]);
  expect(flags).toEqual([undefined, refused, refused, undefined]);
});

test("a check-in that says of the one it puts right what the log does not say is flagged", async () => {
  endpoint = await countyInMemory({ held: { ...election, rules: Rules.parse({}) } });
  const tablet = await enrolTablet(endpoint, "school");
  const wrong = checkInBody("V2", "school", 0);
  const { hash: wrongHash } = await tablet.witness(wrong);
  const { worker, wall } = wrong;
  const right = { ...insteadOf, style: "B1", event: { device: tablet.device, seq: 0, hash: wrongHash }, worker, wall };
  await tablet.witness({ ...checkInBody("V1", "school", 1), insteadOf: right });
  await tablet.witness({ ...checkInBody("V3", "school", 2), insteadOf: { ...right, wall: wall + 1 } });
  await tablet.push();
  await endpoint.county.lookAround();
  expect(endpoint.county.fold.flagged.map(({ why }) => why)).toEqual([
    "says of the check-in that it puts right what the log does not say",
  ]);
});

test("a ballot from paper that is written for later than its entry, or for a day without voting, is flagged", async () => {
  const flag = "entered from paper for a time after the entry, or for a day without voting";
  const day = 86_400_000;
  const from = (written: number, wall = electionDay) =>
    bodyOf("VoterCheckedIn from paper", { role: "inspector", written, wall });
  const written = [from(electionDay), from(electionDay - 1), from(electionDay + 1), from(electionDay - day), from(-1)];
  const flags = [undefined, undefined, flag, flag, flag];
  expect(await flagsOf({}, written)).toEqual(flags);
  await endpoint.stop();
  expect(await flagsOf({}, written, { earlyVoting: ["2026-11-02"] })).toEqual(flags.with(3, undefined));
});

test("more ballots of one voter than the rules allow are flagged", async () => {
  const ballots = { ...cautiousBallots, most: 3 };
  const reissued = (number: number, more = {}) => bodyOf("BallotReissued", { role: "pollWorker", number, ...more });
  const inspector = { second: { worker: "lin", role: "inspector", otherParty: false } };
  const written = [reissued(3), reissued(4), reissued(4, inspector)];
  expect(await flagsOf({ ballots }, written)).toEqual([
    undefined,
    "an inspector had to allow one more ballot, and none did",
    undefined,
  ]);
  await endpoint.stop();
  expect(await flagsOf({ ballots: { ...ballots, beyond: "none" } }, written)).toEqual([
    undefined,
    "ballot number 4 of one voter, and the rules allow 3",
    "ballot number 4 of one voter, and the rules allow 3",
  ]);
});

/** A voter is served, a program installed from the lock screen, and a report taken out, by one person. */
const ofOne: readonly Act[] = ["checkIn", "putRight", "approveException", "installProgram", "exportReport"];

test.each(acts.filter((act) => !ofOne.includes(act)))(
  "%s of two persons is flagged unless another one agreed, of another party",
  async (act) => {
    const permits = { [act]: { roles: [...placeRoles], people: 2, differentParties: true } };
    const names = everything.filter((name) => writtenEvents[name]?.asks === act);
    const second = { worker: "rey", role: "pollWorker", otherParty: true };
    const agreed = [
      { second: undefined },
      { second: { ...second, worker: "w1" } },
      { second: { ...second, otherParty: false } },
      { second: { ...second, role: "trainer" } },
      { second },
    ];
    const flags = await flagsOf(
      { permits },
      names.flatMap((name) => agreed.map((more) => bodyOf(name, more))),
    );
    expect(flags).toEqual(
      names.flatMap(() => [
        "a second person had to agree, and none did",
        "the second person who agreed is the first one",
        "the two who agreed are not of two parties",
        "the role trainer may not do this",
        undefined,
      ]),
    );
  },
);

test("every act has a default that lets somebody at the place do it, and nobody of the office", () => {
  for (const act of Object.keys(defaultPermits) as Act[]) {
    const second = { worker: "v", role: "rover", otherParty: true } as const;
    const allowed = Role.options.filter((role) => authorise({}, act, { worker: "w", role, second }).ok);
    expect(allowed).not.toEqual([]);
    expect(allowed.every((role) => placeRoles.includes(role))).toBe(true);
  }
});

test("an election cannot ask two persons for every check-in", () => {
  expect(Rules.safeParse({ permits: { checkIn: { roles: ["pollWorker"], people: 2 } } }).success).toBe(false);
});

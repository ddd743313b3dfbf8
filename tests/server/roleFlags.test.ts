/** The endpoint asks the table of roles again about every event: it flags what the table does not allow, and takes it. */
import { afterEach, describe, expect, test } from "vitest";
import { type Act, authorise, defaultPermits, placeRoles } from "../../src/domain/authority.ts";
import { cautiousBallots } from "../../src/domain/ballotRules.ts";
import { Rules } from "../../src/domain/election.ts";
import { Role } from "../../src/domain/eventFields.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { tabletActLines } from "../../src/server/tabletActLines.ts";
import { checkInBody, countyInMemory, type Endpoint, election, enrolTablet, viewIn } from "../helpers/server.ts";

let endpoint: Endpoint;
afterEach(() => endpoint.stop());

/** Who may do what where the election's rules say nothing, once more and by hand: opening an act to a role must fail here. */
const mayByDefault = {
  checkIn: ["pollWorker", "inspector", "secondOfficer", "rover"],
  cancelCheckIn: ["pollWorker", "inspector", "secondOfficer", "rover"],
  putRight: ["inspector", "secondOfficer"],
  replaceBallot: ["pollWorker", "inspector", "secondOfficer", "rover"],
  takeBallotBack: ["pollWorker", "inspector", "secondOfficer", "rover"],
  approveException: ["inspector", "secondOfficer"],
  addWorker: ["inspector"],
  closeTablet: ["inspector", "secondOfficer"],
  installProgram: ["inspector"],
  processAbsentee: ["inspector", "secondOfficer"],
  printPaperList: ["inspector", "secondOfficer"],
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

const hash = "a".repeat(64);
const event = { device: "d", seq: 0, hash };
/** Of a check-in of two minutes before by the same worker. */
const insteadOf = {
  ...{ event, voter: "V2", style: "1", kind: "regular", ballot: "kept" },
  ...{ worker: checkInBody("V1", "school", 0).worker, wall: checkInBody("V1", "school", 0).wall - 120_000 },
};
const ofBallot = { voter: "V1", checkIn: event, ballot: event, kind: "regular", style: "1" };
const day = "2026-11-03";
const bodies = {
  checkIn: { type: "VoterCheckedIn" },
  cancelCheckIn: {
    type: "CheckInCancelled",
    undoes: [{ device: "d", seq: 0, hash }],
    reason: "other",
  },
  putRight: { type: "VoterCheckedIn", insteadOf },
  replaceBallot: { type: "BallotReissued", ...ofBallot, receipt: "1-0002", number: 2 },
  takeBallotBack: { type: "BallotHandedBack", ...ofBallot },
  processAbsentee: { type: "AbsenteeProcessed", voter: "V1", split: "1", found: "search" },
  approveException: { type: "VoterCheckedIn", steps: [{ step: "pending", outcome: "documentsShown" }] },
  addWorker: { type: "WorkerAdded", added: "ana", as: "pollWorker", since: 0, sealed: "AAAA" },
  closeTablet: { type: "TabletClosed", how: "asked" },
  installProgram: { type: "ProgramApproved", program: "3f9a2c1" },
  printPaperList: { type: "PaperListPrinted", kind: "book", lines: 40 },
  openPolls: { type: "PollsOpened", day, checkedIn: 0, overrides: [] },
  suspendPolls: { type: "PollsSuspended", day, checkedIn: 0 },
  closePolls: { type: "PollsClosed", day, checkedIn: 0, notSent: 0 },
  count: { type: "LineCounted", day, people: 7 },
  recordSeal: { type: "SealRecorded", day, on: "scanner 1", number: "0012", how: "applied", initials: ["LC"] },
  splitBook: { type: "BookJoined", day, ends: [{ device: "d", seq: 0, hash }] },
  explainBalance: { type: "BalanceSigned", day, members: ["Lin C."], differences: [] },
  reportIncident: { type: "IncidentReported", day, happened: 0, words: "The power was off." },
  undoPlaceEntry: { type: "PlaceEntryUndone", day, undoes: { device: "d", seq: 0, hash }, reason: "Wrong scanner." },
  extendHours: { type: "HoursExtended", day, until: 1, order: "Superior Court" },
  markLastInLine: { type: "LastInLineMarked", day, people: 7 },
} as const;
type EventAct = keyof typeof bodies;

/** A body of this act as some tablet wrote it. */
function bodyOf(act: EventAct, more: object): object {
  const whole = { ...checkInBody("V1", "school", 0) };
  if (act === "checkIn") return { ...whole, ...more };
  if (act === "approveException" || act === "putRight") return { ...whole, ...bodies[act], ...more };
  const { cmd, worker, role, wall, seen } = whole;
  const witnessed = { cmd, worker, role, wall, seen, place: "school" };
  return { ...witnessed, ...(act === "cancelCheckIn" ? { voter: "V1" } : {}), ...bodies[act], ...more };
}

async function flagsOf(
  permits: object,
  written: readonly object[],
  more: object = {},
): Promise<readonly (string | undefined)[]> {
  endpoint = await countyInMemory({ held: { ...election, rules: Rules.parse({ permits, ...more }) } });
  const tablet = await enrolTablet(endpoint, "school");
  for (const body of written) await tablet.witness(body);
  expect(viewIn(await tablet.push()).device.head.seq).toBe(written.length - 1);
  await endpoint.county.lookAround();
  expect(endpoint.county.fold.quarantine).toEqual([]);
  const first = (await endpoint.county.sequencer.state()).size - written.length;
  return written.map((_, at) => endpoint.county.fold.flagged.find(({ index }) => index === first + at)?.why);
}

describe.each(Object.keys(bodies) as EventAct[])("%s", (act) => {
  const ofEachRole = Role.options.map((role) => bodyOf(act, { role }));
  const flagsIf = (roles: readonly Role[]) =>
    Role.options.map((role) => {
      if (roles.includes(role)) return undefined;
      // Whoever may check in does so here, and only lacks somebody who may say that it is so.
      const alone = act === "approveException" && mayBeAtAPlace.includes(role);
      if (alone) return "an inspector had to say that it is so, and none did";
      return act === "putRight" && mayBeAtAPlace.includes(role)
        ? "an inspector had to agree that another voter's check-in is put right, and none did"
        : `the role ${role} may not do this`;
    });

  test("of each role is flagged exactly when the table says no", async () => {
    expect(await flagsOf({}, ofEachRole)).toEqual(flagsIf(mayByDefault[act]));
  });

  test("of each role is flagged as the election's own rules say, where they say something", async () => {
    const other: Role[] = ["rover", "secondOfficer"];
    expect(await flagsOf({ [act]: { roles: other } }, ofEachRole)).toEqual(flagsIf(other));
  });
});

test("signing in is flagged in a role that works at no polling place", async () => {
  const { cmd, worker, wall, seen } = checkInBody("V1", "school", 0);
  const flags = await flagsOf(
    {},
    Role.options.map((role) => ({ type: "WorkerSignedIn", cmd, worker, role, wall, seen, place: "school" })),
  );
  expect(flags).toEqual(
    Role.options.map((role) =>
      mayBeAtAPlace.includes(role) ? undefined : `the role ${role} works at no polling place`,
    ),
  );
});

test("a tablet that was closed by locking it is flagged in a role that works at no polling place, not with nobody at it", async () => {
  const flags = await flagsOf({}, [
    ...Role.options.map((role) => bodyOf("closeTablet", { role, how: "locked" })),
    bodyOf("closeTablet", { worker: "", role: "trainer", how: "locked" }),
  ]);
  expect(flags).toEqual([
    ...Role.options.map((role) =>
      mayBeAtAPlace.includes(role) ? undefined : `the role ${role} works at no polling place`,
    ),
    undefined,
  ]);
});

test("the office is told who did at a tablet what the role may not, and not for whom", async () => {
  const second = { worker: "rey", role: "pollWorker", otherParty: true };
  await flagsOf({ closeTablet: { roles: ["pollWorker"] } }, [
    bodyOf("checkIn", { worker: "mallory", role: "trainer" }),
    bodyOf("checkIn", {}),
    bodyOf("cancelCheckIn", { worker: "mallory", role: "auditor", second }),
    bodyOf("cancelCheckIn", {}),
    bodyOf("closeTablet", { worker: "lin", role: "inspector" }),
    bodyOf("openPolls", { worker: "lin", role: "inspector" }),
    bodyOf("count", { worker: "lin", role: "inspector" }),
    bodyOf("count", { worker: "mallory", role: "trainer" }),
  ]);
  const { devices, size } = await endpoint.county.sequencer.refresh();
  const key = await eventKey(await eventKeyBytes(endpoint.electionKey));
  const { database } = endpoint.county.enrolment;
  const lines: string[] = [];
  const rules = Rules.parse({ permits: { closeTablet: { roles: ["pollWorker"] } } });
  for await (const line of tabletActLines(database, key, size, devices, rules)) lines.push(line);
  const mallory = { worker: "mallory", place: "school", tablet: 1 };
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
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
  expect(lines.join()).not.toContain("V1");
});

test("a poll worker's own check-in of less than two minutes ago is put right alone, unless its ballot is gone", async () => {
  const own = { ...insteadOf, wall: insteadOf.wall + 1 };
  const refused = "an inspector had to agree that another voter's check-in is put right, and none did";
  const flags = await flagsOf({}, [
    bodyOf("putRight", { role: "pollWorker", insteadOf: own }),
    bodyOf("putRight", { role: "pollWorker", insteadOf: { ...own, worker: "somebody else" } }),
    bodyOf("putRight", { role: "pollWorker", insteadOf: { ...own, ballot: "gone" } }),
    bodyOf("putRight", {
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

test("more ballots of one voter than the rules allow are flagged", async () => {
  const ballots = { ...cautiousBallots, most: 3 };
  const reissued = (number: number, more = {}) => bodyOf("replaceBallot", { role: "pollWorker", number, ...more });
  const inspector = { second: { worker: "lin", role: "inspector", otherParty: false } };
  const written = [reissued(3), reissued(4), reissued(4, inspector)];
  expect(await flagsOf({}, written, { ballots })).toEqual([
    undefined,
    "an inspector had to allow one more ballot, and none did",
    undefined,
  ]);
  await endpoint.stop();
  expect(await flagsOf({}, written, { ballots: { ...ballots, beyond: "none" } })).toEqual([
    undefined,
    "ballot number 4 of one voter, and the rules allow 3",
    "ballot number 4 of one voter, and the rules allow 3",
  ]);
});

describe.each(["cancelCheckIn", "replaceBallot", "addWorker", "closeTablet"] as const)("%s", (act) => {
  test("of two persons is flagged unless another one agreed, of another party", async () => {
    const permits = { [act]: { roles: [...placeRoles], people: 2, differentParties: true } };
    const second = { worker: "rey", role: "pollWorker", otherParty: true };
    const flags = await flagsOf(permits, [
      bodyOf(act, {}),
      bodyOf(act, { second: { ...second, worker: "w1" } }),
      bodyOf(act, { second: { ...second, otherParty: false } }),
      bodyOf(act, { second: { ...second, role: "trainer" } }),
      bodyOf(act, { second }),
    ]);
    expect(flags).toEqual([
      "a second person had to agree, and none did",
      "the second person who agreed is the first one",
      "the two who agreed are not of two parties",
      "the role trainer may not do this",
      undefined,
    ]);
  });
});

test("every act has a default that lets somebody at the place do it, and nobody of the office", () => {
  for (const act of Object.keys(defaultPermits) as Act[]) {
    const allowed = Role.options.filter((role) => authorise({}, act, { worker: "w", role }).ok);
    expect(allowed).not.toEqual([]);
    expect(allowed.every((role) => placeRoles.includes(role))).toBe(true);
  }
});

test("an election cannot ask two persons for every check-in", () => {
  expect(Rules.safeParse({ permits: { checkIn: { roles: ["pollWorker"], people: 2 } } }).success).toBe(false);
});

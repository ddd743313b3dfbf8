/** Who may do what on a tablet: each command of it by each role, by the usual table, by an election's own, by every pack's. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Act, acts, type Permit, permitFor, placeRoles } from "../../src/domain/authority.ts";
import { Role } from "../../src/domain/eventFields.ts";
import { EventBody, type EventType } from "../../src/domain/events.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { TabletCore } from "../../src/tablet/tabletCore.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin, plainVoters, workerCalled } from "../helpers/openElection.ts";
import type { Desk } from "../helpers/roleDesk.ts";
import { anybodys, situations, tabletCommands } from "../helpers/tabletCommands.ts";
import { writtenEvents } from "../helpers/writtenEvents.ts";

type May = Readonly<Record<Act, readonly Role[]>>;

/** Once more and by hand: opening an act to a role must fail here. */
const mayByDefault: May = {
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
};
/** As an election's rules may depart from it: each act is another's. */
const mayByOwnRules: May = {
  checkIn: ["pollWorker", "rover"],
  cancelCheckIn: ["inspector"],
  enterFromPaper: ["rover"],
  putRight: ["pollWorker"],
  replaceBallot: ["secondOfficer"],
  takeBallotBack: ["rover"],
  approveException: ["rover"],
  addWorker: ["secondOfficer"],
  closeTablet: ["pollWorker", "inspector"],
  installProgram: ["rover"],
  processAbsentee: ["pollWorker"],
  printPaperList: ["pollWorker"],
  exportReport: ["rover"],
  openPolls: ["rover", "inspector"],
  suspendPolls: ["pollWorker"],
  closePolls: ["inspector"],
  count: ["secondOfficer"],
  recordSeal: ["rover", "inspector"],
  splitBook: ["pollWorker"],
  explainBalance: ["pollWorker", "rover"],
  reportIncident: ["inspector"],
  undoPlaceEntry: ["rover", "pollWorker"],
  extendHours: ["secondOfficer"],
  markLastInLine: ["rover"],
};
const permit = (roles: readonly Role[]): Permit => ({ roles, people: 1, differentParties: false });
const ownRules = Object.fromEntries(acts.map((act) => [act, permit(mayByOwnRules[act])]));

/** Packs that let the same roles do the same are one table. */
const ofPacks = Map.groupBy(packs.values(), ({ rules }) => JSON.stringify(rules.permits));

const tables: readonly (readonly [string, May, object])[] = [
  ["the table says", mayByDefault, {}],
  ["the election's own rules say", mayByOwnRules, ownRules],
  ...[...ofPacks].map(([permits, same]): [string, May, object] => [
    `the packs say (${same.map(({ state }) => state).join(", ")})`,
    mayByDefault,
    JSON.parse(permits),
  ]),
];

const workerOf = (role: Role): string => `kim-${role}`;
const voters = [
  ...plainVoters(200),
  ...Array.from({ length: 40 }, (_, n) =>
    voter(`pending-${n}`, { lastName: `Pending${n}`, split: "01", registration: "pending" }),
  ),
  ...Array.from({ length: 40 }, (_, n) =>
    voter(`challenged-${n}`, { lastName: `Challenged${n}`, split: "01", registration: "challenged" }),
  ),
];

describe.each(tables)("each role may do what %s, on the tablet", (_, may, permits) => {
  let at: OpenElection;
  let tablet: CoreTablet;
  let device: string;
  let key: CryptoKey;
  let [plain, pending, challenged] = [0, 0, 0];
  let giver = "";
  const written = new Set<EventType>();

  beforeAll(async () => {
    const workers = await Promise.all(Role.options.map((role) => workerCalled(workerOf(role), role)));
    at = await openElection(voters, undefined, { permits, workers, rules: { situations, absenteeAtPolls: true } });
    tablet = await at.workingTablet();
    tablet.online = false;
    device = (await tablet.store.fact("identity"))?.device ?? "";
    key = await eventKey(await eventKeyBytes(at.county.electionKey));
  });
  afterAll(() => at.stop());

  const signIn = async (role: Role): Promise<void> => {
    giver = workerOf(role);
    at.clock.pass(1000); // of two acts of one moment neither is the later one
    if (tablet.core.state().phase.phase === "closed") await tablet.core.open(await at.card("school"));
    expect(await tablet.core.signIn(giver, pin)).toMatchObject({ ok: true });
  };
  const mayBoth = (act: Act, role: Role): boolean => {
    const joins = act === "approveException" || act === "putRight";
    return may[act].includes(role) && (!joins || may.checkIn.includes(role));
  };
  const desk = (): Desk => ({
    tablet,
    as: (act) => signIn(may[act][0] as Role),
    plain: () => `V${plain++}`,
    pending: () => `pending-${pending++}`,
    giver: () => ({ worker: giver, pin }),
    approver: () =>
      may.approveException.some((role) => workerOf(role) === giver)
        ? undefined
        : { worker: workerOf(may.approveException[0] as Role), pin },
    challenged: () => `challenged-${challenged++}`,
  });

  /** What the tablet's own log holds from there on. */
  const since = async (from: number): Promise<EventBody[]> => {
    const events = await tablet.store.events(device, from, 99);
    return Promise.all(
      events.map(async ({ leaf }) => {
        const read = readLeaf(leaf);
        if (!read.ok) throw new Error(read.error.type);
        const opened = await openBody(key, read.value.envelope, read.value.envelope.body as string);
        return EventBody.parse(opened.ok && opened.value);
      }),
    );
  };

  // The hours of the place last: after them every check-in is one after hours.
  const names = Object.keys(tabletCommands).sort((a, b) => Number(/LastInLine/.test(a)) - Number(/LastInLine/.test(b)));

  test.each(names)("%s", async (name) => {
    const { act, writes, ready } = tabletCommands[name] as (typeof tabletCommands)[string];
    for (const role of Role.options) {
      const { clockError } = tablet;
      const deed = await ready(desk());
      if (placeRoles.includes(role)) await signIn(role);
      else {
        if (tablet.core.state().phase.phase === "closed") await desk().as("checkIn");
        await tablet.core.lock();
        giver = workerOf(role);
        expect(await tablet.core.signIn(giver, pin)).toEqual({ ok: false, error: { type: "noWorkAtPlaces" } });
        expect(tablet.core.state().phase.phase).toBe("locked");
      }
      const before = await tablet.store.eventCount(device);
      const answer = await deed();
      const events = await since(before);
      const wanted = mayBoth(act, role);
      expect([role, answer.ok], JSON.stringify(answer)).toEqual([role, wanted]);
      if (!answer.ok && placeRoles.includes(role)) expect(answer.error.type).toBe("notYourRole");
      expect(events.map(({ type, worker, role: by }) => ({ known: writes.includes(type), worker, by }))).toEqual(
        wanted && writes.length > 0 ? [{ known: true, worker: giver, by: role }] : [],
      );
      for (const { type } of events) written.add(type);
      tablet.clockError = clockError;
    }
  });

  test("whoever is asked for a PIN may agree to what their role may do, and to nothing else", async () => {
    await desk().as("checkIn");
    for (const role of Role.options)
      for (const act of acts) {
        const { ok } = await tablet.core.mayAct(act, { worker: workerOf(role), pin });
        const alone = permitFor(permits, act).people === 1;
        expect([role, act, ok]).toEqual([role, act, alone && may[act].includes(role)]);
      }
  });

  test("every event that a role is asked about was written by one of these commands", () => {
    const asked = Object.values(writtenEvents).filter(({ asks }) => (acts as readonly string[]).includes(asks));
    // A party is left in a primary only (voterNotes.test.ts).
    const unoffered: readonly EventType[] = ["PartyUndeclared"];
    expect(new Set([...written, ...unoffered])).toEqual(new Set(asked.map(({ type }) => type)));
  });
});

test("every command of the tablet is in that table, or is anybody's", () => {
  const commands = Object.getOwnPropertyNames(TabletCore.prototype).filter((name) => name !== "constructor");
  const asked = Object.values(tabletCommands).map(({ command }) => command);
  expect(new Set([...asked, ...anybodys])).toEqual(new Set(commands));
  expect(asked.filter((command) => anybodys.includes(command))).toEqual([]);
});

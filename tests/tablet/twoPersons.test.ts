/** Acts of two persons on a tablet: every command that may need another one, of another party, asks for that one's PIN. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Act, acts, placeRoles } from "../../src/domain/authority.ts";
import { EventBody } from "../../src/domain/events.ts";
import { permitFaults } from "../../src/domain/permitFaults.ts";
import { readLeaf } from "../../src/log/eventBytes.ts";
import { openBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin, plainVoters, workerCalled } from "../helpers/openElection.ts";
import type { Desk } from "../helpers/roleDesk.ts";
import { situations, tabletCommands } from "../helpers/tabletCommands.ts";

const ofTwo = { roles: [...placeRoles], people: 2 as const, differentParties: true };
/** Acts that are of one person stay so: the table as a whole would be refused. */
const mayBeOfTwo = (act: Act): boolean =>
  permitFaults({ [act]: ofTwo, addWorker: ofTwo }).every((fault) => fault.act !== act);
const permits = Object.fromEntries(acts.filter(mayBeOfTwo).map((act) => [act, ofTwo]));

const voters = [
  ...plainVoters(80),
  ...Array.from({ length: 20 }, (_, n) =>
    voter(`pending-${n}`, { lastName: `Pending${n}`, split: "01", registration: "pending" }),
  ),
  ...Array.from({ length: 20 }, (_, n) =>
    voter(`challenged-${n}`, { lastName: `Challenged${n}`, split: "01", registration: "challenged" }),
  ),
];

let at: OpenElection;
let tablet: CoreTablet;
let device: string;
let key: CryptoKey;
let [plain, pending, challenged] = [0, 0, 0];
const rey = { worker: "rey", pin };

beforeAll(async () => {
  const of = async (id: string, party: string | undefined) => ({
    ...(await workerCalled(id, "inspector")),
    ...(party === undefined ? {} : { party }),
  });
  const workers = [
    await of("dana", "DEM"),
    await of("dee", "DEM"),
    await of("nell", undefined),
    await of("rey", "REP"),
  ];
  at = await openElection(voters, undefined, { permits, workers, rules: { situations, absenteeAtPolls: true } });
  tablet = await at.workingTablet();
  tablet.online = false;
  device = (await tablet.store.fact("identity"))?.device ?? "";
  key = await eventKey(await eventKeyBytes(at.county.electionKey));
});
afterAll(() => at.stop());

const signIn = async (): Promise<void> => {
  at.clock.pass(1000); // of two acts of one moment neither is the later one
  if (tablet.core.state().phase.phase === "closed") await tablet.core.open(await at.card("school"));
  expect(await tablet.core.signIn("dana", pin)).toMatchObject({ ok: true });
};
const desk: Desk = {
  get tablet() {
    return tablet;
  },
  as: signIn,
  plain: () => `V${plain++}`,
  pending: () => `pending-${pending++}`,
  challenged: () => `challenged-${challenged++}`,
  giver: () => ({ worker: "dana", pin }),
  agreed: rey,
};

/** What was recorded from there on, beside that a wrong PIN was tried. */
async function since(from: number): Promise<EventBody[]> {
  const events = await tablet.store.events(device, from, 99);
  const bodies = await Promise.all(
    events.map(async ({ leaf }) => {
      const read = readLeaf(leaf);
      if (!read.ok) throw new Error(read.error.type);
      const opened = await openBody(key, read.value.envelope, read.value.envelope.body as string);
      return EventBody.parse(opened.ok && opened.value);
    }),
  );
  return bodies.filter(({ type }) => type !== "PinsRefused");
}

/** Checking in from paper is always of two, who read and type. */
const others: readonly Act[] = ["enterFromPaper"];
const actOf = (name: string): Act => tabletCommands[name]?.act as Act;
// The hours of the place come last: after them every check-in is one after hours.
const names = Object.keys(tabletCommands)
  .filter((name) => mayBeOfTwo(actOf(name)) && !others.includes(actOf(name)))
  .sort((a, b) => Number(/LastInLine/.test(a)) - Number(/LastInLine/.test(b)));

test("every act that may be of two is among these commands", () => {
  const wanted = acts.filter((act) => mayBeOfTwo(act) && !others.includes(act));
  expect(new Set(names.map(actOf))).toEqual(new Set(wanted));
});

test.each(names)(
  "%s: refused alone, with oneself, one of no other party, a wrong PIN; recorded with both",
  async (name) => {
    const { writes, ready } = tabletCommands[name] as (typeof tabletCommands)[string];
    const deed = await ready(desk);
    await signIn();
    const before = await tablet.store.eventCount(device);
    for (const [second, why] of [
      [undefined, "secondNeeded"],
      [{ worker: "dana", pin }, "samePerson"],
      [{ worker: "dee", pin }, "sameParty"],
      [{ worker: "nell", pin }, "sameParty"],
      [{ worker: "rey", pin: "111222" }, "wrongPin"],
    ] as const)
      expect(await deed(second), why).toMatchObject({ ok: false, error: { type: why } });
    expect(await tablet.store.eventCount(device)).toBe(before);
    expect(await deed(rey)).toMatchObject({ ok: true });
    expect((await since(before)).map(({ worker, second }) => ({ worker, second }))).toEqual(
      writes.length === 0 ? [] : [{ worker: "dana", second: { worker: "rey", role: "inspector", otherParty: true } }],
    );
  },
);

test("the county finds nothing to flag in what they did", async () => {
  tablet.online = true;
  for (let round = 0; round < 3; round++) await tablet.core.syncNow();
  await at.county.county.lookAround();
  const { fold } = at.county.county;
  expect(fold.accepted.get(device)).toBe(await tablet.store.eventCount(device));
  expect(fold.flagged.filter(({ why }) => /second|parties|role/.test(why))).toEqual([]);
});

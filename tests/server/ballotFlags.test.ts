/** Ballots that the endpoint takes and flags: of voters who are on no list, and after the polls were closed. */
import { afterEach, expect, test } from "vitest";
import { registrantId } from "../../src/domain/newcomers.ts";
import { base64 } from "../../src/log/encoding.ts";
import { amendRoll } from "../../src/server/publish.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, plainVoters } from "../helpers/openElection.ts";
import { checkInBody, countyInMemory, electionDay, enrolTablet, type NodeTablet, viewIn } from "../helpers/server.ts";
import { bodyOf } from "../helpers/writtenEvents.ts";

let at: OpenElection;
afterEach(() => at.stop());

const onNone = "of a voter who is on no published list, and was not registered today";
const closed = "a ballot given after the polls of the place were closed, as this tablet knew";

/** Why each of these records of a tablet was flagged, in their order. */
async function flagsOf(tablet: NodeTablet, seqs: readonly number[]): Promise<(string | undefined)[]> {
  const { county } = at.county;
  viewIn(await tablet.push());
  await county.lookAround();
  const { db } = county.enrolment.database;
  const rows = await db.selectFrom("entry").select(["seq", "position"]).where("device", "=", tablet.device).execute();
  const why = new Map(county.fold.flagged.map((flag) => [flag.index, flag.why]));
  return seqs.map((seq) => why.get(rows.find((row) => row.seq === seq)?.position ?? -1));
}
async function tabletAt(place: string): Promise<NodeTablet> {
  const tablet = await enrolTablet(at.county, place);
  tablet.now = at.clock.now;
  return tablet;
}

test("a ballot of somebody who is on no published list and not registered is flagged; of every voter who ever was, not", async () => {
  at = await openElection(plainVoters(20));
  const tablet = await tabletAt("school");
  const given = async (id: string) => (await tablet.checkIn(id)).seq;
  const first = [await given("V3"), await given("V20"), await given("nobody")];
  const provisional = bodyOf("ProvisionalIssued", { voter: "nobody" });
  first.push((await tablet.witness(provisional)).seq);
  expect(await flagsOf(tablet, first)).toEqual([undefined, onNone, onNone, onNone]);

  // A new version without V3, and a voter whom an amendment adds.
  const added = [{ add: voter("V77", { split: "01" }) }];
  await at.publish(plainVoters(40).slice(10));
  expect((await amendRoll(at.publisher(), added)).ok).toBe(true);
  const second = [await given("V3"), await given("V20"), await given("V77"), await given("V78")];
  expect(await flagsOf(tablet, second)).toEqual([undefined, undefined, undefined, onNone]);
});

test("whoever was registered today is somebody; of people who are not on the list another flag speaks", async () => {
  at = await openElection(plainVoters(20));
  const tablet = await tabletAt("school");
  const { hash } = await tablet.witness(bodyOf("VoterRegistered", {}));
  const { seq } = await tablet.checkIn(registrantId("1-1", hash));
  const { seq: other } = await tablet.checkIn(registrantId("1-1", "b".repeat(64)));
  expect(await flagsOf(tablet, [seq, other])).toEqual([undefined, onNone]);
});

test("where nobody can tell who is on the list, nobody is missed", async () => {
  at = await openElection(plainVoters(20));
  const { db } = at.county.county.enrolment.database;
  await at.county.county.lookAround();
  // A copy of before the second publication was restored.
  const before = await db.selectFrom("known_voters").selectAll().executeTakeFirstOrThrow();
  await at.publish(plainVoters(30));
  await db.updateTable("known_voters").set(before).execute();
  const tablet = await tabletAt("school");
  await tablet.checkIn("V25");
  expect(await flagsOf(tablet, [0])).toEqual([undefined]);
});

const inspector = { worker: "lin", role: "inspector" };
const polls = (type: string, more: object = {}) => bodyOf(type, { ...inspector, wall: at.clock.now(), ...more });

test("a ballot after the polls were closed is flagged as far as the tablet's own record knows of it", async () => {
  at = await openElection(plainVoters(20));
  const [own, other] = [await tabletAt("school"), await tabletAt("school")];
  const log = async () => {
    const { size, root } = await at.county.county.sequencer.refresh();
    return { size, root: base64(root) };
  };
  await own.witness(polls("PollsOpened"));
  await own.checkIn("V1");
  at.clock.pass(1000);
  const before = await log();
  const { seq: closing, hash } = await own.witness(polls("PollsClosed"));
  const late = [
    (await own.checkIn("V2")).seq,
    (await own.witness({ ...checkInBody("V3", "library", electionDay) })).seq,
    (await own.witness(bodyOf("VoterCheckedIn from paper", { voter: "V4", ...inspector }))).seq,
    (await own.witness(bodyOf("BallotReissued", { voter: "V2" }))).seq,
  ];
  const elsewhere = "at another place than the tablet was set up for";
  expect(await flagsOf(own, [1, ...late])).toEqual([undefined, closed, elsewhere, undefined, closed]);

  // Another tablet that had not read so far could not know; one that had did.
  await other.checkIn("V5");
  await other.checkIn("V6", { seen: before });
  await other.checkIn("V7", { seen: await log() });
  expect(await flagsOf(other, [0, 1, 2])).toEqual([undefined, undefined, closed]);

  // The closing was a mistake.
  const undoes = { device: own.device, seq: closing, hash };
  await other.witness(polls("PlaceEntryUndone", { undoes }));
  await other.checkIn("V8", { seen: await log() });
  expect(await flagsOf(other, [4])).toEqual([undefined]);
  await own.checkIn("V9");
  expect(await flagsOf(own, [late.length + 3])).toEqual([undefined]);
});

test("polls that were suspended are closed until midnight; the next morning a tablet may not have heard of their opening", async () => {
  at = await openElection(plainVoters(20), undefined, { earlyVoting: ["2026-11-02"], start: electionDay - 86_400_000 });
  const tablet = await tabletAt("school");
  const day = "2026-11-02";
  await tablet.witness(polls("PollsOpened", { day }));
  at.clock.pass(1000);
  await tablet.witness(polls("PollsSuspended", { day }));
  await tablet.checkIn("V1");
  at.clock.pass(86_400_000);
  await tablet.checkIn("V2");
  expect(await flagsOf(tablet, [2, 3])).toEqual([closed, undefined]);
});

test("a county that never published flags nobody", async () => {
  const county = await countyInMemory();
  at = { county, clock: { now: () => electionDay }, stop: () => county.stop() } as unknown as OpenElection;
  const tablet = await tabletAt("school");
  await tablet.checkIn("nobody");
  expect(await flagsOf(tablet, [0])).toEqual([undefined]);
});

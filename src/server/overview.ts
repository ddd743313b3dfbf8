/** The overview of the county page: from the fold, the log's state and what tablets said. Voters by id only. */
import type { z } from "zod";
import { castMarks } from "../domain/absenteeMarks.ts";
import type { BallotAct } from "../domain/ballotActs.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { PlaceDay } from "../domain/placeDay.ts";
import { isOpen, stateAfter } from "../domain/polls.ts";
import type { ProvisionalFact } from "../domain/provisionalBallots.ts";
import { hex } from "../log/encoding.ts";
import { matchCode } from "../log/matchCode.ts";
import type { CheckedInTwice, OfficeTablet, Overview } from "../protocol/office.ts";
import { alarmsOf } from "./alarms.ts";
import type { AlikeRegistrant } from "./alikeRegistrants.ts";
import type { AppParts } from "./appParts.ts";
import type { CountyFold, Noticed } from "./countyFold.ts";
import type { DeviceRow } from "./database.ts";
import type { LogState } from "./round.ts";
import { signatureCount } from "./signatureFiles.ts";

/** Entries of the list of what was set aside, the newest of each tablet. */
const listedSetAside = 1000;
/** Voters of the list, and registrants of theirs. */
const listedTwice = 200;
const listedAlike = 200;

export async function overviewOf(parts: AppParts, me: Overview["me"]): Promise<Overview> {
  const { database, election, fold, catchUp, contacts, now } = parts;
  const state = await catchUp();
  const heard = await contacts.all();
  const rolls = await database.db
    .selectFrom("roll_version")
    .select(["version", "voters", "published_at", "manifest_hash"])
    .orderBy("version")
    .execute();
  const byPlace = fold.standings.countByPlace();
  const provisionals = [...fold.standings.provisionals()];
  const outside = provisionals.filter(({ voter }) => fold.standings.of(voter).checkIns.length === 0);
  const acts = [...fold.standings.ballotActs()];
  const devices = [...state.devices.values()].sort((a, b) => a.number - b.number);
  const twice = fold.standings.checkedInTwice();
  const alike = fold.alike.list();
  const tablets = devices.map((device) => tabletOf(device, heard.get(device.id), fold));
  const aside = await setAside(parts, devices);
  const { id, name, county, date, timeZone } = election;
  return {
    election: { id, name, county, date, timeZone },
    rolls: rolls.map(({ version, voters, published_at, manifest_hash }) => ({
      version,
      voters,
      publishedAt: published_at,
      manifest: manifest_hash,
    })),
    places: election.places.map((place) => ({
      id: place.id,
      name: place.name,
      checkedIn: byPlace.get(place.id) ?? 0,
      provisional: provisionals.filter((ballot) => ballot.place === place.id).length,
      ...actsAt(acts, place.id),
      ...dayAt(fold.placeDay(place.id), servedAt(place.id, byPlace, outside)),
      tablets: devices.filter((device) => device.place === place.id && counts(device)).length,
      notSent: tablets.reduce((sum, one) => sum + (one.place === place.id ? one.notSent : 0), 0),
    })),
    tablets,
    checkedIn: [...byPlace.values()].reduce((sum, count) => sum + count, 0),
    twice: twiceOf(twice.slice(0, listedTwice), parts, state),
    settledTwice: twiceOf(fold.standings.settledTwice(), parts, state)
      .sort((a, b) => Number(a.settled?.given !== null) - Number(b.settled?.given !== null))
      .slice(0, listedTwice),
    alike: alike.slice(0, listedAlike).map(alikeOf),
    quarantine: [...fold.quarantine],
    flagged: [...fold.flagged, ...aside.listed].sort((a, b) => a.index - b.index),
    totals: {
      twice: twice.length,
      alike: alike.length,
      quarantine: fold.totals.quarantine,
      flagged: fold.totals.flagged + aside.total,
    },
    signatures:
      election.signatureKey === undefined ? null : { named: fold.signatures, here: await signatureCount(database) },
    ...(await alarmsOf(parts.record)),
    me,
    log: { size: state.size, root: hex(state.root), matchCode: matchCode(state.size, state.root) },
    time: now(),
  };
}

/** What was done with ballots of a place; one that two tablets tell of is one ballot. */
function actsAt(acts: readonly BallotAct[], place: string): { spoiled: number; handedBack: number; left: number } {
  const told = (fits: (one: BallotAct) => boolean): number =>
    new Set(acts.flatMap((one) => (one.place === place && fits(one) ? one.ballot.hash : []))).size;
  // As in the balance of the place: what was taken back from a wrong voter lies with the spoiled ones.
  const spoiled = (one: BallotAct): boolean =>
    one.act === "spoiled" || one.act === "reissued" || (one.act === "putRight" && one.taken === "takenBack");
  return {
    spoiled: told(spoiled),
    handedBack: told(({ act }) => act === "handedBack"),
    left: told(({ act }) => act === "left"),
  };
}

/** Voters with a check-in or a provisional ballot of this place, as its book counts them; `outside`: of voters not checked in. */
function servedAt(place: string, byPlace: ReadonlyMap<string, number>, outside: readonly ProvisionalFact[]): number {
  const voters = new Set(outside.flatMap((ballot) => (ballot.place === place ? ballot.voter : [])));
  return (byPlace.get(place) ?? 0) + voters.size;
}

type OfDay = "polls" | "notOpen" | "line" | "incidents" | "unexplained";

/** What the people of the place wrote down. */
function dayAt(
  { polls, lines, incidents, signatures }: PlaceDay,
  served: number,
): Pick<Overview["places"][number], OfDay> {
  const line = lines.at(-1)?.body;
  const signed = signatures.at(-1)?.body.differences;
  // One ballot that is gone stands in several differences: what was cast against the book counts each once.
  const scanned = signed?.find(({ difference }) => difference === "scanned")?.unexplained ?? 0;
  const unexplained = signed === undefined ? null : Math.abs(scanned);
  return {
    polls: polls === undefined ? null : { state: stateAfter[polls.body.type], since: polls.body.wall },
    notOpen: isOpen({ polls }) ? 0 : Math.max(0, served - (polls?.body.checkedIn ?? 0)),
    line: line === undefined ? null : { people: line.people, at: line.wall },
    incidents: incidents.length,
    unexplained,
  };
}

const counts = (device: DeviceRow): boolean => device.trusted_through === null && device.waits === 0;

/** What counts for nothing by the revocations of now: after the last event that the county trusts, or handed over since. */
async function setAside(
  { database, fold: { standings } }: Pick<AppParts, "database" | "fold">,
  devices: readonly DeviceRow[],
): Promise<{ listed: Noticed[]; total: number }> {
  const listed: Noticed[] = [];
  let total = 0;
  for (const { id, trusted_through } of devices) {
    if (trusted_through === null) continue;
    const entries = database.db.selectFrom("entry").where("device", "=", id);
    const after = entries.where("seq", ">", trusted_through);
    const { count } = await after.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const outOfChain = entries.where("seq", "<=", trusted_through).where("handed_over", "=", 1);
    const handedOver = (await outOfChain.select(["position", "seq", "hash"]).execute()).filter(
      ({ seq, hash }) => !standings.trusts({ device: id, seq, hash }),
    );
    total += Number(count) + handedOver.length; // PostgreSQL counts in text
    const room = listedSetAside - listed.length;
    if (room === 0) continue;
    const rows = await after.select("position").orderBy("seq", "desc").limit(room).execute();
    const why = "written by a tablet that the county has set aside";
    for (const { position } of [...rows, ...handedOver].slice(0, room))
      listed.push({ index: position, device: id, why });
  }
  return { listed, total };
}

type Heard = Awaited<ReturnType<AppParts["contacts"]["all"]>> extends Map<string, infer C> ? C : never;

function tabletOf(device: DeviceRow, heard: Heard | undefined, fold: CountyFold): z.infer<typeof OfficeTablet> {
  return {
    device: device.id,
    number: device.number,
    place: device.place,
    enrolledAt: device.enrolled_at,
    lastHeard: heard?.heard ?? null,
    notSent: Math.max(0, (heard?.report?.newest ?? -1) - device.head_seq),
    persistent: heard?.persistent ?? false,
    roll: heard?.report?.roll ?? 0,
    build: heard?.report?.build ?? "",
    accepted: fold.accepted.get(device.id) ?? 0,
    heldAt: fold.heldAt.get(device.id) ?? null,
    newest: device.head_seq,
    trustedThrough: device.trusted_through,
    state: device.trusted_through !== null ? "revoked" : device.waits === 1 ? "waits" : device.state,
  };
}

function alikeOf({ registrant, onRoll, others }: AlikeRegistrant): Overview["alike"][number] {
  const { event, place, receipt, wall } = registrant;
  return {
    ...{ device: event.device, place, receipt, wall, onRoll: [...onRoll] },
    others: others.map((other) => ({
      ...{ device: other.event.device, place: other.place, receipt: other.receipt },
      registered: other.as === "registrant",
    })),
  };
}

function twiceOf(
  voters: readonly string[],
  { fold }: AppParts,
  { devices }: LogState,
): z.infer<typeof CheckedInTwice>[] {
  const by = ({ device }: EventName) => ({ device, number: devices.get(device)?.number ?? 0 });
  return voters.map((voter) => {
    const { checkIns, absentee, settled } = fold.standings.of(voter);
    const cast = castMarks(absentee);
    const at = [...checkIns, ...cast].findIndex(({ event }) => event.hash === settled?.given);
    return {
      voter,
      checkIns: checkIns.map(({ event, place, receipt, wall, worker }) => ({
        ...by(event),
        ...{ place, receipt, wall, worker },
      })),
      cast: cast.map(({ event, place, wall }) => ({ ...by(event), place, wall })),
      settled:
        settled === undefined
          ? null
          : {
              ...{ number: by(settled.event).number, place: settled.place, wall: settled.wall, worker: settled.worker },
              given: at < 0 ? null : at,
            },
    };
  });
}

/**
 * What others did before somebody comes to the desk: real entries of the practice's record, written by another tablet of the
 * county or by who works at this one, never a pretence of the screen.
 */
import { openRest } from "../domain/balance.ts";
import { dayOf } from "../domain/electionDay.ts";
import type { VoterRecord } from "../domain/voter.ts";
import type { TabletCore } from "../tablet/tabletCore.ts";
import { isForInspector } from "../training/allScenarios.ts";
import type { Cast } from "../training/cast.ts";
import type { Entry, Scene } from "../training/rightWay.ts";
import type { StageAct } from "../training/scenario.ts";
import { practicePin } from "./names.ts";
import type { OtherTablet } from "./otherTablet.ts";
import { firstWorker } from "./world.ts";

export const firstInspector = "lin";
export const colleague = "dev";

export type StageAt = Omit<Scene, "staged"> & {
  readonly core: TabletCore;
  /** Another tablet: of this place, or of another one. */
  readonly other: (where: "here" | "elsewhere") => Promise<OtherTablet>;
  /** Everything that is known of the place, in order. */
  readonly entries: () => Promise<readonly Entry[]>;
  readonly network: (on: boolean) => void;
};

/** What others wrote of the people of the scene. Rejects where the tablet is not in a state to be played on. */
export async function setStage(at: StageAt): Promise<readonly Entry[]> {
  const { scenario } = at.cast;
  const acts = scenario.stage ?? [];
  at.network(true);
  await openDesk(at.core, isForInspector(scenario) ? firstInspector : firstWorker);
  if (acts.some(({ act }) => act === "pollsNotOpen")) await notOpen(at);
  else await open(at);
  const staged: Entry[] = [];
  for (const act of acts) staged.push(...(await perform(act, at)));
  return staged;
}

/** Signs somebody in, whatever the tablet was left in. */
async function openDesk(core: TabletCore, worker: string): Promise<void> {
  const { phase } = core.state();
  if (phase.phase === "working" && phase.worker.id === worker) return;
  if (phase.phase === "working") await core.lock();
  const signedIn = await core.signIn(worker, practicePin);
  if (!signedIn.ok) throw new Error(signedIn.error.type);
}

async function perform(act: StageAct, at: StageAt): Promise<readonly Entry[]> {
  switch (act.act) {
    case "checkedIn": {
      const who = act.who === "visitor" ? at.cast.visitor : at.cast.others[0];
      const entry = await checkIn(at, who as VoterRecord, act.where);
      await at.core.syncNow();
      return [entry];
    }
    case "pollsOpen":
    case "pollsNotOpen":
      return []; // done already
    case "colleagueSignedIn":
      await openDesk(at.core, colleague);
      return [];
    case "networkLost":
      at.network(false);
      // Something that only this tablet has.
      await at.core.lock();
      await openDesk(at.core, firstInspector);
      return [];
    case "oneFewer":
      await oneFewer(at);
      return [];
    case "stockLow":
      await countStock(at, 1, 100);
      await countStock(at, 0, 12);
      await at.core.syncNow();
      return [];
    default:
      return act satisfies never;
  }
}

/** A check-in by a colleague, ten minutes ago. */
export async function checkIn(
  {
    other,
    election,
    place,
    cast: { number },
  }: Pick<StageAt, "other" | "election" | "place"> & { cast: Pick<Cast, "number"> },
  voter: VoterRecord,
  where: "here" | "elsewhere",
): Promise<Entry> {
  const tablet = await other(where);
  const at = where === "here" ? place : (election.places.find(({ id }) => id !== place.id) ?? place);
  const style = election.ballotStyles.find(({ splits }) => splits.includes(voter.split))?.id ?? "";
  const shown = election.rules.identification === "everyone" ? [{ step: "identification", outcome: "idShown" }] : [];
  return tablet.write(
    {
      type: "VoterCheckedIn",
      ...{ voter: voter.id, place: at.id, split: voter.split, style, roll: 1, found: "search" },
      receipt: `${tablet.number}-${String(1000 + number).slice(1)}`,
      steps: [{ step: "confirmIdentity", outcome: "nameAndAddressSaid" }, ...shown],
    },
    10,
  );
}

const today = ({ election, now }: Pick<StageAt, "election" | "now">): string => dayOf(now, election.timeZone);

async function open(at: StageAt): Promise<void> {
  const { state } = at.core.state().polls;
  if (state === "open") return;
  const { place } = at;
  const tablet = await at.other("here");
  if (state === "closed") await takeCloseBack(at);
  const day = today(at);
  if (at.core.state().polls.state === "open") return;
  const type = at.core.state().polls.state === "notOpened" ? "PollsOpened" : "PollsResumed";
  await tablet.write({ type, place: place.id, day, checkedIn: 0, overrides: [] });
  await at.core.syncNow();
}

async function notOpen(at: StageAt): Promise<void> {
  if (at.core.state().polls.state === "closed") await takeCloseBack(at);
  if (at.core.state().polls.state !== "open") return;
  const { served = 0 } = (await at.core.placeBook()) ?? {};
  const tablet = await at.other("here");
  await tablet.write({ type: "PollsSuspended", place: at.place.id, day: today(at), checkedIn: served });
  await at.core.syncNow();
}

/** Closed for good is taken back, as an inspector does who closed too early. */
async function takeCloseBack(at: StageAt): Promise<void> {
  const closed = (await at.entries()).findLast(({ body }) => body.type === "PollsClosed");
  if (closed === undefined) return;
  const tablet = await at.other("here");
  await tablet.write({
    type: "PlaceEntryUndone",
    ...{ place: at.place.id, day: today(at), undoes: closed.name, reason: "Practice goes on" },
  });
  await at.core.syncNow();
}

async function countStock(at: StageAt, delivery: number, opened: number): Promise<void> {
  const tablet = await at.other("here");
  const { place } = at;
  const style = at.cast.facts["style"] ?? "";
  const first = 1 + ((await at.core.placeBook())?.place.received.length ?? 0);
  await tablet.write({
    type: "BallotStockCounted",
    ...{ place: place.id, day: today(at), delivery: delivery === 0 ? 0 : first },
    stacks: [{ style, sealed: [], opened }],
  });
}

/** Reads the counters so that one ballot fewer was scanned than the book says, whatever was done before. */
async function oneFewer(at: StageAt): Promise<void> {
  const tablet = await at.other("here");
  const { place, core } = at;
  const read = async (scanner: number, moment: "start" | "end", reads: number): Promise<void> => {
    await tablet.write({ type: "CounterRead", place: place.id, day: today(at), scanner, moment, reads });
  };
  const most = 100_000;
  for (let scanner = 1; scanner <= (place.scanners ?? 1); scanner++) {
    await read(scanner, "start", 0);
    await read(scanner, "end", scanner === 1 ? most : 0);
  }
  await core.syncNow();
  const scanned = (await core.placeBook())?.balance.differences.find(({ difference }) => difference === "scanned");
  if (scanned === undefined) throw new Error("no balance");
  await read(1, "end", most - openRest(scanned) - 1);
  await core.syncNow();
}

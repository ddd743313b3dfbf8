/**
 * What must hold when everything is healed and at rest: what a screen showed as recorded is at the county, counts once, and
 * not at all if the tablet is set aside from before it; every tablet that works sees what the county sees.
 */
import type { EventName } from "../../src/domain/eventFields.ts";
import type { Standing, Standings } from "../../src/domain/standing.ts";
import type { FaultyTablet } from "./faultyTablet.ts";
import type { Trust } from "./trust.ts";

/** A check-in that a screen showed as recorded. */
export type Shown = { readonly voter: string; readonly event: EventName; readonly tablet: string };

/** What happened in the world, and how the county stands now. */
export type Ending = {
  readonly tablets: readonly FaultyTablet[];
  readonly shown: readonly Shown[];
  /** Hashes of check-ins that may be cancelled. */
  readonly cancelled: ReadonlySet<string>;
  /** How many check-ins of each voter got no answer: the tablet died. Each may have been recorded. */
  readonly unanswered: ReadonlyMap<string, number>;
  readonly trust: Trust;
  readonly standings: Standings;
  readonly checkpoint: string;
  /** Voters whose language the county changed. */
  readonly amended: ReadonlySet<string>;
  /** Voters of the list: V0, V1 and so on. */
  readonly voters: number;
};

/** In words; empty if nothing is wrong. */
export async function wrongIn(ending: Ending): Promise<string[]> {
  const ofTablets = await Promise.all(
    ending.tablets.map(async (tablet) =>
      ending.trust.isSetAside((await tablet.store.fact("identity"))?.device)
        ? await wrongSetAside(tablet)
        : await wrongAtWork(tablet, ending),
    ),
  );
  return [...wrongAtCounty(ending), ...ofTablets.flat()];
}

function wrongAtCounty({ shown, cancelled, unanswered, trust, standings }: Ending): string[] {
  const wrong: string[] = [];
  const events = new Map<string, Set<string>>();
  const recorded = new Map<string, Set<string>>();
  for (const { voter, event, tablet } of shown) {
    recorded.set(voter, (recorded.get(voter) ?? new Set()).add(event.hash));
    if (standings.checkIn(event.hash) === undefined)
      wrong.push(`${tablet} showed the check-in of ${voter} as recorded, and the county does not have it`);
    if (trust.counts(event)) {
      if (!cancelled.has(event.hash)) events.set(voter, (events.get(voter) ?? new Set()).add(event.hash));
    } else if (standings.of(voter).checkIns.some((one) => one.event.hash === event.hash))
      wrong.push(`${voter} was checked in by a tablet that is set aside, and counts`);
  }
  for (const voter of standings.voters()) {
    const { checkIns, cancelled: undone, setAside } = standings.of(voter);
    const most = (recorded.get(voter)?.size ?? 0) + (unanswered.get(voter) ?? 0);
    if (checkIns.length + undone.length + setAside.length > most)
      wrong.push(`${voter} has more check-ins than were answered as recorded or not answered: doubled`);
  }
  const twice = new Set(standings.checkedInTwice());
  for (const [voter, hashes] of events) {
    if (hashes.size > 1 && !twice.has(voter)) wrong.push(`${voter} was checked in twice and is not listed`);
    if (standings.of(voter).checkIns.length === 0) wrong.push(`${voter} was checked in and does not count`);
  }
  return wrong;
}

async function wrongSetAside({ name, core, store }: FaultyTablet): Promise<string[]> {
  const { phase, notSent } = core.state();
  const wrong: string[] = [];
  if (phase.phase !== "revoked") wrong.push(`${name} is set aside and in phase ${phase.phase}`);
  if (notSent > 0) wrong.push(`${name} is set aside and has not sent ${notSent}`);
  if ((await store.chunkHashes()).length > 0) wrong.push(`${name} is set aside and has a list`);
  return wrong;
}

async function wrongAtWork({ name, core, store }: FaultyTablet, ending: Ending): Promise<string[]> {
  const { standings, checkpoint, amended, voters } = ending;
  const { phase, placeId, safety } = core.state();
  if (phase.phase !== "working") return [`${name} is in phase ${phase.phase}`];
  const wrong: string[] = [];
  if ((await store.fact("frontier"))?.note !== checkpoint)
    wrong.push(`${name} has not converged to the county's checkpoint`);
  for (let n = 0; n < voters; n++) {
    const view = await core.voter(`V${n}`);
    if (hashesOf(view?.standing) !== hashesOf(standings.of(`V${n}`)))
      wrong.push(`${name} sees another standing of V${n}`);
    const [language, shown] = [amended.has(`V${n}`) ? "es" : "", view?.voter.language];
    if (shown !== language) wrong.push(`${name} shows V${n} with "${shown}" instead of "${language}"`);
  }
  const listed = (await core.checkedInTwice()).map((one) => one.voter.id).sort();
  const expected = standings
    .checkedInTwice()
    .filter((voter) => standings.of(voter).checkIns.some((fact) => fact.place === placeId));
  if (listed.join() !== expected.join()) wrong.push(`${name} lists ${listed} checked in twice, not ${expected}`);
  if (safety.safety !== "allSent" && safety.safety !== "checkedInTwice")
    wrong.push(`${name} says ${JSON.stringify(safety)}`);
  return wrong;
}

const hashesOf = (standing: Standing | undefined): string =>
  JSON.stringify([standing?.checkIns, standing?.cancelled].map((facts) => facts?.map((fact) => fact.event.hash)));

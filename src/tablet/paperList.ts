/**
 * The paper list of the tablet's own place, of what this tablet knows at a moment: the same voters in the same order with
 * the same lines as the office prints. Made in pieces, so that a search between two of them is answered; where the roll was
 * amended meanwhile it is begun again.
 *
 * Guarantees: everything that the tablet knew at the moment that the list names stands on it. What became known while it was
 * made may stand on it too.
 */
import { authorise } from "../domain/authority.ts";
import type { Election, PollingPlace } from "../domain/election.ts";
import type { BodyOf } from "../domain/events.ts";
import { PaperLines, type PaperRow } from "../domain/paperLine.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Standings } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { lineCodeKey } from "../protocol/keys.ts";
import type { AmendedRoll } from "../roll/amendedRoll.ts";
import { likeRegistered } from "../roll/likeRegistered.ts";
import { lineCodesInSteps } from "../roll/lineCode.ts";
import { type PaperKind, paperListsInSteps } from "../roll/paperLists.ts";
import { type Acting, type AtDesk, type DeskCommands, notOpen } from "./deskCommands.ts";
import type { PaperListCall, PaperListProblem, PaperListView } from "./voterCalls.ts";

/** More is hundreds of sheets: the office prints them. */
export const longestList = 20_000;

export type PaperListDeps = {
  readonly commands: Pick<DeskCommands, "say">;
  readonly atDesk: () => AtDesk;
  readonly yieldToOthers: () => Promise<void>;
};

/** Makes the list, and answers it once it is recorded that it leaves the tablet. */
export async function paperList(
  { commands, atDesk, yieldToOthers }: PaperListDeps,
  acting: Acting,
  { cmd, kind }: PaperListCall,
): Promise<Result<PaperListView, PaperListProblem>> {
  const at = atDesk();
  if (at === undefined) return err(notOpen);
  const { desk, session } = at;
  const { election, place } = desk;
  const actors = { worker: acting.id, role: acting.role, second: acting.second };
  const allowed = authorise(election.rules.permits, "printPaperList", actors);
  if (!allowed.ok) return allowed;
  const { frontier } = session.countyLog;
  const asOf = {
    wall: Math.round(session.connection.now()),
    knownAt: frontier?.at,
    rollVersion: desk.opened.version,
    entries: frontier?.size ?? 0,
  };
  const source = {
    election,
    place,
    roll: desk.roll,
    standings: desk.fold.standings,
    electionKey: desk.keys.electionKey,
    like: likeRegistered(desk.notOnRoll.registered()),
  };
  const rows = await paperRows(source, kind, yieldToOthers);
  if (!rows.ok) return rows;
  const lines = rows.value.length;
  const recorded = await commands.say(acting, cmd, (by): Result<BodyOf<"PaperListPrinted">, never> => {
    return ok({ type: "PaperListPrinted", ...by, place: place.id, kind, lines });
  });
  return recorded.ok ? ok({ kind, asOf, rows: rows.value }) : recorded;
}

export type PaperSource = {
  readonly election: Election;
  readonly place: PollingPlace;
  readonly roll: AmendedRoll;
  readonly standings: Pick<Standings, "of">;
  readonly electionKey: Uint8Array;
  /** Somebody who registered today looks like this voter. */
  readonly like: (voter: VoterRecord) => boolean;
};

/** The rows of the place's list, those by number last. */
export async function paperRows(
  source: PaperSource,
  kind: PaperKind,
  yieldToOthers: () => Promise<void>,
): Promise<Result<PaperRow[], PaperListProblem>> {
  const { roll } = source;
  const key = await lineCodeKey(source.electionKey);
  for (;;) {
    const { revision } = roll;
    const steps = rowsInSteps(source, kind, key);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      await yieldToOthers();
      if (roll.revision !== revision) break; // amended: rows and codes are others
    }
  }
}

function* rowsInSteps(
  { election, place, roll, standings, like }: PaperSource,
  kind: PaperKind,
  key: Uint8Array,
): Generator<void, Result<PaperRow[], PaperListProblem>> {
  const input = { election, roll, standings, places: [place], kind };
  const [list] = (yield* paperListsInSteps(input)).lists;
  if (list === undefined) throw new Error("a place without its list");
  const voters = list.rows.length + list.byNumber.length;
  if (voters > longestList) return err({ type: "tooLong", voters, most: longestList });
  const codes = yield* lineCodesInSteps(key, roll);
  const lines = new PaperLines(election);
  const rows: PaperRow[] = [];
  for (const [numbers, byNumber] of [
    [list.rows, false],
    [list.byNumber, true],
  ] as const)
    for (const row of numbers) {
      if (rows.length % 500 === 499) yield;
      const voter = roll.voterAt(row);
      const standing = standings.of(voter.id);
      const code = codes.at(row);
      const { lastName } = voter;
      if (byNumber) rows.push({ row: "number", line: lines.byNumber(voter, standing, code, place.id) });
      else if (kind === "book")
        rows.push({ row: "voter", line: lines.book(voter, standing, code, place.id, like(voter)), lastName });
      else rows.push({ row: "posted", line: lines.posted(voter, standing, code), lastName });
    }
  return ok(rows);
}

/**
 * How many ballots of each style a place gave, and what became of those that were not simply voted: what a balance compares
 * with the paper. A function of the set of known events, like the standings that it is read from. Each ballot is counted
 * once among the given, and at most once among what became of them, also if two tablets said different things of it.
 */
import { type BallotAct, newestReplacement } from "./ballotActs.ts";
import type { LeftBallot } from "./ballotEvents.ts";
import type { InsteadOf } from "./eventFields.ts";
import type { Cancel, Standings } from "./standing.ts";

/** Numbers of ballots by the id of their style; no style with none. */
export type ByStyle = ReadonlyMap<string, number>;

/** `cancelled`: its check-in was, and no act says where the ballot is. `takenBack`, `gone`: of a wrong voter, put right. */
export const fates = [
  "spoiled",
  "handedBack",
  ...(["setAside", "cast", "takenAway"] as const satisfies readonly LeftBallot[]),
  "takenBack",
  "gone",
  "cancelled",
] as const;
export type Fate = (typeof fates)[number];

export type BallotsGiven = {
  /** With a check-in, or as provisional ballot. A right voter who goes on with a wrong one's ballot was given none. */
  readonly first: ByStyle;
  /** In the place of a spoiled one. */
  readonly reissued: ByStyle;
  /** What is in none of these was voted, or is still with its voter. */
  readonly fate: Readonly<Record<Fate, ByStyle>>;
};

/** Who did something, when (ms), and the event that tells it. */
type Told = Cancel;

/** A ballot of a place: by which event it was given, and what became of it, if it was not simply voted. */
export type GivenBallot = Told & {
  readonly style: string;
  readonly kind: InsteadOf["kind"];
  readonly instead: boolean;
  /** The voter had been checked in before. */
  readonly again: boolean;
  /** The check-in was entered from paper. */
  readonly fromPaper: boolean;
  /** Somebody found out that it was given, though the voter had been checked in before. */
  readonly surely: boolean;
  readonly fate: (Told & { readonly fate: Fate }) | undefined;
};

/** Every ballot that the place gave, each once. None with a check-in of which the place found out that it was made twice. */
export function* givenBallots(
  standings: Pick<Standings, "firstBallots" | "ballotActs" | "cancelOf">,
  place: string,
): Generator<GivenBallot> {
  const acts = [...standings.ballotActs()].filter((act) => act.place === place);
  /** By the check-in of a right voter: the wrong one's ballot, with which that voter goes on. */
  const kept = new Map(
    acts.flatMap((act) =>
      act.act === "putRight" && act.taken === "kept" ? [[act.event.hash, ballotOf(act, acts)]] : [],
    ),
  );
  /** The ballot on paper: what becomes of one that was kept is told of the right voter. */
  const onPaper = (ballot: string): string => {
    let paper = ballot;
    for (let steps = 0; steps < kept.size; steps++) paper = kept.get(paper) ?? paper;
    return paper;
  };
  const goesOn = new Set(acts.flatMap((act) => (act.act === "putRight" ? act.checkIn.hash : [])));
  const newest = (checkIn: string): string => newestReplacement(acts, checkIn)?.event.hash ?? checkIn;
  const fateOf = new Map<string, NonNullable<GivenBallot["fate"]>>();
  for (const act of acts) {
    const [ballot, fate] = [onPaper(ballotOf(act, acts)), fateIn(act)];
    if (fate === undefined) continue;
    const known = fateOf.get(ballot);
    if (known === undefined || fates.indexOf(fate) > fates.indexOf(known.fate))
      fateOf.set(ballot, { event: act.event, worker: act.worker, wall: act.wall, fate });
  }
  const first = [...standings.firstBallots(place)];
  for (const { event, worker, wall, counts } of first) {
    if (counts || goesOn.has(event.hash)) continue;
    const ballot = onPaper(newest(event.hash));
    if (fateOf.has(ballot)) continue;
    const cancel = standings.cancelOf(event.hash) ?? { event, worker, wall };
    fateOf.set(ballot, { ...cancel, fate: "cancelled" });
  }
  const given = new Set(acts.flatMap(({ ballot }) => ballot.hash));
  for (const { event, worker, wall, style, kind, again, fromPaper, settled } of first) {
    // Whatever was done with a ballot since, was done with one that is there.
    if (kept.has(event.hash) || (settled === "notGiven" && !given.has(event.hash))) continue;
    const state = { instead: false, again, fromPaper, surely: settled !== undefined };
    yield { event, worker, wall, style, kind, ...state, fate: fateOf.get(event.hash) };
  }
  for (const act of acts)
    if (act.act === "reissued") {
      const { event, worker, wall, style, kind } = act;
      const state = { instead: true, again: false, fromPaper: false, surely: false };
      yield { event, worker, wall, style, kind, ...state, fate: fateOf.get(event.hash) };
    }
}

/** Regular and provisional ballots apart: they may come from different stock. */
export function ballotsGiven(
  standings: Pick<Standings, "firstBallots" | "ballotActs" | "cancelOf">,
  place: string,
): Readonly<Record<InsteadOf["kind"], BallotsGiven>> {
  const counts = { regular: new Counts(), provisional: new Counts() };
  for (const { style, kind, instead, fate } of givenBallots(standings, place)) {
    counts[kind].add(instead ? "reissued" : "first", style);
    if (fate !== undefined) counts[kind].add(fate.fate, style);
  }
  return { regular: counts.regular.done(), provisional: counts.provisional.done() };
}

/** A wrong voter's newest ballot is the one that was kept or taken back. */
function ballotOf(act: BallotAct, acts: readonly BallotAct[]): string {
  if (act.act !== "putRight") return act.ballot.hash;
  return (newestReplacement(acts, act.checkIn.hash)?.event ?? act.ballot).hash;
}

function fateIn(act: BallotAct): Fate | undefined {
  switch (act.act) {
    case "spoiled":
    case "reissued":
      return "spoiled";
    case "handedBack":
      return "handedBack";
    case "left":
      return act.left;
    case "putRight":
      return act.taken === "kept" ? undefined : act.taken;
    default:
      return act satisfies never;
  }
}

class Counts {
  readonly #of = new Map<string, Map<string, number>>();

  add(what: "first" | "reissued" | Fate, style: string): void {
    const byStyle = this.#of.get(what) ?? new Map<string, number>();
    this.#of.set(what, byStyle.set(style, (byStyle.get(style) ?? 0) + 1));
  }

  done(): BallotsGiven {
    const of = (what: string): ByStyle => this.#of.get(what) ?? new Map();
    const fate = Object.fromEntries(fates.map((one) => [one, of(one)])) as Record<Fate, ByStyle>;
    return { first: of("first"), reissued: of("reissued"), fate };
  }
}

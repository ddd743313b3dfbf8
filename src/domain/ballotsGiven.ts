/**
 * How many ballots of each style a place gave, and what became of those that were not simply voted: what a balance compares
 * with the paper. A function of the set of known events, like the standings that it is read from. Each ballot is counted
 * once among the given, and at most once among what became of them, also if two tablets said different things of it.
 */
import type { BallotAct } from "./ballotActs.ts";
import type { LeftBallot } from "./ballotEvents.ts";
import type { InsteadOf } from "./eventFields.ts";
import type { Standings } from "./standing.ts";

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

/** Regular and provisional ballots apart: they may come from different stock. */
export function ballotsGiven(
  standings: Pick<Standings, "firstBallots" | "ballotActs">,
  place: string,
): Readonly<Record<InsteadOf["kind"], BallotsGiven>> {
  const acts = [...standings.ballotActs()].filter((act) => act.place === place);
  const kept = new Set(acts.flatMap((act) => (act.act === "putRight" && act.taken === "kept" ? act.event.hash : [])));
  const goesOn = new Set(acts.flatMap((act) => (act.act === "putRight" ? act.checkIn.hash : [])));
  const fateOf = new Map<string, Fate>();
  for (const act of acts) {
    const [ballot, fate] = [ballotOf(act, acts), fateIn(act)];
    if (fate === undefined) continue;
    const known = fateOf.get(ballot);
    if (known === undefined || fates.indexOf(fate) > fates.indexOf(known)) fateOf.set(ballot, fate);
  }
  const counts = { regular: new Counts(), provisional: new Counts() };
  const dealtWith = (ballot: string, style: string, kind: InsteadOf["kind"]): boolean => {
    const fate = fateOf.get(ballot);
    if (fate !== undefined) counts[kind].add(fate, style);
    return fate !== undefined;
  };
  for (const act of acts)
    if (act.act === "reissued") {
      counts[act.kind].add("reissued", act.style);
      dealtWith(act.event.hash, act.style, act.kind);
    }
  for (const { event, style, kind, counts: stands } of standings.firstBallots(place)) {
    if (kept.has(event.hash)) continue;
    counts[kind].add("first", style);
    const ended = dealtWith(event.hash, style, kind);
    const again = acts.some((act) => act.act === "reissued" && act.checkIn.hash === event.hash);
    if (!ended && !stands && !goesOn.has(event.hash) && !again) counts[kind].add("cancelled", style);
  }
  return { regular: counts.regular.done(), provisional: counts.provisional.done() };
}

/** A wrong voter's newest ballot is the one that was kept or taken back. */
function ballotOf(act: BallotAct, acts: readonly BallotAct[]): string {
  if (act.act !== "putRight") return act.ballot.hash;
  const again = acts.filter((one) => one.act === "reissued" && one.checkIn.hash === act.checkIn.hash);
  return (again.at(-1)?.event ?? act.ballot).hash;
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

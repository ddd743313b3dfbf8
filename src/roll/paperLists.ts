/**
 * Which voters stand on the paper lists of which polling places, and in what order. One pass over the roll for all places;
 * rows are numbers, the lines themselves are made one by one when they are printed (`domain/paperLine.ts`).
 *
 * Guarantees: on the book, each voter whose precinct is in the election definition stands on the list of every place that
 * serves it, once, and on no other; who stands on none is counted (`nowhere`). Names are in name order. Confidential voters
 * are apart, in the order of their numbers (their place among the names would tell something), or left out where the rules say
 * so, and never on a posted list.
 */
import { isConfidential } from "../domain/confidential.ts";
import { type Election, type PollingPlace, serves, splitOf } from "../domain/election.ts";
import { isPosted } from "../domain/paperLine.ts";
import type { Standings } from "../domain/standing.ts";
import type { AmendedRoll } from "./amendedRoll.ts";
import { compareIds, rowsInNameOrder } from "./nameOrder.ts";

/** The book that is worked with, or the list that hangs on the wall. */
export type PaperKind = "book" | "posted";

export type PaperListInput = {
  readonly election: Election;
  readonly roll: Pick<AmendedRoll, "base" | "rows" | "movedVoters" | "voterAt">;
  readonly standings: Pick<Standings, "of">;
  /** Whose lists are wanted. */
  readonly places: readonly PollingPlace[];
  readonly kind: PaperKind;
  /** Hears how many voters of the roll were looked at. */
  readonly onProgress?: (done: number) => void;
};

export type PlaceList = {
  readonly place: PollingPlace;
  /** Rows of the roll, in name order. */
  readonly rows: Uint32Array;
  /** Rows of the voters who stand by number only, in the order of their ids. */
  readonly byNumber: Uint32Array;
  readonly counts: PlaceCounts;
};

/** `voters` = printed rows + confidential ones that are left out + `notPosted`. */
export type PlaceCounts = {
  /** Voters of the roll whom the place serves. */
  readonly voters: number;
  /** Of these: with a check-in that counts, wherever it was. */
  readonly checkedIn: number;
  /** Of these: confidential ones, printed by number or left out. */
  readonly confidential: number;
  /** Of these: neither confidential nor on the posted list, see `isPosted`. */
  readonly notPosted: number;
};

export type PaperLists = {
  readonly lists: readonly PlaceList[];
  /** Voters of the whole roll. */
  readonly voters: number;
  /** Voters whose precinct the election definition does not have: no place serves them. */
  readonly nowhere: number;
};

export function paperLists(input: PaperListInput): PaperLists {
  const steps = paperListsInSteps(input);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in pieces, between which something else may be done; the roll must not be amended meanwhile. */
export function* paperListsInSteps(input: PaperListInput): Generator<void, PaperLists> {
  const { election, roll, standings, places, kind, onProgress } = input;
  const byNumber = kind === "book" && election.rules.confidential?.book !== "leftOut";
  // Vote centers all have the same list; it is kept once.
  const center = new Gathered();
  const gathered = places.map((place) => ({ place, list: place.serves === "all" ? center : new Gathered() }));
  const listsOfSplit = new Map<string, readonly Gathered[] | undefined>();
  const listsOf = (split: string): readonly Gathered[] | undefined => {
    if (!listsOfSplit.has(split)) {
      const precinct = splitOf(election, split)?.precinct;
      const serving = gathered.filter(({ place }) => precinct !== undefined && serves(place, precinct.id));
      listsOfSplit.set(split, precinct === undefined ? undefined : [...new Set(serving.map(({ list }) => list))]);
    }
    return listsOfSplit.get(split);
  };
  let nowhere = 0;
  let done = 0;
  for (const row of rowsInNameOrder(roll)) {
    if (done++ % 50_000 === 0) onProgress?.(done - 1);
    if (done % 2000 === 0) yield;
    const voter = roll.voterAt(row);
    const lists = listsOf(voter.split);
    if (lists === undefined) nowhere++;
    if (lists === undefined || lists.length === 0) continue;
    const standing = standings.of(voter.id);
    for (const list of lists) {
      list.counts.voters++;
      if (standing.checkIns.length > 0) list.counts.checkedIn++;
      if (isConfidential(voter)) {
        list.counts.confidential++;
        if (byNumber) list.byNumber.push({ row, id: voter.id });
      } else if (kind === "posted" && !isPosted(voter, standing)) list.counts.notPosted++;
      else list.rows.push(row);
    }
  }
  const finished = new Map([...new Set(gathered.map(({ list }) => list))].map((list) => [list, list.finish()]));
  return {
    lists: gathered.map(({ place, list }) => ({ place, ...(finished.get(list) as Omit<PlaceList, "place">) })),
    voters: roll.rows,
    nowhere,
  };
}

class Gathered {
  readonly rows = new RowNumbers();
  readonly byNumber: { readonly row: number; readonly id: string }[] = [];
  readonly counts = { voters: 0, checkedIn: 0, confidential: 0, notPosted: 0 };

  finish(): Omit<PlaceList, "place"> {
    const byNumber = Uint32Array.from(
      this.byNumber.sort((a, b) => compareIds(a.id, b.id)),
      ({ row }) => row,
    );
    return { rows: this.rows.all(), byNumber, counts: this.counts };
  }
}

/** A list of row numbers that grows; a vote center's has millions. */
class RowNumbers {
  #rows = new Uint32Array(1024);
  #count = 0;

  push(row: number): void {
    if (this.#count === this.#rows.length) {
      const larger = new Uint32Array(2 * this.#rows.length);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#count++] = row;
  }

  all(): Uint32Array {
    return this.#rows.slice(0, this.#count);
  }
}

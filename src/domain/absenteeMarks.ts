/**
 * Absentee ballots that polling places processed: which voters' were cast, which were not, and the counts that a place
 * balances with, apart from those who came in person. A function of the *set* of known events.
 */
import type { Rejection } from "./absenteeEvents.ts";
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { type Fact, UndoableFacts } from "./undoableFacts.ts";
import type { Trusts } from "./undos.ts";

export type AbsenteeMark = Fact & {
  readonly voter: string;
  readonly place: string;
  readonly split: string;
  readonly worker: string;
  /** Undefined: the ballot was cast. */
  readonly rejected: Rejection | undefined;
};

export type AbsenteeCounts = { readonly cast: number; readonly rejected: number };

export class AbsenteeMarks {
  readonly #marks = new UndoableFacts<AbsenteeMark>();

  add(event: EventName, body: BodyOf<"AbsenteeProcessed">, index: number | undefined): void {
    const { voter, cmd, place, split, worker, wall, rejected } = body;
    this.#marks.add(voter, { event, voter, cmd, place, split, worker, wall, rejected, index });
  }

  undo(by: EventName, body: BodyOf<"AbsenteeMarkCancelled">): void {
    for (const { hash } of body.undoes) this.#marks.undo(by, hash);
  }

  /** Whether a mark of this voter is known, whether it counts or not. */
  knows(voter: string): boolean {
    return this.#marks.has(voter);
  }

  of(voter: string, trusts: Trusts): readonly AbsenteeMark[] {
    return this.#marks.of(voter, trusts);
  }

  /** All that count, in order of voter ids. */
  all(trusts: Trusts): readonly AbsenteeMark[] {
    return this.#marks.keys().flatMap((voter) => this.#marks.of(voter, trusts));
  }
}

/** Of these marks, those that say that the ballot was cast. */
export const castMarks = (marks: readonly AbsenteeMark[]): readonly AbsenteeMark[] =>
  marks.filter(({ rejected }) => rejected === undefined);

/** Voters whose ballot was cast, and others whose was announced and not cast. */
export function countAbsentee(marks: Iterable<AbsenteeMark>): AbsenteeCounts {
  const cast = new Set<string>();
  const announced = new Set<string>();
  for (const { voter, rejected } of marks) {
    announced.add(voter);
    if (rejected === undefined) cast.add(voter);
  }
  return { cast: cast.size, rejected: announced.size - cast.size };
}

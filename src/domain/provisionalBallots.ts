/**
 * Which voters got provisional ballots: like check-ins a function of the *set* of known events, in whatever order they
 * arrive.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { Person } from "./person.ts";
import type { Releases } from "./releases.ts";
import { type Fact, UndoableFacts } from "./undoableFacts.ts";
import type { Trusts } from "./undos.ts";

/** A provisional ballot as a standing holds it. */
export type ProvisionalFact = Fact & {
  /** A voter id, or what stands in its place (`personKey`). */
  readonly voter: string;
  /** Somebody who is not on the roll. */
  readonly person?: Person | undefined;
  readonly place: string;
  readonly style: string;
  readonly party: string | undefined;
  readonly worker: string;
  readonly receipt: string;
  /** Situations, with the state's code where its pack gives one, and what was answered. */
  readonly reasons: readonly (BodyOf<"ProvisionalIssued">["reasons"][number] & { readonly way?: string | undefined })[];
};

export class ProvisionalBallots {
  readonly #facts = new UndoableFacts<ProvisionalFact>();
  readonly #releases: Releases;

  /** `releases`: what knows which were handed back or put right. */
  constructor(releases: Releases) {
    this.#releases = releases;
  }

  add({ device, seq, hash }: EventName, body: BodyOf<"ProvisionalIssued">, index: number | undefined): void {
    const { voter, person, cmd, place, style, party, worker, wall, receipt, steps } = body;
    const answered = new Map(steps.map(({ step, outcome }) => [step, outcome]));
    const reasons = body.reasons.map((reason) => ({ ...reason, way: answered.get(reason.situation) }));
    this.#facts.add(voter, {
      ...{ event: { device, seq, hash }, voter, cmd, place, style, party, worker, wall, receipt, reasons, index },
      ...(person === undefined ? {} : { person }),
    });
  }

  cancel(name: EventName, undone: string): void {
    this.#facts.undo(name, undone);
  }

  ballot(hash: string): ProvisionalFact | undefined {
    return this.#facts.fact(hash);
  }

  /** Those that count, earliest first: not cancelled, not handed back or put right, no act that was undone itself. */
  of(voter: string, trusts: Trusts): readonly ProvisionalFact[] {
    const releases = this.#releases;
    return this.#facts.of(
      voter,
      trusts,
      ({ event: { hash } }) => !releases.holds(hash) && !releases.isUndone(hash, trusts),
    );
  }

  /** All that were given, by devices that the county trusts that far, whether they count or not. */
  *given(trusts: Trusts): Generator<ProvisionalFact> {
    for (const voter of this.#facts.keys()) yield* this.#facts.stated(voter, trusts);
  }

  /** All that count, voter after voter in order of their ids. */
  *all(trusts: Trusts): Generator<ProvisionalFact> {
    for (const voter of this.#facts.keys()) yield* this.of(voter, trusts);
  }
}

/** What is noted of voters apart from any ballot: a function of the *set* of known events, whatever their order. */
import type { EventName } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { type Fact, UndoableFacts } from "./undoableFacts.ts";
import type { Trusts } from "./undos.ts";

export type VoterNote = Fact & {
  readonly voter: string;
  readonly place: string;
  readonly worker: string;
} & (
    | { readonly note: "undeclared"; readonly checkIn: EventName; readonly party: string }
    | { readonly note: "challengeUpheld" }
  );

export class VoterNotes {
  readonly #notes = new UndoableFacts<VoterNote>();

  add(event: EventName, body: BodyOf<"PartyUndeclared" | "ChallengeUpheld">, index: number | undefined): void {
    const { voter, place, worker, cmd, wall } = body;
    const told = { event, voter, place, worker, cmd, wall, index };
    this.#notes.add(
      voter,
      body.type === "PartyUndeclared"
        ? { ...told, note: "undeclared", checkIn: body.checkIn, party: body.party }
        : { ...told, note: "challengeUpheld" },
    );
  }

  undo(by: EventName, body: BodyOf<"VoterNoteUndone">): void {
    this.#notes.undo(by, body.undoes.hash);
  }

  /** Those that count, earliest first. `checkIns`: of the voter, that count; who is not checked in has joined nothing. */
  of(voter: string, checkIns: readonly { readonly event: EventName }[], trusts: Trusts): readonly VoterNote[] {
    return this.#notes.of(
      voter,
      trusts,
      (fact) => fact.note !== "undeclared" || checkIns.some(({ event }) => event.hash === fact.checkIn.hash),
    );
  }

  has(voter: string): boolean {
    return this.#notes.has(voter);
  }
}

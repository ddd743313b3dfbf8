/**
 * Voters with whom something is still open at a place: sent to the help table, or served at the car. A function of the
 * *set* of known events, in whatever order they arrive. Help is over by itself once the voter was given a ballot after it
 * began; a ballot at the car is still to be brought back, so that one ends only when somebody says so.
 */
import type { EventName } from "./eventFields.ts";
import type { EventBody } from "./events.ts";
import type { Standing } from "./standing.ts";
import type { Trusts } from "./undos.ts";

/** `wall`: since when, by the clock of the tablet on which it began (ms). */
export type OpenStep = {
  readonly event: EventName;
  readonly what: "helpTable" | "curbside";
  readonly voter: string;
  readonly worker: string;
  readonly wall: number;
};

export class OpenSteps {
  readonly #begun = new Map<string, OpenStep & { readonly place: string }>();
  /** By the hash of what they end. */
  readonly #ends = new Map<string, EventName[]>();

  /** Adds what the event says of some voter who waits; others and repeated ones change nothing. */
  add(event: EventName, body: EventBody): void {
    switch (body.type) {
      case "VoterSentToHelpTable":
      case "CurbsideBegun": {
        const { voter, worker, wall, place } = body;
        const what = body.type === "CurbsideBegun" ? "curbside" : "helpTable";
        this.#begun.set(event.hash, { event, what, voter, worker, wall, place });
        return;
      }
      case "OpenStepEnded":
        for (const { hash } of body.undoes) this.#ends.set(hash, [...(this.#ends.get(hash) ?? []), event]);
        return;
      default:
        return;
    }
  }

  /** Those of a place, the one that waits longest first. */
  at(place: string, trusts: Trusts, standingOf: (voter: string) => Standing): OpenStep[] {
    const ended = ({ hash }: EventName): boolean => (this.#ends.get(hash) ?? []).some(trusts);
    return [...this.#begun.values()]
      .filter((step) => step.place === place && trusts(step.event) && !ended(step.event))
      .filter((step) => step.what === "curbside" || !ballotSince(standingOf(step.voter), step.wall))
      .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1))
      .map(({ event, what, voter, worker, wall }) => ({ event, what, voter, worker, wall }));
  }
}

const ballotSince = ({ checkIns, provisionals }: Standing, wall: number): boolean =>
  [...checkIns, ...provisionals].some((ballot) => ballot.wall >= wall);

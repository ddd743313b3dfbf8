/**
 * What was done with ballots after they were given, as far as a reader knows: like check-ins a function of the *set* of
 * known events. Acts are few, so each voter's are looked through when they are asked for.
 */
import type { LeftBallot } from "./ballotEvents.ts";
import type { EventName, InsteadOf } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import type { Releases } from "./releases.ts";
import type { Trusts } from "./undos.ts";

/** An act that counts, and the ballot that it is about. */
export type BallotAct = {
  readonly event: EventName;
  readonly cmd: string;
  /** Whose ballot it was. */
  readonly voter: string;
  readonly place: string;
  readonly worker: string;
  /** By the clock of the tablet (ms). */
  readonly wall: number;
  /** The check-in or provisional ballot with which it began. */
  readonly checkIn: EventName;
  /** What gave this very ballot: the check-in, or a replacement. */
  readonly ballot: EventName;
  readonly kind: InsteadOf["kind"];
  readonly style: string;
  readonly index: number | undefined;
} & (
  | { readonly act: "spoiled" | "handedBack" }
  /** It is spoiled too; `receipt` and `number` are those of the new one. */
  | { readonly act: "reissued"; readonly receipt: string; readonly number: number }
  | { readonly act: "left"; readonly left: LeftBallot }
  /** `voter` had been checked in by mistake; the event checked in `right` instead. */
  | { readonly act: "putRight"; readonly right: string; readonly taken: InsteadOf["ballot"] }
);

export type Reissued = Extract<BallotAct, { act: "reissued" }>;

/** The replacement that gave the newest ballot since a check-in: the one in whose place no other stands, whatever clocks say. */
export function newestReplacement(acts: readonly BallotAct[], checkIn: string): Reissued | undefined {
  const again = acts.filter((act): act is Reissued => act.act === "reissued" && act.checkIn.hash === checkIn);
  const replaced = new Set(again.map(({ ballot }) => ballot.hash));
  return again.findLast(({ event }) => !replaced.has(event.hash)) ?? again.at(-1);
}

type ActBody = BodyOf<"BallotSpoiled" | "BallotReissued" | "BallotHandedBack" | "VoterLeft">;
type Given = BodyOf<"VoterCheckedIn" | "ProvisionalIssued">;

export class BallotActs {
  readonly #byHash = new Map<string, BallotAct>();
  readonly #byVoter = new Map<string, Set<string>>();
  readonly #releases: Releases;

  /** `releases`: what knows which acts are undone. */
  constructor(releases: Releases) {
    this.#releases = releases;
  }

  add(event: EventName, body: ActBody, index: number | undefined): void {
    const { voter, checkIn, ballot, kind, style } = body;
    this.#keep({ ...told(event, body, index), voter, checkIn, ballot, kind, style, ...deedOf(body) }, [voter]);
  }

  /** A check-in that stands in the place of another voter's. */
  addPutRight(event: EventName, body: Given, instead: InsteadOf, index: number | undefined): void {
    const { voter, style, kind, ballot: taken } = instead;
    const about = { ...told(event, body, index), voter, checkIn: instead.event, ballot: instead.event, kind, style };
    this.#keep({ ...about, act: "putRight", right: body.voter, taken }, [voter, body.voter]);
  }

  /** The act of this event, whether it counts or not. */
  act(hash: string): BallotAct | undefined {
    return this.#byHash.get(hash);
  }

  /** Those that count and say something of this voter, earliest first: not undone, each by a device trusted that far. */
  of(voter: string, trusts: Trusts): readonly BallotAct[] {
    const hashes = this.#byVoter.get(voter);
    if (hashes === undefined) return none;
    const acts = [...hashes]
      .map((hash) => this.#byHash.get(hash) as BallotAct)
      .filter(({ event }) => trusts(event) && !this.#releases.isUndone(event.hash, trusts))
      .sort((a, b) => a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1));
    // Both branches of a fork may hold what one command did.
    const seen = new Set<string>();
    return acts.filter(({ event: { device }, cmd }) => {
      const command = `${device} ${cmd}`;
      return !seen.has(command) && seen.add(command);
    });
  }

  /** All that count, each once. */
  *all(trusts: Trusts): Generator<BallotAct> {
    for (const voter of [...this.#byVoter.keys()].sort())
      for (const act of this.of(voter, trusts)) if (act.voter === voter) yield act;
  }

  #keep(act: BallotAct, voters: readonly string[]): void {
    const { hash } = act.event;
    this.#byHash.set(hash, { ...act, index: act.index ?? this.#byHash.get(hash)?.index });
    for (const voter of voters) {
      const known = this.#byVoter.get(voter);
      if (known === undefined) this.#byVoter.set(voter, new Set([hash]));
      else known.add(hash);
    }
  }
}

const none: readonly BallotAct[] = [];

function deedOf(body: ActBody) {
  switch (body.type) {
    case "BallotSpoiled":
      return { act: "spoiled" } as const;
    case "BallotHandedBack":
      return { act: "handedBack" } as const;
    case "BallotReissued":
      return { act: "reissued", receipt: body.receipt, number: body.number } as const;
    case "VoterLeft":
      return { act: "left", left: body.left } as const;
    default:
      return body satisfies never;
  }
}

const told = ({ device, seq, hash }: EventName, { cmd, place, worker, wall }: ActBody | Given, index?: number) => ({
  ...{ event: { device, seq, hash }, cmd, place, worker, wall, index },
});

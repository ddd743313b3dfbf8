/** Which ballot of a voter is out now, the how manieth it is, and what became of it, by what is known. Pure. */
import { type BallotAct, newestReplacement } from "./ballotActs.ts";
import type { EventName, InsteadOf } from "./eventFields.ts";
import type { Standing } from "./standing.ts";

export type HeldBallot = {
  /** The check-in or provisional ballot with which it began. */
  readonly checkIn: EventName;
  /** What gave this very ballot. */
  readonly ballot: EventName;
  readonly kind: InsteadOf["kind"];
  readonly style: string;
  readonly place: string;
  /** Of the check-in. */
  readonly worker: string;
  readonly wall: number;
  /** Of this very ballot. */
  readonly receipt: string;
  /** Ballots that the voter got in all since the check-in. */
  readonly number: number;
  /** Undefined while the voter has it, or has cast it. */
  readonly since: Extract<BallotAct, { act: "spoiled" | "left" | "handedBack" }> | undefined;
};

/** One for each check-in and provisional ballot that counts: the newest of its ballots. */
export function heldBallots({ checkIns, provisionals, ballotActs }: Standing): HeldBallot[] {
  const given = [
    ...checkIns.map((fact) => ({ fact, kind: "regular" as const })),
    ...provisionals.map((fact) => ({ fact, kind: "provisional" as const })),
  ];
  return given.map(({ fact, kind }) => {
    const mine = ballotActs.filter(({ checkIn }) => checkIn.hash === fact.event.hash);
    const newest = newestReplacement(mine, fact.event.hash) ?? fact;
    const number = mine.filter(({ act }) => act === "reissued").length + 1;
    const since = mine.filter(isEnd).findLast(({ ballot }) => ballot.hash === newest.event.hash);
    const { style, place, worker, wall } = fact;
    return {
      ...{ checkIn: fact.event, ballot: newest.event, kind, style, place, worker, wall },
      ...{ receipt: newest.receipt, number, since },
    };
  });
}

type End = NonNullable<HeldBallot["since"]>;
const isEnd = (act: BallotAct): act is End => act.act === "spoiled" || act.act === "left" || act.act === "handedBack";

/**
 * What the book of a place says of its ballots, for the balance: read from the standings, so a function of the set of known
 * events. Each ballot stands once among the given ones, and at most once among what became of them.
 */
import type { BookFact, BookOfPlace } from "./balanceLines.ts";
import { type GivenBallot, givenBallots } from "./ballotsGiven.ts";
import type { Standings } from "./standing.ts";

export function bookOfPlace(
  standings: Pick<Standings, "firstBallots" | "ballotActs" | "cancelOf">,
  place: string,
): BookOfPlace {
  const ballots = [...givenBallots(standings, place)].sort(inOrder);
  const given = (kind: GivenBallot["kind"]): BookFact[] =>
    ballots.filter((ballot) => ballot.kind === kind && !ballot.instead).map(factOf);
  const ended = ballots.flatMap(({ style, kind, fate }) => (fate === undefined ? [] : { ...fate, style, kind }));
  const where = (...fates: (typeof ended)[number]["fate"][]) =>
    ended.filter(({ fate }) => fates.includes(fate)).sort(inOrder);
  const checkedIn = given("regular");
  return {
    checkedIn,
    // The ballot of a wrong voter that could not be had back may lie in the scanner like that of a cancelled check-in.
    cancelled: where("cancelled", "gone").map(factOf),
    replaced: ballots.filter(({ instead }) => instead).map(factOf),
    // One that was taken back from a wrong voter lies with the spoiled ones.
    spoiled: where("spoiled", "takenBack").map(factOf),
    handedBack: where("handedBack").map(factOf),
    left: (["setAside", "cast", "takenAway"] as const).flatMap((left) =>
      where(left).map((one) => ({ ...factOf(one), left })),
    ),
    provisional: ballots.filter(({ kind, fate }) => kind === "provisional" && fate === undefined).map(factOf),
    checkedInTwice: new Set(ballots.flatMap(({ again, surely, event }) => (again && !surely ? event.hash : []))),
    fromPaper: new Set(ballots.flatMap(({ fromPaper, event }) => (fromPaper ? event.hash : []))),
  };
}

const inOrder = (a: Pick<BookFact, "wall" | "event">, b: Pick<BookFact, "wall" | "event">): number =>
  a.wall - b.wall || (a.event.hash < b.event.hash ? -1 : 1);

const factOf = ({ event, wall, worker, style, kind }: BookFact): BookFact => ({ event, wall, worker, style, kind });

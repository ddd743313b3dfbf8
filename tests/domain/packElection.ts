/** Elections with a state's pack, and questions about one voter in them. */
import fc from "fast-check";
import type { DetailStep, Details } from "../../src/domain/details.ts";
import type { Answers, DispositionInput, Step } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import type { Unlisted } from "../../src/domain/person.ts";
import { type PlaceHours, usualHours } from "../../src/domain/placeHours.ts";
import { noted, type Situation, situations } from "../../src/domain/situation.ts";
import { type WayId, wayIds } from "../../src/domain/situationRules.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import { Absentee, Registration, VoterFlag } from "../../src/domain/voter.ts";
import { voter } from "../helpers/inventedVoters.ts";

/** What a poll worker writes down who has all that these steps ask for. */
export function allWritten(steps: readonly Step[]): Details {
  const written = (step: DetailStep): string => {
    if (step.oneOf !== undefined) return step.oneOf[0] ?? "";
    return step.detail === "dateOfMove" ? (step.until ?? "") : step.detail === "issuingState" ? "VT" : "Wake";
  };
  return Object.fromEntries(
    steps.flatMap((step) => (step.step === "detail" ? [[step.detail, written(step)] as const] : [])),
  );
}

export type Kind = Election["kind"];

/** Three splits of two precincts, a place for each precinct, every ballot of every type; in a primary by party. */
export function packElection(pack: Pack, kind: Kind): Election {
  const key = `${pack.state} ${kind}`;
  const known = made.get(key) ?? makeElection(pack, kind);
  made.set(key, known);
  return known;
}

const made = new Map<string, Election>();

function makeElection({ state, rules }: Pack, kind: Kind): Election {
  const splits = ["101", "102-A", "102-B"];
  const byParty = kind === "primary" || kind === "runoff" ? ["DEM", "REP"] : [undefined];
  return Election.parse({
    format: "turnout-election/1",
    id: `${state}-2026`,
    name: "Election of a pack",
    county: "Marlow",
    state,
    date: "2026-11-03",
    timeZone: "America/New_York",
    kind,
    parties: ["DEM", "REP"].map((id) => ({ id, name: id })),
    precincts: [
      { id: "101", name: "101" },
      { id: "102", name: "102", splits: splits.slice(1).map((id) => ({ id, name: id })) },
    ],
    ballotStyles: splits.flatMap((split) =>
      byParty.flatMap((party) =>
        ["regular", "underage", "federalOnly"].map((type) => ({
          id: [split, party ?? "", type].join("."),
          splits: [split],
          type,
          ...(party === undefined ? {} : { party }),
        })),
      ),
    ),
    places: [
      { id: "hall", name: "Hall", address: "1 Main St", serves: ["101"] },
      { id: "school", name: "School", address: "2 Main St", serves: ["102"] },
    ],
    rules,
  });
}

export const nobody: Standing = {
  checkIns: [],
  cancelled: [],
  setAside: [],
  resolved: false,
  provisionals: [],
  ballotActs: [],
  absentee: [],
  notes: [],
};
export const aCheckIn: CheckInFact = {
  event: { device: "one", seq: 1, hash: "0".repeat(64) },
  voter: "V1",
  cmd: "c",
  place: "hall",
  split: "101",
  style: "101..regular",
  party: undefined,
  worker: "w",
  wall: 1,
  fromPaper: false,
  receipt: "1-1",
  index: undefined,
};
export const aHandedBack: Standing["ballotActs"][number] = {
  ...{
    event: { device: "one", seq: 3, hash: "2".repeat(64) },
    cmd: "h",
    voter: "V1",
    place: "hall",
    worker: "w",
    wall: 2,
  },
  ...{ checkIn: aCheckIn.event, ballot: aCheckIn.event, kind: "regular", style: aCheckIn.style, index: undefined },
  act: "handedBack",
};
export const aProvisional: Standing["provisionals"][number] = {
  event: { device: "one", seq: 2, hash: "1".repeat(64) },
  voter: "V1",
  cmd: "d",
  place: "hall",
  style: "101..regular",
  party: undefined,
  worker: "w",
  wall: 1,
  receipt: "1-2",
  reasons: [{ situation: "identification" }],
  index: undefined,
};

/** Somebody who is on no list, and was looked for everywhere. */
export const stranger: Unlisted = {
  person: {
    ...{ lastName: "Ortega", firstName: "Luz", middleName: "", suffix: "", birthDate: "1961-07-04" },
    ...{ houseNumber: "412", street: "Maple St", unit: "", city: "" },
  },
  ...{ split: "101", precinctBy: "neighbors", party: "DEM", lookedAt: [] },
  tried: [{ step: "ladder: search", outcome: "notFound" }],
};

export const anAbsenteeMark: Standing["absentee"][number] = {
  event: { device: "one", seq: 4, hash: "3".repeat(64) },
  voter: "V1",
  cmd: "a",
  place: "hall",
  split: "101",
  worker: "w",
  wall: 1,
  rejected: undefined,
  index: undefined,
};

/** The morning of election day in New York. */
export const now = Date.parse("2026-11-03T15:00Z");
/** 8:00 pm there. */
export const close = Date.parse("2026-11-04T01:00Z");
const order = {
  event: { device: "one", seq: 3, hash: "2".repeat(64) },
  ...{ worker: "lin", wall: now, until: close + 3_600_000, order: "Superior Court, 26-CV-1103" },
};
export const extended: PlaceHours = { extension: order, lastInLine: undefined };

/** A plain voter of precinct 101 at its own place, with news of this minute. */
export function plainQuestion(pack: Pack, kind: Kind = "general"): DispositionInput {
  const election = packElection(pack, kind);
  return {
    election,
    place: election.places[0] as (typeof election.places)[number],
    voter: voter("V1", { split: "101", party: "DEM" }),
    standing: nobody,
    hours: usualHours,
    now,
    knownThrough: { size: 1, at: now },
    listIncomplete: false,
    authority: { holder: "here" },
  };
}

/** The same question, asked while nothing has been heard of the county. */
export const stale = (question: DispositionInput): DispositionInput => ({ ...question, knownThrough: undefined });

/** Mostly the first: with everything wrong at once, nobody would ever come to a ballot. */
const usually = <T>(value: T, ...others: T[]) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(value) }, { weight: 3, arbitrary: fc.constantFrom(...others) });
const nearlyAlways = <T>(value: T, ...others: T[]) =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Any voter, anywhere, whatever is known, in an election with one of these packs. */
export const anyPackQuestion = (of: readonly Pack[] = [...packs.values()]): fc.Arbitrary<DispositionInput> =>
  fc
    .record({
      pack: fc.constantFrom(...of),
      kind: fc.constantFrom<Kind>("general", "primary", "special", "runoff"),
      elsewhere: nearlyAlways(false, true),
      split: usually("101", "102-A", "102-A", "102-B", "102-B", "unknown"),
      party: fc.constantFrom("", "DEM", "REP", "GRN"),
      registration: usually<Registration>("active", ...Registration.options),
      absentee: usually<Absentee>("none", ...Absentee.options),
      flags: usually<VoterFlag[]>([], ["idRequired"], ["federalOnly"], ["confidential"], [...VoterFlag.options]),
      checkIns: nearlyAlways<readonly CheckInFact[]>([], [aCheckIn]),
      provisionals: nearlyAlways<Standing["provisionals"]>([], [aProvisional]),
      age: fc.option(fc.integer({ min: 0, max: 500 * 60_000 }), { nil: undefined }),
      listIncomplete: fc.boolean(),
      otherLine: nearlyAlways(false, true),
      late: nearlyAlways(0, 1, 3_600_000),
      hours: nearlyAlways(usualHours, extended, { ...extended, lastInLine: extended.extension }),
    })
    .map(({ pack, kind, elsewhere, split, party, registration, absentee, flags, ...rest }) => {
      const plain = plainQuestion(pack, kind);
      const then = rest.late === 0 ? now : close + rest.late;
      return {
        ...plain,
        hours: rest.hours,
        now: then,
        place: plain.election.places[(split === "101") === elsewhere ? 1 : 0] as DispositionInput["place"],
        voter: voter("V1", { split, party, registration, absentee, flags }),
        standing: { ...nobody, checkIns: rest.checkIns, provisionals: rest.provisionals },
        knownThrough: rest.age === undefined ? undefined : { size: 1, at: then - rest.age },
        listIncomplete: rest.listIncomplete,
        authority: rest.otherLine
          ? { holder: "otherLine", line: { line: 2, from: "M", through: "Z" } }
          : { holder: "here" },
      };
    });

/** Answers at random: to what was asked and what was not, with ways of other situations among them. */
export const anyAnswers: fc.Arbitrary<Answers> = fc.dictionary(
  fc.constantFrom(...situations),
  fc.option(fc.constantFrom(...wayIds), { nil: null }),
  { noNullPrototype: true },
);

/** To each situation one of its own ways, so that most questions come to a ballot; what a voter says, only sometimes. */
export const fittingAnswers = ({ election }: DispositionInput): fc.Arbitrary<Answers> => {
  const answers = situations.flatMap((situation): [Situation, fc.Arbitrary<WayId>][] => {
    const ways = election.rules.situations[situation]?.ways ?? [];
    return ways.length === 0 ? [] : [[situation, fc.constantFrom(...ways.map(({ way }) => way))]];
  });
  return fc.record(Object.fromEntries(answers), {
    requiredKeys: answers.map(([situation]) => situation).filter((one) => !noted.some((said) => said === one)),
  });
};

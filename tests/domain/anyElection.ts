/** Elections, voters, standings and questions of every kind, for properties. */
import fc from "fast-check";
import type { AbsenteeMark } from "../../src/domain/absenteeMarks.ts";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import type { BallotAct } from "../../src/domain/ballotActs.ts";
import {
  type Answers,
  type DispositionInput,
  ruleOf,
  type Situation,
  type WayId,
} from "../../src/domain/disposition.ts";
import { Election, type Rules, splitsOf } from "../../src/domain/election.ts";
import type { PlaceHours } from "../../src/domain/placeHours.ts";
import type { ProvisionalFact } from "../../src/domain/provisionalBallots.ts";
import { noted, saidByVoter, situations } from "../../src/domain/situation.ts";
import { offers, type SituationRule, Way, wayIds } from "../../src/domain/situationRules.ts";
import type { CheckInFact, Standing } from "../../src/domain/standing.ts";
import { Absentee, Registration, VoterFlag } from "../../src/domain/voter.ts";
import type { VoterNote } from "../../src/domain/voterNotes.ts";
import { voter } from "../helpers/inventedVoters.ts";

const someWay: fc.Arbitrary<Way> = fc
  .record({
    way: fc.constantFrom(...wayIds),
    outcome: fc.constantFrom("regular" as const, "provisional" as const, "stop" as const),
    forms: fc.subarray(["Form A", "Form B"]),
    by: fc.constantFrom("pollWorker" as const, "inspector" as const),
    whenStale: fc.constantFrom("same" as const, "same" as const, "provisional" as const, "stop" as const),
    ballot: fc.constantFrom(undefined, undefined, undefined, "underage" as const),
    asks: fc.constantFrom(undefined, undefined, "issuingState" as const, "assistantName" as const),
    daysAgo: fc.constantFrom(undefined, undefined, { most: 20 }, { least: 10 }),
    only: fc.constantFrom(undefined, undefined, ["primary" as const], ["general" as const]),
    leadsTo: fc.constantFrom(
      undefined,
      undefined,
      "newPlace" as const,
      "challengeGround" as const,
      "challenged" as const,
      ...saidByVoter,
    ),
    code: fc.constantFrom(undefined, "7"),
  })
  .map((way) => Way.parse(Object.fromEntries(Object.entries(way).filter(([, value]) => value !== undefined))));
const someRule: fc.Arbitrary<SituationRule> = fc.record({
  first: fc.constantFrom("ask" as const, "stop" as const),
  offer: fc.constantFrom(...offers),
  ways: fc.uniqueArray(someWay, { minLength: 1, maxLength: 4, selector: ({ way }) => way }),
  source: fc.constant(""),
  confidence: fc.constant("practice" as const),
});

/** A way leads to what is asked about later. */
const onward = (rules: Partial<Record<Situation, SituationRule>>): Partial<Record<Situation, SituationRule>> =>
  Object.fromEntries(
    Object.entries(rules).map(([situation, rule]) => {
      const here = situations.indexOf(situation as Situation);
      const ways = rule.ways.map(({ leadsTo, ...way }) =>
        leadsTo === undefined || situations.indexOf(leadsTo) <= here ? way : { ...way, leadsTo },
      );
      return [situation, { ...rule, ways }];
    }),
  );

/** As `newsOld` must be: no way of it gives another ballot or leads elsewhere. */
const plain = (rule: SituationRule): SituationRule => ({
  ...rule,
  ways: rule.ways.map(({ ballot: _, leadsTo: __, ...way }) => way),
});

export const someRules: fc.Arbitrary<Rules> = fc.record({
  pack: fc.constant(""),
  situations: fc
    .dictionary(fc.constantFrom(...situations), someRule, { maxKeys: 8 })
    .map(onward)
    .map(({ newsOld, ...others }) => (newsOld === undefined ? others : { ...others, newsOld: plain(newsOld) })),
  say: fc.constant("voterStates" as const),
  identification: fc.constantFrom("flagged", "everyone"),
  provisional: fc.boolean(),
  provisionalForms: fc.subarray(["Form B", "Envelope"]),
  staleAfterMinutes: fc.integer({ min: 5, max: 1000 }),
  oldNews: fc.constantFrom("goOn", "ask"),
  permits: fc.constantFrom(
    {},
    { cancelCheckIn: { roles: ["inspector" as const], people: 1 as const, differentParties: false } },
  ),
  idleLockMinutes: fc.integer({ min: 1, max: 60 }),
  balance: fc.constant(BalanceRules.parse({})),
});

const partyIds = ["DEM", "REP", "LIB"];

/** A sound election: up to four precincts, divided or not, any ballots, places that share the precincts among them. */
export const anyElection: fc.Arbitrary<Election> = fc
  .record({
    splits: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
    styles: fc.array(
      fc.record({
        party: fc.option(fc.constantFrom(...partyIds), { nil: undefined }),
        type: fc.constantFrom("regular" as const, "regular" as const, "federalOnly" as const, "underage" as const),
        covers: fc.integer({ min: 1, max: 4095 }),
        languages: fc.constantFrom(["en"], ["en"], ["es"], ["en", "es"], ["zh-Hant"]),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    places: fc.array(fc.integer({ min: 1, max: 15 }), { maxLength: 3 }),
    center: fc.boolean(),
    rules: someRules,
  })
  .map(({ splits, styles, places, center, rules }) => {
    const precincts = splits.map((count, n) => ({
      id: `P${n}`,
      name: `Precinct ${n}`,
      splits: Array.from({ length: count }, (_, k) => ({ id: `P${n}.${k}`, name: `Split ${k}` })),
    }));
    const units = splitsOf({ precincts }).map(({ id }) => id);
    const chosen = <T>(from: readonly T[], bits: number): T[] => {
      const some = from.filter((_, n) => (bits >> n) & 1);
      return some.length > 0 ? some : from.slice(0, 1);
    };
    const ids = precincts.map(({ id }) => id);
    return Election.parse({
      format: "turnout-election/1",
      id: "any-2026",
      name: "Any Election",
      county: "Marlow",
      state: "ZZ",
      date: "2026-11-03",
      timeZone: "America/New_York",
      kind: "primary",
      parties: partyIds.map((id) => ({ id, name: id })),
      precincts,
      ballotStyles: styles.map(({ party, type, covers, languages }, n) => ({
        id: `S${n}`,
        type,
        languages,
        splits: chosen(units, covers),
        ...(party === undefined ? {} : { party }),
      })),
      places: [
        { id: "all", name: "Any", address: "1 Main St", serves: center ? "all" : ids },
        ...places.map((bits, n) => ({
          id: `L${n}`,
          name: `Place ${n}`,
          address: "2 Main St",
          serves: chosen(ids, bits),
        })),
      ],
      rules,
    });
  });

export const anyCheckIn: fc.Arbitrary<CheckInFact> = fc
  .record({ n: fc.nat(0xffff), wall: fc.nat(1000), index: fc.option(fc.nat(99), { nil: undefined }) })
  .map(({ n, wall, index }) => ({
    event: { device: "one", seq: n, hash: n.toString(16).padStart(64, "0") },
    voter: "V1",
    cmd: `cmd${n}`,
    place: "all",
    split: "P0",
    style: "S0",
    party: undefined,
    worker: "w",
    wall,
    fromPaper: false,
    receipt: `1-${n}`,
    index,
  }));

const anyProvisional: fc.Arbitrary<ProvisionalFact> = anyCheckIn.map(({ split: _, ...fact }) => ({
  ...fact,
  reasons: [{ situation: "identification" }],
}));

const anyBallotAct: fc.Arbitrary<BallotAct> = fc.tuple(anyCheckIn, fc.boolean()).map(([fact, back]) => ({
  ...{ event: fact.event, cmd: fact.cmd, voter: "V1", place: "all", worker: "w", wall: fact.wall, index: fact.index },
  ...{ checkIn: fact.event, ballot: fact.event, kind: "regular", style: "S0", act: back ? "handedBack" : "spoiled" },
}));

const anyAbsenteeMark: fc.Arbitrary<AbsenteeMark> = fc.tuple(anyCheckIn, fc.boolean()).map(([fact, cast]) => ({
  ...{ event: fact.event, cmd: fact.cmd, voter: "V1", place: "all", worker: "w", wall: fact.wall, index: fact.index },
  split: "P0",
  rejected: cast ? undefined : "notSigned",
}));

const anyNote: fc.Arbitrary<VoterNote> = fc.tuple(anyCheckIn, fc.boolean()).map(([fact, upheld]) => ({
  ...{ event: fact.event, cmd: fact.cmd, voter: "V1", place: "all", worker: "w", wall: fact.wall, index: fact.index },
  ...(upheld ? { note: "challengeUpheld" } : { note: "undeclared", checkIn: fact.event, party: "DEM" }),
}));

const few = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(anyCheckIn, { maxLength: 3 }));
export const anyStanding: fc.Arbitrary<Standing> = fc.record({
  checkIns: few,
  cancelled: few,
  setAside: few,
  resolved: fc.boolean(),
  ballotActs: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(anyBallotAct, { maxLength: 2 })),
  absentee: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(anyAbsenteeMark, { maxLength: 2 })),
  provisionals: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(anyProvisional, { maxLength: 2 })),
  notes: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, fc.array(anyNote, { maxLength: 2 })),
});

const hour = 3_600_000;
/** 8:00 pm in New York on election day. */
const close = Date.parse("2026-11-04T01:00Z");
const anyAct = fc.record({
  event: fc.constant({ device: "one", seq: 3, hash: "c".repeat(64) }),
  worker: fc.constant("w"),
  wall: fc.integer({ min: close - hour, max: close + 2 * hour }),
});
/** Of an election day that closes at 8 pm. */
const anyHours: fc.Arbitrary<PlaceHours> = fc.record({
  extension: fc.option(
    fc
      .tuple(anyAct, fc.integer({ min: 1, max: 4 * hour }))
      .map(([act, longer]) => ({ ...act, until: close + longer, order: "Court" })),
    { nil: undefined },
  ),
  lastInLine: fc.option(anyAct, { nil: undefined }),
});

/** Whatever may be asked of `disposition`; splits and parties that the election does not know included. */
export const anyQuestion: fc.Arbitrary<DispositionInput> = anyElection.chain((election) =>
  fc
    .record({
      place: fc.constantFrom(...election.places),
      split: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...splitsOf(election).map(({ id }) => id)) },
        { weight: 1, arbitrary: fc.constantFrom("", "nowhere", "P0") },
      ),
      party: fc.constantFrom("", ...partyIds, "GRN"),
      registration: fc.oneof(fc.constant("active" as const), fc.constantFrom(...Registration.options)),
      absentee: fc.oneof(fc.constant("none" as const), fc.constantFrom(...Absentee.options)),
      flags: fc.subarray([...VoterFlag.options]),
      standing: anyStanding,
      now: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: -1, max: 2 ** 45 }) },
        { weight: 1, arbitrary: fc.integer({ min: -3 * hour, max: 14 * hour }).map((at) => at + close) },
      ),
      hours: anyHours,
      knownThrough: fc.option(fc.record({ size: fc.nat(), at: fc.integer({ min: 0, max: 2 ** 45 }) }), {
        nil: undefined,
      }),
      authority: fc.oneof(
        { weight: 9, arbitrary: fc.constant({ holder: "here" as const }) },
        {
          weight: 1,
          arbitrary: fc.record({
            holder: fc.constant("otherLine" as const),
            line: fc.constantFrom(undefined, { line: 2, from: "M", through: "Z" }),
          }),
        },
      ),
    })
    .map(({ place, standing, hours, now, knownThrough, authority, ...facets }) => ({
      election,
      place,
      voter: voter("V1", facets),
      standing,
      hours,
      now,
      knownThrough,
      listIncomplete: now % 2 === 0,
      authority,
    })),
);

/** A question with answers: mostly such as its rules know, to what is asked and to what is not. */
export const anyAnswered: fc.Arbitrary<readonly [DispositionInput, Answers]> = anyQuestion.chain((question) => {
  const answerTo = (situation: Situation): fc.Arbitrary<WayId | null | undefined> => {
    const ways = ruleOf(question.election, situation).ways.map(({ way }) => way);
    const known = ways.length === 0 ? fc.constant(undefined) : fc.constantFrom(...ways);
    // What only the voter can say is said now and then, or nobody would come to a ballot.
    const said = noted.some((one) => one === situation);
    return fc.oneof(
      { weight: 8, arbitrary: known },
      { weight: said ? 30 : 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...wayIds, null) },
    );
  };
  return fc
    .tuple(...situations.map(answerTo))
    .map((ways) => situations.flatMap((one, at) => (ways[at] === undefined ? [] : [[one, ways[at]] as const])))
    .map((answers) => [question, Object.fromEntries(answers)] as const);
});

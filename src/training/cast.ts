/**
 * The people of a scenario, invented: who comes to the desk, and who else on the list may be mixed up with them. Each
 * scenario has many casts, so that it can be tried again with somebody who was not served before; a practice's list holds
 * all of them. The same numbers give the same people on every tablet.
 */
import { type Election, type PollingPlace, serves, splitsOf } from "../domain/election.ts";
import type { Person } from "../domain/person.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { GIVEN_NAMES, STREET_NAMES, STREET_TYPES, SURNAME_ENDS, SURNAME_STARTS, TOWNS } from "./inventedNames.ts";
import { seededNumbers } from "./inventedVoters.ts";
import { licenceText } from "./licenceText.ts";
import type { Kin, Scenario, WordsLanguage } from "./scenario.ts";

/** How many times a day a scenario can be played. */
export const castsOfEach = 12;

export type Cast = {
  readonly scenario: Scenario;
  readonly number: number;
  /** Who stands at the desk, as the list has them; if they are on none, as they would stand there. */
  readonly visitor: VoterRecord;
  readonly listed: boolean;
  /** As they say it. */
  readonly says: { readonly last: string; readonly first: string };
  readonly language: WordsLanguage;
  readonly others: readonly VoterRecord[];
  /** What a scanner reads on what they show. */
  readonly scan: string | undefined;
  /** The names on the licence. */
  readonly card: { readonly last: string; readonly first: string };
  readonly facts: Readonly<Record<string, string>>;
};

type Where = Pick<Election, "precincts" | "parties" | "date" | "state" | "places" | "ballotStyles">;

/** `index`: of the scenario among all, so that no two people have one voter number. */
export function castOf(scenario: Scenario, index: number, number: number, election: Where, place: PollingPlace): Cast {
  const next = seededNumbers(4_241 + index * 100 + number);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const splits = splitsOf(election);
  const here = splits.filter(({ precinct }) => serves(place, precinct.id));
  const elsewhere = splits.filter(({ precinct }) => !serves(place, precinct.id));
  const from = scenario.otherPlace === true && elsewhere.length > 0 ? elsewhere : here;
  const split = from[number % from.length] ?? splits[0];
  const parts = scenario.names?.[number % scenario.names.length] ?? {};
  const year = Number(election.date.slice(0, 4));
  const born = (years: number): string => `${year - years}-${two(between(1, 9))}-${two(between(1, 28))}`;
  const splitNumber = splits.findIndex(({ id }) => id === split?.id);
  const id = (person: number): string => String(3_000_000_000 + index * 10_000 + number * 100 + person);
  const flags = scenario.flags ?? [];
  const visitor: VoterRecord = {
    id: scenario.unlisted === true ? "" : id(0),
    lastName: parts.last ?? `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)}`,
    firstName: parts.first ?? one(GIVEN_NAMES),
    middleName: "",
    suffix: parts.suffix ?? "",
    birthDate: born(between(22, 74)),
    houseNumber: String(between(1_000, 9_899)),
    street: `${one(STREET_NAMES)} ${one(STREET_TYPES)}`,
    unit: "",
    city: TOWNS[Math.max(0, splitNumber) % TOWNS.length] as string,
    state: election.state,
    zip: String(10_000 + Math.max(0, splitNumber) * 37),
    split: split?.id ?? "",
    party: next() < 0.4 ? "" : (one(election.parties)?.id ?? ""),
    partyRaw: "",
    registration: scenario.registration ?? "active",
    registrationRaw: "",
    absentee: scenario.absentee ?? "none",
    flags: [...flags],
    language: scenario.speaks ?? "",
    mailing: "",
  };
  const kin = (relation: Kin, person: number): VoterRecord => {
    const plain = { ...visitor, id: id(person), registration: "active" as const, absentee: "none" as const, flags: [] };
    switch (relation) {
      case "parent":
        return { ...plain, suffix: "Sr", birthDate: earlier(visitor.birthDate, between(22, 34)) };
      case "namesake":
        return {
          ...plain,
          suffix: "",
          birthDate: born(between(22, 74)),
          houseNumber: String(between(1_000, 9_899)),
          street: `${one(STREET_NAMES)} ${one(STREET_TYPES)}`,
        };
      case "twin":
        return { ...plain, firstName: one(GIVEN_NAMES.filter((name) => name !== visitor.firstName)), suffix: "" };
      case "housemate":
        return {
          ...plain,
          lastName: `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)}`,
          firstName: one(GIVEN_NAMES),
          suffix: "",
          birthDate: born(between(22, 74)),
        };
      default:
        return relation satisfies never;
    }
  };
  const others = (scenario.others ?? []).map((relation, at) => kin(relation, at + 1));
  const says = { last: parts.saysLast ?? visitor.lastName, first: parts.saysFirst ?? visitor.firstName };
  const card = { last: parts.cardLast ?? visitor.lastName, first: parts.cardFirst ?? visitor.firstName };
  const moved = new Date(Date.parse(election.date) - (scenario.movedDaysAgo ?? 0) * 86_400_000);
  const served = (precinct: string | undefined): string =>
    election.places.find((one) => serves(one, precinct ?? ""))?.name ?? "";
  return {
    ...{ scenario, number, visitor, listed: scenario.unlisted !== true, says, card, others },
    language: scenario.speaks ?? "en",
    scan: scanOf(scenario, { ...visitor, lastName: card.last, firstName: card.first }, year),
    facts: {
      name: fullName(says.first, says.last, visitor.suffix),
      first: says.first,
      last: says.last,
      address: `${visitor.houseNumber} ${visitor.street}, ${visitor.city}`,
      born: visitor.birthDate,
      number: visitor.id,
      movedOn: moved.toISOString().slice(0, 10),
      newAddress: `${between(1_000, 9_899)} ${one(STREET_NAMES)} ${one(STREET_TYPES)}`,
      newLast: `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)}`,
      helper: `${one(GIVEN_NAMES)} ${visitor.lastName}`,
      otherName: others[0] === undefined ? "" : fullName(others[0].firstName, others[0].lastName, others[0].suffix),
      otherBorn: others[0]?.birthDate ?? "",
      otherPlace: served(split?.precinct.id),
      place: place.name,
      style: election.ballotStyles.find((style) => style.splits.includes(visitor.split))?.id ?? "",
      sheets: String(100 * between(1, 4)),
      counterOne: String(between(10, 400)),
      counterTwo: String(between(401, 900)),
    },
  };
}

/** All people whom the scenarios may bring to this place. */
export function* castRecords(
  scenarios: readonly Scenario[],
  election: Where,
  place: PollingPlace,
): Generator<VoterRecord> {
  for (const [index, scenario] of scenarios.entries())
    for (let number = 0; number < castsOfEach; number++) {
      const { visitor, listed, others } = castOf(scenario, index, number, election, place);
      if (listed) yield visitor;
      yield* others;
    }
}

/** Whoever stands on no list, as a poll worker writes them down. */
export function personOf({ visitor, says }: Pick<Cast, "visitor" | "says">): Person {
  const { middleName, suffix, birthDate, houseNumber, street, unit, city } = visitor;
  return {
    ...{ lastName: says.last, firstName: says.first, middleName, suffix, birthDate },
    ...{ houseNumber, street, unit, city },
  };
}

function scanOf({ shows }: Scenario, holder: VoterRecord, year: number): string | undefined {
  if (shows === "licence") return licenceText(holder, year);
  return shows === "voterCard" ? `${holder.id}\r` : undefined;
}

const fullName = (first: string, last: string, suffix: string): string =>
  `${first} ${last}${suffix === "" ? "" : `, ${suffix}`}`;

const earlier = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;

function two(n: number): string {
  return String(n).padStart(2, "0");
}

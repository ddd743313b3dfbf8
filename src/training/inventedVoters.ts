/**
 * Invented voters for demonstrations, rehearsals and tests: nobody in them exists. From a seed and an election they come in
 * a stream of any length, always the same ones, with what makes real lists hard: compound, accented and apostrophe names,
 * suffixes, fathers and sons and twins at one address, missing birth dates, half-known ones.
 */
import { type Election, splitsOf } from "../domain/election.ts";
import type { Absentee, Registration, VoterFlag, VoterRecord } from "../domain/voter.ts";
import {
  GIVEN_NAMES,
  STREET_NAMES,
  STREET_TYPES,
  SURNAME_ENDS,
  SURNAME_STARTS,
  SURNAMES,
  TOWNS,
} from "./inventedNames.ts";

/** A small seeded generator (mulberry32): the same numbers on every machine. Each call gives 0 <= n < 1. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/** Yields `count` voters of the election. Ids are "1000000001" and on, in an order unlike that of the names. */
export function* inventedVoters(
  election: Pick<Election, "precincts" | "parties" | "date" | "state">,
  seed: number,
  count: number,
): Generator<VoterRecord, void, undefined> {
  const next = seededNumbers(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  /** Earlier entries come far more often, as with real names. */
  const common = <T>(list: readonly T[]): T => list[Math.floor(list.length * next() ** 1.55)] as T;
  const splits = splitsOf(election).map((split) => split.id);
  const parties = ["", ...election.parties.map((party) => party.id)];
  const year = Number(election.date.slice(0, 4));

  const surname = (): string => {
    const kind = next();
    if (kind < 0.45) return common(SURNAMES);
    if (kind < 0.94) return `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)}`;
    return next() < 0.5
      ? `${common(SURNAMES)}-${common(SURNAMES)}`
      : `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)} ${common(SURNAMES)}`;
  };
  const given = (): string => {
    const kind = next();
    if (kind < 0.94) return common(GIVEN_NAMES);
    return kind < 0.97
      ? `${common(GIVEN_NAMES)}-${common(GIVEN_NAMES)}`
      : `${common(GIVEN_NAMES)} ${common(GIVEN_NAMES)}`;
  };
  const middle = (): string => {
    const kind = next();
    if (kind < 0.2) return "";
    return kind < 0.55 ? String.fromCharCode(65 + below(26)) : common(GIVEN_NAMES);
  };
  const birthDate = (): string => {
    const kind = next();
    const born = year - 18 - Math.floor(78 * next() ** 1.3);
    if (kind < 0.002) return "";
    if (kind < 0.006) return `${born}`;
    const [month, day] = [1 + below(12), 1 + below(28)];
    // Nobody is too young on a day of November.
    return `${born}-${two(born === year - 18 ? Math.min(month, 10) : month)}-${two(day)}`;
  };
  const household = () => {
    const split = below(splits.length);
    const number = 1 + below(next() < 0.7 ? 999 : 9999);
    const kind = next();
    const houseNumber =
      kind < 0.96
        ? `${number}`
        : kind < 0.98
          ? `${number}${one(["A", "B", "C"])}`
          : kind < 0.99
            ? `${number} 1/2`
            : `${number}-${1 + below(40)}`;
    const direction = next() < 0.25 ? `${one(["N", "S", "E", "W"])} ` : "";
    return {
      houseNumber,
      street: `${direction}${common(STREET_NAMES)} ${common(STREET_TYPES)}`,
      unit: next() < 0.14 ? `Apt ${1 + below(40)}` : "",
      city: TOWNS[split % TOWNS.length] as string,
      state: election.state,
      zip: String(10_000 + ((split * 37) % 89_000)).padStart(5, "0"),
      split: splits[split] as string,
    };
  };

  let home = household();
  let last: { lastName: string; firstName: string; birthDate: string } | undefined;
  let left = 0;
  // Stepping through all numbers below the count by a step that shares no factor with it gives each once.
  const step = stepFor(count);
  for (let n = 0; n < count; n++) {
    if (left === 0) {
      home = household();
      last = undefined;
      left = 1 + below(4);
    }
    left--;
    const kin = last !== undefined && next() < 0.7 ? last : undefined;
    const relation = kin === undefined ? 1 : next();
    const lastName = kin?.lastName ?? surname();
    const namesake = kin !== undefined && relation < 0.03;
    const twin = kin !== undefined && relation >= 0.03 && relation < 0.05;
    const firstName = namesake ? kin.firstName : given();
    const born = twin ? kin.birthDate : birthDate();
    const party = next() < 0.3 ? "" : one(parties);
    const registration: Registration =
      next() < 0.93 ? "active" : one(["inactive", "inactive", "inactive", "pending", "challenged"]);
    const absentee: Absentee =
      next() < 0.88 ? "none" : one(["requested", "issued", "issued", "returned", "accepted", "earlyVoted"]);
    const flags: VoterFlag[] = [];
    if (next() < 0.02) flags.push("idRequired");
    if (next() < 0.001) flags.push("confidential");
    if (next() < 0.005) flags.push("assistance");
    yield {
      id: String(1_000_000_001 + ((n * step) % count)),
      lastName,
      firstName,
      middleName: middle(),
      suffix: namesake ? one(["Jr", "Jr.", "III"]) : next() < 0.012 ? one(["Jr", "Sr", "II", "III", "IV"]) : "",
      birthDate: born,
      ...home,
      party,
      partyRaw: party === "" ? "UNA" : party,
      registration,
      registrationRaw: registration === "active" ? "A" : `${registration.slice(0, 1).toUpperCase()} / ${registration}`,
      absentee,
      flags,
      language: next() < 0.05 ? one(["es", "zh", "vi", "ko"]) : "",
      mailing: next() < 0.06 ? `PO Box ${1 + below(9999)}\n${home.city}, ${home.state} ${home.zip}` : "",
    };
    last = { lastName, firstName, birthDate: born };
  }
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

function stepFor(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.381966));
  while (greatestCommonDivisor(step, count) !== 1) step++;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

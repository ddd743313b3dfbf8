/** What is being practiced: which scenarios, one after another, and how they went so far. */

import type { Election } from "../../domain/election.ts";
import type { Played, Playing } from "../../practice/rehearsal.ts";
import { isForInspector, scenariosFor } from "../../training/allScenarios.ts";
import { seededNumbers } from "../../training/inventedVoters.ts";
import type { Scenario } from "../../training/scenario.ts";

export type Mode = "oneByOne" | "day" | "free";

export type Session = {
  readonly mode: Mode;
  /** Points at the next control; an exam does not. */
  readonly guided: boolean;
  readonly scenarios: readonly Scenario[];
  readonly at: number;
  readonly playing: Playing | undefined;
  /** Of each that is over. */
  readonly results: readonly Played[];
};

/** So many scenarios of a mock day, mixed; every one once before any comes again. */
export function mixed(scenarios: readonly Scenario[], many: number, seed: number): Scenario[] {
  const next = seededNumbers(seed);
  const day: Scenario[] = [];
  while (day.length < many && scenarios.length > 0) {
    const left = [...scenarios];
    while (left.length > 0 && day.length < many) {
      const [one] = left.splice(Math.floor(next() * left.length), 1);
      if (one !== undefined) day.push(one);
    }
  }
  return day;
}

/** What may happen to a poll worker under this election. */
const inLine = (election: Election): Scenario[] => scenariosFor(election).filter((one) => !isForInspector(one));

/** A line of so many voters, mixed. */
export const mockDay = (election: Election, many: number, seed: number): Scenario[] =>
  mixed(inLine(election), many, seed);

/** Five more stand in line. */
export function longer(session: Session, election: Election): Session {
  const more = mockDay(election, 5, session.scenarios.length);
  return { ...session, scenarios: [...session.scenarios, ...more] };
}

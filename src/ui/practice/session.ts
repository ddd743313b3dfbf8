/** What is being practiced: which scenarios, one after another, and how they went so far. */
import type { Played, Playing } from "../../practice/rehearsal.ts";
import { allScenarios, isForInspector } from "../../training/allScenarios.ts";
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

/** Five more stand in line. */
export function longer(session: Session): Session {
  const more = mixed(
    allScenarios.filter((one) => !isForInspector(one)),
    5,
    session.scenarios.length,
  );
  return { ...session, scenarios: [...session.scenarios, ...more] };
}

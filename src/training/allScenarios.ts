/** All scenarios, in the order of their groups. The place of a scenario in this list is part of its people's voter numbers. */
import { type Election, serves } from "../domain/election.ts";
import { practicePlace } from "./practicePack.ts";
import type { Scenario } from "./scenario.ts";
import { elsewhere } from "./scenarios/elsewhere.ts";
import { inspector } from "./scenarios/inspector.ts";
import { lookUp } from "./scenarios/lookUp.ts";
import { recordUpdates } from "./scenarios/recordUpdates.ts";
import { scannable } from "./scenarios/scannable.ts";
import { similarNames } from "./scenarios/similarNames.ts";
import { statusFlags } from "./scenarios/statusFlags.ts";

export const allScenarios: readonly Scenario[] = [
  ...scannable,
  ...lookUp,
  ...similarNames,
  ...statusFlags,
  ...recordUpdates,
  ...elsewhere,
  ...inspector,
];

/** Those that can happen: nobody is at the wrong place where everybody may vote. */
export function scenariosFor(election: Pick<Election, "places" | "precincts">): readonly Scenario[] {
  const here = practicePlace(election);
  return election.precincts.every(({ id }) => serves(here, id))
    ? allScenarios.filter(({ otherPlace }) => otherPlace !== true)
    : allScenarios;
}

export const isForInspector = ({ group }: Pick<Scenario, "group">): boolean => group === "inspector";

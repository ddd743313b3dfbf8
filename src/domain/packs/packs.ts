/**
 * The packs, by the state's two letters. For the endpoint, the command line and training only: a tablet has its rules
 * from the election definition, so that its program stays small and a county's edits are what counts.
 */
import { california } from "./california.ts";
import { newHampshire } from "./newHampshire.ts";
import { northCarolina } from "./northCarolina.ts";
import { ohio } from "./ohio.ts";
import type { Pack } from "./pack.ts";
import { texas } from "./texas.ts";

export const packs: ReadonlyMap<string, Pack> = new Map(
  [california, newHampshire, northCarolina, ohio, texas].map((pack) => [pack.state, pack]),
);

/** The pack that rules say they were copied from, by the name that stands in them. */
export function packNamed(name: string): Pack | undefined {
  return [...packs.values()].find(({ rules }) => rules.pack === name);
}

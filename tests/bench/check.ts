/**
 * What `turnout check` does with the roll once it is open: every voter's ballots and polling place, and every voter looked
 * for by last name, birth date and id. The goal is five minutes for 5.8 million. Baseline: reading every voter once.
 */
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { checkRoll } from "../../src/server/rollCheck.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { opened, sealed } from "./_rollLatency.ts";
import { type BenchResult, result } from "./benchResult.ts";

export async function check(count = 5_800_000): Promise<BenchResult[]> {
  const { roll, search } = await opened(await sealed(count));
  const amended = new AmendedRoll(roll);
  let from = performance.now();
  let letters = 0;
  for (let row = 0; row < amended.rows; row++) letters += amended.voterAt(row).lastName.length;
  if (letters === 0) throw new Error("Nobody has a name.");
  const reading = (performance.now() - from) / 1000;
  from = performance.now();
  const { hidden } = checkRoll(inventedElection(500), amended, search, () => undefined);
  const seconds = (performance.now() - from) / 1000;
  if (hidden.voters > 0) throw new Error(`${hidden.voters} voters are not found in two ways`);
  return [
    result(`check of ${count.toLocaleString("en")} voters, Node`, seconds, "s", "reading every voter once", reading),
  ];
}

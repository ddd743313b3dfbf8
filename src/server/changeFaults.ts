/**
 * What is wrong with changes to the roll before they are sealed: a change that no tablet could apply, or that would put a
 * voter where there is no ballot, must not enter the county log, because nothing in it is ever taken back.
 */
import { type Election, splitsOf } from "../domain/election.ts";
import type { RollChange } from "../roll/amendment.ts";
import type { Roll } from "../roll/packedRoll.ts";

export type ChangeFault = {
  /** Which change of the list, from 1. */
  readonly change: number;
  /** Voter id. */
  readonly voter: string;
  readonly fault: /** A change of somebody who is not on the roll. */
    | { readonly type: "voterUnknown" }
    /** An added voter whose id is on the roll already. */
    | { readonly type: "voterKnown" }
    | { readonly type: "splitUnknown"; readonly split: string }
    | { readonly type: "partyUnknown"; readonly party: string };
};

/** Every fault of the changes, in their order. A voter whom an earlier change adds is known to the later ones. */
export function changeFaults(
  election: Election,
  roll: Pick<Roll, "rowOfVoter">,
  changes: readonly RollChange[],
): ChangeFault[] {
  const splits = new Set(splitsOf(election).map(({ id }) => id));
  const parties = new Set(["", ...election.parties.map(({ id }) => id)]);
  const added = new Set<string>();
  const faults: ChangeFault[] = [];
  for (const [at, one] of changes.entries()) {
    const voter = "add" in one ? one.add.id : one.voter;
    const { split, party } = "add" in one ? one.add : one.set;
    const found = (fault: ChangeFault["fault"]) => faults.push({ change: at + 1, voter, fault });
    const known = added.has(voter) || roll.rowOfVoter(voter) !== undefined;
    if ("add" in one) {
      if (known) found({ type: "voterKnown" });
      added.add(voter);
    } else if (!known) found({ type: "voterUnknown" });
    if (split !== undefined && !splits.has(split)) found({ type: "splitUnknown", split });
    if (party !== undefined && !parties.has(party)) found({ type: "partyUnknown", party });
  }
  return faults;
}

/** What can be done with a ballot that was given, as the poll worker sees it: few acts, what is decided in the dialog is one. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { type BallotDeed, deedsFor } from "../../domain/ballotCommands.ts";
import type { Rules } from "../../domain/election.ts";
import type { HeldBallot } from "../../domain/heldBallots.ts";

type Deed = "replace" | "handBack" | "left";
const deedsOf: Readonly<Record<Deed, readonly BallotDeed[]>> = {
  replace: ["replace", "spoil"],
  handBack: ["handBack"],
  left: ["leftFound", "leftTaken"],
};
const shownDeeds = ["replace", "handBack", "left"] as const satisfies readonly Deed[];

/** What the rules allow with this ballot; `deeds`: of what the dialog lets choose. */
export function deedsShown(
  rules: Rules,
  held: HeldBallot,
): { readonly deed: Deed; readonly deeds: readonly BallotDeed[] }[] {
  const may = new Set(deedsFor(rules, held).map(({ deed }) => deed));
  return shownDeeds
    .map((deed) => ({ deed, deeds: deedsOf[deed].filter((one) => may.has(one)) }))
    .filter(({ deeds }) => deeds.length > 0);
}

export function DeedWords({ deed }: { deed: Deed }): ReactNode {
  switch (deed) {
    case "replace":
      return <Trans>Replace a spoiled ballot</Trans>;
    case "handBack":
      return <Trans>Ballot handed back</Trans>;
    case "left":
      return <Trans>Left without casting</Trans>;
    default:
      return deed satisfies never;
  }
}

/** The choice of a party's ballot in words: to the poll worker, and to the voter who chooses on the tablet. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Step } from "../../domain/disposition.ts";
import { listHoldsParty } from "../../domain/partyRules.ts";
import { useTabletState } from "../surroundings.ts";

type Choice = Extract<Step, { step: "chooseBallot" }>;

/** Whose ballot it is; what a ballot without party is called depends on what stands on it. */
export function PartyOfBallot({ party }: { party: string | undefined }): ReactNode {
  const { election } = useTabletState();
  if (party !== undefined) return <bdi>{election?.parties.find(({ id }) => id === party)?.name ?? party}</bdi>;
  return election?.rules.primary?.withoutParty === "issuesOnly" ? <Trans>Issues only</Trans> : <Trans>No party</Trans>;
}

/** What the poll worker asks, by the way in which the voter names the party. */
export function PartyQuestion({ how }: Pick<Choice, "how">): ReactNode {
  return how === "saidAloud" ? (
    <Trans>The voter says the party aloud. Which is it?</Trans>
  ) : (
    <Trans>Which ballot does the voter want?</Trans>
  );
}

/** Said before the choice where a party's ballot makes its voter a member. */
export function TellMember({ joins }: Pick<Choice, "joins">): ReactNode {
  const { election } = useTabletState();
  if (joins !== true) return null;
  return (
    <p className="tell">
      <Trans>Tell the voter: a party's ballot makes them a member of it.</Trans>{" "}
      {election?.rules.primary?.mayLeave === true ? (
        <Trans>They may leave the party again before they go.</Trans>
      ) : null}
    </p>
  );
}

/** In a runoff whose first primary binds the voter, where the list does not tell which one it was. */
export function TellBound(): ReactNode {
  const { election } = useTabletState();
  const { primary } = election?.rules ?? {};
  if (election?.kind !== "runoff" || primary?.runoffBound !== true || listHoldsParty(primary)) return null;
  return (
    <p className="tell">
      <Trans>Give only the ballot of the first primary in which the voter voted.</Trans>
    </p>
  );
}

/** Of the membership, to the voter. */
export function ToldMember({ joins }: Pick<Choice, "joins">): ReactNode {
  const { election } = useTabletState();
  if (joins !== true) return null;
  return (
    <p className="tell">
      <Trans>A party's ballot makes you a member of that party.</Trans>{" "}
      {election?.rules.primary?.mayLeave === true ? <Trans>You may leave the party again before you go.</Trans> : null}
    </p>
  );
}

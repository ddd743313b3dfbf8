/** What the voter says and, by the state's law, what the official says then. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Rules } from "../../domain/election.ts";

type SayProps = {
  /** Someone of the same name lives near. */
  readonly lookalike: boolean;
  readonly then: Rules["say"];
  /** The party is said with the name. */
  readonly party: boolean;
};

/** In that order. */
export function Say({ lookalike, then, party }: SayProps): ReactNode {
  return (
    <p className="say">
      {party ? (
        <Trans>Ask the voter to say name, address and party.</Trans>
      ) : (
        <Trans>Ask the voter to say name and address.</Trans>
      )}
      {lookalike ? (
        <small>
          <Trans>Ask for the birth date too: someone of this name lives near.</Trans>
        </small>
      ) : null}
      {/* What the law has the official say, it has them say of these voters too. */}
      <small>
        <ThenSay then={then} />
      </small>
    </p>
  );
}

function ThenSay({ then }: Pick<SayProps, "then">): ReactNode {
  switch (then) {
    case "voterStates":
      return <Trans>Listen first. Do not read it to them.</Trans>;
    case "officialRepeats":
      return <Trans>Listen first. Then repeat the name and address aloud.</Trans>;
    case "officialAnnounces":
      return <Trans>Listen first. Then announce the name and address.</Trans>;
    case "askIfAddressCurrent":
      return <Trans>Listen first. Then ask whether the address on the list is current.</Trans>;
    default:
      return then satisfies never;
  }
}

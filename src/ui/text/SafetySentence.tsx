/** The one sentence of the status line: what is safe now. Total over `Safety`; no other file words it. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Alarm, Safety } from "../../tablet/tabletState.ts";
import type { ShapeName } from "../components/Shape.tsx";

export function safetyShape(safety: Safety): ShapeName {
  switch (safety.safety) {
    case "cannotRecord":
      return "stop";
    case "alarm":
    case "checkedInTwice":
    case "listIncomplete":
      return "ask";
    case "noNetwork":
    case "sending":
      return "half";
    case "allSent":
      return "full";
    default:
      return safety satisfies never;
  }
}

export function SafetySentence({ safety }: { safety: Safety }): ReactNode {
  switch (safety.safety) {
    case "cannotRecord":
      return <Trans>Stop: not recorded. Use the paper book</Trans>;
    case "alarm":
      return <AlarmSentence alarm={safety.alarm} />;
    case "checkedInTwice":
      return (
        <Plural
          value={safety.voters}
          one="# voter is checked in twice: see who"
          other="# voters are checked in twice: see who"
        />
      );
    case "listIncomplete":
      return <Trans>Part of the list is missing: connect this tablet to the network</Trans>;
    case "noNetwork":
      return (
        <Plural
          value={safety.notSent}
          _0="No network: keep going"
          one="No network: keep going. # record is only on this tablet"
          other="No network: keep going. # records are only on this tablet"
        />
      );
    case "sending":
      return <Plural value={safety.notSent} one="Sending # to the county" other="Sending # to the county" />;
    case "allSent":
      return <Trans>All sent to the county</Trans>;
    default:
      return safety satisfies never;
  }
}

function AlarmSentence({ alarm }: { alarm: Alarm }): ReactNode {
  switch (alarm) {
    case "countyLogInconsistent":
      return <Trans>The county's record contradicts itself: keep going and call the county</Trans>;
    case "eventMissingAtCounty":
      return <Trans>The county is missing a check-in of this tablet: keep going and call the county</Trans>;
    case "countyUnknown":
      return <Trans>This may not be your county's endpoint: keep going and call the county</Trans>;
    default:
      return alarm satisfies never;
  }
}

/** How old the list is, once it is older than the election's rules allow; undefined while it is fresh. */
export function listAge(
  knownAt: number | undefined,
  now: number,
  staleAfterMinutes: number | undefined,
): { readonly minutes: number } | "never" | undefined {
  if (staleAfterMinutes === undefined) return undefined;
  if (knownAt === undefined) return "never";
  const minutes = Math.floor((now - knownAt) / 60_000);
  return minutes > staleAfterMinutes ? { minutes } : undefined;
}

export function ListAgeSentence({ age }: { age: { readonly minutes: number } | "never" }): ReactNode {
  if (age === "never") return <Trans>List has no news from the county yet</Trans>;
  const hours = Math.floor(age.minutes / 60);
  if (hours === 0) return <Plural value={age.minutes} one="List is # minute old" other="List is # minutes old" />;
  return <Plural value={hours} one="List is # hour old" other="List is # hours old" />;
}

/** Screens of a tablet that is not the county's just now: not accepted yet, set aside, to be set up again. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { BrokenIdentity, SetUpProblem } from "../../tablet/tabletState.ts";
import { OneCard } from "../components/OneCard.tsx";
import { SaveRecords } from "../components/SaveRecords.tsx";
import { Shape } from "../components/Shape.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { SetUpAnew } from "./SetUpAnew.tsx";
import { SetUpCode } from "./SetUpScreen.tsx";

/** Set up with a code for many. The number is how the clerk knows which tablet this is. */
export function NotAcceptedScreen() {
  const { number } = useTabletState();
  return (
    <OneCard>
      <h1>
        <Trans>Waiting for the county to accept this tablet</Trans>
      </h1>
      <p className="number">
        <Trans>This is tablet {number}</Trans>
      </p>
      <p role="status">
        <Trans>
          Tell the county office this number. It accepts the tablet on its page, and this screen goes on by itself.
        </Trans>
      </p>
    </OneCard>
  );
}

export function RevokedScreen() {
  const tablet = useTablet();
  return (
    <OneCard>
      <h1>
        <Shape shape="stop" />
        <Trans>The county has set this tablet aside</Trans>
      </h1>
      <p>
        <Trans>
          Do not check in voters on it. Use another tablet or the paper book, and call the county. What was recorded
          here is kept and goes to the county over the network.
        </Trans>
      </p>
      <SaveRecords tablet={tablet} />
      <p>
        <Trans>With a new set-up code from the county it can be used again.</Trans>
      </p>
      <SetUpAnew />
    </OneCard>
  );
}

type SetUpAgainProps = {
  readonly why: BrokenIdentity;
  readonly events: number;
  readonly problem: SetUpProblem | undefined;
};

export function SetUpAgainScreen({ why, events, problem }: SetUpAgainProps) {
  const tablet = useTablet();
  return (
    <OneCard>
      <h1>
        <Shape shape="ask" />
        <Trans>This tablet must be set up again</Trans>
      </h1>
      <p>
        <WhyAgain why={why} />
      </p>
      <ol className="whatToDo">
        <li>
          <Trans>Go on checking in voters on another tablet or in the paper book.</Trans>
        </li>
        <li>
          <Trans>Call the county and ask for a new set-up code for this tablet.</Trans>
        </li>
        <li>
          {why === "evictedStorage" ? (
            <Plural
              value={events}
              _0="Type or scan it here. What this tablet had sent is at the county. Check-ins that it had not sent are lost. Enter them again from slips and signatures."
              one="Type or scan it here. The tablet kept a copy of # record and hands it to the county."
              other="Type or scan it here. The tablet kept a copy of its # records and hands them to the county."
            />
          ) : (
            <Plural
              value={events}
              _0="Type or scan it here. The tablet then gets a new number."
              one="Type or scan it here. It gets a new number and hands its # old record to the county."
              other="Type or scan it here. It gets a new number and hands its # old records to the county."
            />
          )}
        </li>
      </ol>
      <SetUpCode problem={problem} />
      <SaveRecords tablet={tablet} />
    </OneCard>
  );
}

function WhyAgain({ why }: { why: BrokenIdentity }): ReactNode {
  switch (why) {
    case "fork":
      return <Trans>Another tablet has been working under the number of this one.</Trans>;
    case "restoredFromBackup":
      return <Trans>The county knows more records of this tablet than it has: it was set back.</Trans>;
    case "damagedLog":
      return <Trans>A record on this tablet is damaged.</Trans>;
    case "lostKey":
      return <Trans>This tablet has lost the key with which it signs its records.</Trans>;
    case "evictedStorage":
      return <Trans>The browser has cleared what this tablet had stored.</Trans>;
    default:
      return why satisfies never;
  }
}

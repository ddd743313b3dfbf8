/** Screens on which no voter can be checked in, and that must come whatever else is missing: another tab, storage broken. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Frame } from "../components/Frame.tsx";
import { OneCard } from "../components/OneCard.tsx";
import { StopNotRecorded } from "../components/StopNotRecorded.tsx";
import { useFailure, useTablet } from "../surroundings.ts";

export function OtherTabScreen() {
  const tablet = useTablet();
  const fail = useFailure();
  return (
    <OneCard>
      <h1>
        <Trans>The poll book is open in another tab</Trans>
      </h1>
      <p>
        <Trans>Only one tab may check in voters. Go to the other tab, or go on here: the other one then stops.</Trans>
      </p>
      <Button className="primary" onPress={() => void tablet.takeOver().catch(fail)}>
        <Trans>Go on in this tab</Trans>
      </Button>
    </OneCard>
  );
}

export function StorageBrokenScreen({ what }: { what: string }) {
  return (
    <Frame>
      <StopNotRecorded below={<p className="quiet">{what}</p>}>
        <Trans>
          This tablet can no longer store anything. Write every voter into the paper book, and save the tablet's records
          for the county.
        </Trans>
      </StopNotRecorded>
    </Frame>
  );
}

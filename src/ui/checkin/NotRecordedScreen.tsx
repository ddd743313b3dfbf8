/** The check-in could not be stored. Stays until somebody says that the voter stands in the paper book. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { StopNotRecorded } from "../components/StopNotRecorded.tsx";
import type { Desk } from "./desk.ts";
import { InspectorDialog } from "./lateParts.tsx";

export function NotRecordedScreen({ desk }: { desk: Desk }) {
  const [asking, setAsking] = useState(false);
  const acts = (
    <div className="row">
      <Button className="second" onPress={() => setAsking(true)}>
        <Trans>Ask the inspector</Trans>
      </Button>
      <Button className="second" onPress={desk.backToList}>
        <Trans>Try the same voter again</Trans>
      </Button>
      <Button className="primary" onPress={() => desk.next()}>
        <Trans>It is in the paper book</Trans>
      </Button>
      {asking ? <InspectorDialog desk={desk} voter={undefined} onClose={() => setAsking(false)} /> : null}
    </div>
  );
  return (
    <StopNotRecorded acts={acts}>
      <Trans>
        The tablet could not store this check-in. Write the voter into the paper book. Call the inspector before you go
        on.
      </Trans>
    </StopNotRecorded>
  );
}

/** The check-in could not be stored. Stays until somebody says that the voter stands in the paper book. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { StopNotRecorded } from "../components/StopNotRecorded.tsx";
import type { Desk } from "./desk.ts";

export function NotRecordedScreen({ desk }: { desk: Desk }) {
  const acts = (
    <div className="row">
      <Button className="second" onPress={desk.backToList}>
        <Trans>Try the same voter again</Trans>
      </Button>
      <Button className="primary" onPress={() => desk.next()}>
        <Trans>It is in the paper book</Trans>
      </Button>
    </div>
  );
  return (
    <StopNotRecorded acts={acts}>
      <Trans>
        The tablet could not store this check-in. Write the voter into the paper book and call the inspector before you
        go on with this tablet.
      </Trans>
    </StopNotRecorded>
  );
}

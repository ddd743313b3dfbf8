/** The check-in could not be stored. Stays until somebody says that the voter stands in the paper book. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { SaveRecords } from "../components/SaveRecords.tsx";
import { Shape } from "../components/Shape.tsx";
import { useTablet } from "../surroundings.ts";
import type { Desk } from "./desk.ts";

export function NotRecordedScreen({ desk }: { desk: Desk }) {
  const tablet = useTablet();
  return (
    <main className="stopScreen">
      <div className="stopWords" role="alert">
        <h1>
          <Shape shape="stop" />
          <Trans>Stop: not recorded. Use the paper book</Trans>
        </h1>
        <p>
          <Trans>
            The tablet could not store this check-in. Write the voter into the paper book and call the inspector before
            you go on with this tablet.
          </Trans>
        </p>
      </div>
      <div className="row">
        <Button className="second" onPress={desk.backToList}>
          <Trans>Try the same voter again</Trans>
        </Button>
        <Button className="primary" onPress={() => desk.next()}>
          <Trans>It is in the paper book</Trans>
        </Button>
      </div>
      <SaveRecords tablet={tablet} />
    </main>
  );
}

/** "None of these": what to try before anybody says that the voter is not on the list. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import type { Desk } from "./desk.ts";

export function NotFoundPane({ desk, onInspector }: { desk: Desk; onInspector: () => void }) {
  const { t } = useLingui();
  return (
    <section className="card voter" aria-label={t`Voter not found`}>
      <p className="banner ask" role="status">
        <Shape shape="ask" />
        <Trans>Search another way</Trans>
      </p>
      <div className="body">
        <Button className="plain back" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <ol className="whatToDo">
          <li>
            <Trans>Ask how the last name is spelled. Type only its first letters.</Trans>
          </li>
          <li>
            <Trans>Type the birth date: 7/19/1978.</Trans>
          </li>
          <li>
            <Trans>Type house number and street: 412 Maple.</Trans>
          </li>
          <li>
            <Trans>Ask for a former name, or a second last name.</Trans>
          </li>
          <li>
            <Trans>Still not there: ask the inspector. Do not send the voter away.</Trans>
          </li>
        </ol>
      </div>
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button className="second" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <Button className="primary" onPress={() => desk.next()}>
          <Trans>Search again</Trans>
        </Button>
      </div>
    </section>
  );
}

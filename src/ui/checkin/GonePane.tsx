/** The voter who was chosen stood on the list before, and a new list has come that does not hold them: search again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import type { Desk } from "./desk.ts";

export function GonePane({ desk, onInspector }: { desk: Desk; onInspector: () => void }) {
  const { t } = useLingui();
  return (
    <section className="card voter" aria-label={t`Voter`}>
      <p className="banner ask" role="status">
        <Shape shape="ask" />
        <Trans>Search again</Trans>
      </p>
      <div className="body">
        <Button className="plain back" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <p className="say">
          <Trans>This voter is no longer on the list. Search again.</Trans>
          <small>
            <Trans>The county has sent a new list. Do not send the voter away.</Trans>
          </small>
        </p>
      </div>
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button className="second" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <Button className="primary" onPress={() => desk.next()}>
          <Trans>Next voter</Trans>
        </Button>
      </div>
    </section>
  );
}

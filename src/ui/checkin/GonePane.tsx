/** The voter who was chosen stood on the list before, and a new list has come that does not hold them: search again. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Desk } from "./desk.ts";
import { NobodyPane } from "./NobodyPane.tsx";

export function GonePane({ desk, onInspector }: { desk: Desk; onInspector: () => void }) {
  const { t } = useLingui();
  return (
    <NobodyPane
      desk={desk}
      label={t`Voter`}
      banner={<Trans>Search again</Trans>}
      act={
        <Button className="primary" onPress={() => desk.next()}>
          <Trans>Next voter</Trans>
        </Button>
      }
      onInspector={onInspector}
    >
      <p className="say">
        <Trans>This voter is no longer on the list. Search again.</Trans>
        <small>
          <Trans>The county has sent a new list. Do not send the voter away.</Trans>
        </small>
      </p>
    </NobodyPane>
  );
}

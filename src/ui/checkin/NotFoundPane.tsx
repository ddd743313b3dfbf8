/** "None of these": what to try before anybody says that the voter is not on the list. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { Desk } from "./desk.ts";
import { SearchAgainPane } from "./SearchAgainPane.tsx";

export function NotFoundPane({ desk, onInspector }: { desk: Desk; onInspector: () => void }) {
  const { t } = useLingui();
  return (
    <SearchAgainPane
      desk={desk}
      label={t`Voter not found`}
      banner={<Trans>Search another way</Trans>}
      next={<Trans>Search again</Trans>}
      onInspector={onInspector}
    >
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
    </SearchAgainPane>
  );
}

/** Above list and voter, at every size, while the polls of the place are not open as far as this tablet knows. Nobody is held up by it. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { TabletState } from "../../tablet/tabletState.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

export function PollsStrip({ onOpen }: { readonly onOpen: (() => void) | undefined }) {
  const { i18n } = useLingui();
  const { polls, election } = useTabletState();
  return (
    <div className="strip" role="status">
      <Shape shape="ask" />
      <p>{words(polls.state, timeOfDay(polls.since ?? 0, election?.timeZone ?? "UTC", i18n.locale), onOpen)}</p>
      {onOpen === undefined ? null : (
        <Button className="second" onPress={onOpen}>
          <Trans>Open the polls</Trans>
        </Button>
      )}
    </div>
  );
}

function words(state: TabletState["polls"]["state"], at: string, onOpen: (() => void) | undefined): ReactNode {
  switch (state) {
    case "closed":
      return <Trans>The polls closed at {at}. Check in only voters who stood in line then.</Trans>;
    case "suspended":
      return <Trans>The polls are suspended since {at}. Check in nobody before they are open again.</Trans>;
    case "notOpened":
      return onOpen === undefined ? (
        <Trans>This tablet has not heard that the polls are open. Ask the inspector.</Trans>
      ) : (
        <Trans>The polls are not open yet, as far as this tablet knows.</Trans>
      );
    default:
      return null;
  }
}

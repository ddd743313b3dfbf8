/** Behind the status line: the voters who are checked in twice, each a card. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";
import { TwiceCards, useCheckedInTwice } from "./TwiceCards.tsx";
import type { TwiceWays } from "./twiceWays.ts";

export function TwiceDialog({ onClose, ...ways }: TwiceWays & { readonly onClose: () => void }) {
  const voters = useCheckedInTwice();
  return (
    <ActDialog title={<Trans>Say what happened: checked in twice</Trans>} onClose={onClose}>
      <p>
        <Trans>Ask both poll workers what happened, and say it here.</Trans>
      </p>
      <TwiceCards voters={voters} {...ways} />
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

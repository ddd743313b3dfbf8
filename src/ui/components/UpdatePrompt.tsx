/** A new version waits until somebody says yes. Stands on the screens before and between work only. */
import { Trans } from "@lingui/react/macro";
import { useSyncExternalStore } from "react";
import { Button } from "react-aria-components";
import { useSurroundings } from "../surroundings.ts";

export function UpdatePrompt() {
  const { update } = useSurroundings();
  const waiting = useSyncExternalStore(update.watch, update.waiting);
  if (!waiting) return null;
  return (
    <p className="update" role="status">
      <span>
        <Trans>A new version of this program is ready. Nothing on the tablet is lost.</Trans>
      </span>
      <Button className="second" onPress={update.install}>
        <Trans>Install it now</Trans>
      </Button>
    </p>
  );
}

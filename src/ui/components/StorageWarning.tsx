/** The browser has not promised to keep what the tablet stores: what to do about it. */
import { Trans } from "@lingui/react/macro";
import { useTabletState } from "../surroundings.ts";
import { Shape } from "./Shape.tsx";

export function StorageWarning() {
  const { storageWarning } = useTabletState();
  if (!storageWarning) return null;
  return (
    <p className="caution">
      <Shape shape="ask" />
      <span>
        <Trans>
          The browser may clear this tablet's storage when room gets short. Install the poll book as an app, and keep
          the tablet free of other things.
        </Trans>
      </span>
    </p>
  );
}

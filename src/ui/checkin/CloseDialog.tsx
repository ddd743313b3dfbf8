/** Closing the tablet: its keys leave the memory, and the opening card is needed again. */
import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const tablet = useTablet();
  const fail = useFailure();
  const { notSent } = useTabletState();
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    setBusy(true);
    tablet.close().catch(fail);
  };
  return (
    <ActDialog title={<Trans>Close this tablet?</Trans>} onClose={onClose}>
      <p>
        <Trans>Nobody can check in voters on it until it is opened again with the opening card.</Trans>
      </p>
      <p>
        <Plural
          value={notSent}
          _0="Everything recorded here has been sent to the county."
          one="# record is only on this tablet. It still goes to the county while the tablet is closed."
          other="# records are only on this tablet. They still go to the county while the tablet is closed."
        />
      </p>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Keep it open</Trans>
        </Button>
        <Button className="primary" isDisabled={busy} onPress={close}>
          <Trans>Close the tablet</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

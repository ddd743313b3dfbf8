/** The question before a tablet is set up anew: what for, and what is only on this tablet. */
import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

export function SetUpAnewDialog({ onClose }: { onClose: () => void }) {
  const tablet = useTablet();
  const fail = useFailure();
  const { notSent } = useTabletState();
  const [busy, setBusy] = useState(false);
  const setUpAnew = (): void => {
    setBusy(true);
    tablet.setUpAnew().catch(fail);
  };
  return (
    <ActDialog title={<Trans>Set up this tablet anew?</Trans>} onClose={onClose}>
      <p>
        <Trans>
          Do it for another polling place or election, or when the county asks for it. You need a new set-up code from
          the county. The tablet then gets a new number.
        </Trans>
      </p>
      <p>
        <Plural
          value={notSent}
          _0="Everything recorded here has been sent to the county, and is kept."
          one="# record is only on this tablet. It is kept. If you can, connect the tablet to the network first, so that it is sent."
          other="# records are only on this tablet. They are kept. If you can, connect the tablet to the network first, so that they are sent."
        />
      </p>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Keep it as it is</Trans>
        </Button>
        <Button className="primary" isDisabled={busy} onPress={setUpAnew}>
          <Trans>Set up anew</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

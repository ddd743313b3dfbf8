/**
 * Sends a tablet that is set up back to the set-up code, after a question: for another polling place or election, or
 * when the county has set it aside. Nothing that was recorded is lost by it.
 */
import { Plural, Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

/** `isDisabled`: while the tablet is busy with something else. */
export function SetUpAnew({ isDisabled = false }: { isDisabled?: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button className="plain setUpAnew" isDisabled={isDisabled} onPress={() => setAsking(true)}>
        <Trans>Set up anew</Trans>
      </Button>
      {asking ? <Question onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function Question({ onClose }: { onClose: () => void }) {
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
          Do it for another polling place or another election, or when the county asks for it. You need a new set-up
          code from the county, and the tablet then gets a new number.
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

/** Records as square codes, one after another by itself, until the other tablet has read them all. One can be held to be read. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Carry } from "../../tablet/carryCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { QrCode } from "../components/QrCode.tsx";
import { useFailure, useTablet } from "../surroundings.ts";

/** Milliseconds for each: twice what a camera needs to read one. */
const each = 350;

type GiveCodesProps = { readonly carry: Extract<Carry, { how: "codes" }>; readonly onClose: () => void };

export function GiveCodes({ carry: { codes, number, events, through }, onClose }: GiveCodesProps) {
  const { t } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const [at, setAt] = useState(0);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setInterval(() => setAt((before) => (before + 1) % codes.length), each);
    return () => clearInterval(timer);
  }, [held, codes.length]);
  const [which, of] = [at + 1, codes.length];
  const step = (by: number): void => {
    setHeld(true);
    setAt((before) => (before + by + codes.length) % codes.length);
  };
  const done = async (): Promise<void> => {
    await tablet.carry({ how: "taken", through });
    onClose();
  };
  return (
    <ActDialog title={<Trans>Let another tablet read these codes (tablet {number})</Trans>} onClose={onClose}>
      <p>
        <Trans>On the other tablet choose “Records to the county”, then “Read codes with the camera”.</Trans>
      </p>
      <div className="carryCode">
        <QrCode text={codes[at] ?? ""} label={t`Code ${which} of ${of}`} />
        <p>
          <Trans>
            Code {which} of {of}
          </Trans>
        </p>
      </div>
      <div className="carrySteps">
        <Button className="second" onPress={() => step(-1)}>
          <Trans>One back</Trans>
        </Button>
        <Button className="second" onPress={() => setHeld(!held)}>
          {held ? <Trans>Go on</Trans> : <Trans>Hold this one</Trans>}
        </Button>
        <Button className="second" onPress={() => step(1)}>
          <Trans>One on</Trans>
        </Button>
      </div>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button className="primary" onPress={() => void done().catch(fail)}>
          <Plural value={events} one="The other tablet has # record" other="The other tablet has # records" />
        </Button>
      </div>
    </ActDialog>
  );
}

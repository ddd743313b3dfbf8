/** Square codes, one after another by itself, until the other tablet has read them all. One can be held to be read. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { QrCode } from "../components/QrCode.tsx";

/** Milliseconds for each: twice what a camera needs to read one. */
const each = 350;

export function CodesInTurn({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useLingui();
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
  return (
    <>
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
    </>
  );
}

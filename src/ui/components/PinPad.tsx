/** A PIN by big keys or by keyboard. The digits never show; the field is empty again after each try. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";
import { Button } from "react-aria-components";
import { longestPin, shortestPin } from "../../protocol/weakPin.ts";
import { PinField } from "./PinField.tsx";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

type PinPadProps = {
  readonly busy: boolean;
  readonly onPin: (pin: string) => void;
  /** What is typed, where it is no worker's PIN. */
  readonly label?: string;
};

export function PinPad({ busy, onPin, label }: PinPadProps) {
  const { t } = useLingui();
  const name = label ?? t`PIN`;
  const [pin, setPin] = useState("");
  const field = useId();
  const add = (digit: string): void => setPin((before) => (before + digit).slice(0, longestPin));
  const enter = (): void => {
    if (busy || pin.length < shortestPin) return;
    onPin(pin);
    setPin("");
  };
  return (
    <form
      className="pinPad"
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <label htmlFor={field}>{name}</label>
      <PinField
        id={field}
        inputMode="none"
        aria-label={name}
        value={pin}
        onChange={setPin}
        autoFocus // the PIN is the only thing to do on this screen
      />
      <div className="keys">
        {keys.map((digit) => (
          <Button key={digit} className="key" preventFocusOnPress onPress={() => add(digit)}>
            {digit}
          </Button>
        ))}
        <Button className="key word" preventFocusOnPress onPress={() => setPin((before) => before.slice(0, -1))}>
          <Trans>Erase</Trans>
        </Button>
        <Button className="key" preventFocusOnPress onPress={() => add("0")}>
          0
        </Button>
        <Button
          className={busy ? "key word go busy" : "key word go"}
          type="submit"
          isDisabled={pin.length < shortestPin && !busy}
        >
          <Trans>Enter</Trans>
        </Button>
      </div>
    </form>
  );
}

/** Why one goes on although a check failed: the usual reasons by one tap, any other in words. Recorded, and shown to the inspector. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useId, useState } from "react";
import { Button } from "react-aria-components";
import { Labelled } from "../checkin/Field.tsx";

type ReasonFieldProps = {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
};

export function ReasonField({ reason, onReason }: ReasonFieldProps) {
  const { t } = useLingui();
  const id = useId();
  const usual = [t`Not needed here`, t`The county knows of it`, t`It comes later`];
  const [typing, setTyping] = useState(reason !== "" && !usual.includes(reason));
  const say = (next: string) => () => {
    setTyping(false);
    onReason(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a grid
    <div role="group" className="reason" aria-labelledby={id}>
      <p id={id}>
        <Trans>Go on all the same, because:</Trans>
      </p>
      <div className="usual">
        {usual.map((one) => {
          const chosen = !typing && one === reason;
          return (
            <Button key={one} className={chosen ? "slim on" : "slim"} aria-pressed={chosen} onPress={say(one)}>
              {one}
            </Button>
          );
        })}
        <Button
          className={typing ? "slim on" : "slim"}
          aria-pressed={typing}
          onPress={() => {
            if (!typing) onReason("");
            setTyping(true);
          }}
        >
          <Trans>Other…</Trans>
        </Button>
      </div>
      {typing ? (
        <Labelled label={t`Write the reason, without names of voters`} problem={undefined}>
          {() => (
            <input
              // biome-ignore lint/a11y/noAutofocus: it appears because somebody tapped for it
              autoFocus={reason === ""}
              value={reason}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => onReason(event.target.value)}
            />
          )}
        </Labelled>
      ) : null}
    </div>
  );
}

/** Why one goes on although a check failed: the usual reasons by one tap, any other in words. Recorded, and shown to the inspector. */
import { useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { Labelled } from "../checkin/Field.tsx";

type ReasonFieldProps = {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
};

export function ReasonField({ reason, onReason }: ReasonFieldProps) {
  const { t } = useLingui();
  const usual = [t`Not needed here`, t`The county knows of it`, t`It comes later`];
  return (
    <div className="reason">
      <Labelled label={t`Go on all the same, because (no names of voters)`} problem={undefined}>
        {() => (
          <input value={reason} maxLength={500} autoComplete="off" onChange={(event) => onReason(event.target.value)} />
        )}
      </Labelled>
      <div className="usual">
        {usual.map((one) => (
          <Button
            key={one}
            className={one === reason ? "slim on" : "slim"}
            aria-pressed={one === reason}
            onPress={() => onReason(one)}
          >
            {one}
          </Button>
        ))}
      </div>
    </div>
  );
}

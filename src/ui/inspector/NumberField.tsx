/** A whole number that somebody counted or read. */
import { Labelled } from "../checkin/Field.tsx";

type NumberFieldProps = {
  readonly label: string;
  /** Digits as they were typed; "": nothing yet. */
  readonly value: string;
  readonly onType: (digits: string) => void;
};

/** More digits than any counter has. */
const longest = 7;

export function NumberField({ label, value, onType }: NumberFieldProps) {
  return (
    <Labelled label={label} problem={undefined}>
      {() => (
        <input
          value={value}
          inputMode="numeric"
          autoComplete="off"
          maxLength={longest}
          onChange={(event) => onType(event.target.value.replace(/\D/g, ""))}
        />
      )}
    </Labelled>
  );
}

/** Undefined while nothing was typed. */
export const numberIn = (digits: string): number | undefined => (digits === "" ? undefined : Number(digits));

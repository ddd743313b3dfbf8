/** One thing to say about a person, with what is wrong with it below, in words that say how to mend it. */
import { type ReactNode, useId } from "react";

type LabelledProps = {
  readonly label: string;
  readonly problem: string | undefined;
  /** The control, told whether it is wrong and where that is said. */
  readonly children: (wrong: { "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
};

export function Labelled({ label, problem, children }: LabelledProps) {
  const said = useId();
  return (
    <div className={problem === undefined ? "oneField" : "oneField wrong"}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is what `children` makes */}
      <label className="note">
        <span>{label}</span>
        {children(problem === undefined ? {} : { "aria-invalid": true, "aria-describedby": said })}
      </label>
      {problem === undefined ? null : (
        <small id={said} className="fieldProblem" role="alert">
          {problem}
        </small>
      )}
    </div>
  );
}

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly hint?: string;
  readonly problem?: string | undefined;
};

export function Field({ label, value, onType, hint, problem }: FieldProps) {
  return (
    <Labelled label={label} problem={problem}>
      {(wrong) => (
        <input
          {...wrong}
          value={value}
          maxLength={80}
          placeholder={hint}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Labelled>
  );
}

/** One line to type about a person, with what is wrong with it below, in words that say how to mend it. */

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly hint?: string;
  readonly problem?: string | undefined;
};

export function Field({ label, value, onType, hint, problem }: FieldProps) {
  return (
    <label className={problem === undefined ? "note" : "note wrong"}>
      <span>{label}</span>
      <input
        value={value}
        maxLength={80}
        placeholder={hint}
        aria-invalid={problem !== undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
      />
      {problem === undefined ? null : (
        <small className="fieldProblem" role="alert">
          {problem}
        </small>
      )}
    </label>
  );
}

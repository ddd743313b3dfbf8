/** The fields with which one signs in to the county page, so that browsers and password managers know them. */
import type { ComponentProps, ReactNode } from "react";

type FieldProps = {
  readonly label: ReactNode;
  /** Beside the label. */
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

type InputProps = Omit<ComponentProps<"input">, "value" | "onChange">;

export function SignInField({ label, hint, value, onValue, ...input }: FieldProps & InputProps) {
  return (
    <label>
      {hint === undefined ? (
        <span>{label}</span>
      ) : (
        <span className="label">
          {label}
          <span className="hint">{hint}</span>
        </span>
      )}
      <input {...input} value={value} onChange={(event) => onValue(event.target.value)} />
    </label>
  );
}

/** `autoComplete`: the password of now, or one that is being chosen. */
export function PasswordField(field: FieldProps & { readonly autoComplete: "current-password" | "new-password" }) {
  return <SignInField type="password" {...field} />;
}

/** A code of the authenticator app; some apps show a blank in the middle. */
export function AppCodeField(field: FieldProps) {
  return <SignInField inputMode="numeric" autoComplete="one-time-code" maxLength={7} {...field} />;
}

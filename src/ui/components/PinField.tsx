/**
 * A field for a PIN that holds only dots: the digits are never in the page. A field of type "password" would make the
 * browser's password manager take the worker's name beside it into its own files, in clear (P9).
 */
import type { InputHTMLAttributes } from "react";
import { longestPin } from "../../protocol/weakPin.ts";

const dot = "•";

type PinFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "type"> & {
  readonly "aria-label": string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
};

export function PinField({ value, onChange, ...field }: PinFieldProps) {
  return (
    <input
      type="text"
      dir="ltr"
      inputMode="numeric"
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...field}
      value={dot.repeat(value.length)}
      onChange={(event) =>
        onChange(editedPin(value, event.target.value, event.target.selectionStart ?? event.target.value.length))
      }
    />
  );
}

/**
 * The PIN after an edit that left `shown` in the field and the caret at `caret`: what stands after the caret stood there
 * before, what stands before it are dots of digits that were there, then what was typed.
 */
export function editedPin(before: string, shown: string, caret: number): string {
  const typed = shown.slice(0, caret).replace(/^•+/, "");
  const kept = before.slice(0, caret - typed.length);
  const after = before.slice(before.length - (shown.length - caret));
  return (kept + typed.replace(/\D/g, "") + after).slice(0, longestPin);
}

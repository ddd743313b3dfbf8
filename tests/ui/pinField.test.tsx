import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import fc from "fast-check";
import { useState } from "react";
import { describe, expect, test } from "vitest";
import { longestPin } from "../../src/protocol/weakPin.ts";
import { editedPin, PinField } from "../../src/ui/components/PinField.tsx";

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${max}}$`));

describe("a PIN field holds only dots", () => {
  test("and gives the digits that a plain field would hold after the same edit", () => {
    fc.assert(
      fc.property(digits(longestPin), fc.nat(), fc.nat(), digits(4), (before, from, to, typed) => {
        const [start, end] = [from % (before.length + 1), to % (before.length + 1)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const after = before.slice(0, start) + typed + before.slice(end);
        const shown = "•".repeat(start) + typed + "•".repeat(before.length - end);
        expect(editedPin(before, shown, start + typed.length)).toBe(after.slice(0, longestPin));
      }),
    );
  });

  test("typed, corrected and replaced by keyboard, with no digit ever in the page", async () => {
    let pin = "";
    function Form() {
      const [value, setValue] = useState("");
      pin = value;
      return <PinField aria-label="PIN" value={value} onChange={setValue} />;
    }
    render(<Form />);
    const field = screen.getByLabelText("PIN") as HTMLInputElement;
    await userEvent.type(field, "12x34{Backspace}5");
    expect([pin, field.value]).toEqual(["1235", "••••"]);
    await userEvent.clear(field);
    await userEvent.type(field, "9");
    expect([pin, field.value]).toEqual(["9", "•"]);
  });

  // The password manager of a browser keeps the text beside such a field: the worker's name, in clear.
  test("and is none that a browser's password manager looks at", () => {
    render(<PinField aria-label="A PIN" value="1" onChange={() => undefined} />);
    expect(screen.getByLabelText("A PIN").getAttribute("type")).toBe("text");
  });
});

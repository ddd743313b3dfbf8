/** A hand-held scanner at the check-in screen: keys at its pace. */
import { act, fireEvent } from "@testing-library/react";
import { encodeLicence, plainIssue } from "../helpers/licenceEncoder.ts";

export const licenceOf = (last: string, first = "ANA", expires = "2030-01-01"): string =>
  encodeLicence(
    { last, first, middle: "", suffix: "", born: "1978-07-19", expires, issued: "2010-01-01" },
    { ...plainIssue, iin: "636004", state: "NC", version: 9, turn: 2 },
  );

/** Presses a key as a person or a scanner does: into the field that has the focus, unless the page keeps it from there. */
export function press(key: string, at: number): void {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  fireEvent(target, event);
  if (event.defaultPrevented || key.length > 1 || !(target instanceof HTMLInputElement)) return;
  fireEvent.change(target, { target: { value: target.value + key } });
}

/** A scan at a scanner's pace, and the pause after it. */
export async function scan(text: string): Promise<void> {
  const from = performance.now();
  [...text].forEach((one, n) => {
    press(one === "\n" || one === "\r" ? "Enter" : one, from + n / 50);
  });
  await act(() => new Promise((go) => setTimeout(go, 200)));
}

/**
 * A poll worker's hands: fingers on a touch screen, or the keyboard alone. Both do the same acts by what stands on the
 * screen, and count what they cost.
 */
import type { Locator, Page } from "playwright-core";
import { scanWithKeys } from "./typingScanner.ts";

/** What a poll worker does, in the words of the screen. */
export type Act =
  | { readonly type: string }
  | { readonly scan: string }
  /** A row of the list, by how it begins. */
  | { readonly choose: string }
  /** A button or a check box. */
  | { readonly tap: string }
  | { readonly option: readonly [label: string, value: string] }
  | { readonly fill: readonly [label: string, value: string] };

export type Cost = { taps: number; keys: number };

export interface Hands {
  readonly cost: Cost;
  do(act: Act): Promise<void>;
}

const control = (page: Page, name: string): Locator =>
  page
    .getByRole("button", { name })
    .or(page.getByRole("checkbox", { name }))
    .or(page.getByRole("radio", { name }))
    .first();
const row = (page: Page, name: string): Locator => page.getByRole("option", { name }).first();

/** Nobody goes down a list whose rows still come and go. */
async function listStands(page: Page): Promise<void> {
  const rows = () => page.getByRole("listbox").innerText();
  let [before, now] = ["", await rows()];
  while (now !== before) {
    await page.waitForTimeout(200);
    [before, now] = [now, await rows()];
  }
}

/** Taps; letters come from the keyboard on the screen, which counts as keys. */
export function fingers(page: Page): Hands {
  const cost: Cost = { taps: 0, keys: 0 };
  const tap = async (on: Locator): Promise<void> => {
    cost.taps++;
    await on.tap();
  };
  return {
    cost,
    async do(act) {
      if ("type" in act) {
        cost.keys += act.type.length;
        await page.keyboard.type(act.type);
      } else if ("scan" in act) await scanWithKeys(page, act.scan);
      else if ("choose" in act) await tap(row(page, act.choose));
      else if ("tap" in act) await tap(control(page, act.tap));
      else if ("option" in act) {
        cost.taps += 2; // opened, and chosen
        await page.getByLabel(act.option[0], { exact: true }).selectOption({ label: act.option[1] });
      } else {
        const field = page.getByLabel(act.fill[0], { exact: true });
        await tap(field);
        if ((await field.inputValue()) !== "") {
          cost.taps++; // a second tap marks the word that stands there
          await field.selectText();
        }
        cost.keys += act.fill[1].length;
        await page.keyboard.type(act.fill[1]);
      }
    },
  };
}

/** No pointer: Tab, arrows, Enter, the blank, letters. */
export function keysAlone(page: Page): Hands {
  const cost: Cost = { taps: 0, keys: 0 };
  const press = async (key: string): Promise<void> => {
    cost.keys++;
    await page.keyboard.press(key);
  };
  const reach = async (on: Locator, key: string): Promise<void> => {
    await on.waitFor();
    const focused = (): Promise<boolean> => on.evaluate((one) => one === document.activeElement);
    for (let presses = 0; !(await focused()); presses++) {
      if (presses > 60) throw new Error(`${key} does not reach ${on}`);
      await press(key);
    }
  };
  const type = async (text: string): Promise<void> => {
    cost.keys += text.length;
    await page.keyboard.type(text);
  };
  return {
    cost,
    async do(act) {
      if ("type" in act) await type(act.type);
      else if ("scan" in act) await scanWithKeys(page, act.scan);
      else if ("choose" in act) {
        await row(page, act.choose).waitFor();
        await listStands(page);
        await reach(row(page, act.choose), "ArrowDown");
        await press("Enter");
      } else if ("tap" in act) {
        const on = control(page, act.tap);
        await reach(on, "Tab");
        // A screen that has just come takes nothing for a moment.
        if ((await on.getAttribute("type")) === "button") await on.click({ trial: true });
        await press((await on.getAttribute("type")) === "checkbox" ? "Space" : "Enter");
      } else if ("option" in act) {
        await reach(page.getByLabel(act.option[0], { exact: true }), "Tab");
        await type(act.option[1].slice(0, 3));
      } else {
        const field = page.getByLabel(act.fill[0], { exact: true });
        await reach(field, "Tab");
        if ((await field.inputValue()) !== "") await press("Control+A");
        await type(act.fill[1]);
      }
    },
  };
}

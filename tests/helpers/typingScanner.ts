/** A hardware scanner that types what it reads, as the tablet's keyboard sees it. */
import type { Page } from "playwright-core";
import { usualPace } from "../../src/ui/checkin/scannerKeys.ts";

/** The times of the keys are the scanner's, however busy the machine. */
export async function scanWithKeys(page: Page, text: string): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const from = Date.now() / 1000;
  const sent: Promise<unknown>[] = []; // in order; each is not waited for, as a scanner does not wait either
  for (const [n, one] of [...text].entries()) {
    const control = one < " ";
    const key = control ? "Enter" : one;
    const timestamp = from + n / 250;
    const typed = control ? { text: "\r", windowsVirtualKeyCode: 13 } : { text: one };
    sent.push(keys.send("Input.dispatchKeyEvent", { type: "keyDown", key, timestamp, ...typed }));
    sent.push(keys.send("Input.dispatchKeyEvent", { type: "keyUp", key, timestamp }));
  }
  await Promise.all(sent);
  await page.waitForTimeout(usualPace.gap + 10); // no hand is at the keys sooner
  await keys.detach();
}

/** The part of the app that knows scanners comes after the screen. */
export async function scannerListens(page: Page): Promise<void> {
  await page.locator("input[data-scanner]").waitFor();
}

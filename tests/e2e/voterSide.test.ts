/** Voters sign on the tablet in a real browser, offline, by drag and by keyboard alone; the office opens what they drew. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { signatureOf } from "../../src/domain/signatureRules.ts";
import { openSignature } from "../../src/protocol/sealedSignature.ts";
import { decodeSignature, encodeSignature, pathOf, type Signature } from "../../src/protocol/signatureStrokes.ts";
import { signatureFiles } from "../../src/server/signatureFiles.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { finderOf, keyNeedles, textNeedles } from "../helpers/needles.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { foundIn } from "../helpers/profileFiles.ts";
import { election as smallElection } from "../helpers/server.ts";
import { everyoneSigns, type Signing, signingKey } from "../helpers/signing.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(6);
const [byHand, byKeyboard] = voters.map(({ lastName }) => lastName) as [string, string];
const newTablet = tabletsOfThisFile();
let signing: Signing;
let election: BrowserElection;
beforeAll(async () => {
  signing = await signingKey();
  const { signatureKey } = signing;
  const rules = Rules.parse({ signature: everyoneSigns });
  election = await browserElection({ voters, election: { ...smallElection, rules, signatureKey } });
});
afterAll(() => election.stop());

const look = async ({ page }: Tablet, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder === undefined) return;
  for (const [width, height] of [
    [768, 1024],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${folder}/${name}-${width}.png` });
  }
};

/** The signatures at the county, as the office opens them. */
async function atCounty(): Promise<Signature[]> {
  const opened: Signature[] = [];
  for await (const { bytes } of signatureFiles(election.county.enrolment.database)) {
    const signature = await openSignature(signing.office, smallElection.id, bytes);
    const drawn = signature.ok ? decodeSignature(signature.value) : undefined;
    if (drawn !== undefined) opened.push(drawn);
  }
  return opened;
}

test("P1: a voter signs by drag, another by keyboard alone, offline; then the county has both, and the office opens them", async () => {
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  await election.ready(tablet, { url: cable.url });
  cable.pull();
  const { page } = tablet;
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

  await tablet.choose(byHand, byHand);
  await look(tablet, "turn");
  await press("Turn to the voter");
  await page.getByText("Sign on the line.").waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const box = await page.getByRole("img", { name: "Line to sign on" }).boundingBox();
  if (box === null) throw new Error("no line to sign on");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.2, 0.6));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.3), { steps: 8 });
  await page.mouse.move(...at(0.6, 0.7), { steps: 8 });
  await page.mouse.up();
  await look(tablet, "signed");
  await press("Done");
  await page.getByText("Hand the tablet back").waitFor();
  expect(await page.locator("body").innerText()).not.toContain(byHand);
  await look(tablet, "handBack");
  await press("Poll worker: go on");
  await page.getByText("The voter signed.").waitFor();
  await look(tablet, "back");
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();

  await tablet.nextVoter();
  await tablet.choose(byKeyboard, byKeyboard);
  const byKeys = async (name: string): Promise<void> => {
    const wanted = page.getByRole("button", { name, exact: true });
    for (let tries = 0; !(await wanted.evaluate((one) => one === document.activeElement)); tries++) {
      if (tries > 25) throw new Error(`no way to ${name} by keyboard`);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
  };
  await byKeys("Turn to the voter");
  await page.getByText("Sign on the line.").waitFor();
  await byKeys("I cannot sign: make a mark");
  await byKeys("Done");
  await byKeys("Poll worker: go on");
  await page.getByLabel("I saw the voter make this mark").focus();
  await page.keyboard.press("Space");
  await look(tablet, "mark");
  expect(await axeFindings(page)).toEqual([]);
  await byKeys("Check in");
  await tablet.recorded.waitFor();
  expect(await atCounty()).toEqual([]);

  await tablet.plugIn(cable);
  await expect.poll(atCounty, { timeout: 60_000 }).toHaveLength(2);
  const [mark, drawn] = (await atCounty()).sort((a, b) => a.how.localeCompare(b.how));
  expect(mark?.how).toBe("mark");
  const points = drawn?.strokes.flat() ?? [];
  const [first, last] = [points[0], points.at(-1)];
  // Where the pen was, to a unit or two of 1500 by 500.
  expect([first?.x, first?.y, last?.x, last?.y].map((n) => Math.round((n ?? 0) / 10))).toEqual([30, 30, 90, 35]);
  // P9: not a stroke of it in clear in what the tablet stores.
  const strokes = drawn === undefined ? new Uint8Array(0) : encodeSignature(drawn).slice(6, 30);
  const path = pathOf(drawn?.strokes ?? []).slice(0, 24);
  const finder = finderOf([...keyNeedles("strokes", strokes), ...textNeedles("path", path)]);
  const kept = ["IndexedDB", "File System"].map((part) => join(tablet.profile, "Default", part));
  expect(kept.flatMap((folder) => foundIn(folder, finder))).toEqual([]);
  const steps = (await election.bodies(tablet)).flatMap((body) => ("steps" in body ? [signatureOf(body)?.how] : []));
  expect(steps).toEqual(["own", "mark"]);
}, 120_000);

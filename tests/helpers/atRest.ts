/**
 * What must not lie in the files of a tablet's browser, and looking for it there. Set SHOW=1 to see how much was looked
 * through.
 */
import { expect } from "vitest";
import {
  amendmentKey,
  eventKey,
  eventKeyBytes,
  filedSignatureKey,
  filedTagKey,
  lineCodeKey,
  rollKey,
  workersKey,
} from "../../src/protocol/keys.ts";
import { type Finder, keyNeedles, type Needle } from "./needles.ts";
import { type Found, foundIn, streamsIn } from "./profileFiles.ts";
import type { Tablet } from "./tablet.ts";

/** As `protocol/keys.ts` derives, written once more: keys that it hands out as CryptoKey tell no bytes. */
export const hkdf = async (secret: Uint8Array, info: string, bytes: number): Promise<Uint8Array> => {
  const base = await crypto.subtle.importKey("raw", Uint8Array.from(secret), "HKDF", false, ["deriveBits"]);
  const parameters = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(0),
    info: new TextEncoder().encode(`turnout/1/${info}`),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, base, bytes * 8));
};

/** Whether these are the bytes of that key: what one seals, the other opens. */
async function sameKey(bytes: Uint8Array, key: CryptoKey): Promise<boolean> {
  const parameters = { name: "AES-GCM", iv: new Uint8Array(12) };
  const [sealed, again] = await Promise.all(
    [key, await eventKey(bytes)].map((one) => crypto.subtle.encrypt(parameters, one, new Uint8Array(40))),
  );
  return Buffer.from(sealed as ArrayBuffer).equals(Buffer.from(again as ArrayBuffer));
}

/** The election key and every key that a tablet derives from it; of the first list of voters, and of a second one. */
export async function electionKeyNeedles(electionKey: Uint8Array): Promise<Needle[]> {
  const sealing: [what: string, info: string, key: CryptoKey][] = [
    ["a roll key", "roll/1", await rollKey(electionKey, 1)],
    ["the second roll's key", "roll/2", await rollKey(electionKey, 2)],
    ["the amendment key", "amendments", await amendmentKey(electionKey)],
    ["the workers' key", "workers", await workersKey(electionKey)],
    ["the key of signatures on file", "filed-signatures", await filedSignatureKey(electionKey)],
  ];
  const needles = [
    ...keyNeedles("the election key", electionKey),
    ...keyNeedles("the event key", await eventKeyBytes(electionKey)),
    ...keyNeedles("the key of line codes", await lineCodeKey(electionKey)),
    ...keyNeedles("the key of tags", await filedTagKey(electionKey)),
  ];
  for (const [what, info, key] of sealing) {
    const bytes = await hkdf(electionKey, info, 32);
    // Were the keys derived in another way one day, this would look for the wrong bytes.
    expect(await sameKey(bytes, key), info).toBe(true);
    needles.push(...keyNeedles(what, bytes));
  }
  return needles;
}

/** What of it is found in the profile, one place for each thing. */
export function looked(profile: string, finder: Finder, stage: string): Found[] {
  const found = foundIn(profile, finder);
  if (process.env["SHOW"] !== undefined) {
    let [streams, bytes] = [0, 0];
    for (const stream of streamsIn(profile)) [streams, bytes] = [streams + 1, bytes + stream.bytes.length];
    console.log(`${stage}: ${streams} streams, ${bytes} bytes, found ${found.length}`);
  }
  // One place for each thing is enough to know what to mend.
  const brief = new Map(found.map((one) => [`${one.what}|${one.where}`, one]));
  return [...brief.values()];
}

/** Opens the polls and suspends them for the night, which ends with the tablet closed. */
export async function suspended(tablet: Tablet): Promise<void> {
  const { page } = tablet;
  const press = (name: string) => page.getByRole("button", { name, exact: true }).last().click();
  await tablet.inspectorAct("Balance and counts");
  await press("Open the polls");
  /** One reason beside each check that failed. */
  const goOn = async (): Promise<void> => {
    for (const reason of await page.getByRole("button", { name: "The county knows of it" }).all()) await reason.click();
  };
  await page.getByRole("dialog", { name: "Open the polls: this tablet first" }).waitFor();
  await page.getByText("The camera gives a picture").waitFor(); // this machine has none
  await goOn();
  await press("Yes to both: ready");
  await page.getByRole("dialog", { name: "Open the polls", exact: true }).waitFor();
  await press("I looked: all is well");
  await goOn();
  await press("Sign and open the polls");
  await page.getByRole("dialog").getByText("Opening signed").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText(/^Polls open since/).waitFor();
  await press("Suspend for the night");
  await press("Suspend for the night");
  await page.getByRole("dialog", { name: "Close this tablet?" }).waitFor();
  await press("Close the tablet");
  await page.getByLabel("Opening code").waitFor();
}

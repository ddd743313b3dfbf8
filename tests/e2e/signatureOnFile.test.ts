/**
 * A voter signs in a real browser, and the poll worker sees the signature on file beside it, offline too. P9: no image of a
 * signature is in the files of the profile, before, while and after it is shown.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { filedSignatureKey, filedTagKey } from "../../src/protocol/keys.ts";
import { SignatureFiler } from "../../src/server/filedSignatures.ts";
import { publishRoll } from "../../src/server/publish.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { finderOf, keyNeedles } from "../helpers/needles.ts";
import { pin, plainVoters } from "../helpers/openElection.ts";
import { foundIn } from "../helpers/profileFiles.ts";
import { election as smallElection } from "../helpers/server.ts";
import { png } from "../helpers/signatureImages.ts";
import { everyoneSigns, signingKey } from "../helpers/signing.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(6);
const names = voters.map(({ lastName }) => lastName) as [string, string, string];
const images = voters.slice(0, 2).map((_, n) => png(n + 1));
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  const { signatureKey } = await signingKey();
  const rules = Rules.parse({ signature: { ...everyoneSigns, reference: true } });
  election = await browserElection({ voters, election: { ...smallElection, rules, signatureKey } });
  const filer = await SignatureFiler.open(election.publisher);
  await filer.file(
    images.map((bytes, n) => ({ voterId: voters[n]?.id ?? "", image: { type: "image/png" as const, bytes } })),
  );
  expect((await publishRoll(election.publisher)).ok).toBe(true);
});
afterAll(() => election.stop());

/** Bytes of each image that no other file holds by chance: of its picture, whole and in the middle. */
const imageNeedles = () =>
  images.flatMap((bytes) => [
    ...keyNeedles("a signature on file", bytes.slice(41, 73)),
    ...keyNeedles("a signature on file", bytes.slice(bytes.length >> 1, (bytes.length >> 1) + 32)),
  ]);

async function sign({ page }: Tablet): Promise<void> {
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await press("Turn to the voter");
  const line = page.getByRole("img", { name: "Line to sign on" });
  await line.waitFor();
  expect(await page.getByRole("img", { name: "Signature on file" }).count()).toBe(0);
  const box = await line.boundingBox();
  if (box === null) throw new Error("no line to sign on");
  await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.6 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.3 * box.height, { steps: 8 });
  await page.mouse.up();
  await press("Done");
  await press("Poll worker: go on");
}

test("P9: the signature on file is seen beside the new one, offline, and is never in the profile's files", async () => {
  const electionKey = election.publisher.electionKey;
  const tags = await filedTagKey(electionKey);
  expect((await filedSignatureKey(electionKey)).extractable).toBe(false);
  const secret = finderOf([...imageNeedles(), ...keyNeedles("the key of tags", tags)]);
  const cable = await election.layCable();
  const tablet = await newTablet({ viewport: { width: 1024, height: 768 } });
  const { page, profile } = tablet;
  await election.ready(tablet, { url: cable.url });
  const onFile = page.getByRole("img", { name: "Signature on file" });
  // They come in the background: asked for until they are there.
  for (let tries = 0; tries < 40; tries++) {
    await tablet.choose(names[0], names[0]);
    await sign(tablet);
    await page.locator(".compared:not([aria-busy])").waitFor();
    if ((await onFile.count()) > 0) break;
    await page
      .getByRole("button", { name: "Back to the list" })
      .or(page.getByRole("button", { name: "Does not match" }))
      .first()
      .click();
  }
  cable.pull();
  const size = () =>
    onFile.evaluate((image) => [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight]);
  await expect.poll(size).toEqual([300, 100]);
  expect(await axeFindings(page)).toEqual([]);
  if (process.env["LOOK"] !== undefined) await page.screenshot({ path: `${process.env["LOOK"]}/compared.png` });
  expect(foundIn(profile, secret)).toEqual([]);

  // Locked and unlocked, it is shown anew.
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  expect(await page.locator('img[src^="data:"]').count()).toBe(0);
  await tablet.signIn("rosa", pin);
  await onFile.waitFor();
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  expect(await onFile.count()).toBe(0);

  // Another voter's, which looks different: what was found is asked.
  await tablet.nextVoter();
  await tablet.choose(names[1], names[1]);
  await sign(tablet);
  await onFile.waitFor();
  await page.getByRole("button", { name: "Signatures differ", exact: true }).click();
  await page.getByText("Compare the signatures with the inspector").waitFor();
  await onFile.waitFor();
  if (process.env["LOOK"] !== undefined) await page.screenshot({ path: `${process.env["LOOK"]}/differ.png` });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Not so: signatures differ", exact: true }).click();
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();

  await tablet.nextVoter();
  await tablet.choose(names[2], names[2]);
  await sign(tablet);
  await page.getByText("No signature on file. Go on.").waitFor();
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  expect(foundIn(profile, secret)).toEqual([]);
  await tablet.kill();
  expect(foundIn(profile, secret)).toEqual([]);
}, 240_000);

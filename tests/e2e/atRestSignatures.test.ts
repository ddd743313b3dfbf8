/**
 * P9: signatures on the disk of a tablet. No stroke that a voter drew and no image on file is in the files of the browser's
 * profile, in any form: while it is drawn, after it was recorded, locked, killed, sent, suspended and closed. Sealed, both
 * are there, and found: so what is looked for in clear would be found, too.
 */
import { serialize } from "node:v8";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { dayOf } from "../../src/domain/electionDay.ts";
import { openSignature, type SignatureKey } from "../../src/protocol/sealedSignature.ts";
import { decodeSignature, encodeSignature, type Signature } from "../../src/protocol/signatureStrokes.ts";
import { SignatureFiler } from "../../src/server/filedSignatures.ts";
import { publishRoll } from "../../src/server/publish.ts";
import { signatureFiles } from "../../src/server/signatureFiles.ts";
import { electionKeyNeedles, looked, suspended } from "../helpers/atRest.ts";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { finderOf, keyNeedles, type Needle, textNeedles } from "../helpers/needles.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { foundIn } from "../helpers/profileFiles.ts";
import { election as smallElection } from "../helpers/server.ts";
import { png } from "../helpers/signatureImages.ts";
import { everyoneSigns, signingKey } from "../helpers/signing.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const voters = plainVoters(6);
const [first, second, third] = voters.map(({ lastName }) => lastName) as [string, string, string];
const images = voters.slice(0, 3).map((_, n) => png(n + 1));
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
let office: SignatureKey;
beforeAll(async () => {
  const signing = await signingKey();
  office = signing.office;
  // A day of early voting, so that the polls are suspended for a night.
  const today = dayOf(Date.now(), smallElection.timeZone);
  const date = dayOf(Date.now() + 2 * 86_400_000, smallElection.timeZone);
  const days = { date, earlyVoting: [today], polls: { open: "00:00", close: "23:59" } };
  const rules = Rules.parse({ signature: { ...everyoneSigns, reference: true } });
  const { signatureKey } = signing;
  election = await browserElection({ voters, election: { ...smallElection, ...days, rules, signatureKey } });
  const filer = await SignatureFiler.open(election.publisher);
  await filer.file(
    images.map((bytes, n) => ({ voterId: voters[n]?.id ?? "", image: { type: "image/png" as const, bytes } })),
  );
  expect((await publishRoll(election.publisher)).ok).toBe(true);
});
afterAll(() => election.stop());

/** Thirty-two bytes from the middle, which nothing else holds by chance. */
const middle = (what: string, bytes: Uint8Array): Needle[] =>
  keyNeedles(what, bytes.slice(bytes.length >> 1, (bytes.length >> 1) + 32));

const imageNeedles = (): Needle[] =>
  images.flatMap((bytes) => [
    ...keyNeedles("an image on file", bytes.slice(41, 73)),
    ...middle("an image on file", bytes),
    ...keyNeedles("an image on file", Buffer.from(Buffer.from(bytes).toString("base64").slice(60, 100))),
  ]);

type Place = { readonly x: number; readonly y: number };

/** Points of a line as a page might keep them: as a path, as JSON, as the browser clones objects, as rows of numbers. */
function lineNeedles(points: readonly Place[]): Needle[] {
  const what = "strokes of a signature";
  const some = points.slice(2, 8);
  expect(some.length).toBe(6);
  const text = some.map(({ x, y }) => `L${x} ${y}`).join("");
  const numbers = some.flatMap(({ x, y }) => [x, y]);
  const rows = [Float64Array, Float32Array, Int32Array, Int16Array].map(
    (kind) => new Uint8Array(new kind(numbers).buffer),
  );
  return [
    ...textNeedles(what, text),
    ...some.flatMap(({ x, y }) => [
      ...textNeedles(what, `"x":${x},"y":${y},`),
      // The first two bytes say the version; after y other members follow, and their number ends it.
      ...keyNeedles(what, new Uint8Array(serialize({ x, y })).slice(2, -2)),
    ]),
    ...rows.flatMap((row) => keyNeedles(what, row)),
  ];
}

/** The same of a signature whose times are known: as the app packs it before it is sealed. */
function signatureNeedles(signature: Signature): Needle[] {
  const packed = encodeSignature(signature);
  const [stroke = []] = signature.strokes;
  return [
    ...lineNeedles(stroke),
    ...keyNeedles("a packed signature", packed.slice(8, 32)),
    ...keyNeedles("a packed signature", packed.slice(-24)),
    ...textNeedles("a signature as JSON", JSON.stringify(stroke.slice(2, 5)).slice(1, -1)),
  ];
}

/** The files at the county, the newest last: what was drawn, and the bytes as they were sent. */
async function atTheCounty(): Promise<{ readonly signature: Signature; readonly sealed: Uint8Array }[]> {
  const files: { readonly signature: Signature; readonly sealed: Uint8Array }[] = [];
  for await (const { bytes } of signatureFiles(election.publisher.database)) {
    const opened = await openSignature(office, election.publisher.election.id, bytes);
    const signature = opened.ok ? decodeSignature(opened.value) : undefined;
    if (signature === undefined) throw new Error("a file of the county does not open");
    files.push({ signature, sealed: Uint8Array.from(bytes) });
  }
  return files;
}

/** The voter draws; answers the points of the line as the page shows it. `bend` makes it another one. */
async function draw({ page }: Tablet, bend: number): Promise<Place[]> {
  await page.getByRole("button", { name: "Turn to the voter", exact: true }).click();
  const line = page.getByRole("img", { name: "Line to sign on" });
  await line.waitFor();
  const box = await line.boundingBox();
  if (box === null) throw new Error("no line to sign on");
  const at = (part: number) =>
    [
      box.x + (0.15 + 0.7 * part) * box.width,
      box.y + (0.5 + 0.3 * Math.sin(bend + 7 * part) * Math.cos(bend * part)) * box.height,
    ] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step <= 24; step++) await page.mouse.move(...at(step / 24));
  await page.mouse.up();
  const path = (await line.locator("path").nth(1).getAttribute("d")) ?? "";
  return [...path.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

async function drawn({ page }: Tablet): Promise<void> {
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByRole("button", { name: "Poll worker: go on", exact: true }).click();
  await page.getByRole("img", { name: "Signature on file" }).waitFor();
}

test("P9: no stroke and no image of a signature is in the profile's files, at no time", async () => {
  const { electionKey, database } = election.publisher;
  const needles = [...imageNeedles(), ...(await electionKeyNeedles(electionKey))];
  const filed = await database.db.selectFrom("filed_signature").select("bytes").execute();
  const sealedImages = finderOf(filed.flatMap(({ bytes }) => middle("a sealed image", bytes)));
  const cable = await election.layCable();
  const tablet = await newTablet();
  const { page, profile } = tablet;
  await election.ready(tablet, { url: cable.url });
  // They come in the background; only then has anything been looked for.
  await expect
    .poll(() => foundIn(profile, sealedImages).length, { timeout: 30_000, interval: 1000 })
    .toBeGreaterThan(0);

  await tablet.choose(first, first);
  needles.push(...lineNeedles(await draw(tablet, 1)));
  expect(looked(profile, finderOf(needles), "while the voter signs")).toEqual([]);
  await drawn(tablet);
  expect(looked(profile, finderOf(needles), "compared with the one on file")).toEqual([]);
  await tablet.checkInButton.click();
  await page.getByText("Confirmed by the county").waitFor();
  await expect.poll(async () => (await atTheCounty()).length).toBe(1);
  for (const { signature } of await atTheCounty()) needles.push(...signatureNeedles(signature));
  expect(looked(profile, finderOf(needles), "recorded and sent")).toEqual([]);

  // Drawn and not recorded: a draft, kept over the lock in memory only.
  await tablet.nextVoter();
  await tablet.choose(second, second);
  needles.push(...lineNeedles(await draw(tablet, 2)));
  await drawn(tablet);
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  expect(looked(profile, finderOf(needles), "locked, a signature in the draft")).toEqual([]);
  await tablet.signIn("rosa", pin);
  await page.getByRole("img", { name: "Signature on file" }).waitFor();
  await tablet.kill();
  expect(looked(profile, finderOf(needles), "killed with a signature on the screen")).toEqual([]);

  // Recorded without a network: the sealed file waits on the tablet.
  cable.pull();
  const again = await newTablet({ profile });
  await again.page.goto(cable.url);
  await again.signIn("rosa", pin);
  await again.choose(third, third);
  needles.push(...lineNeedles(await draw(again, 3)));
  await drawn(again);
  await again.checkInButton.click();
  await again.recorded.waitFor();
  expect(looked(profile, finderOf(needles), "recorded and not sent")).toEqual([]);
  const waiting = (await again.read("signatures")) as { readonly bytes: number[] }[];
  const sealed = finderOf(waiting.flatMap(({ bytes }) => middle("a sealed file", Uint8Array.from(bytes))));
  expect(looked(profile, sealed, "the sealed file").length).toBeGreaterThan(0);
  await again.page.getByRole("button", { name: "Lock" }).click();
  expect(looked(profile, finderOf(needles), "locked, not sent")).toEqual([]);
  await again.plugIn(cable);
  await again.signIn("lin", pin);
  await expect.poll(async () => (await atTheCounty()).length, { timeout: 60_000 }).toBe(2);
  for (const { signature } of await atTheCounty()) needles.push(...signatureNeedles(signature));
  const all = finderOf(needles);
  expect(looked(profile, all, "sent")).toEqual([]);

  await suspended(again);
  expect(looked(profile, all, "after the polls were suspended")).toEqual([]);
  await again.open(await election.card());
  await again.signIn("lin", pin);
  await again.page
    .getByRole("dialog", { name: "Close this tablet?" })
    .getByRole("button", { name: "Close the tablet" })
    .click();
  await again.page.getByLabel("Opening code").waitFor();
  expect(looked(profile, all, "after close")).toEqual([]);
  await again.context.close();
  expect(looked(profile, all, "after close, browser ended")).toEqual([]);
}, 240_000);

test("what these needles are made of is found where a page keeps strokes as they are", () => {
  const stroke = Array.from({ length: 20 }, (_, n) => ({ x: 300 + 41 * n, y: 250 + ((n * 67) % 113), t: 16 * n }));
  const signature: Signature = { width: 1500, height: 500, how: "own", strokes: [stroke] };
  const finder = finderOf(signatureNeedles(signature));
  const kept = [
    Buffer.from(JSON.stringify({ draft: signature })),
    Buffer.from(JSON.stringify({ draft: signature }), "utf16le"),
    serialize({ draft: signature }),
    Buffer.from(encodeSignature(signature)),
    Buffer.from(Buffer.from(encodeSignature(signature)).toString("base64")),
    Buffer.from(new Float32Array(stroke.flatMap(({ x, y }) => [x, y])).buffer),
  ];
  for (const [n, bytes] of kept.entries())
    expect(finder(Buffer.concat([Buffer.from("..."), bytes])), `${n}`).not.toEqual([]);
});

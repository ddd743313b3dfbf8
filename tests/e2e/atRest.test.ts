/**
 * P9: what a thief finds on the disk of a tablet. The files of a real browser profile are looked through after set-up,
 * while the tablet is open, locked, after the polls were suspended, after close, and after the browser has gone, for everything that must not be there.
 * That the finder finds is tested in `atRestFinder.test.ts`, and here by the day's secret, which it must find while the
 * polls are open.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "../../src/domain/electionDay.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { fromBase64 } from "../../src/log/encoding.ts";
import { packBody } from "../../src/log/packedBody.ts";
import { parseCode } from "../../src/protocol/codes.ts";
import { openSealedWorker } from "../../src/protocol/workers.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { readWorkers } from "../../src/server/workerList.ts";
import { seededNumbers } from "../../src/training/inventedVoters.ts";
import { electionKeyNeedles, hkdf, looked, suspended } from "../helpers/atRest.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { finderOf, keyNeedles, type Needle, textNeedles } from "../helpers/needles.ts";
import { election as smallElection } from "../helpers/server.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

/** Twelve digits, so that none of a profile's many numbers holds them by chance. */
const longPin = "739150862417";
const note = "Brxlqov asked for it";
/** Added at the place, through the form; the name stands in no browser's own files. */
const standIn = { name: "Zebulon Q.", pin: "860417259338" };
/** Of the county's workers. */
const names = { rosa: "Quvixa Brontel", lin: "Wyxmor Tandlu" };
const said = { typed: "wqhj", none: "Nobody Zzkwpfu" };

const chance = seededNumbers(20261103);
const word = (): string => {
  const letter = (of: string): string => of.charAt(Math.floor(chance() * of.length));
  const text = Array.from({ length: 9 }, (_, n) => letter(n % 3 === 1 ? "aeiou" : "bcdfghjklmnpqrstvwxyz")).join("");
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const day = (): string => {
  const two = (most: number): string => String(1 + Math.floor(chance() * most)).padStart(2, "0");
  return `19${10 + Math.floor(chance() * 90)}-${two(12)}-${two(28)}`;
};

/** No name, street or number of these stands anywhere in a browser's own files. */
const voters: VoterRecord[] = Array.from({ length: 100 }, (_, n) =>
  voter(`VQX${String(73_100_000 + n * 617)}`, {
    lastName: n % 10 === 0 ? `${word()}-${word()}` : n % 10 === 1 ? `Ñ${word()}é` : word(),
    firstName: word(),
    middleName: word(),
    birthDate: day(),
    houseNumber: String(20_000 + n * 7),
    street: `${word()} Street`,
    unit: "",
    city: word(),
    zip: "",
    mailing: `PO Box ${10_000 + n * 31}, ${word()}`,
    split: "01",
    registration: "active",
    absentee: "none",
    flags: [],
  }),
);
const [first, second, third] = voters as [VoterRecord, VoterRecord, VoterRecord];

/** Birth dates as the roll and the screens write them. */
const dates = ({ birthDate }: VoterRecord): string[] => {
  const [year, month, of] = birthDate.split("-").map(Number) as [number, number, number];
  const two = (n: number): string => String(n).padStart(2, "0");
  return [birthDate, `${two(month)}/${two(of)}/${year}`, `${month}/${of}/${year}`, `${year}${two(month)}${two(of)}`];
};

function voterNeedles(): Needle[] {
  return voters.flatMap((one) => [
    ...[
      one.lastName,
      one.firstName,
      one.middleName,
      one.street,
      one.street.split(" ")[0] ?? "",
      one.city,
      one.mailing,
    ].flatMap((text) => textNeedles("a name or street", text)),
    ...dates(one).flatMap((text) => textNeedles("a birth date", text)),
    ...textNeedles("a voter id", one.id),
  ]);
}

async function keyMaterial(electionKey: Uint8Array, codes: readonly string[]): Promise<Needle[]> {
  const needles = [
    ...(await electionKeyNeedles(electionKey)),
    ...textNeedles("a PIN", longPin),
    ...textNeedles("the PIN of a worker added here", standIn.pin),
    ...textNeedles("a worker added here", standIn.name),
    ...textNeedles("a worker added here", standIn.name.split(" ")[0] ?? ""),
  ];
  for (const [n, text] of codes.entries()) {
    const what = n === 0 ? "the opening code" : "the set-up code";
    const code = await parseCode(n === 0 ? "opening" : "setup", text);
    if (!code.ok) throw new Error(code.error.type);
    const wrapKey = await hkdf(Buffer.concat([Buffer.from(`${code.value.length}:`), code.value]), "wrap", 32);
    needles.push(...textNeedles(what, text), ...textNeedles(what, text.replaceAll("-", "")));
    needles.push(...keyNeedles(what, code.value), ...keyNeedles(`a key from ${what}`, wrapKey));
    // A part of it typed is a part of it told.
    needles.push(...textNeedles(what, text.slice(0, 14)), ...textNeedles(what, text.slice(-14)));
  }
  return needles;
}

/** What the PINs of the county's workers are proved by; whoever has it can try PINs without a tablet. */
async function pinHashes(): Promise<Needle[]> {
  const listed = await readWorkers(election.publisher);
  expect(listed.length).toBeGreaterThan(1);
  return listed.flatMap(({ pin }) => pinNeedles(pin.hash));
}
const pinNeedles = (hash: string): Needle[] => keyNeedles("a PIN's hash", fromBase64(hash) ?? new Uint8Array(0));

/** The same of the worker whom this event says to have been added. */
async function addedHash(device: string, bodies: Awaited<ReturnType<BrowserElection["bodies"]>>): Promise<Needle[]> {
  const said = bodies.find((body) => body.type === "WorkerAdded");
  if (said?.type !== "WorkerAdded") throw new Error("no worker was added");
  const { place, added: id, as: role, since, sealed } = said;
  const { electionKey, election: of } = election.publisher;
  const worker = await openSealedWorker(electionKey, { election: of.id, device, place, id, role, since }, sealed);
  expect(worker?.name).toBe(standIn.name);
  return pinNeedles(worker?.pin.hash ?? "");
}

/** Fills in the form that adds a worker, and does not send it. */
async function standInTyped(page: Tablet["page"]) {
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await page.getByRole("button", { name: "Workers", exact: true }).click();
  await page.getByRole("button", { name: "Add a worker" }).click();
  const form = page.getByRole("dialog", { name: "Add a worker" });
  await form.getByLabel("Name, as the tablets show it").fill(standIn.name);
  await form.getByLabel("New PIN").fill(standIn.pin);
  await form.getByLabel("The same again").fill(standIn.pin);
  return form;
}

/** Names of the county's workers: they stand on the lock screen, and in the day's file while the polls are open. */
const nameNeedles = (): Needle[] =>
  Object.values(names).flatMap((name) => [name, ...name.split(" ")].flatMap((text) => textNeedles("a worker", text)));

/** A file of secrets on this tablet, read as the app reads it; "" once it was destroyed. */
const secretFile = (tablet: Tablet, name: string): Promise<string> =>
  tablet.page.evaluate(async (wanted) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("turnout");
    const bytes = new Uint8Array(await (await (await folder.getFileHandle(wanted)).getFile()).arrayBuffer());
    const length = bytes.length < 4 ? 0 : new DataView(bytes.buffer).getUint32(0);
    return new TextDecoder().decode(bytes.subarray(4, 4 + length));
  }, name);

/** The secret and the wrap that lie on this tablet while the polls are open. */
const dayFile = async (tablet: Tablet): Promise<{ secret: string; wraps: { wrap: string; salt: string }[] }> =>
  JSON.parse(await secretFile(tablet, "day"));

/** What an opening card opens. */
async function wrapNeedles(tablet: Tablet, what: string): Promise<Needle[]> {
  const { wraps } = JSON.parse(await secretFile(tablet, "wraps")) as { wraps: { wrap: string }[] };
  expect(wraps).toHaveLength(1);
  return wraps.flatMap(({ wrap }) => keyNeedles(what, fromBase64(wrap) ?? new Uint8Array(0)));
}

const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  // A day of early voting, so that the polls are suspended for a night.
  const today = dayOf(Date.now(), smallElection.timeZone);
  const date = dayOf(Date.now() + 2 * 86_400_000, smallElection.timeZone);
  const polls = { open: "00:00", close: "23:59" };
  const held = { ...smallElection, date, earlyVoting: [today], polls };
  election = await browserElection({ voters, pin: longPin, names, election: held });
});
afterAll(() => election.stop());

test("P9: no voter, key, code or PIN is in the profile's files at any time, and after close not even the PIN helps", async () => {
  const [setupCode, card] = [await election.setupCode(), await election.card()];
  const needles = [
    ...voterNeedles(),
    ...(await keyMaterial(election.publisher.electionKey, [card, setupCode])),
    ...(await pinHashes()),
  ];
  const roll = finderOf(needles);
  const tablet = await newTablet();
  const { page, profile } = tablet;
  await tablet.setUp(election.url, setupCode);
  expect(looked(profile, roll, "after set-up")).toEqual([]);

  // A mistyped code first: what is corrected must not be kept either.
  await page.getByLabel("Opening code").fill(`${card.slice(0, -1)}${card.endsWith("0") ? "1" : "0"}`);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(/./).first().waitFor();
  await tablet.open(card);
  await tablet.signIn(names.lin, longPin);
  const form = await standInTyped(page);
  expect(looked(profile, roll, "a worker's name and PIN typed")).toEqual([]);
  await form.getByRole("button", { name: "Add the worker" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("button", { name: new RegExp(`^${standIn.name}`) }).waitFor();
  await tablet.signIn(names.rosa, longPin);
  await tablet.checkIn(first.lastName, first.lastName);
  await tablet.page.getByText("Confirmed by the county").waitFor();
  await tablet.page.getByRole("button", { name: "Wrong voter?" }).click();
  await tablet.page.getByRole("button", { name: "Only cancel it" }).click();
  const dialog = tablet.page.getByRole("dialog", { name: /Cancel the check-in of/ });
  await dialog.getByRole("radio").last().check();
  await dialog.getByRole("textbox").fill(note);
  await dialog.getByRole("button", { name: "Cancel the check-in" }).click();
  await expect.poll(() => tablet.banner.innerText()).toBe("Ready to check in");
  await tablet.checkIn(second.lastName, second.lastName);
  await tablet.nextVoter();
  await tablet.searchBox.fill(said.typed);
  await tablet.searchBox.fill(said.none);
  await tablet.choose(third.street.split(" ")[0] ?? "", third.lastName);
  const bodies = await election.bodies(tablet);
  expect(bodies.map(({ type }) => type)).toEqual([
    "TabletOpened",
    "WorkerSignedIn",
    "WorkerAdded",
    "WorkerSignedIn",
    "VoterCheckedIn",
    "CheckInCancelled",
    "VoterCheckedIn",
  ]);
  needles.push(...textNeedles("a note", note), ...textNeedles("a search", said.none), ...logNeedles(bodies));
  needles.push(...(await addedHash((await tablet.events())[0]?.device ?? "", bodies)));

  const secret = finderOf(needles);
  const { secret: dayText, wraps } = await dayFile(tablet);
  const dayNeedles = [
    ...keyNeedles("the day's secret", fromBase64(dayText) ?? new Uint8Array(0)),
    ...wraps.flatMap(({ wrap }) => keyNeedles("the day's wrap", fromBase64(wrap) ?? new Uint8Array(0))),
  ];
  expect(looked(profile, secret, "open, a voter on the screen")).toEqual([]);
  const whileOpen = new Set(looked(profile, finderOf(dayNeedles), "the day's file").map(({ what }) => what));
  expect([...whileOpen].sort()).toEqual(["the day's secret", "the day's wrap"]);

  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("heading", { name: "Who works here?" }).waitFor();
  expect(looked(profile, secret, "locked")).toEqual([]);

  // The key of line codes is in use while a paper list is made.
  await tablet.signIn(names.lin, longPin);
  await tablet.inspectorAct("Paper list");
  await page.getByRole("button", { name: "Make the list" }).click();
  await page.getByRole("button", { name: "Print the list" }).waitFor();
  expect(looked(profile, secret, "a paper list on the screen")).toEqual([]);
  await page.reload();

  // A form that is cut off while it is typed: what the browser keeps to fill it in again is no secret of ours either.
  await tablet.signIn(names.lin, longPin);
  await standInTyped(page);
  await page.reload();
  await page
    .getByLabel("PIN", { exact: true })
    .or(page.getByRole("heading", { name: "Who works here?" }))
    .first()
    .waitFor();
  expect(looked(profile, secret, "reloaded while a worker was typed")).toEqual([]);

  // The power fails in the middle of the day: what the browser kept to restore its pages is no secret of ours.
  await tablet.signIn(names.rosa, longPin);
  await tablet.choose(third.lastName, third.lastName);
  await page.reload();
  await tablet.signIn(names.rosa, longPin);
  await tablet.choose(third.lastName, third.lastName);
  await tablet.kill();
  expect(looked(profile, secret, "killed while open")).toEqual([]);

  const again = await newTablet({ profile });
  await again.page.goto(election.url);
  await again.signIn(names.rosa, longPin);
  await again.choose(third.lastName, third.lastName);
  await again.page.getByRole("button", { name: "Lock" }).click();
  await again.signIn(names.lin, longPin);
  // The PIN itself is not a secret any more: what it opened must be gone.
  const after = finderOf([...needles, ...dayNeedles, ...nameNeedles()]);
  await suspended(again);
  expect(looked(profile, after, "after the polls were suspended")).toEqual([]);

  await again.open(await election.card());
  await again.signIn(names.lin, longPin);
  // The polls are suspended still: whoever may close it is asked to.
  await again.page
    .getByRole("dialog", { name: "Close this tablet?" })
    .getByRole("button", { name: "Close the tablet" })
    .click();
  await again.page.getByLabel("Opening code").waitFor();
  expect(looked(profile, after, "after close")).toEqual([]);
  await again.context.close();
  expect(looked(profile, after, "after close, browser ended")).toEqual([]);

  // Who has the disk and the PIN opens nothing: the tablet itself asks for the card.
  const stolen = await newTablet({ profile });
  await stolen.page.goto(election.url);
  await stolen.page.getByLabel("Opening code").waitFor();
  expect(await stolen.page.getByLabel("PIN", { exact: true }).count()).toBe(0);
}, 240_000);

test("P9: what a replaced card opened, and what a revoked tablet held, is gone from its files", async () => {
  const tablet = await newTablet();
  const { page, profile } = tablet;
  const sync = () => page.reload(); // a new start begins with a round
  const oldCard = await election.card();
  const needles = [...voterNeedles(), ...(await electionKeyNeedles(election.publisher.electionKey))];
  await tablet.setUp(election.url, await election.setupCode());
  const replaced = await wrapNeedles(tablet, "the wrap of the lost card");
  expect(looked(profile, finderOf(replaced), "set up").length).toBeGreaterThan(0);

  await election.reissueCard();
  const before = await secretFile(tablet, "wraps");
  await sync();
  await expect.poll(() => secretFile(tablet, "wraps")).not.toBe(before);
  await tablet.readyToOpen();
  const current = await wrapNeedles(tablet, "the wrap of the card");
  expect(looked(profile, finderOf([...replaced, ...needles]), "after a new card")).toEqual([]);
  expect(looked(profile, finderOf(current), "after a new card").length).toBeGreaterThan(0);
  await page.getByLabel("Opening code").fill(oldCard);
  await page.keyboard.press("Enter");
  await page.getByText(/This code does not open this tablet/).waitFor();

  // A second list, taken into use while the tablet is open.
  await tablet.open(await election.card());
  await tablet.signIn(names.rosa, longPin);
  const added = voter("VQX99000001", { ...first, id: "VQX99000001", lastName: word(), firstName: word() });
  await election.publish([...voters, added]);
  needles.push(...[added.id, added.lastName, added.firstName].flatMap((text) => textNeedles("a new voter", text)));
  await expect
    .poll(async () => {
      await tablet.searchBox.fill("");
      await tablet.searchBox.fill(added.lastName);
      return page.getByRole("option").first().innerText();
    })
    .toContain(added.lastName);
  const secret = finderOf(needles);
  expect(looked(profile, secret, "a second list in use")).toEqual([]);
  const { secret: dayText } = await dayFile(tablet);
  const day = keyNeedles("the day's secret", fromBase64(dayText) ?? new Uint8Array(0));

  const device = (await tablet.events())[0]?.device ?? "";
  expect(await revokeDevice(election.publisher, device, -1)).toMatchObject({ ok: true });
  await sync();
  await page.getByRole("heading", { name: /set this tablet aside/ }).waitFor({ timeout: 40_000 });
  const gone = finderOf([...needles, ...replaced, ...current, ...day, ...nameNeedles()]);
  expect(looked(profile, gone, "after revocation")).toEqual([]);
  await tablet.context.close();
  expect(looked(profile, gone, "after revocation, browser ended")).toEqual([]);
}, 240_000);

/** Log bodies and standings, as JSON or packed, as they would stand if somebody stored them in clear. */
function logNeedles(bodies: readonly object[]): Needle[] {
  const telling = ["cmd", "voter", "receipt", "wall", "undoes", "note"]; // hashes in a body are public
  return bodies.flatMap((body) => [
    ...keyNeedles("a log body", packBody(body).subarray(0, 32)),
    ...Object.entries(body)
      .filter(([name]) => telling.includes(name))
      .flatMap(([name, value]) => textNeedles("a log body", `"${name}":${JSON.stringify(value)}`.slice(0, 40))),
  ]);
}

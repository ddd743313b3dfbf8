/** A tablet that cannot go on under its number may be the only one that has what a restored county lost. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin } from "../helpers/openElection.ts";
import { RestorableCounty } from "../helpers/restorableCounty.ts";

let at: OpenElection;
let folder: RestorableCounty;
beforeEach(async () => {
  at = await openElection(undefined, async (now) => {
    folder = await RestorableCounty.begin(now);
    return folder;
  });
});
afterEach(() => at.stop());

const isBehind = (): boolean => at.county.county.behind() !== undefined;

/** As it was at the last backup; everything that was signed since is on this tablet alone. */
async function restoredWith({ store }: CoreTablet): Promise<void> {
  const newest = (await store.fact("frontier"))?.note;
  expect(await folder.restore(async (note) => note === newest)).toBe(true);
  expect(isBehind()).toBe(true);
}

/** It gave the county its log back, so it can be set up again; what it recorded counts. */
async function goesOn(tablet: CoreTablet, voters: readonly string[]): Promise<void> {
  await tablet.core.syncNow();
  expect(isBehind()).toBe(false);
  expect(await tablet.core.setUp(await at.setupCode("school"), true)).toMatchObject({ ok: true });
  await tablet.core.syncNow();
  await at.county.county.lookAround();
  expect([...at.county.county.fold.standings.voters()].sort()).toEqual(voters);
}

test("P5: a tablet whose log was damaged gives a restored county its log back, and is then set up again", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.syncNow();
  await folder.backup();
  for (const voter of ["VoterAa", "VoterBa"]) await tablet.checkIn(voter);
  await tablet.core.syncNow();
  await restoredWith(tablet);
  tablet.online = false;
  tablet.store.loseEvent((await tablet.store.fact("identity"))?.device ?? "", 2);
  tablet.start();
  await tablet.core.start();
  expect(tablet.core.state().phase).toMatchObject({ phase: "setUpAgain", why: "damagedLog" });
  tablet.online = true;
  await goesOn(tablet, ["V0", "V1"]);
});

test("P5: so does one that learns from the newest entries that its number is at its end, because its records were carried", async () => {
  const [tablet, taker] = [await at.workingTablet(), await at.workingTablet("library")];
  for (const one of [tablet, taker]) await one.core.syncNow();
  await folder.backup();
  // Its profile lives on twice.
  tablet.online = false;
  const copy = at.newTablet();
  copy.store.restore(tablet.store.backup());
  copy.records.bytes = tablet.records.bytes;
  for (const [name, bytes] of tablet.files.kept) copy.files.kept.set(name, bytes);
  await copy.core.start();
  await copy.core.signIn("rosa", pin);
  await copy.checkIn("VoterAa");
  await copy.core.syncNow();
  await tablet.checkIn("VoterBa");
  const given = await tablet.core.carry({ how: "file" });
  if (given?.how !== "file") throw new Error("nothing to carry");
  expect(await taker.core.takeCarried(new Uint8Array(await given.file.arrayBuffer()))).toMatchObject({ ok: true });
  await taker.core.syncNow(); // hears first, and delivers then
  await copy.core.syncNow();
  expect(copy.core.state().phase).toMatchObject({ phase: "setUpAgain", why: "fork" });
  await restoredWith(copy);
  taker.online = false;
  await goesOn(copy, ["V0", "V1"]);
});

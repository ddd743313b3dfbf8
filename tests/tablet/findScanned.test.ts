/** A scanned card at the real tablet: found when the poll book is open, and the newest of scans and searches wins. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Scan } from "../../src/protocol/scan.ts";
import { type OpenElection, openElection, pin } from "../helpers/openElection.ts";

let at: OpenElection;
beforeEach(async () => {
  at = await openElection();
});
afterEach(() => at.stop());

const licence = (last: string, birthDate = "1970-01-01"): Scan => ({
  scan: "person",
  person: {
    names: [{ last, first: "ANA", middle: "", suffix: "", cut: { last: false, first: false, middle: false } }],
    birthDate,
    jurisdiction: "NC",
    expires: undefined,
  },
});

test("opens the one voter, else gives the text to search for; only the newest is answered; nothing while locked", async () => {
  const tablet = at.newTablet();
  await tablet.core.start();
  await tablet.core.setUp(await at.setupCode("school"), true);
  await tablet.phase("closed");
  await tablet.core.open(await at.card("school"));
  expect(await tablet.core.findScanned(licence("VOTERAA"))).toBeUndefined();
  await tablet.core.signIn("rosa", pin);

  expect(await tablet.core.findScanned(licence("VOTERAA"))).toEqual({ found: "one", voterId: "V0" });
  expect(await tablet.core.findScanned({ scan: "voterId", id: "V1" })).toEqual({ found: "one", voterId: "V1" });
  expect(await tablet.core.findScanned(licence("VOTERAA", "1970-01-02"))).toEqual({
    found: "list",
    query: "VOTERAA, ANA 01/02/1970",
  });

  const older = tablet.core.findScanned(licence("VOTERAA"));
  const newer = tablet.core.findScanned(licence("VOTERBA"));
  expect(await newer).toEqual({ found: "one", voterId: "V1" });
  expect(await older).toBeUndefined();
  const overtaken = tablet.core.findScanned(licence("VOTERAA"));
  await tablet.core.search("voter");
  expect(await overtaken).toBeUndefined();
});

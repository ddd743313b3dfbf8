/** A trainer's trouble happens to the tablet itself, by the ways in which it happens on the day. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ok } from "../../src/domain/result.ts";
import { PracticeTrouble } from "../../src/ui/practice/practiceTrouble.ts";
import { Practicing } from "../helpers/practicing.ts";
import { ScenarioHands } from "../helpers/scenarioHands.ts";

const practicing = new Practicing();
const hands = new ScenarioHands(practicing);
beforeAll(() => practicing.tablet.begin({ state: "OH" }), 60_000);
afterAll(() => practicing.tablet.stop());

test("the network is gone from one voter to the next, and what was recorded is sent when it is back", async () => {
  practicing.tablet.setNetwork(false);
  for (const scenario of ["licence", "inactive"]) {
    await (await hands.begin(scenario)).serve();
    expect(await hands.verdict()).toMatchObject({ outcome: "right" });
    await hands.core.syncNow();
    expect(hands.core.state()).toMatchObject({ safety: { safety: "noNetwork" } });
  }
  expect(hands.core.state().notSent).toBeGreaterThanOrEqual(2);
  practicing.tablet.setNetwork(true);
  await hands.core.syncNow();
  expect(hands.core.state().notSent).toBe(0);
});

test("another place checks in whoever stands at the desk", async () => {
  await hands.begin("licence");
  expect(await practicing.tablet.trouble("checkedInElsewhere")).toBe(true);
  const view = await hands.core.voter(hands.visitor.id);
  expect(view?.disposition).toMatchObject({ kind: "none", why: { reason: "checkedIn" } });

  // Before this tablet hears of it: then the voter is checked in twice, and everybody is told.
  await hands.begin("licence");
  practicing.tablet.setNetwork(false);
  await hands.serve();
  await practicing.tablet.trouble("checkedInElsewhere");
  practicing.tablet.setNetwork(true);
  await hands.core.syncNow();
  expect(hands.core.state().safety).toEqual({ safety: "checkedInTwice", voters: 1 });
});

test("the list is changed while the voter stands at the desk, and nobody is nobody's trouble", async () => {
  await hands.begin("licence");
  expect((await hands.core.voter(hands.visitor.id))?.disposition.kind).toBe("ask");
  expect(await practicing.tablet.trouble("absenteeCameBack")).toBe(true);
  const view = await hands.core.voter(hands.visitor.id);
  expect(view?.disposition).toMatchObject({ kind: "none", why: { reason: "absenteeReturned" } });
  await hands.begin("saysRegistered");
  expect(await practicing.tablet.trouble("absenteeCameBack")).toBe(false);
  practicing.tablet.rehearsal().end();
  expect(await practicing.tablet.trouble("checkedInElsewhere")).toBe(false);
});

test("a clock that is wrong is put right by the county's answers; a day that goes faster is everybody's", async () => {
  practicing.tablet.setClock({ ahead: 3_600_000, wrongBy: 7_200_000 });
  await hands.core.syncNow();
  await (await hands.begin("licence")).serve();
  const wall = (await hands.standing()).checkIns[0]?.wall ?? 0;
  expect(Math.abs(wall - (practicing.now + 3_600_000))).toBeLessThan(60_000);
});

test("a printer that is said to fail fails, and prints again when it is repaired", async () => {
  const trouble = new PracticeTrouble();
  const jobs: unknown[] = [];
  const printer = trouble.printer({
    print: async (job) => {
      jobs.push(job);
      return ok(undefined);
    },
  });
  const job = { documents: [], paper: "letter", language: "en", mark: undefined } as const;
  trouble.printerFails = true;
  expect(await printer.print(job)).toMatchObject({ ok: false, error: { type: "failed" } });
  trouble.printerFails = false;
  expect(await printer.print(job)).toEqual({ ok: true, value: undefined });
  expect(jobs).toEqual([job]);
});

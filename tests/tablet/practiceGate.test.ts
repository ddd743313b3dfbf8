/** Practice on a tablet that is set up: while it is closed, with the county's practice code, and never while it is open. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";

let at: OpenElection;
beforeEach(async () => {
  at = await openElection(plainVoters(20));
});
afterEach(() => at.stop());

test("the code lets people practice before the first opening and after the close, also after a restart, never between", async () => {
  const code = await at.county.county.enrolment.practiceCode();
  expect(code).toMatch(/^\d{6}$/);
  const tablet = at.newTablet();
  await tablet.core.start();
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: false, error: { type: "notClosed" } });
  await tablet.core.setUp(await at.setupCode("school"), true);
  await tablet.phase("closed");
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: true });
  tablet.start();
  await tablet.core.start();
  await tablet.phase("closed");
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: true });
  await tablet.core.open(await at.card("school"));
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: false, error: { type: "notClosed" } });
  await tablet.core.signIn("lin", pin);
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: false, error: { type: "notClosed" } });
  expect(await tablet.core.close()).toMatchObject({ ok: true });
  await tablet.phase("closed");
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: true });
});

test("who guesses waits, and a worker's PIN is no practice code", async () => {
  const code = await at.county.county.enrolment.practiceCode();
  const tablet = at.newTablet();
  await tablet.core.start();
  await tablet.core.setUp(await at.setupCode("school"), true);
  await tablet.phase("closed");
  expect(pin).not.toBe(code);
  for (let n = 0; n < 5; n++)
    expect(await tablet.core.mayPractice(pin)).toMatchObject({ ok: false, error: { type: "wrongCode" } });
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: false, error: { type: "pause" } });
  at.clock.pass(30_000);
  expect(await tablet.core.mayPractice(code)).toMatchObject({ ok: true });
});

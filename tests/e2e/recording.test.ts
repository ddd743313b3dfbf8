/** Recording a check-in in a real browser: once for ten taps, and never said when it is not so. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const voters = plainVoters(20);
const [first, second, third] = voters.map((voter) => voter.lastName) as [string, string, string];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

const checkIns = async (tablet: Tablet): Promise<number> =>
  (await election.bodies(tablet)).filter((body) => body.type === "VoterCheckedIn").length;

/** Runs in the tablet's worker: from now on the browser takes back every row that is added, until `mend` is called. */
const breakStorage = (): void => {
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...row: Parameters<typeof add>) {
    const request = add.apply(this, row);
    request.addEventListener("success", () => this.transaction.abort());
    return request;
  };
  Object.assign(globalThis, {
    mend: () => {
      IDBObjectStore.prototype.add = add;
    },
  });
};
const mendStorage = (): void => (globalThis as unknown as { mend(): void }).mend();

test("P4: ten quick taps on Check in make one event, here and at the county", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  await tablet.choose(first, first);
  const at = await tablet.checkInButton.boundingBox();
  if (at === null) throw new Error("no button");
  for (let tap = 0; tap < 10; tap++)
    void tablet.page.mouse.click(at.x + at.width / 2, at.y + at.height / 2).catch(() => undefined);
  await tablet.recorded.waitFor();
  await tablet.page.getByText("Confirmed by the county").waitFor();
  expect(await checkIns(tablet)).toBe(1);
  expect((await election.overview()).checkedIn).toBe(1);
});

test("P5: a write that fails says so, stays, and the same voter can be recorded once it can be", async () => {
  const tablet = await newTablet();
  await election.ready(tablet);
  const [worker] = tablet.page.workers();
  if (worker === undefined) throw new Error("the tablet runs in no worker");
  await tablet.choose(second, second);
  await worker.evaluate(breakStorage);
  await tablet.checkInButton.click();
  const stop = tablet.page.getByRole("heading", { name: "Stop: not recorded. Use the paper book" });
  await stop.waitFor();
  expect(await tablet.recorded.count()).toBe(0);
  await tablet.statusLine.getByText("Stop: not recorded. Use the paper book").waitFor();
  // Nothing but the two acts on this screen takes it away.
  await tablet.page.keyboard.type("abc");
  await tablet.page.keyboard.press("Escape");
  expect(await stop.isVisible()).toBe(true);
  expect(await checkIns(tablet)).toBe(0);

  await worker.evaluate(mendStorage);
  await tablet.page.getByRole("button", { name: "Try the same voter again" }).click();
  await tablet.checkInButton.click();
  await tablet.recorded.waitFor();
  expect(await checkIns(tablet)).toBe(1);
  await tablet.nextVoter();
  await tablet.checkIn(third, third);
});

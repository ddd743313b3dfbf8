/**
 * The whole path once, in two real browsers against the real endpoint: set up, cut off, check in, reload, plug in. The
 * network goes twice over: the cable is pulled (as in the field) and the browser is told to be offline.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";
import { axeFindings } from "./axeFindings.ts";

const voters = plainVoters(40);
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

/** Voters 0 to 9 on the first tablet, 9 to 18 on the second: number 9 on both. */
const shares = [voters.slice(0, 10), voters.slice(9, 19)];
const common = voters[9]?.id ?? "";
const checkedInOn = async (tablet: Tablet): Promise<string[]> =>
  (await election.bodies(tablet)).flatMap((body) => (body.type === "VoterCheckedIn" ? [body.voter] : []));

/**
 * The card says at both tablets who and when; what the inspector says at one ends it at the other and at the county, and may be
 * said anew; the wrong name leads to the right voter's check-in.
 */
async function settledByTheInspector(one: Tablet, other: Tablet): Promise<void> {
  const name = voters[9]?.lastName ?? "";
  for (const tablet of [one, other]) {
    await tablet.page.getByRole("button", { name: /1 voter is checked in twice/ }).click();
    const card = tablet.page.getByRole("dialog", { name: "Checked in twice" }).getByRole("listitem").first();
    expect(await card.innerText()).toMatch(new RegExp(`${name}[^]*rosa[^]*Receipt \\d-[^]*rosa[^]*Receipt \\d-`));
    for (const choice of [
      "Wrong name was tapped",
      "Same voter, ballot not given twice",
      "Two ballots given: call the county now",
    ])
      expect(await card.getByRole("button", { name: choice }).isVisible()).toBe(true);
    await look(tablet, "twice");
    expect(await axeFindings(tablet.page)).toEqual([]);
    await tablet.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  }

  // The poll worker asks the inspector, who agrees with a PIN at that tablet.
  await one.page.getByRole("button", { name: /1 voter is checked in twice/ }).click();
  await one.page.getByRole("button", { name: "Two ballots given: call the county now" }).click();
  await one.page.getByLabel("Inspector", { exact: true }).selectOption({ label: "lin · inspector" });
  await one.page.getByLabel("PIN of the inspector").fill(pin);
  await look(one, "twoBallots");
  await one.page.getByRole("button", { name: "Record: two ballots given" }).click();
  await one.page.getByText(/^Two ballots given, says lin/).waitFor();
  await one.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await other.page.getByRole("button", { name: /is checked in twice/ }).waitFor({ state: "detached" });
  const settled = async () => {
    const { twice, settledTwice } = await election.overview();
    return [twice.length, settledTwice.map((voter) => [voter.voter, voter.settled?.worker, voter.settled?.given])];
  };
  await expect.poll(settled).toEqual([0, [[common, "lin", null]]]);

  // At the other tablet the inspector sees it on the place's own screen, and says it anew.
  await other.page.getByRole("button", { name: "Lock" }).click();
  await other.signIn("lin", pin);
  await other.inspectorAct("Balance and counts");
  const card = other.page.getByRole("region", { name: "Checked in twice" });
  await card.getByText(/^Two ballots given, says lin/).waitFor();
  await look(other, "twiceOnScreen");
  await card.getByRole("button", { name: "Change this" }).click();
  await card.getByRole("button", { name: "Same voter, ballot not given twice" }).click();
  await card.getByRole("button", { name: "Record: one ballot given" }).click();
  await card.getByText(/^Same voter, ballot not given twice, says lin/).waitFor();
  await look(other, "oneBallot");
  await expect.poll(settled).toEqual([0, [[common, "lin", 0]]]);

  // It was a wrong name after all: the right voter is checked in instead, and nobody is checked in twice any more.
  await card.getByRole("button", { name: "Change this" }).click();
  await card.getByRole("button", { name: "Wrong name was tapped" }).click();
  await card
    .getByRole("button", { name: /receipt \d-/ })
    .first()
    .click();
  await other.page.getByText("Find and check in the right voter.").waitFor();
  const right = voters[30]?.lastName ?? "";
  await other.choose(right, right);
  await other.page
    .getByRole("button", { name: /^Check in instead|^Check in/ })
    .last()
    .waitFor();
  await other.page.getByRole("button", { name: "It was right" }).click();
  await other.banner.getByText("Stop: checked in twice").waitFor();
}

const look = async ({ page }: Pick<Tablet, "page">, name: string): Promise<void> => {
  const folder = process.env["LOOK"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

test("P1, P5, P8: two tablets check in voters without a network, and the county knows when it returns", async () => {
  const desks = await Promise.all(
    shares.map(async (share) => {
      const cable = await election.layCable();
      const tablet = await newTablet();
      await election.ready(tablet, { url: cable.url });
      return { tablet, cable, share };
    }),
  );

  for (const { tablet, cable } of desks) {
    cable.pull();
    await tablet.context.setOffline(true);
  }
  const dayOffline = async ({ tablet, share }: (typeof desks)[number]): Promise<void> => {
    for (const { lastName } of share) {
      await tablet.checkIn(lastName, lastName);
      await tablet.nextVoter();
    }
    await tablet.page.reload();
    await tablet.signIn("rosa", pin);
    expect(await checkedInOn(tablet)).toEqual(share.map((voter) => voter.id));
    await tablet.searchBox.fill(share[0]?.lastName ?? "");
    await tablet
      .row(share[0]?.lastName ?? "")
      .getByText(/^Checked in \d/)
      .waitFor();
    await tablet.statusLine.getByText(/No network: keep going/).waitFor();
  };
  await Promise.all(desks.map(dayOffline));
  expect((await election.overview()).checkedIn).toBe(0);

  for (const { tablet, cable } of desks) {
    cable.plugIn();
    await tablet.context.setOffline(false);
  }
  // All events of both, each once.
  const { standings } = election.county.fold;
  await expect
    .poll(async () => {
      await election.overview();
      return voters.map((voter) => standings.of(voter.id).checkIns.length);
    })
    .toEqual(voters.map((_, n) => (n === 9 ? 2 : n < 19 ? 1 : 0)));
  const { twice, checkedIn, tablets } = await election.overview();
  expect(twice.map((one) => [one.voter, one.checkIns.length])).toEqual([[common, 2]]);
  expect(checkedIn).toBe(19);
  // The opening, two sign-ins and ten check-ins of each.
  expect(tablets.map((tablet) => tablet.accepted)).toEqual([13, 13]);

  for (const { tablet } of desks) {
    await tablet.page.getByRole("button", { name: /1 voter is checked in twice/ }).click();
    const dialog = tablet.page.getByRole("dialog", { name: "Checked in twice" });
    await dialog.getByText(voters[9]?.lastName ?? "").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await tablet.choose(voters[9]?.lastName ?? "", voters[9]?.lastName ?? "");
    expect(await tablet.banner.innerText()).toBe("Stop: checked in twice");
  }

  await settledByTheInspector(desks[0]?.tablet as Tablet, desks[1]?.tablet as Tablet);

  // Each tablet has verified the whole record and comes to the county's root.
  const { log } = await election.overview();
  for (const { tablet } of desks)
    await expect.poll(() => tablet.frontier()).toMatchObject({ size: log.size, root: log.root });
}, 120_000);

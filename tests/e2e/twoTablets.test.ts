/**
 * The whole path once, in two real browsers against the real endpoint: set up, cut off, check in, reload, plug in. The
 * network goes twice over: the cable is pulled (as in the field) and the browser is told to be offline.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection, pin } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

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

  // Each tablet has verified the whole record and comes to the county's root.
  const { log } = await election.overview();
  for (const { tablet } of desks)
    await expect.poll(() => tablet.frontier()).toMatchObject({ size: log.size, root: log.root });
}, 120_000);

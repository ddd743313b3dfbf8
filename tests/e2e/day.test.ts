/** What a poll worker meets in the course of a day, on real tablets against the real endpoint. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type Tablet, tabletsOfThisFile } from "../helpers/tablet.ts";

const at = { houseNumber: "12", street: "Maple St", birthDate: "1970-05-01", firstName: "Ana", split: "01" };
const voters = [
  voter("V1", { ...at, lastName: "Abelard" }),
  voter("V2", { ...at, lastName: "Boone" }),
  voter("V3", { ...at, lastName: "Castle" }),
  voter("V4", { ...at, lastName: "Dorsey", split: "02" }),
  voter("V5", { ...at, lastName: "Emmerich", absentee: "returned" }),
  voter("V6", { ...at, lastName: "Foxworth" }),
];
const newTablet = tabletsOfThisFile();
let election: BrowserElection;
beforeAll(async () => {
  election = await browserElection({ voters });
});
afterAll(() => election.stop());

const desk = async (): Promise<Tablet> => {
  const tablet = await newTablet();
  await election.ready(tablet);
  return tablet;
};

test("a morning on one tablet: wrong code and PIN, confirmation by itself, another place, an absentee ballot that came back", async () => {
  // A wrong opening code and a wrong PIN are told, and can be corrected.
  const tablet = await newTablet();
  await tablet.setUp(election.url, await election.setupCode());
  const code = tablet.page.getByLabel("Opening code");
  await code.fill(await election.card("library"));
  await tablet.page.keyboard.press("Enter");
  await tablet.page.getByRole("alert").getByText(/./).first().waitFor();
  expect(await code.inputValue()).toBe(await election.card("library"));
  await tablet.open(await election.card());
  await tablet.page.getByRole("button", { name: /^rosa/ }).click();
  await tablet.page.getByLabel("PIN", { exact: true }).fill("111111");
  await tablet.page.keyboard.press("Enter");
  await tablet.page.getByRole("alert").getByText(/./).first().waitFor();
  await tablet.page.getByLabel("PIN", { exact: true }).fill("246810");
  await tablet.page.keyboard.press("Enter");
  await tablet.searchBox.waitFor();

  // The county's confirmation comes by itself, and a keystroke starts the next voter.
  await tablet.checkIn("abelard", "Abelard");
  await tablet.page.getByText("Confirmed by the county").waitFor();
  await tablet.page.keyboard.type("boone");
  await tablet.row("Boone").waitFor();
  expect(await tablet.searchBox.inputValue()).toBe("boone");
  await tablet.searchBox.fill("abelard");
  await tablet
    .row("Abelard")
    .getByText(/^Checked in \d/)
    .waitFor();

  // A voter of another place is sent there, by name and address.
  await tablet.searchBox.fill("dorsey");
  await tablet.row("Dorsey").getByText("Library").waitFor();
  await tablet.choose("dorsey", "Dorsey");
  expect(await tablet.banner.innerText()).toBe("Send to Library");
  await tablet.voter.getByText("2 Oak St").waitFor();
  expect(await tablet.checkInButton.count()).toBe(0);

  // A voter whose absentee ballot came back gets no regular ballot.
  await tablet.choose("emmerich", "Emmerich");
  expect(await tablet.banner.innerText()).toBe("Stop: absentee ballot came back");
  await tablet.voter.getByText(/Give no regular ballot/).waitFor();
  expect(await tablet.checkInButton.count()).toBe(0);
  await tablet.page.getByRole("button", { name: "Next voter" }).click();
  expect(await tablet.searchBox.inputValue()).toBe("");
}, 90_000);

test("a check-in can be cancelled with a reason, and the voter checked in again; both tablets follow", async () => {
  const [tablet, other] = await Promise.all([desk(), desk()]);
  await other.choose("boone", "Boone");
  await expect.poll(() => other.banner.innerText()).toBe("Ready to check in");

  await tablet.checkIn("boone", "Boone");
  // The other tablet has this voter on its screen: the banner changes under the poll worker's eyes.
  await expect.poll(() => other.banner.innerText()).toBe("Stop: already checked in");
  expect(await other.checkInButton.count()).toBe(0);

  await tablet.page.getByRole("button", { name: "Wrong voter?" }).click();

  await tablet.page.getByRole("button", { name: "Only cancel it" }).click();
  const dialog = tablet.page.getByRole("dialog", { name: /Cancel the check-in of/ });
  const cancel = dialog.getByRole("button", { name: "Cancel the check-in" });
  expect(await cancel.isDisabled()).toBe(true);
  await dialog.getByRole("radio", { name: "Wrong voter was chosen" }).check();
  await cancel.click();
  await expect.poll(() => tablet.banner.innerText()).toBe("Ready to check in");
  await tablet.voter.getByText("An earlier check-in was cancelled.").waitFor();
  await expect.poll(() => other.banner.innerText()).toBe("Ready to check in");

  await other.checkInButton.click();
  await other.recorded.waitFor();
  await expect.poll(() => tablet.banner.innerText()).toBe("Stop: already checked in");
  expect((await election.overview()).twice).toEqual([]);
});

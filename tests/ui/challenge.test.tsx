/** A challenge at the table as poll workers go through it: behind one button, one question after the other. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { expectQuietConsole } from "./quietConsole.ts";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const buttons = (): string[] => [...document.querySelectorAll(".said button")].map((one) => one.textContent ?? "");

test("North Carolina: who, on what ground, what came of it; a challenged ballot is decided by the chief judge", async () => {
  const tablet = await showByPack("NC");
  expect(buttons()).not.toContain("Voter is challenged");
  await press("Needs help, or is challenged");
  await press("Voter is challenged");
  expect(bannerText()).toBe("Ask who challenges the voter");
  await press("A registered voter of this county");
  expect(bannerText()).toBe("Ask what the challenge says");
  expect(screen.queryByRole("button", { name: "Voter belongs to another party" })).toBeNull();
  await press("Voter lives somewhere else");
  expect(screen.getByText("Ask: “Where do you live, and since when?” What came of it?")).toBeTruthy();
  await press(/^Not settled in the voter's favor/);
  await press("Yes, shown");
  expect(bannerText()).toBe("Have the voter complete the form");
  for (const box of screen.getAllByRole("checkbox")) await userEvent.click(box);
  expect(bannerText()).toBe("Give a provisional ballot");
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Chief judge" }), "lin");
  await userEvent.type(screen.getByLabelText("PIN of the chief judge"), "739150");
  await press("Record provisional");
  expect(tablet.asked.find(({ what }) => what === "checkIn")?.with).toMatchObject({
    ballot: "provisional",
    answers: { challengedHere: "voterOfCounty", challengeGround: "saysLivesElsewhere", challenged: "challengeUpheld" },
    second: { worker: "lin" },
  });
});

test("it is taken back with one tap, and the voter is like any other", async () => {
  await showByPack("OH");
  await press("Needs help, or is challenged");
  await press("Voter is challenged");
  await press("Not so: Voter is challenged");
  expect(bannerText()).toBe("Ask for identification");
});

test("New Hampshire: the challenger's affidavit comes before the decision", async () => {
  await showByPack("NH");
  await press("Needs help, or is challenged");
  await press("Voter is challenged");
  await press("A registered voter of this town or ward");
  expect(screen.getByText("Have it completed first: Affidavit of the challenger")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Print this form, filled in" })).toBeTruthy();
});

test("California: a bystander's words begin nothing", async () => {
  await showByPack("CA");
  await press("Needs help, or is challenged");
  await press("Voter is challenged");
  await press("Somebody else: no challenge, go on");
  expect(bannerText()).toBe("Ready to check in");
});

test("Texas offers none, and Ohio the doubt of a party in primaries only", async () => {
  await showByPack("TX");
  await press("Voter needs help");
  expect(buttons()).not.toContain("Voter is challenged");
  cleanup();
  await showByPack("OH");
  await press("Needs help, or is challenged");
  expect(buttons()).not.toContain("Party is doubted");
  cleanup();
  await showByPack("OH", { kind: "primary" });
  await press("Needs help, or is challenged");
  await press("Party is doubted");
  expect(bannerText()).toBe("Ask for identification");
  await press("Yes, shown");
  expect(bannerText()).toBe("Ask for a statement of the party");
  await press("Yes, signs the statement");
  expect(screen.getByRole("checkbox", { name: "Voter completed: Form 10-W" })).toBeTruthy();
});

test("New Hampshire: decided against the voter, the moderator records that no ballot is given", async () => {
  const tablet = await showByPack("NH");
  await press("Needs help, or is challenged");
  await press("Voter is challenged");
  await press("An election official of this place");
  await press("Voter is not a citizen");
  await press(/^Not settled in the voter's favor/);
  expect(bannerText()).toBe("Ask the moderator: voter is challenged");
  const record = screen.getByRole("button", { name: "Record: no ballot is given" });
  expect(record.hasAttribute("disabled")).toBe(true);
  await userEvent.click(screen.getByRole("checkbox", { name: "Completed: Affidavit of the challenger" }));
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Moderator" }), "lin");
  await userEvent.type(screen.getByLabelText("PIN of the moderator"), "739150");
  await userEvent.click(record);
  expect(tablet.asked.find(({ what }) => what === "noteOnVoter")?.with).toMatchObject({
    note: "challengeUpheld",
    answers: { challengedHere: "officialChallenges", challengeGround: "saysNotCitizen", challenged: "challengeUpheld" },
    forms: ["Affidavit of the challenger"],
    second: { worker: "lin" },
  });
});

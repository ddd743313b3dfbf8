/** A confidential voter at the desk under every pack: a number, and no word of who it is; then the county, or the ballot. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { asListed } from "../../src/domain/confidential.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { election, voter } from "./scriptedTablet.ts";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const known = voter({ flags: ["confidential"] });
const who = [known.lastName, known.firstName, known.street, known.city, "1978"].filter((word) => word !== "");
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const shown = (): string => screen.getByRole("region", { name: "Voter" }).textContent ?? "";
const show = (state: string) => showByPack(state, { record: asListed(known), phone: "555-0142" });

test.each([...packs.values()])("$name: the number, and neither name nor birth date nor address", async ({ state }) => {
  await show(state);
  expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(known.id);
  for (const word of who) expect(shown()).not.toContain(word);
  expect(shown()).toContain("Do not say or write down this voter's name or address.");
  expect(shown()).not.toContain("Ask the voter to say name");
});

describe("what comes next", () => {
  const calls = [...packs.keys()].filter((state) => state !== "NH");
  test.each(calls)("%s: call the county, at this number; then an inspector says what it said", async (state) => {
    await show(state);
    expect(bannerText()).toBe("Call the county: record is confidential");
    expect(document.querySelector(".phone")?.textContent).toBe("555-0142");
    await press(/^The county says that this voter may vote here/);
    expect(bannerText()).not.toContain("Call the county");
  });

  test("New Hampshire: by number alone", async () => {
    await show("NH");
    expect(bannerText()).toBe("Ask for the voter's number");
    expect(document.querySelector(".phone")).toBeNull();
    await press(/^The voter gave this number/);
    await press(/^Yes, shown/);
    expect(bannerText()).toBe("Ready to check in");
    for (const word of who) expect(shown()).not.toContain(word);
  });
});

test("the packs differ from each other", () => {
  expect(election.phone).toBeUndefined();
  expect(new Set([...packs.values()].map(({ rules }) => rules.confidential.book)).size).toBe(2);
});

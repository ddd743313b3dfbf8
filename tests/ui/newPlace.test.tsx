/** A voter who belongs to another place after a move: where it is, found by the new address, and who may stay. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { disposition } from "../../src/domain/disposition.ts";
import { Election } from "../../src/domain/election.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  foundRows,
  morning,
  nothingKnown,
  scriptedTablet,
  style,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const places = (): string => document.querySelector(".places")?.textContent ?? "";
const harborSplit = "30";

/** `splits`: of the neighbors of whatever address is typed. */
async function movedFar(splits: readonly string[]) {
  const asked: string[] = [];
  const atAddress = async (houseNumber: string, street: string) => {
    asked.push(`${houseNumber} ${street}`);
    return { rows: [], splits };
  };
  const tablet = await showByPack("NC", { script: { atAddress } });
  await press("Yes, shown");
  await press("Voter has moved");
  await press(/^To or from another precinct of this county/);
  return { tablet, asked };
}
const typeAddress = async (): Promise<void> => {
  await userEvent.type(screen.getByLabelText("New house number"), "7");
  await userEvent.type(screen.getByLabelText("New street"), "Harbor Ct");
};

test("North Carolina: the place of the new address, with directions and a code to take along", async () => {
  const { tablet } = await movedFar([harborSplit]);
  expect(bannerText()).toBe("Send to the place of the new address");
  expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
  expect(places()).toBe("");
  expect(document.activeElement).toBe(screen.getByLabelText("New house number"));
  await typeAddress();
  await waitFor(() => expect(places()).toContain("Harbor School"));
  for (const part of ["7 Harbor Ct", "Left at the fire station"]) expect(places()).toContain(part);
  expect(await screen.findByLabelText("Address of Harbor School for a phone")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Print the address" })).toBeTruthy();
  // Nothing is recorded of a voter who goes there.
  expect(tablet.asked.map(({ what }) => what)).not.toContain("checkIn");
});

test("a voter who wants to stay gets a provisional ballot, by the inspector; a wrong tap is changed", async () => {
  await movedFar([harborSplit]);
  await press(/^Voter wants to vote here/);
  expect(bannerText()).toBe("Ask on which day the voter moved");
  expect(document.querySelector(".ballot")?.textContent).toContain("Provisional ballot");
  cleanup();
  await movedFar([harborSplit]);
  await press("Change");
  await press("Within this precinct");
  expect(bannerText()).toBe("Have the voter complete the form");
});

test("no neighbor on the list: the precinct is chosen; an address of this place sends nobody away", async () => {
  await movedFar([]);
  await typeAddress();
  await screen.findByText("No neighbor is on the list. Choose the precinct, or ask the county.");
  const precinct = screen.getByLabelText("Or choose the precinct");
  await userEvent.selectOptions(precinct, harborSplit);
  expect(places()).toContain("Harbor School");
  await userEvent.selectOptions(precinct, "14");
  expect(places()).toBe("");
  expect(screen.getByText("This place serves that address. Choose below that the voter votes here.")).toBeTruthy();
});

test("Texas: whoever asks for a temporary exemption hears by which day to sign for it", async () => {
  await showByPack("TX");
  await press(/^No: religion, or a natural disaster/);
  expect(document.querySelector(".bringLater")?.textContent).toBe(
    "Tell the voter: sign the affidavit at the county by November 9, 2026.",
  );
  expect(bannerText()).toBe("Ask why the voter has no ID");
  await press("Change");
  await press(/none to show/);
  expect(document.querySelector(".bringLater")?.textContent).toBe(
    "Tell the voter: show ID to the county by November 9, 2026.",
  );
});

test.each([
  ["harbor", "Send to Harbor School", "7 Harbor Ct"],
  ["oak", "Call the early voting clerk: limited ballot", ""],
  [undefined, "Call the county: limited ballot", ""],
])("Texas: a limited ballot, where the main early voting place is %s: %s", async (mainEarlyVoting, banner, address) => {
  const { rules } = packs.get("TX") as Pack;
  const held = Election.parse({
    ...{ ...election, state: "TX", ballotStyles: [style], phone: "512 555 0134" },
    ...{ rules: { ...rules, signature: undefined }, mainEarlyVoting },
  });
  const early = morning - 14 * 86_400_000;
  const record = voter();
  const person = {
    ...{ lastName: "Ortega", firstName: "Luz", middleName: "", suffix: "", birthDate: "1961-07-04" },
    ...{ houseNumber: "412", street: "Maple St", unit: "", city: "" },
  };
  const unlisted = {
    person,
    split: record.split,
    precinctBy: "neighbors",
    party: "",
    tried: [],
    lookedAt: [],
  } as const;
  const decided = disposition(
    {
      ...{ election: held, place: held.places[0] as Election["places"][number], voter: record, hours: usualHours },
      ...{ standing: nothingKnown, now: early, knownThrough: { size: 0, at: early }, listIncomplete: false },
      ...{ authority: { holder: "here" }, newcomer: { as: "person", unlisted, alike: [] } },
    },
    { notOnList: "registeredElsewhere" },
  );
  const script = { search: async (query: string) => foundRows(query), voter: async () => view(record, decided) };
  await showApp(surroundingsOf(scriptedTablet(script, { election: held })));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await waitFor(() => expect(bannerText()).toBe(banner));
  expect(places()).toContain(address);
  expect(screen.queryByText("512 555 0134") !== null).toBe(mainEarlyVoting === undefined);
});

/** When a voter moved: asked where the day decides, typed as people write it. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { expectQuietConsole } from "./quietConsole.ts";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const mayCheckIn = (name = "Check in") => !screen.getByRole("button", { name }).hasAttribute("disabled");

async function movedIn(state: string) {
  const tablet = await showByPack(state);
  if (state !== "CA") await press("Yes, shown");
  await press("Voter has moved");
  return tablet;
}

test("North Carolina: the answers say the days, and the day is asked for and must fit", async () => {
  const tablet = await movedIn("NC");
  expect(bannerText()).toBe("Ask where the voter moved");
  expect(screen.getByRole("button", { name: /or later/ }).textContent).toBe(
    "To another precinct, a short time before the electionOctober 4, 2026 or later",
  );
  expect(screen.getByRole("button", { name: /or earlier/ }).textContent).toContain("October 3, 2026 or earlier");
  await press(/or later/);
  expect(bannerText()).toBe("Ask on which day the voter moved");
  const field = screen.getByLabelText("Day of the move");
  await userEvent.type(field, "9/12/2026");
  expect(screen.getByText("That day does not fit the answer. Change one of them.")).toBeTruthy();
  expect(bannerText()).toBe("Ask on which day the voter moved");
  await userEvent.clear(field);
  await userEvent.type(field, "10/12");
  expect(bannerText()).toBe("Have the voter complete the form");
  await userEvent.click(screen.getByRole("checkbox", { name: /Address change form/ }));
  expect(mayCheckIn()).toBe(true);
  await press("Check in");
  expect(tablet.asked.find(({ what }) => what === "checkIn")?.with).toMatchObject({
    answers: { moved: "movedRecently" },
    details: { dateOfMove: "2026-10-12" },
  });
});

test.each(["10/19/2026", "Oct 19 2026", "2026-10-19", "10-19-26"])("California: %s", async (typed) => {
  await movedIn("CA");
  await press(/To or from another precinct of this county/);
  await userEvent.type(screen.getByLabelText("Day of the move"), typed);
  expect(bannerText()).not.toBe("Ask on which day the voter moved");
});

test.each(["TX", "OH", "NH"])("%s: nothing follows from the day, and nobody is asked", async (state) => {
  await movedIn(state);
  expect(screen.queryByRole("button", { name: /or (later|earlier)/ })).toBeNull();
  await press(/Within this (precinct|ward)/); // New Hampshire says ward
  expect(screen.queryByLabelText("Day of the move")).toBeNull();
});

/** What counts as identification, where it is asked: behind one tap, in words, and recorded as a code. */
import { cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import type { Scripted } from "./scriptedTablet.ts";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const list = (): string[] => [...document.querySelectorAll(".idKinds li button")].map((one) => one.textContent ?? "");
const sent = (tablet: Scripted) => tablet.asked.find(({ what }) => what === "checkIn")?.with;

describe("behind one tap", () => {
  test("Texas: both lists, how old each may be, and a tap on a kind answers the question", async () => {
    const tablet = await showByPack("TX");
    expect(bannerText()).toBe("Ask for identification");
    expect(list()).toEqual([]);
    await press("What counts?");
    expect(list()).toContain("U.S. passport, book or card");
    expect(list()).toContain("U.S. citizenship certificate with photowhatever its date");
    expect(list()).toHaveLength(14);
    expect(document.querySelector(".idKinds p")?.textContent).toBe(
      "Not expired more than 4 years ago. From age 70: at any time.",
    );
    expect(screen.getByText("With the voter's declaration:")).toBeTruthy();
    await press("License to carry a handgun, of this state");
    expect(bannerText()).toBe("Ready to check in");
    expect(document.querySelector(".answered")?.textContent).toContain("License to carry a handgun");
    await press("Check in");
    expect(sent(tablet)).toMatchObject({
      answers: { identification: "idShown" },
      details: { identificationKind: "handgunLicense" },
    });
  });

  test("a kind that goes with a declaration leads to its form; one that counts leaves a similar name as it was said", async () => {
    await showByPack("TX");
    await press("What counts?");
    await press("Current utility bill");
    expect(bannerText()).toBe("Ask why the voter has no ID");
    await press("Work schedule");
    expect(document.querySelector(".steps .answered")?.textContent).toContain("Work schedule");
    expect(bannerText()).toBe("Have the voter complete the form");
    expect(screen.getByRole("checkbox", { name: /Reasonable Impediment Declaration/ })).toBeTruthy();
    await userEvent.click(screen.getAllByRole("button", { name: "Change" })[0] as HTMLElement);
    await press("Yes, with a name that is slightly different");
    expect(document.querySelector(".answered")?.textContent).not.toContain("utility");
    await press("Change");
    await press("What counts?");
    await press("U.S. military ID card");
    expect(screen.getByRole("checkbox", { name: /Similar name affidavit/ })).toBeTruthy();
    expect(document.querySelector(".answered")?.textContent).toContain("U.S. military ID card");
  });

  test.each([...packs.keys()])("%s: whoever names no kind taps no more than before, and sends none", async (state) => {
    if (packs.get(state)?.rules.identification !== "everyone") return;
    const tablet = await showByPack(state);
    await press("Yes, shown");
    expect(bannerText()).toBe("Ready to check in");
    await press("Check in");
    expect(sent(tablet)).toMatchObject({ answers: { identification: "idShown" } });
    expect(sent(tablet)).not.toHaveProperty("details");
  });

  test("North Carolina: from 65 on, what was good on that birthday", async () => {
    await showByPack("NC");
    await press("What counts?");
    expect(document.querySelector(".idKinds p")?.textContent).toBe(
      "Not expired more than 1 year ago. From age 65: not before that birthday.",
    );
  });

  test("New Hampshire: another state's card needs that state's two letters, and not its own", async () => {
    const tablet = await showByPack("NH");
    await press("Yes, a license or ID card of another state");
    expect(bannerText()).toBe("Write down which state issued it");
    const field = screen.getByLabelText("State that issued it, two letters");
    for (const wrong of ["zz", "nh", "vermont"]) {
      await userEvent.clear(field);
      await userEvent.type(field, wrong);
      expect(screen.getByText("Type two letters of another state, such as VT.")).toBeTruthy();
      expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(true);
    }
    await userEvent.clear(field);
    await userEvent.type(field, "vt");
    expect(bannerText()).toBe("Ready to check in");
    await press("Check in");
    expect(sent(tablet)).toMatchObject({ details: { issuingState: "VT" } });
  });
});

test("the list is within the question, and closed again with its answer", async () => {
  await showByPack("OH");
  const question = screen.getByRole("group", { name: "Does the voter show identification?" });
  await press("What counts?");
  expect(within(question).getByRole("button", { name: "National Guard ID card of this state" })).toBeTruthy();
  await press("Yes, shown");
  expect(list()).toEqual([]);
});

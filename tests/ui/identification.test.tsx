/** What counts as identification, where it is asked: behind one tap, in words, and recorded as a code. */
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import type { ScanAnswer } from "../../src/tablet/foundVoters.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { licenceOf, scan } from "./scans.ts";
import type { Scripted } from "./scriptedTablet.ts";
import { foundRows, voter } from "./scriptedTablet.ts";
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

describe("how old it may be", () => {
  const limit = (): string => document.querySelector(".idLimit")?.textContent ?? "";

  test.each([
    ["TX", "1978-07-19", "Expired before November 3, 2022: not accepted."],
    ["TX", "1956-11-03", "Photo ID may be expired, however long ago."],
    ["TX", "1956", "Expired before November 3, 2022: not accepted. Older counts from age 70: compare the birth date."],
    ["NC", "1946-05-01", "Expired before May 1, 2011: not accepted."],
    ["OH", "1978-07-19", "Expired before November 3, 2026: not accepted."],
    ["NH", "1978-07-19", "Expired before November 3, 2021: not accepted."],
  ])("%s, born %s: the day stands in the question", async (state, birthDate, expected) => {
    await showByPack(state, { record: voter({ birthDate }) });
    expect(limit()).toBe(expected);
    await press("Yes, shown");
    expect(limit()).toBe("");
  });

  test("California: of those who are asked at all", async () => {
    await showByPack("CA");
    expect(limit()).toBe("");
    cleanup();
    await showByPack("CA", { record: voter({ flags: ["idRequired"] }) });
    expect(limit()).toBe("Expired before November 3, 2026: not accepted.");
  });

  /** With a scanner in hand: answers with what scans a card that expires on that day. */
  async function showWithScanner(state: string, record = voter()) {
    const answers: ((answer: ScanAnswer) => void)[] = [];
    const findScanned = () => new Promise<ScanAnswer>((answer) => answers.push(answer));
    const tablet = await showByPack(state, { record, script: { findScanned } });
    await waitFor(() => expect(screen.getByRole("searchbox").dataset["scanner"]).toBe("true"));
    const scanned = async (expires: string, found: ScanAnswer = { found: "one", voterId: "AB100" }): Promise<void> => {
      await scan(licenceOf("GARCIA", "ANA", expires));
      await act(async () => answers.at(-1)?.(found));
    };
    return { tablet, scanned };
  }
  const tooOld = "The scanned card expired November 2, 2022: too old. Ask for another ID.";

  test("a scanned card that is too old is said so, another one is named, and nothing of the card is told", async () => {
    const { tablet, scanned } = await showWithScanner("TX");
    await scanned("2022-11-02");
    expect((await screen.findByRole("alert")).textContent).toBe(tooOld);
    expect(bannerText()).toBe("Ask for identification");
    // The voter may still show another one, declare why not, or have none.
    expect(screen.getByRole("button", { name: /none to show/ })).toBeTruthy();
    await press("Yes, another one");
    expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(true);
    await press("U.S. passport, book or card");
    expect(bannerText()).toBe("Ready to check in");
    await press("Check in");
    expect(sent(tablet)).toMatchObject({ found: "scan", details: { identificationKind: "passport" } });
    expect(JSON.stringify(tablet.asked.filter(({ what }) => what !== "findScanned"))).not.toContain("2022-11-02");
  });

  test("without another one the lawful way is open; a name that is like the voter's needs the other card too", async () => {
    const { scanned } = await showWithScanner("TX");
    await scanned("2022-11-02");
    await press("Yes, with a name that is slightly different");
    expect(bannerText()).toBe("Ask for identification");
    await press("U.S. military ID card");
    expect(screen.getByRole("checkbox", { name: /Similar name affidavit/ })).toBeTruthy();
    await press("Change");
    await press(/none to show/);
    expect(screen.getByRole("checkbox", { name: /Affidavit of Provisional Voter/ })).toBeTruthy();
  });

  test("a card that led to a list is still the one in the voter's hand; one typed for is none", async () => {
    const { scanned } = await showWithScanner("TX");
    await scanned("2022-11-02", { found: "list", query: "garcia" });
    await userEvent.click((await screen.findAllByRole("option", { name: /Ana María/ }))[0] as HTMLElement);
    expect((await screen.findByRole("alert")).textContent).toBe(tooOld);
    await press("Does not match");
    await userEvent.clear(screen.getByRole("searchbox"));
    await userEvent.type(screen.getByRole("searchbox"), "garcia");
    await userEvent.click((await screen.findAllByRole("option", { name: /Ana María/ }))[0] as HTMLElement);
    await screen.findByRole("button", { name: "Yes, shown" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test.each([
    ["still good that day", "TX", "2022-11-03", {}],
    ["of a voter of 70", "TX", "1999-01-01", { birthDate: "1956-11-03" }],
    ["where nobody asks for identification", "CA", "1999-01-01", {}],
  ])("a card %s leads on as before", async (_, state, expires, change) => {
    const { scanned } = await showWithScanner(state, voter(change));
    await scanned(expires);
    await screen.findByRole("button", { name: "Check in" });
    expect(screen.queryByRole("alert")).toBeNull();
    if (state === "TX") await press("Yes, shown");
    expect(bannerText()).toBe("Ready to check in");
  });
});

test.each([
  ["NC", "Listen first. Then announce the name and address."],
  ["NH", "Listen first. Then repeat the name and address aloud."],
  ["TX", "Listen first. Then ask whether the address on the list is current."],
])("%s: what the law has the official say stands there for a voter with a namesake too", async (state, said) => {
  const namesakes = (query: string) => {
    const found = foundRows(query);
    return { ...found, rows: found.rows.map((row) => ({ ...row, lookalike: true })) };
  };
  await showByPack(state, { script: { search: async (query: string) => namesakes(query) } });
  expect(screen.getByText("Ask for the birth date too: someone of this name lives near.")).toBeTruthy();
  expect(screen.getByText(said)).toBeTruthy();
});

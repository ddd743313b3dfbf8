/** What the poll worker asks, says and sees in a state's primary. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { expectQuietConsole } from "./quietConsole.ts";
import { voter } from "./scriptedTablet.ts";
import { bannerText, showByPack } from "./showByPack.ts";

expectQuietConsole();
afterEach(cleanup);

const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));
const choices = (): string[] => screen.getAllByRole("radio").map((one) => one.closest("label")?.textContent ?? "");
const member = "Tell the voter: a party's ballot makes them a member of it.";

describe("the choice of a ballot in a primary", () => {
  test("Texas: told before, whoever takes a party's ballot becomes its member", async () => {
    const tablet = await showByPack("TX", { kind: "primary" });
    await press("Yes, shown");
    expect(bannerText()).toBe("Ask which ballot");
    expect(screen.getByText(member)).toBeTruthy();
    expect(document.querySelector(".tell")?.textContent).not.toContain("leave");
    expect(choices()).toEqual(["Republican14-R", "Democratic14-D"]);
    await userEvent.click(screen.getByRole("radio", { name: /Democratic/ }));
    await press("Check in");
    expect(tablet.asked.find(({ what }) => what === "checkIn")?.with).toMatchObject({ style: "14-D" });
  });

  test("New Hampshire: and that they may leave it again", async () => {
    await showByPack("NH", { kind: "primary" });
    await press("Yes, shown");
    expect(document.querySelector(".tell")?.textContent).toBe(
      `${member} They may leave the party again before they go.`,
    );
  });

  test("Ohio: a ballot of issues only beside the parties'", async () => {
    await showByPack("OH", { kind: "primary" });
    await press("Yes, shown");
    expect(screen.getByText(member)).toBeTruthy();
    expect(choices()).toEqual(["Republican14-R", "Democratic14-D", "Issues only14-B"]);
  });

  test("North Carolina: said aloud, with the name; nobody is made a member", async () => {
    await showByPack("NC", { kind: "primary" });
    expect(screen.getByText("Ask the voter to say name, address and party.")).toBeTruthy();
    await press("Yes, shown");
    expect(bannerText()).toBe("Ask the voter to say the party aloud");
    expect(screen.getByText("The voter says the party aloud. Which is it?")).toBeTruthy();
    expect(document.querySelector(".tell")).toBeNull();
    expect(choices()).toEqual(["Republican14-R", "Democratic14-D", "No party14-B"]);
  });

  test("California: chosen on the tablet, and nothing is asked aloud", async () => {
    await showByPack("CA", { kind: "primary" });
    expect(screen.queryByText(/party/)).toBeNull();
    expect(bannerText()).toBe("Turn the tablet to the voter");
    await press("Turn to the voter");
    await screen.findByText("Which ballot do you want?");
    expect(choices()).toEqual(["Republican", "Democratic", "No party"]);
  });

  test("a general election has nothing of it", async () => {
    await showByPack("NC");
    expect(screen.queryByText(/party/)).toBeNull();
    await press("Yes, shown");
    expect(bannerText()).toBe("Ready to check in");
  });
});

describe("a runoff", () => {
  test("Texas: the list's party is named; that ballot only, or an affidavit", async () => {
    await showByPack("TX", { kind: "runoff", record: voter({ party: "REP" }) });
    await press("Yes, shown");
    expect(bannerText()).toBe("Ask whether the voter voted in that primary");
    expect(document.querySelector("fieldset legend")?.textContent).toBe(
      "By the list the voter voted in this primary: Republican. Did they?",
    );
    await press("Yes: that party's ballot only");
    expect(bannerText()).toBe("Ready to check in");
    expect(document.querySelector(".ballot b")?.textContent).toBe("14-R");
    expect(document.querySelector(".tell")).toBeNull();
  });

  test("North Carolina: the poll worker is told to give the first primary's party only", async () => {
    await showByPack("NC", { kind: "runoff" });
    await press("Yes, shown");
    expect(screen.getByText("Give only the ballot of the first primary in which the voter voted.")).toBeTruthy();
  });
});

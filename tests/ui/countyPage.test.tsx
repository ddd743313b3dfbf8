import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import { type Overview, officePaths } from "../../src/protocol/office.ts";
import { CountyApp } from "../../src/ui/county/CountyApp.tsx";
import { countyWords } from "../../src/ui/county/countyWords.ts";
import { officeOf } from "../../src/ui/county/officeClient.ts";
import { showLanguage } from "../../src/ui/text/languages.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { morning } from "./scriptedTablet.ts";

expectQuietConsole();
afterEach(cleanup);

const tablet = (number: number, changes: Partial<Overview["tablets"][number]> = {}): Overview["tablets"][number] => ({
  device: `d${number}`,
  number,
  place: "oak",
  enrolledAt: morning,
  lastHeard: morning - 4000,
  notSent: 0,
  persistent: true,
  roll: 2,
  accepted: 212,
  state: "good",
  ...changes,
});

const overview: Overview = {
  election: {
    id: "e",
    name: "General Election",
    county: "Example County",
    date: "2026-11-03",
    timeZone: "America/New_York",
  },
  rolls: [
    { version: 1, voters: 385_856, publishedAt: morning, manifest: "a" },
    { version: 2, voters: 385_901, publishedAt: morning, manifest: "b" },
  ],
  places: [
    { id: "oak", name: "Oak Street Library", checkedIn: 606, tablets: 3 },
    { id: "harbor", name: "Harbor School", checkedIn: 412, tablets: 2 },
  ],
  tablets: [
    tablet(1),
    tablet(2, { lastHeard: morning - 55 * 60_000, notSent: 13 }),
    tablet(3, { persistent: false }),
    tablet(4, { roll: 1 }),
    tablet(5, { state: "revoked" }),
    tablet(6, { place: null, lastHeard: null }),
  ],
  checkedIn: 1018,
  twice: [
    {
      voter: "AB100",
      checkIns: [
        { device: "d1", number: 1, place: "oak", receipt: "1-0213", wall: morning },
        { device: "d4", number: 4, place: "harbor", receipt: "4-0007", wall: morning },
      ],
    },
  ],
  quarantine: [{ index: 1933, device: "d5", why: "unreadable" }],
  flagged: [],
  log: { size: 2731, root: "c", matchCode: "2731-ABCD" },
  time: morning,
};

type Asked = { readonly path: string; readonly body: unknown };

/** An endpoint on a script: signed in after the right password, silent when the cable is out. */
function endpoint() {
  const asked: Asked[] = [];
  const now = { signedIn: false, cable: true };
  const answer = (status: number, body: unknown): Response => Response.json(body, { status });
  const fetch = async (path: Parameters<typeof globalThis.fetch>[0], request?: RequestInit): Promise<Response> => {
    if (!now.cable) throw new TypeError("no network");
    const body: unknown = request?.body === undefined ? undefined : JSON.parse(String(request.body));
    asked.push({ path: String(path), body });
    if (path === officePaths.signIn) {
      now.signedIn = (body as { password: string }).password === "right";
      if (now.signedIn) return answer(200, { done: true });
    }
    if (!now.signedIn) return answer(401, { type: "notSignedIn", title: "Sign in" });
    if (path === officePaths.signOut) now.signedIn = false;
    if (path === officePaths.overview) return answer(200, overview);
    if (path === officePaths.codes) {
      const expires = morning + 7_200_000;
      return answer(200, { code: "7Q2M-X4RT", qr: "TURNOUT-SETUP:7Q2M-X4RT", expires, ...(body as object) });
    }
    return answer(200, { done: true });
  };
  return { asked, now, fetch: fetch as typeof globalThis.fetch };
}

async function showPage(fetch: typeof globalThis.fetch): Promise<void> {
  await showLanguage("en", countyWords);
  render(
    <I18nProvider i18n={i18n}>
      <CountyApp office={officeOf(fetch)} now={() => morning} />
    </I18nProvider>,
  );
}

async function signedIn() {
  const there = endpoint();
  there.now.signedIn = true;
  await showPage(there.fetch);
  await screen.findByRole("heading", { name: "1,018 voters checked in" });
  return there;
}

describe("the county page", () => {
  test("asks for the password, says a wrong one, shows the overview after the right one", async () => {
    const { fetch } = endpoint();
    await showPage(fetch);
    await userEvent.type(await screen.findByLabelText("Office password"), "wrong{Enter}");
    expect(await screen.findByText("Wrong password.")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("Office password"), "right{Enter}");
    expect(await screen.findByRole("heading", { name: "1,018 voters checked in" })).toBeTruthy();
  });

  test("each tablet with what the county should know about it", async () => {
    await signedIn();
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    expect(rows).toContain("Oak Street Library3606");
    expect(rows).toContain("1Oak Street Library10:42 am02212Good");
    expect(rows).toContain("2Oak Street LibraryNot heard since 9:48 am132212Good");
    expect(rows).toContain("3Oak Street Library10:42 am02212Browser may clear its storage");
    expect(rows).toContain("4Oak Street Library10:42 am01212Older list");
    expect(rows).toContain("5Oak Street Library10:42 am02212Set aside");
    expect(rows).toContain("6Sparenever02212Good");
  });

  test("voters checked in twice, unreadable records, match code and lists", async () => {
    await signedIn();
    expect(screen.getByRole("heading", { name: "1 voter checked in twice" })).toBeTruthy();
    expect(screen.getByText("10:43 am, Harbor School, receipt 4-0007")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "1 record could not be read and is not counted" })).toBeTruthy();
    expect(screen.getByText("2731-ABCD")).toBeTruthy();
    expect(screen.getByText(/385,901 voters/)).toBeTruthy();
  });

  test("a set-up code for spare tablets, large, with its square and its end", async () => {
    const there = await signedIn();
    await userEvent.selectOptions(screen.getByLabelText("For which polling place?"), "");
    await userEvent.click(screen.getByRole("radio", { name: "One, within 30 minutes" }));
    await userEvent.click(screen.getByRole("button", { name: "Show a code" }));
    expect(await screen.findByText("7Q2M-X4RT")).toBeTruthy();
    expect(there.asked.find((one) => one.path === officePaths.codes)?.body).toEqual({ place: null, kind: "single" });
    const square = screen.getByRole("img", { name: "Set-up code to scan" });
    expect(square.querySelector("path")?.getAttribute("d")?.length).toBeGreaterThan(1000);
    expect(screen.getByText("Good for one tablet until 12:43 pm")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Hide the code" }));
    expect(screen.queryByText("7Q2M-X4RT")).toBeNull();
  });

  test("signing out asks for the password again", async () => {
    await signedIn();
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByLabelText("Office password")).toBeTruthy();
    expect(screen.queryByText("Oak Street Library")).toBeNull();
  });
});

describe("signing out without a network", () => {
  test("says that the office is still signed in, and is done when the endpoint has heard it", async () => {
    const there = await signedIn();
    there.now.cable = false;
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByText(/^You are still signed in/)).toBeTruthy();
    expect(screen.queryByLabelText("Office password")).toBeNull();
    expect(there.now.signedIn).toBe(true);
    there.now.cable = true;
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByLabelText("Office password")).toBeTruthy();
    expect(there.now.signedIn).toBe(false);
  });
});

describe("the client", () => {
  test("a broken network, too many tries and an answer of another version are told apart", async () => {
    const there = endpoint();
    there.now.cable = false;
    expect(await officeOf(there.fetch).overview()).toEqual({ ok: false, error: { type: "noNetwork" } });
    const many = (async () => Response.json({ type: "tooManyTries", title: "Wait" }, { status: 429 })) as typeof fetch;
    expect(await officeOf(many).signIn("x")).toEqual({ ok: false, error: { type: "tooManyTries" } });
    const other = (async () => Response.json({ version: 9 })) as typeof fetch;
    expect((await officeOf(other).overview()).ok).toBe(false);
  });
});

import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Overview, officePaths, officeRoutes } from "../../src/protocol/office.ts";
import { CountyApp } from "../../src/ui/county/CountyApp.tsx";
import { countyWords } from "../../src/ui/county/countyWords.ts";
import { officeOf } from "../../src/ui/county/officeClient.ts";
import { build } from "../../src/ui/program.ts";
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
  build,
  accepted: 212,
  newest: 211,
  trustedThrough: null,
  heldAt: null,
  state: "good",
  ...changes,
});

const atTablet = (id: number, act: string, about: Record<string, number | string>) => ({
  ...{ id, at: morning, act, who: null, role: null, address: null },
  about: { number: 3, entry: 100 + id, wall: morning, ...about },
});

const acts = { spoiled: 7, handedBack: 2, left: 1 };
const notOpened = { polls: null, notOpen: 412, line: null, incidents: 0, unexplained: null };
const closed = {
  polls: { state: "closed" as const, since: morning },
  ...{ notSent: 37, notOpen: 0 },
  ...{ line: { people: 14, at: morning }, incidents: 1, unexplained: 2 },
};
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
    { id: "oak", name: "Oak Street Library", checkedIn: 606, provisional: 4, ...acts, ...closed, tablets: 3 },
    {
      ...{ id: "harbor", name: "Harbor School", checkedIn: 412, provisional: 0, tablets: 2 },
      ...{ ...acts, spoiled: 0, notSent: 0, ...notOpened },
    },
  ],
  tablets: [
    tablet(1),
    tablet(2, { lastHeard: morning - 55 * 60_000, notSent: 13 }),
    tablet(3, { persistent: false }),
    tablet(4, { roll: 1 }),
    tablet(5, { state: "revoked" }),
    tablet(6, { place: null, lastHeard: null }),
    tablet(7, { build: "9e02b41aaaaa" }),
    tablet(8, { heldAt: morning - 5 * 60_000 }),
    tablet(9, { heldAt: morning - 3 * 3_600_000 }),
  ],
  checkedIn: 1018,
  twice: [
    {
      voter: "AB100",
      checkIns: [
        { device: "d1", number: 1, place: "oak", receipt: "1-0213", wall: morning, worker: "rosa" },
        { device: "d4", number: 4, place: "harbor", receipt: "4-0007", wall: morning, worker: "lin" },
      ],
      cast: [],
      settled: null,
    },
  ],
  settledTwice: [],
  alike: [],
  quarantine: [{ index: 1933, device: "d5", why: "unreadable" }],
  flagged: [],
  totals: { twice: 1, alike: 0, quarantine: 1, flagged: 0 },
  alarms: [],
  floods: [],
  me: { name: "rosa.martin", role: "administrator" },
  signatures: { named: 14, here: 12 },
  log: { size: 2731, root: "c", matchCode: "2731-ABCD" },
  time: morning,
};

type Asked = { readonly path: string; readonly body: unknown };

/** An endpoint on a script: signed in after the right credentials, silent when the cable is out. */
function endpoint(changes: Partial<Overview> = {}, moreActs: readonly object[] = []) {
  const asked: Asked[] = [];
  const now = { signedIn: false, cable: true };
  const account = { name: "rosa.martin", role: "administrator" };
  const once = { name: "kim", role: "auditor", password: "abcd-efgh-jkmn-pqrs", until: morning + 7 * 86_400_000 };
  const answers: Readonly<Record<string, unknown>> = {
    [officeRoutes.overview.path]: { ...overview, ...changes },
    [officeRoutes.accounts.path]: [
      { ...account, created: morning, lastSignIn: morning, state: "good" },
      { name: "lee", role: "auditor", created: morning, lastSignIn: null, state: "firstSignIn" },
    ],
    [officeRoutes.acts.path]: {
      acts: [
        { ...atTablet(23, "otherSiteRefused", {}), address: "10.9.9.9", about: { times: 4 } },
        { ...atTablet(22, "refusedWhileWaiting", {}), who: "kim", about: { waits: "account", times: 1 } },
        { ...atTablet(21, "lockedOut", {}), address: "10.9.9.9", about: { waits: "code", seconds: 30 } },
        atTablet(20, "checkInFlood", { acts: 26, before: 40 }),
        atTablet(10, "recordsExported", { what: "tabletRecords" }),
        atTablet(9, "recordsExported", { what: "report" }),
        atTablet(8, "paperListPrinted", { kind: "book", lines: 40 }),
        atTablet(7, "programApproved", {}),
        atTablet(6, "tabletClosed", {}),
        ...moreActs,
        atTablet(5, "tabletOpened", { wrongCodes: 2 }),
        atTablet(4, "workerHeld", { wrong: 5, seconds: 30 }),
        atTablet(3, "tabletOpened", { wrongCodes: 0 }),
        {
          id: 2,
          at: morning,
          act: "tabletRevoked",
          who: "command line",
          role: null,
          address: null,
          about: { number: 5 },
        },
        {
          id: 1,
          at: morning,
          act: "signedIn",
          who: "rosa.martin",
          role: "administrator",
          address: "10.1.2.3",
          about: {},
        },
      ],
      older: null,
    },
    [officeRoutes.addAccount.path]: once,
  };
  const answer = (status: number, body: unknown): Response => Response.json(body, { status });
  const fetch = async (path: Parameters<typeof globalThis.fetch>[0], request?: RequestInit): Promise<Response> => {
    if (!now.cable) throw new TypeError("no network");
    const body: unknown = request?.body === undefined ? undefined : JSON.parse(String(request.body));
    asked.push({ path: String(path), body });
    if (path === officePaths.about)
      return answer(200, { county: "Example County", election: "General Election", demonstration: null });
    if (path === officePaths.signIn) {
      const { password, code } = body as { password: string; code: string };
      if (password === "once") {
        const totp = { uri: "otpauth://totp/Turnout:rosa.martin?secret=ABCD", secret: "ABCDEFGH" };
        return answer(200, { state: "setUp", account, totp });
      }
      now.signedIn = password === "right" && code === "123456";
      if (now.signedIn) return answer(200, { state: "signedIn", account });
    }
    if (path === officePaths.setUp) {
      if ((body as { code: string }).code !== "123456") return answer(422, { type: "codeWrong", title: "no" });
      now.signedIn = true;
      return answer(200, { state: "signedIn", account });
    }
    if (!now.signedIn) return answer(401, { type: "notSignedIn", title: "Sign in" });
    if (path === officePaths.signOut) now.signedIn = false;
    if (path === officeRoutes.codes.path) {
      const expires = morning + 7_200_000;
      const code = {
        name: "0123456789abcdef",
        code: "7Q2M-X4RT",
        qr: "TURNOUT-SETUP:7Q2M-X4RT",
        expires,
        practice: "204518",
      };
      return answer(200, { ...code, ...(body as object) });
    }
    return answer(200, answers[String(path)] ?? { done: true });
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

async function signedIn(changes: Partial<Overview> = {}, moreActs: readonly object[] = []) {
  const there = endpoint(changes, moreActs);
  there.now.signedIn = true;
  await showPage(there.fetch);
  await screen.findByRole("heading", { name: "1,018 voters checked in" });
  return there;
}

describe("the county page", () => {
  test("asks for name, password and code, says that one of them is wrong, shows the overview after the right ones", async () => {
    const { fetch } = endpoint();
    await showPage(fetch);
    const type = async (password: string) => {
      await userEvent.type(await screen.findByLabelText("Name"), "rosa.martin");
      await userEvent.type(screen.getByLabelText("Password"), password);
      await userEvent.type(screen.getByLabelText(/^Code of the authenticator app/), "123456{Enter}");
    };
    await type("wrong");
    expect(await screen.findByText("The name, the password or the code is wrong.")).toBeTruthy();
    await userEvent.clear(screen.getByLabelText("Name"));
    await type("right");
    expect(await screen.findByRole("heading", { name: "1,018 voters checked in" })).toBeTruthy();
    expect(screen.getByText("rosa.martin, Administrator")).toBeTruthy();
  });

  test("a first sign-in chooses a password and shows that the app works before anything else", async () => {
    const { fetch, asked } = endpoint();
    await showPage(fetch);
    await userEvent.type(await screen.findByLabelText("Name"), "rosa.martin");
    await userEvent.type(screen.getByLabelText("Password"), "once{Enter}");
    expect(await screen.findByRole("heading", { name: "Welcome, rosa.martin" })).toBeTruthy();
    expect(screen.getByText("ABCD EFGH")).toBeTruthy();
    const save = screen.getByRole("button", { name: "Save and go on" });
    await userEvent.type(screen.getByLabelText("New password"), "four words for now");
    await userEvent.type(screen.getByLabelText("The same once more"), "four words for then");
    await userEvent.type(screen.getByLabelText("Code that the app shows now"), "000000");
    await userEvent.click(save);
    expect(await screen.findByText("The two passwords are not the same.")).toBeTruthy();
    await userEvent.clear(screen.getByLabelText("The same once more"));
    await userEvent.type(screen.getByLabelText("The same once more"), "four words for now");
    await userEvent.click(save);
    expect(await screen.findByText(/^This code does not fit/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText("Code that the app shows now"), "123456{Enter}");
    expect(await screen.findByRole("heading", { name: "1,018 voters checked in" })).toBeTruthy();
    const paths = asked.map(({ path }) => path);
    const overviews = paths.flatMap((path, at) => (path === officeRoutes.overview.path ? [at] : []));
    expect(overviews[1]).toBeGreaterThan(paths.lastIndexOf(officePaths.setUp));
  });

  test("each tablet with what the county should know about it", async () => {
    await signedIn();
    const rows = screen.getAllByRole("row").map((row) => row.textContent);
    const said =
      "Closed at 10:43 am14 in line at 10:43 am1 incident37 records not sentBalance signed, 2 ballots unexplained";
    expect(rows).toContain(`Oak Street Library${said}36064721`);
    const harbor = rows.find((row) => row.startsWith("Harbor SchoolNot opened"));
    expect(harbor).toContain("412 voters served while the polls are not open");
    const own = build.slice(0, 7);
    expect(rows).toContain(`1Oak Street Library10:42 am02${own}212GoodSet asidetablet 1`);
    expect(rows).toContain(`2Oak Street LibraryNot heard since 9:48 am132${own}212GoodSet asidetablet 2`);
    expect(rows).toContain(`3Oak Street Library10:42 am02${own}212Browser may clear its storageSet asidetablet 3`);
    expect(rows).toContain(`4Oak Street Library10:42 am01${own}212Older listSet asidetablet 4`);
    expect(rows).toContain(`5Oak Street Library10:42 am02${own}212Set asideTake backtablet 5`);
    expect(rows).toContain(`6Sparenever02${own}212GoodSet asidetablet 6`);
    expect(rows).toContain("7Oak Street Library10:42 am02Another: 9e02b41212GoodSet asidetablet 7");
    expect(rows).toContain(`8Oak Street Library10:42 am02${own}212Too many wrong PINs at 10:38 amSet asidetablet 8`);
    expect(rows).toContain(`9Oak Street Library10:42 am02${own}212GoodSet asidetablet 9`);
    expect(document.body.textContent).toContain(`The county has program ${own}. That guards against mix-ups only`);
  });

  test("a time that no calendar holds, kept of a tablet of before, is a dash", async () => {
    await signedIn({}, [atTablet(11, "tabletClosed", { number: 77, wall: Number.MAX_SAFE_INTEGER })]);
    expect(await screen.findByText("tablet 77 was closed at –, –")).toBeTruthy();
  });

  test("a panel that fails says so, and the others stay", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const there = endpoint();
    there.now.signedIn = true;
    const office = officeOf(there.fetch);
    const broken = { ok: true, value: { acts: [{ ...atTablet(1, "", {}), who: { name: "Ana" } }], older: null } };
    await showLanguage("en", countyWords);
    render(
      <I18nProvider i18n={i18n}>
        <CountyApp office={{ ...office, acts: async () => broken as never }} now={() => morning} />
      </I18nProvider>,
    );
    const failed = await screen.findByText("This part of the page has failed. Nothing is lost: load the page again.");
    expect(failed.textContent).not.toContain("Ana");
    expect(screen.getByRole("heading", { name: "1,018 voters checked in" })).toBeTruthy();
    quiet.mockClear();
  });

  test("voters checked in twice, unreadable records, match code and lists", async () => {
    await signedIn();
    expect(screen.getByRole("heading", { name: "1 voter checked in twice" })).toBeTruthy();
    expect(screen.getByText("Checked in 10:43 am, Harbor School, worker lin, receipt 4-0007")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "1 record could not be read and is not counted" })).toBeTruthy();
    expect(screen.getByText("2731-ABCD")).toBeTruthy();
    expect(screen.getByText("12 of 14 have arrived")).toBeTruthy();
    expect(screen.getByText(/385,901 voters/)).toBeTruthy();
  });

  test("a check-in and an absentee ballot that was cast are told apart", async () => {
    await signedIn({
      twice: [
        {
          voter: "AB101",
          checkIns: [{ device: "d1", number: 1, place: "oak", receipt: "1-0214", wall: morning, worker: "rosa" }],
          cast: [{ device: "d4", number: 4, place: "harbor", wall: morning - 60_000 }],
          settled: null,
        },
      ],
    });
    const lines = screen.getByText("Voter AB101").parentElement;
    expect(lines?.textContent).toContain("Absentee ballot cast 10:42 am, Harbor School");
    expect(lines?.textContent).toContain("Checked in 10:43 am, Oak Street Library, worker rosa, receipt 1-0214");
  });

  test("what the place found out stands with the voter: one ballot, or two and still an alarm", async () => {
    const [one] = overview.twice;
    if (one === undefined) throw new Error("no voter");
    const said = { number: 4, place: "harbor", wall: morning + 60_000, worker: "lin" };
    const settledTwice = [
      { ...one, voter: "AB102", settled: { ...said, given: null } },
      { ...one, voter: "AB103", settled: { ...said, given: 1 } },
    ];
    await signedIn({ twice: [], settledTwice, totals: { ...overview.totals, twice: 0 } });
    const heading = screen.getByRole("heading", { name: "Checked in twice: the places said what happened" });
    expect(heading.parentElement?.classList.contains("alarm")).toBe(true);
    const of = (voter: string) => screen.getByText(`Voter ${voter}`).parentElement?.textContent;
    expect(of("AB102")).toContain("Two ballots given, says worker lin at tablet 4 (10:44 am)");
    expect(of("AB103")).toContain("Same voter, ballot not given twice, says worker lin at tablet 4 (10:44 am)");
    expect(of("AB103")).toMatch(/receipt 1-0213 · No ballot given.*receipt 4-0007 · Ballot given/);
  });

  test("who registered today and may be known already: receipts and voter ids", async () => {
    const others = [
      { device: "d4", place: "harbor", receipt: "4-0008", registered: true },
      { device: "d4", place: "harbor", receipt: "4-0009", registered: false },
    ];
    const alike = [{ device: "d1", place: "oak", receipt: "1-0215", wall: morning, onRoll: ["AB102"], others }];
    await signedIn({ alike, totals: { twice: 1, alike: 300, quarantine: 1, flagged: 0 } });
    const panel = screen.getByRole("heading", { name: "300 people who registered today may be known already" });
    expect([...(panel.parentElement?.querySelectorAll("p, b, li > span") ?? [])].map((one) => one.textContent)).toEqual(
      [
        "The first 1 is shown",
        "10:43 am, Oak Street Library, receipt 1-0215",
        "Voter AB102",
        "Registered today: Harbor School, receipt 4-0008",
        "Provisional ballot: Harbor School, receipt 4-0009",
      ],
    );
  });

  test("lists that are cut say so, under the number of all", async () => {
    const [one] = overview.twice;
    if (one === undefined) throw new Error("nobody is checked in twice");
    const entries = Array.from({ length: 30 }, (_, index) => ({ index, device: "d1", why: "breaks a rule" }));
    await signedIn({
      twice: Array.from({ length: 200 }, (_, n) => ({ ...one, voter: `V${n}` })),
      flagged: entries,
      totals: { twice: 250, alike: 0, quarantine: 1, flagged: 1200 },
    });
    const panel = (heading: string) => screen.getByRole("heading", { name: heading }).parentElement?.textContent;
    expect(panel("250 voters checked in twice")).toContain("The first 200 are shown");
    const flagged = panel("1,200 records count but break a rule: look at them");
    expect(flagged).toContain("The newest 20 are shown");
    expect(flagged).toContain("Record 29");
    expect(panel("1 record could not be read and is not counted")).not.toContain("shown");
  });

  test("a set-up code for spare tablets, large, with its square and its end", async () => {
    const there = await signedIn();
    await userEvent.selectOptions(screen.getByLabelText("For which polling place?"), "");
    await userEvent.click(screen.getByRole("radio", { name: "One, within 30 minutes" }));
    await userEvent.click(screen.getByRole("button", { name: "Show a code" }));
    expect(await screen.findByText("7Q2M-X4RT")).toBeTruthy();
    expect(there.asked.find((one) => one.path === officeRoutes.codes.path)?.body).toEqual({
      place: null,
      kind: "single",
    });
    const square = screen.getByRole("img", { name: "Set-up code to scan" });
    expect(square.querySelector("path")?.getAttribute("d")?.length).toBeGreaterThan(1000);
    expect(screen.getByText("Good for one tablet until 12:43 pm")).toBeTruthy();
    expect(screen.getByText("Practice code of closed tablets: 204 518")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Hide the code" }));
    expect(screen.queryByText("7Q2M-X4RT")).toBeNull();
  });

  test("signing out asks for the password again", async () => {
    await signedIn();
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByLabelText("Name")).toBeTruthy();
    expect(screen.queryByText("Oak Street Library")).toBeNull();
  });
});

describe("what an administrator does", () => {
  const waiting = tablet(7, { state: "waits", place: "harbor", enrolledAt: morning });

  test("accepts a tablet that waits, for the place of its code or another", async () => {
    const there = await signedIn({ tablets: [tablet(1), waiting] });
    expect(screen.getByRole("heading", { name: "1 tablet waits to be accepted" })).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText("Polling place of tablet 7"), "oak");
    await userEvent.click(screen.getByRole("button", { name: "Accept tablet 7" }));
    expect(there.asked).toContainEqual({ path: officeRoutes.accept.path, body: { device: "d7", place: "oak" } });
  });

  test("sets a tablet aside from a record on, and takes one back", async () => {
    const there = await signedIn();
    await userEvent.click(screen.getByRole("button", { name: /^Set aside.*tablet 2$/ }));
    await userEvent.click(screen.getByRole("radio", { name: "Those up to its record number" }));
    const field = screen.getByLabelText(/^Number of the last record that counts/);
    await userEvent.clear(field);
    await userEvent.type(field, "40");
    await userEvent.click(screen.getByRole("button", { name: "Set aside" }));
    const { path } = officeRoutes.revoke;
    expect(there.asked).toContainEqual({ path, body: { device: "d2", trustedThrough: 40 } });
    await userEvent.click(screen.getByRole("button", { name: /^Take back.*tablet 5$/ }));
    await userEvent.click(screen.getByRole("button", { name: "Take back" }));
    expect(there.asked).toContainEqual({ path: officeRoutes.reinstate.path, body: { device: "d5" } });
  });

  test("sees a second use of a code as an alarm until it was looked at", async () => {
    const alarm = { act: 9, at: morning, first: 3, place: "oak", address: "10.9.9.9" };
    const there = await signedIn({ alarms: [alarm] });
    expect(screen.getByRole("heading", { name: "A set-up code for one tablet was used again" })).toBeTruthy();
    expect(screen.getByText("first used by tablet 3")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "I have looked at this" }));
    expect(there.asked).toContainEqual({ path: officeRoutes.alarmsSeen.path, body: { through: 9, of: "codes" } });
  });

  test("sees a tablet that records faster than any desk can, and sets it aside from the record before that", async () => {
    const alarm = { act: 9, number: 2, at: morning, acts: 45, before: 40 };
    const there = await signedIn({
      floods: [alarm],
      alarms: [{ act: 8, at: morning, first: 3, place: "oak", address: null }],
    });
    const panel = screen.getByRole("heading", { name: "A tablet records faster than any desk can" }).closest("section");
    const within = screen.getAllByRole("button", { name: /^Set aside.*tablet 2$/ });
    expect(panel?.textContent).toContain("Tablet 2Oak Street Library10:43 am45 check-ins or cancels at a stretch");
    await userEvent.click(within.find((button) => panel?.contains(button)) as HTMLElement);
    await userEvent.click(screen.getByRole("button", { name: "Set aside" }));
    const body = { device: "d2", trustedThrough: 40 };
    expect(there.asked).toContainEqual({ path: officeRoutes.revoke.path, body });
    const looked = screen.getAllByRole("button", { name: "I have looked at this" });
    await userEvent.click(looked.find((button) => panel?.contains(button)) as HTMLElement);
    const seen = there.asked.filter(({ path }) => path === officeRoutes.alarmsSeen.path).map((one) => one.body);
    expect(seen).toEqual([{ through: 9, of: "floods" }]);
  });

  test("an auditor sees such a tablet, too, and can only look", async () => {
    const floods = [{ act: 9, number: 2, at: morning, acts: 13, before: -1 }];
    await signedIn({ floods, me: { name: "lee", role: "auditor" } });
    expect(screen.getByRole("heading", { name: "A tablet records faster than any desk can" })).toBeTruthy();
    for (const name of [/^Set aside/, "I have looked at this"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });

  test("adds an account, whose password for the first sign-in is shown once", async () => {
    const there = await signedIn();
    expect(await screen.findByText("Before the first sign-in")).toBeTruthy();
    const field = screen.getByLabelText("New account: name");
    await userEvent.type(field, "kim lee{Enter}");
    expect(await screen.findByText(/^Small letters, digits/)).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, "kim{Enter}");
    expect(await screen.findByText("abcd-efgh-jkmn-pqrs")).toBeTruthy();
    const body = { name: "kim", role: "auditor" };
    expect(there.asked).toContainEqual({ path: officeRoutes.addAccount.path, body });
    await userEvent.click(screen.getByRole("button", { name: "It is handed over" }));
    expect(screen.queryByText("abcd-efgh-jkmn-pqrs")).toBeNull();
  });

  test("sees what was done, by whom and from where", async () => {
    await signedIn();
    const rows = (await screen.findByText("set tablet 5 aside")).closest("table")?.querySelectorAll("tbody tr") ?? [];
    expect([...rows].map((row) => row.textContent)).toEqual([
      "2310:43 amnobody signed inanother site's page asked the county page to do something, and was refused: 4 times in an hour10.9.9.9",
      "2210:43 amkimtried again while it had to wait after failures, and was refused (1 time)–",
      "2110:43 amnobody signed ina set-up code waits 30 seconds after failures10.9.9.9",
      "2010:43 amat a tablettablet 3 recorded 26 check-ins or cancels faster than any desk can, until 10:43 am–",
      "1010:43 amat a tabletthe records of tablet 3 were saved to a file at 10:43 am–",
      "910:43 amat a tabletthe report of the place was printed or saved on tablet 3 at 10:43 am–",
      "810:43 amat a tableta paper book of 40 voters left tablet 3 at 10:43 am–",
      "710:43 amat a tableta new program was agreed to on tablet 3 at 10:43 am–",
      "610:43 amat a tablettablet 3 was closed at 10:43 am–",
      "510:43 amat a tablettablet 3 was opened with a card at 10:43 am, after 2 wrong opening codes–",
      "410:43 amat a tablet5 wrong PINs on tablet 3, the last at 10:43 am: that worker waits 30 seconds–",
      "310:43 amat a tablettablet 3 was opened with a card at 10:43 am–",
      "210:43 amcommand lineset tablet 5 aside–",
      "110:43 amrosa.martinsigned in10.1.2.3",
    ]);
  });
});

test("an auditor sees all of it and finds nothing to press but older acts and the way out", async () => {
  const waiting = tablet(7, { state: "waits" });
  const alarms = [{ act: 9, at: morning, first: 3, place: "oak", address: null }];
  await signedIn({ me: { name: "lee", role: "auditor" }, tablets: [tablet(1), waiting], alarms });
  await screen.findByText("set tablet 5 aside");
  expect(screen.getByText("lee, Auditor")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "1 tablet waits to be accepted" })).toBeTruthy();
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Sign out", "English"]);
  expect(screen.queryAllByRole("combobox")).toEqual([]);
  expect(screen.queryByRole("heading", { name: "Set up tablets" })).toBeNull();
});

describe("signing out without a network", () => {
  test("says that the office is still signed in, and is done when the endpoint has heard it", async () => {
    const there = await signedIn();
    there.now.cable = false;
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByText(/^You are still signed in/)).toBeTruthy();
    expect(screen.queryByLabelText("Name")).toBeNull();
    expect(there.now.signedIn).toBe(true);
    there.now.cable = true;
    await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
    expect(await screen.findByLabelText("Name")).toBeTruthy();
    expect(there.now.signedIn).toBe(false);
  });
});

describe("the client", () => {
  test("a broken network, too many tries and an answer of another version are told apart", async () => {
    const there = endpoint();
    there.now.cable = false;
    expect(await officeOf(there.fetch).overview()).toEqual({ ok: false, error: { type: "noNetwork" } });
    const open = (async () => Response.json({ type: "tlsNeeded", title: "TLS" }, { status: 403 })) as typeof fetch;
    expect(await officeOf(open).about()).toEqual({ ok: false, error: { type: "tlsNeeded" } });
    const many = (async () => Response.json({ type: "tooManyTries", title: "Wait" }, { status: 429 })) as typeof fetch;
    expect(await officeOf(many).signIn({ name: "x", password: "x", code: "" })).toEqual({
      ok: false,
      error: { type: "tooManyTries" },
    });
    const other = (async () => Response.json({ version: 9 })) as typeof fetch;
    expect((await officeOf(other).overview()).ok).toBe(false);
  });
});

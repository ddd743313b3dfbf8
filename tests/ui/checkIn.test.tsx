import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AbsenteeMark } from "../../src/domain/absenteeMarks.ts";
import type { CheckInProblem } from "../../src/domain/checkIn.ts";
import type { Disposition } from "../../src/domain/disposition.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { Confirmation, SearchResult } from "../../src/tablet/foundVoters.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { CheckInCall, NotRecorded, Recorded } from "../../src/tablet/voterCalls.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  fact,
  found,
  foundRows,
  lin,
  morning,
  recorded,
  regular,
  rosa,
  rows,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const inAlready = {
  kind: "none",
  why: { reason: "checkedIn", cast: [], checkIns: [fact()] },
  offer: "inspector",
  instead: undefined,
  questions: [],
  cautions: [],
} satisfies Disposition;
const box = (): HTMLInputElement => screen.getByRole("searchbox", { name: "Find the voter" });
const banner = (): string => document.querySelector(".banner")?.textContent ?? "";
const calls = (tablet: Scripted): CheckInCall[] =>
  tablet.asked.filter((one) => one.what === "checkIn").map((one) => one.with as CheckInCall);

async function start(script: Partial<Tablet> = {}): Promise<Scripted> {
  const tablet = scriptedTablet({ search: async (query) => foundRows(query), ...script });
  await showApp(surroundingsOf(tablet));
  return tablet;
}

async function choose(): Promise<void> {
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByText("Ready to check in");
}

/** As a person does: not before the button takes a press. */
async function press(name: string): Promise<void> {
  const button = screen.getByRole("button", { name });
  await waitFor(() => expect(button.closest('[style*="pointer-events: none"]')).toBeNull(), { timeout: 10_000 });
  await userEvent.click(button);
}

describe("finding", () => {
  test("the count, the rows with what tells people apart in bold, and None of these last", async () => {
    await start();
    await userEvent.keyboard("garcia");
    expect(await screen.findByText("4 voters found")).toBeTruthy();
    const options = screen.getAllByRole("option");
    expect(options.map((option) => option.textContent)).toEqual([
      "García, AnaMar 4, 1951 · 88 Orchard RdChecked in 9:12 am",
      "García-López, Ana MaríaJul 19, 1978 · 412 Maple St, Apt 4Ready",
      "García-López, Ana M., Jr.Jul 2, 2001 · 412 Maple St, Apt 4Ask",
      "Garcia Lopez, AnabelJan 30, 1990 · 7 Harbor CtHarbor School",
      "None of these",
    ]);
    expect(options[0]?.querySelector("b")?.textContent).toBe("1951");
  });

  test("of one name at one address, accents or not, all that differs is bold and nothing else", async () => {
    const home = { firstName: "Juan", middleName: "Luis", houseNumber: "9", street: "Elm St" };
    const [son, father] = [
      voter({ ...home, id: "1", lastName: "García", suffix: "Jr", birthDate: "1980-05-01", unit: "Apt 2" }),
      voter({ ...home, id: "2", lastName: "Garcia", suffix: "Sr", birthDate: "1950-05-01", unit: "Apt 2" }),
    ];
    const alike = [found(son, { lookalike: true }), found(father, { lookalike: true })];
    await start({ search: async (query) => ({ query, rows: alike, total: 2 }) });
    await userEvent.keyboard("garcia");
    const options = await screen.findAllByRole("option");
    expect(options[0]?.textContent).toContain("García, Juan Luis, JrMay 1, 1980 · 9 Elm St, Apt 2");
    const bold = options.map((option) => [...option.querySelectorAll("b")].map((part) => part.textContent));
    expect(bold).toEqual([["Jr", "1980"], ["Sr", "1950"], []]);
  });

  test("of more than fifty the exact total is said", async () => {
    await start({ search: async (query) => ({ query, rows, total: 412 }) });
    await userEvent.keyboard("g");
    expect(await screen.findByText("412 voters found")).toBeTruthy();
    expect(screen.getByText("First 4 shown: type more")).toBeTruthy();
  });

  test("of more than five with the whole name typed, what to ask next is said; not once a number was added", async () => {
    await start({ search: async (query) => ({ query, rows, total: query.startsWith("few") ? 5 : 6 }) });
    const next = "Ask for the birth date and add it";
    for (const [typed, says] of [
      ["garcia", false],
      ["garcia, m", true],
      ["maria garcia-lópez", true],
      ["garcia maria 1951", false],
      ["few, maria", false],
    ] as const) {
      await userEvent.clear(box());
      await userEvent.type(box(), typed);
      await screen.findByText(typed.startsWith("few") ? "5 voters found" : "6 voters found");
      await waitFor(() => expect([typed, screen.queryByText(next) !== null]).toEqual([typed, says]));
    }
  });

  test("P6: similar names stand under their own label, also when nothing matches", async () => {
    const similar = found(voter({ lastName: "Garzia" }), { similarity: "sound" });
    const tablet = await start({ search: async (query) => ({ query, rows: [similar], total: 0 }) });
    await userEvent.keyboard("garsia");
    expect(await screen.findByText("0 voters found")).toBeTruthy();
    const group = screen.getByRole("group", { name: "Similar names" });
    await userEvent.click(within(group).getByRole("option", { name: /Garzia/ }));
    await screen.findByText("Ready to check in");
    await press("Check in");
    expect(calls(tablet)[0]?.found).toBe("similar");
  });

  test("None of these says what to try, and to ask the inspector", async () => {
    await start();
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: "None of these" }));
    expect(banner()).toBe("Search another way");
    expect(screen.getByText(/Do not send the voter away/)).toBeTruthy();
    await press("Search again");
    expect(box().value).toBe("");
  });

  test("the newest query wins on screen, whatever comes back last", async () => {
    const answers = new Map<string, (result: SearchResult | undefined) => void>();
    await start({ search: (query) => new Promise((answer) => answers.set(query, answer)) });
    await userEvent.keyboard("ab");
    await act(async () => answers.get("ab")?.({ query: "ab", rows: rows.slice(0, 1), total: 1 }));
    await act(async () => answers.get("a")?.({ query: "a", rows, total: 4 }));
    expect(screen.getByText("1 voter found")).toBeTruthy();
    expect(screen.getAllByRole("option")).toHaveLength(2);
  });

  test("an overtaken query leaves the list as it is", async () => {
    let given: SearchResult | undefined = foundRows("g");
    await start({ search: async () => given });
    await userEvent.keyboard("g");
    given = undefined;
    await userEvent.keyboard("a");
    expect(screen.getAllByRole("option")).toHaveLength(5);
  });

  test("P4: what was fetched after the screen is drawn at once when it is needed", async () => {
    await start();
    await userEvent.keyboard("garcia");
    fireEvent.click(await screen.findByRole("option", { name: "None of these" }));
    expect(banner()).toBe("Search another way");
  });

  test("by keyboard alone: down into the list, Enter, up again, typing goes to the box", async () => {
    await start();
    await userEvent.keyboard("garcia");
    await screen.findByText("4 voters found");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    expect(await screen.findByRole("heading", { name: "García-López, Ana María" })).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    expect(document.activeElement).toBe(box());
    expect(box().value).toBe("garcia");
    await userEvent.keyboard("{ArrowDown}{ArrowUp}");
    expect(document.activeElement).toBe(box());
  });

  test("Tab reaches one row of the list, the chosen one if there is one; End and Home reach the last and the first", async () => {
    await start();
    await userEvent.keyboard("garcia");
    await screen.findByText("4 voters found");
    const options = screen.getAllByRole("option");
    await userEvent.keyboard("{Tab}");
    expect(document.activeElement).toBe(options[0]);
    await userEvent.keyboard("{End}");
    expect(document.activeElement).toBe(options[4]);
    await userEvent.keyboard("{ArrowUp}");
    expect(document.activeElement).toBe(options[3]);
    await userEvent.keyboard("{Home}{ArrowDown}{Enter}");
    await screen.findByText("Ready to check in");
    expect(options.map((option) => option.getAttribute("aria-selected"))).toEqual([
      "false",
      "true",
      "false",
      "false",
      "false",
    ]);
    expect(options.filter((option) => option.tabIndex === 0)).toEqual([options[1]]);
  });

  test("a keystroke anywhere goes to the search box; with a voter on screen it starts a new search", async () => {
    await start();
    await choose();
    screen.getByRole("button", { name: "Ask the inspector" }).focus();
    await userEvent.keyboard("smi");
    expect(box().value).toBe("smi");
    expect(document.activeElement).toBe(box());
    expect(screen.queryByText("Ready to check in")).toBeNull();
  });

  test("Does not match goes back to the list", async () => {
    await start();
    await choose();
    await press("Does not match");
    expect(box().value).toBe("garcia");
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    expect(screen.getAllByRole("option")).toHaveLength(5);
    // What comes next is said, until something else is searched for.
    const said = () => document.querySelector(".count")?.textContent;
    expect(said()).toMatch(/^Not García.*: choose another voter, or “None of these”\.$/);
    await userEvent.keyboard("x");
    expect(said()).not.toContain("Not ");
  });

  test("Ask the inspector is there before anybody is served", async () => {
    await start();
    await press("Ask the inspector");
    const dialog = await screen.findByRole("dialog", { name: "Ask the inspector" });
    expect(dialog.textContent).toContain("Raise your hand, and wait for the inspector.");
    expect(dialog.textContent).not.toContain("not found");
    await userEvent.click(within(dialog).getByRole("button", { name: "Close" }));
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: "None of these" }));
    await press("Ask the inspector");
    expect((await screen.findByRole("dialog", { name: "Ask the inspector" })).textContent).toContain("not found");
  });

  test("Ask the inspector says what to tell, and comes back to the voter", async () => {
    await start({ voter: async () => view(voter(), inAlready) });
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
    await screen.findByText("Stop: already checked in");
    await press("Ask the inspector");
    const dialog = await screen.findByRole("dialog", { name: "Ask the inspector" });
    expect(dialog.textContent).toContain("Stop: already checked in");
    await userEvent.click(within(dialog).getByRole("button", { name: "Back to the voter" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(banner()).toBe("Stop: already checked in");
  });
});

describe("P4: one check-in", () => {
  test("ten quick taps send one call", async () => {
    let answer: (result: Result<Recorded, CheckInProblem | NotRecorded>) => void = () => undefined;
    const tablet = await start({ checkIn: () => new Promise((done) => (answer = done)) });
    await choose();
    const button = screen.getByRole("button", { name: "Check in" });
    for (let tap = 0; tap < 10; tap++) fireEvent.click(button);
    expect(screen.getByRole("button", { name: "Recording" })).toBeTruthy();
    for (let tap = 0; tap < 10; tap++) fireEvent.click(screen.getByRole("button", { name: "Recording" }));
    expect(calls(tablet)).toHaveLength(1);
    await act(async () => answer(ok(recorded)));
    expect(screen.getByRole("heading", { name: "Ana María García-López gets ballot 14-B" })).toBeTruthy();
    expect(calls(tablet)).toHaveLength(1);
  });

  test("while a check-in is under way nothing else can be chosen", async () => {
    await start({ checkIn: () => new Promise(() => undefined) });
    await choose();
    await press("Check in");
    await userEvent.keyboard("smith");
    await userEvent.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Recording" })).toBeTruthy();
    expect(screen.getByRole("heading", { name: "García-López, Ana María" })).toBeTruthy();
  });

  test("a try after not recorded sends the same id; the next voter gets another", async () => {
    let fails = true;
    const tablet = await start({
      checkIn: async () => (fails ? err({ type: "notRecorded", what: "QuotaExceededError" }) : ok(recorded)),
    });
    await choose();
    await press("Check in");
    await press("Try the same voter again");
    await screen.findByText("Ready to check in");
    fails = false;
    await press("Check in");
    await press("Next voter");
    await choose();
    await press("Check in");
    expect(calls(tablet).map((call) => call.cmd)).toEqual(["cmd-1", "cmd-1", "cmd-2"]);
  });

  test("a refusal is said on the voter, who is asked for again", async () => {
    let now: Disposition = regular;
    const tablet = await start({
      voter: async () => view(voter(), now),
      checkIn: async () => {
        now = inAlready;
        return err({ type: "notAllowed", disposition: inAlready });
      },
    });
    await choose();
    await press("Check in");
    expect(await screen.findByText("Stop: already checked in")).toBeTruthy();
    expect(screen.getByText(/Not recorded: something changed in the meantime/)).toBeTruthy();
    expect(calls(tablet)).toHaveLength(1);
  });
});

describe("P4: quick taps", () => {
  const recordedHere = (): HTMLElement | null => screen.queryByText("Recorded on this tablet, 10:44 am");

  /** Check in at a clock that stands still. */
  async function checkInAtOnce() {
    await start();
    await choose();
    vi.useFakeTimers();
    // What Testing Library asks for to see that the clock stands still.
    vi.stubGlobal("jest", { advanceTimersByTime: (ms: number) => vi.advanceTimersByTime(ms) });
    const hand = userEvent.setup({ delay: null });
    await hand.click(screen.getByRole("button", { name: "Check in" }));
    await act(async () => undefined);
    expect(recordedHere()).toBeTruthy();
    return hand;
  }

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("the second of two taps on Check in does nothing on the screen that comes", async () => {
    const hand = await checkInAtOnce();
    const refused = "pointer-events: none"; // as a browser does, the hand finds nothing there to press
    for (const name of ["Next voter", "Wrong voter?"])
      await expect(hand.click(screen.getByRole("button", { name }))).rejects.toThrow(refused);
    act(() => vi.advanceTimersByTime(990));
    await expect(hand.click(screen.getByRole("button", { name: "Next voter" }))).rejects.toThrow(refused);
    expect(recordedHere()).toBeTruthy();
    act(() => vi.advanceTimersByTime(10));
    await hand.click(screen.getByRole("button", { name: "Next voter" }));
    expect(recordedHere()).toBeNull();
    expect(box().value).toBe("");
  });

  test("a keystroke starts the next voter all the same, Enter once the screen could be read", async () => {
    const hand = await checkInAtOnce();
    await hand.keyboard("s");
    expect(recordedHere()).toBeNull();
    expect(box().value).toBe("s");
    cleanup();
    vi.useRealTimers();
    const again = await checkInAtOnce();
    await again.keyboard("{Enter}");
    expect(recordedHere()).toBeTruthy();
    act(() => vi.advanceTimersByTime(1000));
    await again.keyboard("{Enter}");
    expect(recordedHere()).toBeNull();
    expect(box().value).toBe("");
  });
});

describe("P5: recorded or not", () => {
  test("not recorded fills the screen and does not go away by itself", async () => {
    const tablet = await start({ checkIn: async () => err({ type: "notRecorded", what: "QuotaExceededError" }) });
    await choose();
    await press("Check in");
    const stop = "Stop: not recorded. Use the paper book";
    expect(screen.getByRole("heading", { name: stop })).toBeTruthy();
    await act(async () => tablet.show({ revision: 2, safety: { safety: "allSent", lastHeard: morning } }));
    await userEvent.keyboard("next{Escape}{Enter}");
    expect(screen.getByRole("heading", { name: stop })).toBeTruthy();
    expect(document.querySelector("footer .safe")?.textContent).toBe(stop);
    await press("It is in the paper book");
    expect(screen.queryByRole("heading", { name: stop })).toBeNull();
    expect(box().value).toBe("");
  });

  test("recorded for somebody who looks like another voter: the screen says so, and what to do", async () => {
    const like = { ...view(voter()), alike: [voter({ id: "AB200" })] };
    await start({ voter: async () => like });
    await choose();
    await press("Check in");
    expect(await screen.findByText("Looks like another voter. Tell the inspector.")).toBeTruthy();
  });

  test("recorded, then by itself confirmed by the county", async () => {
    let confirmation: Confirmation = "onThisTablet";
    const tablet = await start({ confirmation: async () => confirmation });
    await choose();
    await press("Check in");
    expect(screen.getByText("Recorded on this tablet, 10:44 am")).toBeTruthy();
    await act(async () => tablet.show({ safety: { safety: "noNetwork", notSent: 13, lastHeard: morning } }));
    expect(screen.getByText("The county will know when the network is back")).toBeTruthy();
    expect(screen.queryByText("Confirmed by the county")).toBeNull();
    confirmation = "confirmed";
    await act(async () => tablet.show({ revision: 2 }));
    expect(await screen.findByText("Confirmed by the county")).toBeTruthy();
    expect(screen.getByRole("region", { name: "Slip" }).textContent).toBe(
      "Oak Street LibraryNov 3, 2026 · 10:44 am14-BPrecinct 14, BEnglish and SpanishReceipt 1-0213",
    );
  });

  test("any keystroke on the recorded screen starts the next voter", async () => {
    await start();
    await choose();
    await press("Check in");
    await screen.findByText("Recorded on this tablet, 10:44 am");
    await userEvent.keyboard("smith");
    expect(box().value).toBe("smith");
    expect(document.activeElement).toBe(box());
    expect(await screen.findByText("4 voters found")).toBeTruthy();
  });
});

describe("what arrives while the voter is on screen", () => {
  const gone = "This voter is no longer on the list. Search again.";

  test("a new list without the voter says so, with the ways back", async () => {
    let listed = true;
    const tablet = await start({ voter: async () => (listed ? view(voter()) : undefined) });
    await choose();
    listed = false;
    await act(async () => tablet.show({ revision: 2 }));
    expect(await screen.findByText(gone)).toBeTruthy();
    const pane = screen.getByRole("region", { name: "Voter" });
    expect(pane.textContent).not.toContain("García");
    expect(pane.getAttribute("aria-busy")).toBeNull();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    await press("Ask the inspector");
    const dialog = await screen.findByRole("dialog", { name: "Ask the inspector" });
    expect(dialog.textContent).toContain("Voter no longer on the list");
    await userEvent.click(within(dialog).getByRole("button", { name: "Back to the voter" }));
    await userEvent.click(screen.getAllByRole("button", { name: "Back to the list" })[0] as HTMLElement);
    expect(box().value).toBe("garcia");
    expect(screen.queryByText(gone)).toBeNull();
  });

  test("a row of the old list leads there too, and Next voter away from it", async () => {
    await start({ voter: async () => undefined });
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
    await screen.findByText(gone);
    await press("Next voter");
    expect(box().value).toBe("");
  });

  test("a check-in of a voter who has just gone from the list is no failure of the tablet", async () => {
    const tablet = await start({ checkIn: async () => err({ type: "notRecorded", what: "notOnThisRoll" }) });
    await choose();
    await press("Check in");
    expect(await screen.findByText(gone)).toBeTruthy();
    expect(document.body.textContent).not.toContain("paper book");
    await press("Next voter");
    await choose();
    await press("Check in");
    expect(calls(tablet).map((call) => call.cmd)).toEqual(["cmd-1", "cmd-2"]);
  });

  test("a check-in while the tablet is being locked or closed is no failure either", async () => {
    let answer: (result: Result<Recorded, CheckInProblem | NotRecorded>) => void = () => undefined;
    const tablet = await start({ checkIn: () => new Promise((done) => (answer = done)) });
    const notOpen = err({ type: "notRecorded", what: "notOpen" } as const);
    await choose();
    await press("Check in");
    await act(async () => answer(notOpen));
    expect(document.body.textContent).not.toContain("paper book");
    expect(screen.getByRole("heading", { name: "García-López, Ana María" })).toBeTruthy();
    await press("Check in");
    await act(async () => tablet.showPhase({ phase: "closed", ready: true }));
    await act(async () => answer(notOpen));
    await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
    expect(document.body.textContent).not.toContain("paper book");
    expect(box().value).toBe("");
  });

  test("a cancel of a voter who has gone from the list asks for the inspector, not for the paper book", async () => {
    await start({ cancelCheckIn: async () => err({ type: "notRecorded", what: "notOnThisRoll" }) });
    await choose();
    await press("Check in");
    await press("Wrong voter?");
    await press("Only cancel it");
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Wrong voter was chosen" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the check-in" }));
    expect(within(dialog).getByRole("alert").textContent).toContain("this voter is no longer on the list");
    expect(document.body.textContent).not.toContain("paper book");
  });

  test("a check-in from elsewhere changes the banner", async () => {
    let now: Disposition = regular;
    const tablet = await start({ voter: async () => view(voter(), now) });
    await choose();
    now = inAlready;
    await act(async () => tablet.show({ revision: 2 }));
    expect(await screen.findByText("Stop: already checked in")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
  });

  test("the lock hides the voter and keeps the draft for the same worker", async () => {
    const tablet = await start();
    await choose();
    await press("Lock");
    expect(document.body.textContent).not.toContain("García");
    await act(async () => tablet.showPhase({ phase: "working", worker: rosa }));
    expect(await screen.findByText("Ready to check in")).toBeTruthy();
    expect(box().value).toBe("garcia");
  });

  test("another worker starts anew, and what the first one began comes back with the first one", async () => {
    const tablet = await start();
    await choose();
    await press("Lock");
    await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
    expect(box().value).toBe("");
    expect(screen.queryByText("Ready to check in")).toBeNull();
    await userEvent.keyboard("smith");
    await press("Lock");
    await act(async () => tablet.showPhase({ phase: "working", worker: rosa }));
    expect(box().value).toBe("garcia");
    expect(await screen.findByText("Ready to check in")).toBeTruthy();
    await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
    expect(box().value).toBe("smith");
  });

  test("a closed tablet keeps nothing", async () => {
    const tablet = await start();
    await choose();
    await act(async () => tablet.showPhase({ phase: "closed", ready: true }));
    await act(async () => tablet.showPhase({ phase: "working", worker: rosa }));
    expect(box().value).toBe("");
  });
});

describe("cancelling", () => {
  test("Wrong voter? cancels this very check-in with a reason, once", async () => {
    const tablet = await start();
    await choose();
    await press("Check in");
    await press("Wrong voter?");
    await press("Only cancel it");
    const dialog = await screen.findByRole("dialog", { name: "Cancel the check-in of Ana María García-López" });
    const act = within(dialog).getByRole("button", { name: "Cancel the check-in" });
    expect(act.hasAttribute("disabled")).toBe(true);
    await userEvent.click(within(dialog).getByRole("radio", { name: "Wrong voter was chosen" }));
    await userEvent.click(act);
    expect(tablet.asked.filter((one) => one.what === "cancelCheckIn").map((one) => one.with)).toEqual([
      { cmd: "cmd-2", voterId: voter().id, undoes: [fact().event], reason: "wrongVoter", note: undefined },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await screen.findByRole("heading", { name: "García-López, Ana María" })).toBeTruthy();
  });

  test("typing a note does not start the next voter; not recorded stays on the dialog", async () => {
    const tablet = await start({ cancelCheckIn: async () => err({ type: "notRecorded", what: "QuotaExceededError" }) });
    await choose();
    await press("Check in");
    await press("Wrong voter?");
    await press("Only cancel it");
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Something else" }));
    await userEvent.type(within(dialog).getByLabelText("What happened?"), "went home");
    const cancel = within(dialog).getByRole("button", { name: "Cancel the check-in" });
    await userEvent.click(cancel);
    await userEvent.click(cancel);
    expect(within(dialog).getByRole("alert").textContent).toBe("Stop: not recorded. Use the paper book");
    const sent = tablet.asked.filter((one) => one.what === "cancelCheckIn").map((one) => one.with);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[0]).toMatchObject({ reason: "other", note: "went home" });
  });

  test("the list behind the status line leads to the voter; of two check-ins one is chosen", async () => {
    const checkIns = [
      fact({ receipt: "1-0213" }),
      fact({ receipt: "4-0007", place: "harbor", event: { device: "d4", seq: 3, hash: "b".repeat(64) } }),
    ];
    const twice = view(voter(), { ...inAlready, why: { reason: "checkedIn", cast: [], checkIns } });
    const tablet = await start({ checkedInTwice: async () => [twice], voter: async () => twice });
    await act(async () => tablet.show({ safety: { safety: "checkedInTwice", voters: 1 } }));
    await press("1 voter is checked in twice: see who");
    const list = await screen.findByRole("dialog", { name: "Say what happened: checked in twice" });
    expect(list.textContent).toContain("4-0007");
    await userEvent.click(within(list).getByRole("button", { name: "Show the voter" }));
    await userEvent.click(await screen.findByRole("button", { name: "Cancel one of these check-ins" }));
    const dialog = await screen.findByRole("dialog", { name: /Cancel the check-in of/ });
    await userEvent.click(within(dialog).getByRole("radio", { name: /4-0007/ }));
    await userEvent.click(within(dialog).getByRole("radio", { name: "Recorded twice" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the check-in" }));
    expect(tablet.asked.find((one) => one.what === "cancelCheckIn")?.with).toMatchObject({
      undoes: [{ device: "d4", seq: 3 }],
      reason: "recordedTwice",
    });
  });

  test("an absentee ballot that was cast and a check-in are told apart, in the list and of the voter", async () => {
    const { wall } = fact();
    const cast: AbsenteeMark = {
      ...{ event: { device: "d4", seq: 3, hash: "b".repeat(64) }, voter: "C1", cmd: "m", place: "harbor", split: "12" },
      ...{ worker: "lin", wall: wall - 60_000, rejected: undefined, index: undefined },
    };
    const both = view(voter(), { ...inAlready, why: { reason: "checkedIn", checkIns: [fact()], cast: [cast] } });
    const listed = { ...both, standing: { ...both.standing, checkIns: [fact()], absentee: [cast] } };
    const tablet = await start({ checkedInTwice: async () => [listed], voter: async () => listed });
    await act(async () => tablet.show({ safety: { safety: "checkedInTwice", voters: 1 } }));
    await press("1 voter is checked in twice: see who");
    const list = await screen.findByRole("dialog", { name: "Say what happened: checked in twice" });
    const told = [/Absentee ballot cast 10:43 am.*Harbor School/, /Checked in 10:44 am.*Oak Street Library/];
    for (const one of told) expect(list.textContent).toMatch(one);
    await userEvent.click(within(list).getByRole("button", { name: "Show the voter" }));
    await screen.findByText("Stop: checked in, and absentee ballot was cast");
    for (const one of told) expect(screen.getByRole("region", { name: "Voter" }).textContent).toMatch(one);
  });
});

import { act, cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { NotAuthorised } from "../../src/domain/authority.ts";
import type { Election } from "../../src/domain/election.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { Program } from "../../src/protocol/program.ts";
import type { PinProblem, Tablet } from "../../src/tablet/tabletInterface.ts";
import type { BrokenIdentity, LoadingProblem, Phase, SetUpProblem, TabletState } from "../../src/tablet/tabletState.ts";
import { build } from "../../src/ui/program.ts";
import type { AppUpdate } from "../../src/ui/surroundings.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  foundRows,
  lin,
  morning,
  rosa,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const phases: [Phase, string][] = [
  [{ phase: "starting" }, "Starting"],
  [{ phase: "opening" }, "Opening the list of voters"],
  [{ phase: "otherTab" }, "The poll book is open in another tab"],
  [{ phase: "new", problem: undefined }, "Set up this tablet"],
  [{ phase: "loadingRoll", done: 3_400_000, total: 11_800_000, waiting: false }, "3 of 12 MB"],
  [{ phase: "loadingRoll", done: 0, total: 0, waiting: false }, "Asking the county"],
  [{ phase: "notAccepted" }, "Waiting for the county to accept this tablet"],
  [{ phase: "closed", ready: true }, "385,856 voters on the list"],
  [{ phase: "locked", opened: true, workers: [rosa, lin] }, "Who works here?"],
  [{ phase: "working", worker: rosa }, "Check in voters"],
  [{ phase: "revoked" }, "The county has set this tablet aside"],
  [{ phase: "setUpAgain", why: "fork", events: 3, problem: undefined }, "This tablet must be set up again"],
  [{ phase: "storageBroken", what: "QuotaExceededError" }, "QuotaExceededError"],
];

test.each(phases)("each phase has its screen: %o", async (phase, sentence) => {
  await showApp(surroundingsOf(scriptedTablet({}, { phase })));
  expect(screen.getAllByText(sentence).length).toBeGreaterThan(0);
  expect(document.querySelectorAll("main")).toHaveLength(1);
  expect(document.querySelectorAll("footer .clock")).toHaveLength(1);
});

describe("setting up", () => {
  test("the code goes to the tablet with the browser's answer about storage", async () => {
    let asked: unknown[] = [];
    const tablet = scriptedTablet(
      {
        setUp: async (...given) => {
          asked = given;
          return err({ type: "codeUnknown" });
        },
      },
      { phase: { phase: "new", problem: undefined } },
    );
    await showApp(surroundingsOf(tablet, { askPersistence: async () => false }));
    await userEvent.type(screen.getByLabelText("Set-up code"), "7q2m x4rto");
    expect((screen.getByLabelText("Set-up code") as HTMLInputElement).value).toBe("7Q2M-X4RT-0");
    expect(screen.getByText("9 of 28 characters")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Set up" }));
    expect(asked).toEqual(["7Q2M-X4RT-0", false]);
    expect(screen.getByRole("alert").textContent).toContain("The county does not know this code");
    // Of the code that is corrected now, the old problem says nothing.
    await userEvent.type(screen.getByLabelText("Set-up code"), "7");
    expect(screen.getByRole("alert").textContent).toBe("");
    await userEvent.click(screen.getByRole("button", { name: "Set up" }));
    expect(screen.getByRole("alert").textContent).toContain("The county does not know this code");
  });

  const problems: [SetUpProblem, string][] = [
    [{ type: "codeLength", characters: 27 }, "The code has 28 characters, these are 27."],
    [{ type: "codeCharacter", character: "U" }, "A code never holds “U”."],
    [{ type: "codeCheck" }, "A character is wrong. Compare it with the code that the county shows, group by group."],
    [{ type: "noNetwork" }, "Connect the tablet to the network"],
    [{ type: "codeUnknown" }, "Ask the county for a new one."],
    [{ type: "codeUsed" }, "This code has set up another tablet already."],
    [{ type: "countyNotGenuine" }, "Stop: this is not the county that made your code."],
    [{ type: "notPublished" }, "has not published the list of voters yet"],
    [{ type: "browserCannotKeepKeys", what: "x" }, "cannot keep the tablet's key"],
    [{ type: "browserCannotKeepSecrets", what: "x" }, "cannot keep what opens the tablet with a PIN"],
    [
      { type: "tooLittleStorage", neededBytes: 80_000_000, freeBytes: 12_000_000 },
      "needs 80 MB, this tablet has 12 MB",
    ],
    [{ type: "refused", title: "Too many tries" }, "The county refused: Too many tries."],
  ];
  test.each(problems)("a problem is said with its remedy: %o", async (problem, sentence) => {
    await showApp(surroundingsOf(scriptedTablet({}, { phase: { phase: "new", problem } })));
    expect(screen.getByRole("alert").textContent).toContain(sentence);
  });

  test("loading waits for the network and says that it goes on by itself", async () => {
    const phase: Phase = { phase: "loadingRoll", done: 5e6, total: 12e6, waiting: true };
    await showApp(surroundingsOf(scriptedTablet({}, { phase, storageWarning: true })));
    expect(screen.getByText(/Waiting for the network. It goes on by itself/)).toBeTruthy();
    expect(screen.getByText(/The browser may clear this tablet's storage/)).toBeTruthy();
    expect(screen.getByRole("progressbar").getAttribute("value")).toBe("5000000");
  });

  const whileLoading: [LoadingProblem, RegExp][] = [
    [{ type: "rollDamaged", stays: false }, /arrived damaged. What is damaged is fetched again/],
    [{ type: "rollDamaged", stays: true }, /damaged every time. Call the county/],
    [
      { type: "tooLittleStorage", neededBytes: 80_000_000, freeBytes: 12_000_000 },
      /needs 80 MB, this tablet has 12 MB/,
    ],
  ];
  test.each(whileLoading)(
    "what keeps the list from being loaded is said, and no network blamed: %o",
    async (problem, text) => {
      for (const waiting of [true, false]) {
        const phase: Phase = { phase: "loadingRoll", done: 5e6, total: 12e6, waiting, problem };
        await showApp(surroundingsOf(scriptedTablet({}, { phase })));
        expect(screen.getByText(text)).toBeTruthy();
        expect(document.querySelector("footer")?.textContent).toContain("The list is not complete yet");
        expect(document.body.textContent).not.toMatch(/network/i);
        cleanup();
      }
    },
  );

  const whys: BrokenIdentity[] = ["fork", "restoredFromBackup", "damagedLog", "lostKey"];
  test.each(whys)("one exit for every broken identity: %s", async (why) => {
    const phase: Phase = { phase: "setUpAgain", why, events: 213, problem: undefined };
    const tablet = scriptedTablet({}, { phase });
    await showApp(surroundingsOf(tablet));
    expect(screen.getByText(/hands its 213 old records to the county\./)).toBeTruthy();
    await userEvent.type(screen.getByLabelText("Set-up code"), "7q2m");
    await userEvent.click(screen.getByRole("button", { name: "Set up" }));
    expect(tablet.asked).toEqual([{ what: "setUp", with: "7Q2M" }]);
  });
});

describe("setting up anew", () => {
  const begin = async (phase: Phase, notSent = 12): Promise<Scripted> => {
    const tablet = scriptedTablet({}, { phase, notSent, safety: { safety: "sending", notSent } });
    await showApp(surroundingsOf(tablet));
    await userEvent.click(screen.getByRole("button", { name: "Set up anew" }));
    return tablet;
  };
  const fromHere: Phase[] = [{ phase: "closed", ready: true }, { phase: "revoked" }];

  test.each(fromHere)("%o: asks first, says what is only here, then asks for a code", async (phase) => {
    const tablet = await begin(phase);
    const question = await screen.findByRole("dialog", { name: "Set up this tablet anew?" });
    expect(question.textContent).toContain("12 records are only on this tablet. They are kept.");
    expect(tablet.asked).toEqual([]);
    await userEvent.click(within(question).getByRole("button", { name: "Set up anew" }));
    expect(tablet.asked).toEqual([{ what: "setUpAnew", with: undefined }]);
    expect(await screen.findByLabelText("Set-up code")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByText(/Until a new code is accepted this is still tablet 1/)).toBeTruthy();
    expect(document.querySelector("footer .safe")?.textContent).toBe("Sending 12 to the county");
  });

  test("whoever thinks again changes nothing", async () => {
    const tablet = await begin({ phase: "closed", ready: true }, 0);
    const question = await screen.findByRole("dialog");
    expect(question.textContent).toContain("Everything recorded here has been sent to the county, and is kept.");
    await userEvent.click(within(question).getByRole("button", { name: "Keep it as it is" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(tablet.asked).toEqual([]);
    expect(screen.getByLabelText("Opening code")).toBeTruthy();
  });

  test("not while the list is being opened", async () => {
    await showApp(surroundingsOf(scriptedTablet({}, { phase: { phase: "opening" } })));
    expect(screen.getByRole("button", { name: "Set up anew" }).hasAttribute("disabled")).toBe(true);
  });

  test("a tablet that was never set up says only that", async () => {
    const phase: Phase = { phase: "new", problem: undefined };
    await showApp(surroundingsOf(scriptedTablet({}, { phase, number: undefined })));
    expect(document.querySelector("footer .safe")?.textContent).toBe("This tablet is not set up");
    expect(document.body.textContent).not.toContain("still tablet");
  });
});

describe("opening, locking, taking over", () => {
  test("a wrong opening code is said and the code stays to be corrected", async () => {
    const tablet: Scripted = scriptedTablet(
      {
        open: async () => {
          tablet.showPhase({ phase: "opening" });
          await Promise.resolve();
          tablet.showPhase({ phase: "closed", ready: true });
          return err({ type: "wrongOpeningCode" });
        },
      },
      { phase: { phase: "closed", ready: true } },
    );
    await showApp(surroundingsOf(tablet));
    expect(document.querySelector(".card .facts")?.textContent).toContain("General Election, November 3, 2026");
    await userEvent.type(screen.getByLabelText("Opening code"), "abcd{Enter}");
    expect(screen.getByRole("alert").textContent).toContain("This code does not open this tablet.");
    expect((screen.getByLabelText("Opening code") as HTMLInputElement).value).toBe("ABCD");
  });

  test("a spare tablet says that it is one", async () => {
    await showApp(surroundingsOf(scriptedTablet({}, { phase: { phase: "closed", ready: true }, placeId: undefined })));
    expect(screen.getByRole("heading", { name: "Spare tablet" })).toBeTruthy();
  });

  test("a worker signs in by the pad", async () => {
    const tablet = scriptedTablet({}, { phase: { phase: "locked", opened: true, workers: [rosa, lin] } });
    await showApp(surroundingsOf(tablet));
    await userEvent.click(screen.getByRole("button", { name: /Lin C/ }));
    for (const digit of "420042") await userEvent.click(screen.getByRole("button", { name: digit }));
    await userEvent.click(screen.getByRole("button", { name: "Enter" }));
    expect(tablet.asked).toEqual([{ what: "signIn", with: "lin" }]);
  });

  test("a worker signs in by the keyboard, a short PIN is not sent", async () => {
    const tablet = scriptedTablet({}, { phase: { phase: "locked", opened: true, workers: [rosa] } });
    await showApp(surroundingsOf(tablet));
    await userEvent.keyboard("12345{Enter}");
    expect(tablet.asked).toEqual([]);
    await userEvent.keyboard("6{Enter}");
    expect(tablet.asked).toEqual([{ what: "signIn", with: "rosa" }]);
    expect((screen.getByLabelText("PIN") as HTMLInputElement).value).toBe("");
  });

  test("also where only one worker is listed, the tablet is made ready first", async () => {
    const phase: Phase = { phase: "locked", opened: true, workers: [rosa] };
    await showApp(surroundingsOf(scriptedTablet({}, { phase, ready: false })));
    screen.getByLabelText("PIN");
    await userEvent.click(screen.getByRole("button", { name: "Get ready" }));
    await screen.findByRole("heading", { name: "Make this tablet ready" });
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    screen.getByLabelText("PIN");
  });

  const pins: [PinProblem, string][] = [
    [{ type: "wrongPin", triesLeft: 3 }, "Wrong PIN. 3 tries left before a pause."],
    [{ type: "wrongPin", triesLeft: 1 }, "Wrong PIN. 1 try left before a pause."],
    [{ type: "workerLocked", until: morning }, "Too many wrong PINs. Try again at 10:43 am."],
    [{ type: "openingCodeNeeded" }, "This tablet must be opened again with the opening card."],
  ];
  test.each(pins)("a PIN problem is said: %o", async (problem, sentence) => {
    const phase: Phase = { phase: "locked", opened: true, workers: [rosa] };
    await showApp(surroundingsOf(scriptedTablet({ signIn: async () => err(problem) }, { phase })));
    await userEvent.keyboard("123456{Enter}");
    expect(screen.getByRole("alert").textContent).toContain(sentence);
  });

  test("of many workers one types the beginning of a name", async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ ...rosa, id: `w${at}`, name: `Worker N${at}` }));
    const workers = [...many, { ...lin, name: "Lin Chen-Ortiz" }];
    await showApp(surroundingsOf(scriptedTablet({}, { phase: { phase: "locked", opened: true, workers } })));
    expect(screen.getAllByRole("listitem")).toHaveLength(12);
    await userEvent.type(screen.getByLabelText("Your name"), "ort");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["Lin Chen-Ortizinspector"]);
  });

  test("after the polls were suspended the lock screen asks to close the tablet, and so does it whoever may", async () => {
    const closesAt = morning + 30 * 60_000;
    const phase: Phase = { phase: "locked", opened: true, workers: [rosa, lin] };
    const tablet = scriptedTablet({}, { phase, closesAt });
    await showApp(surroundingsOf(tablet));
    expect(
      screen.getByText(/The polls are suspended.*close this tablet. It closes by itself at 11:13 am\./),
    ).toBeTruthy();
    const asked = (): boolean => screen.queryByRole("dialog", { name: "Close this tablet?" }) !== null;
    await act(async () => tablet.showPhase({ phase: "working", worker: rosa }));
    await screen.findByText("checked in on this tablet");
    expect(asked()).toBe(false);
    await act(async () => tablet.showPhase(phase));
    await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
    await vi.waitFor(() => expect(asked()).toBe(true));
  });

  test("after a reload the lock screen says that nothing is lost", async () => {
    const phase: Phase = { phase: "locked", opened: false, workers: [rosa, lin] };
    await showApp(surroundingsOf(scriptedTablet({}, { phase })));
    expect(screen.getByText("The tablet was started again. Nothing is lost. Choose your name.")).toBeTruthy();
  });

  test("another tab can be taken over", async () => {
    const tablet = scriptedTablet({}, { phase: { phase: "otherTab" } });
    await showApp(surroundingsOf(tablet));
    await userEvent.click(screen.getByRole("button", { name: "Go on in this tab" }));
    expect(tablet.asked).toEqual([{ what: "takeOver", with: undefined }]);
  });

  test("an inspector closes the tablet after a question, a poll worker cannot", async () => {
    const tablet = scriptedTablet();
    await showApp(surroundingsOf(tablet));
    expect(screen.queryByRole("button", { name: "Inspector" })).toBeNull();
    await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
    await userEvent.click(screen.getByRole("button", { name: "Inspector" }));
    await userEvent.click(await screen.findByRole("button", { name: "Close the tablet" }));
    const question = await screen.findByRole("dialog", { name: "Close this tablet?" });
    // It looks for what it has sent, and closes nothing yet.
    expect(tablet.asked).toEqual([{ what: "proof", with: undefined }]);
    await userEvent.click(within(question).getByRole("button", { name: "Close the tablet" }));
    expect(tablet.asked.at(-1)).toEqual({ what: "close", with: undefined });
  });
});

describe("a new version", () => {
  const closed: Phase = { phase: "closed", ready: true };
  const fresh: Phase = { phase: "new", problem: undefined };
  /** A new version that loads when the test says so. */
  function newVersion(): AppUpdate & {
    program: Program;
    loads: number;
    taken: number;
    left: number;
    loaded(whole: boolean): void;
  } {
    let answer: (whole: boolean) => void = () => undefined;
    const program = { build: "ne3e3b17d000", worker: "0123456789abcdef" };
    const made = {
      program,
      loads: 0,
      taken: 0,
      left: 0,
      waiting: () => program,
      watch: () => () => undefined,
      load: (asked: Program) => {
        expect(asked).toBe(program);
        made.loads += 1;
        return new Promise<boolean>((done) => {
          answer = done;
        });
      },
      take: () => {
        made.taken += 1;
      },
      leave: () => {
        made.left += 1;
      },
      loaded: (whole: boolean) => answer(whole),
    };
    return made;
  }
  const offer = () => screen.queryByRole("button", { name: "Install it now" });
  /** The polls close by law at 7:30 pm. */
  const evening = () => morning + 9 * 3_600_000;

  test.each([closed, fresh])(
    "is offered where no voter can be checked in, and installed only on a yes: %o",
    async (phase) => {
      const update = newVersion();
      await showApp(surroundingsOf(scriptedTablet({}, { phase }), { update, now: evening }));
      expect(update.loads).toBe(0);
      await userEvent.click(screen.getByRole("button", { name: "Install it now" }));
      expect(screen.getByText(/Loading the new version/)).toBeTruthy();
      expect(offer()?.hasAttribute("disabled")).toBe(true);
      expect([update.loads, update.taken]).toEqual([1, 0]);
      await act(async () => update.loaded(true));
      expect(update.taken).toBe(1);
    },
  );

  const others: [string, Partial<TabletState>][] = [
    ["while records are unsent, in the evening", { phase: closed, notSent: 3 }],
    ["while records of before a new set-up are unsent", { phase: fresh, notSent: 3 }],
    ["while the list is being opened", { phase: { phase: "opening" } }],
    ["while voters are checked in", {}],
    ["to a poll worker at the locked tablet", { phase: { phase: "locked", opened: true, workers: [rosa] } }],
    ["after a start in the middle of the day", { phase: { phase: "locked", opened: false, workers: [rosa, lin] } }],
  ];
  test.each(others)("is not offered %s", async (_, state) => {
    await showApp(surroundingsOf(scriptedTablet({}, state), { update: newVersion(), now: evening }));
    expect(screen.queryByText(/new version/)).toBeNull();
    expect(screen.queryByRole("button", { name: /[Ii]nstall/ })).toBeNull();
  });

  test("is not offered on a closed tablet while the polls of its place may be open: an inspector installs it on the open one", async () => {
    const hour = 3_600_000;
    const early = { ...election, earlyVoting: ["2026-11-02"] };
    const cases: [held: Election, now: number, offered: boolean][] = [
      [election, morning, false],
      [election, morning - 5 * hour, true], // 5:43 am
      [election, morning + 8 * hour, false],
      [election, morning + 9 * hour, true],
      [election, morning - 24 * hour, true],
      [early, morning - 24 * hour, false],
      [early, morning - 48 * hour, true],
    ];
    for (const [held, now, offered] of cases) {
      const tablet = scriptedTablet({}, { phase: closed, election: held });
      await showApp(surroundingsOf(tablet, { update: newVersion(), now: () => now }));
      expect([now, offer() !== null]).toEqual([now, offered]);
      expect(screen.queryByText(/Open this tablet, lock it, and choose it there/) === null).toBe(offered);
      cleanup();
    }
  });

  describe("during the day", () => {
    const locked: Phase = { phase: "locked", opened: true, workers: [rosa, lin] };
    const forInspector = () => screen.queryByRole("button", { name: "Inspector: install the new version" });
    const typePin = () => userEvent.type(screen.getByLabelText("PIN"), "420042{Enter}");
    const wrong: [NotAuthorised | PinProblem, string][] = [
      [{ type: "wrongPin", triesLeft: 4 }, "Wrong PIN. 4 tries left before a pause."],
      [
        { type: "notYourRole", act: "installProgram", role: "pollWorker", allowed: ["inspector"] },
        "Not done: this is for inspector.",
      ],
    ];

    test("is installed on the locked tablet against an inspector's PIN", async () => {
      const update = newVersion();
      const consented: unknown[] = [];
      const mayAct: Tablet["mayAct"] = async (_, __, next) => {
        consented.push(next);
        return ok(undefined);
      };
      const tablet = scriptedTablet({ mayAct }, { phase: locked, notSent: 2 });
      await showApp(surroundingsOf(tablet, { update }));
      expect(offer()).toBeNull();
      await userEvent.click(forInspector() as HTMLElement);
      await screen.findByLabelText("PIN");
      expect([update.loads, tablet.asked.length]).toEqual([0, 0]);
      await typePin();
      expect(tablet.asked).toEqual([{ what: "mayAct", with: "installProgram" }]);
      expect(consented).toEqual([update.program]);
      expect(screen.getByText(/Loading the new version/)).toBeTruthy();
      await act(async () => update.loaded(true));
      expect([update.loads, update.taken]).toEqual([1, 1]);
    });

    test.each(wrong)("is not loaded without the agreement: %o", async (problem, sentence) => {
      const update = newVersion();
      await showApp(
        surroundingsOf(scriptedTablet({ mayAct: async () => err(problem) }, { phase: locked }), { update }),
      );
      await userEvent.click(forInspector() as HTMLElement);
      await screen.findByLabelText("PIN");
      await typePin();
      expect(screen.getByRole("alert").textContent).toContain(sentence);
      expect([update.loads, update.taken]).toEqual([0, 0]);
    });

    test("does not take over after the inspector thought again", async () => {
      const update = newVersion();
      await showApp(surroundingsOf(scriptedTablet({}, { phase: locked }), { update }));
      await userEvent.click(forInspector() as HTMLElement);
      await screen.findByLabelText("PIN");
      await typePin();
      await userEvent.click(screen.getByRole("button", { name: "Not now" }));
      await act(async () => update.loaded(true));
      expect([update.loads, update.taken, update.left]).toEqual([1, 0, 1]);
    });

    test("waits while a voter is being served: chosen, or recorded and still before the worker", async () => {
      const tablet = scriptedTablet({ search: async (query) => foundRows(query) });
      await showApp(surroundingsOf(tablet, { update: newVersion() }));
      const lockAndLook = async (): Promise<boolean> => {
        await act(async () => tablet.showPhase(locked));
        const offered = forInspector() !== null;
        if (!offered) expect(screen.getByText(/when no voter is being served/)).toBeTruthy();
        await act(async () => tablet.showPhase({ phase: "working", worker: rosa }));
        return offered;
      };
      await userEvent.type(await screen.findByRole("searchbox"), "garcia");
      expect(await lockAndLook()).toBe(true);
      await userEvent.click((await screen.findAllByRole("option"))[1] as HTMLElement);
      expect(await lockAndLook()).toBe(false);
      await act(async () => tablet.showPhase({ phase: "working", worker: lin }));
      expect(await lockAndLook()).toBe(false);
      await userEvent.click(await screen.findByRole("button", { name: "Check in" }));
      await screen.findByText(/Recorded on this tablet/);
      expect(await lockAndLook()).toBe(false);
      // The screen lets no press through in its first second.
      const next = async (): Promise<void> => {
        await userEvent.click(screen.getByRole("button", { name: "Next voter" }));
        await screen.findByRole("searchbox", undefined, { timeout: 100 });
      };
      await vi.waitFor(next, { timeout: 10_000 });
      expect(await lockAndLook()).toBe(true);
    });
  });

  test("does not take over if somebody opens the tablet while it is being loaded", async () => {
    const update = newVersion();
    const tablet = scriptedTablet({}, { phase: closed });
    await showApp(surroundingsOf(tablet, { update, now: evening }));
    await userEvent.click(screen.getByRole("button", { name: "Install it now" }));
    await act(async () => tablet.showPhase({ phase: "opening" }));
    await act(async () => update.loaded(true));
    await act(async () => tablet.showPhase(closed));
    expect([update.loads, update.taken, update.left]).toEqual([1, 0, 1]);
  });

  test("that could not be loaded is said, and can be tried again", async () => {
    const update = newVersion();
    await showApp(surroundingsOf(scriptedTablet({}, { phase: closed }), { update, now: evening }));
    await userEvent.click(screen.getByRole("button", { name: "Install it now" }));
    await act(async () => update.loaded(false));
    expect(screen.getByText(/could not be loaded. This one goes on/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Install it now" }));
    await act(async () => update.loaded(true));
    expect([update.loads, update.taken, update.left]).toEqual([2, 1, 0]);
  });
});

const small: Phase[] = [
  { phase: "new", problem: undefined },
  { phase: "closed", ready: true },
  { phase: "locked", opened: true, workers: [rosa, lin] },
];
test.each(small)("the program is named where no voter is served, with what the name is worth: %o", async (phase) => {
  await showApp(surroundingsOf(scriptedTablet({}, { phase })));
  expect(screen.getByText(`Program ${build.slice(0, 7)}`)).toBeTruthy();
  expect(document.querySelector(".program")?.textContent).toContain("it is no proof that nobody changed the program");
});

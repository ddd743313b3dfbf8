/** Workers at the tablet: the inspector adds one, two agree where the rules say so, and an idle tablet locks itself. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import { cardHolder, type WorkerName } from "../../src/tablet/tabletState.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { election, lin, morning, rosa, type Scripted, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const twoPeople = { roles: ["inspector" as const], people: 2 as const, differentParties: false };

async function start(script: Partial<Tablet> = {}, rules: object = {}, worker: WorkerName = lin): Promise<Scripted> {
  const ruled = { ...election, rules: { ...election.rules, ...rules } };
  const tablet = scriptedTablet(script, { phase: { phase: "working", worker }, election: ruled });
  await showApp(surroundingsOf(tablet));
  return tablet;
}

const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));
/** Something that stands behind "Inspector" in the header. */
const inspectorAct = async (name: string): Promise<void> => {
  await press("Inspector");
  await press(name);
};
const asked = (tablet: Scripted, what: string): unknown[] =>
  tablet.asked.filter((one) => one.what === what).map((one) => one.with);

async function fillIn(dialog: HTMLElement, one: string, two = one): Promise<void> {
  await userEvent.type(within(dialog).getByLabelText("Name, as the tablets show it"), "Ana P.");
  await userEvent.type(within(dialog).getByLabelText("New PIN"), one);
  await userEvent.type(within(dialog).getByLabelText("The same again"), two);
}

describe("the inspector adds a worker", () => {
  test("and is shown the code for the other tablets", async () => {
    const tablet = await start();
    await inspectorAct("Workers");
    await press("Add a worker");
    const dialog = await screen.findByRole("dialog", { name: "Add a worker" });
    await fillIn(dialog, "730164");
    await press("Add the worker");
    expect(await screen.findByRole("img", { name: "Code for the other tablets" })).toBeTruthy();
    expect(asked(tablet, "addWorker")).toMatchObject([{ name: "Ana P.", role: "pollWorker", pin: "730164" }]);
    expect(document.body.textContent).not.toContain("730164");
  });

  test("or gives a known one a new PIN", async () => {
    const tablet = await start();
    await inspectorAct("Workers");
    await userEvent.click(await screen.findByRole("button", { name: /^Rosa M\./ }));
    const dialog = await screen.findByRole("dialog", { name: `Give ${rosa.name} a new PIN` });
    await userEvent.type(within(dialog).getByLabelText("New PIN"), "730164");
    await userEvent.type(within(dialog).getByLabelText("The same again"), "730164");
    await press("Save the new PIN");
    expect(asked(tablet, "addWorker")).toMatchObject([{ id: rosa.id, name: rosa.name, pin: "730164" }]);
  });

  test.each([
    ["pinCommon", err({ type: "pinCommon" as const }), "This PIN is too common."],
    ["pinPattern", err({ type: "pinPattern" as const }), "This PIN repeats or counts."],
    ["notRecorded", err({ type: "notRecorded" as const, what: "QuotaExceededError" }), "Stop: not recorded."],
    ["samePerson", err({ type: "samePerson" as const }), "must be another person"],
  ])("a refusal is said where it can be mended: %s", async (_, refusal, words) => {
    await start({ addWorker: async () => refusal as Awaited<ReturnType<Tablet["addWorker"]>> });
    await inspectorAct("Workers");
    await press("Add a worker");
    await fillIn(await screen.findByRole("dialog", { name: "Add a worker" }), "730164");
    await press("Add the worker");
    expect(screen.getByRole("alert").textContent).toContain(words);
  });

  test("two different PINs go nowhere", async () => {
    const tablet = await start();
    await inspectorAct("Workers");
    await press("Add a worker");
    await fillIn(await screen.findByRole("dialog", { name: "Add a worker" }), "730164", "730165");
    await press("Add the worker");
    expect(screen.getByRole("alert").textContent).toContain("The two PINs differ");
    expect(asked(tablet, "addWorker")).toEqual([]);
  });

  test("and can show the code again, of each whom the place added", async () => {
    const [ana, code] = [{ id: "w-1", name: "Ana P.", role: "pollWorker" as const }, "TURNOUT-WORKER:[]"];
    const tablet = await start({ workerCodes: async () => ok([{ worker: ana, code }]) });
    await inspectorAct("Workers");
    await press("Show a code again");
    await userEvent.click(await screen.findByRole("button", { name: /^Ana P\./ }));
    expect(await screen.findByRole("img", { name: "Code for the other tablets" })).toBeTruthy();
    await press("Done");
    expect(await screen.findByRole("button", { name: /^Ana P\./ })).toBeTruthy();
    expect(asked(tablet, "workerCodes")).toHaveLength(1);
  });

  test("and is told where there is no code to show", async () => {
    await start();
    await inspectorAct("Workers");
    await press("Show a code again");
    expect(await screen.findByText("Nobody was added or given a new PIN at this polling place.")).toBeTruthy();
  });

  test("and shows codes again only together with a second worker where it takes two to add one", async () => {
    const approvals: unknown[] = [];
    await start(
      {
        workerCodes: async (second) => {
          approvals.push(second);
          return approvals.length === 1 ? err({ type: "samePerson" as const }) : ok([]);
        },
      },
      { permits: { addWorker: twoPeople } },
    );
    await inspectorAct("Workers");
    await press("Show a code again");
    const show = await screen.findByRole("button", { name: "Show the codes" });
    expect(show.hasAttribute("disabled")).toBe(true);
    expect(approvals).toEqual([]);
    for (const words of ["must be another person", "Nobody was added"]) {
      await userEvent.selectOptions(screen.getByLabelText("Second worker"), rosa.id);
      await userEvent.type(screen.getByLabelText("PIN of the second worker"), "918273");
      await userEvent.click(show);
      expect(await screen.findByText(new RegExp(words))).toBeTruthy();
    }
    const second = { worker: rosa.id, pin: "918273" };
    expect(approvals).toEqual([second, second]);
  });

  test("and nobody else is offered it", async () => {
    await start({}, {}, rosa);
    expect(screen.queryByRole("button", { name: "Inspector" })).toBeNull();
  });
});

test("where two persons must agree, the second one's name and PIN are asked for and go with the command", async () => {
  const closed: unknown[] = [];
  const answers: Result<void, { type: "wrongPin"; triesLeft: number }>[] = [
    err({ type: "wrongPin", triesLeft: 4 }),
    ok(undefined),
  ];
  await start(
    {
      close: async (second) => {
        closed.push(second);
        return answers.shift() ?? ok(undefined);
      },
    },
    { permits: { closeTablet: twoPeople } },
  );
  await inspectorAct("Close the tablet");
  const dialog = await screen.findByRole("dialog", { name: "Close this tablet?" });
  const close = within(dialog).getByRole("button", { name: "Close the tablet" });
  expect(close.hasAttribute("disabled")).toBe(true);
  const who = within(dialog).getByLabelText("Second worker");
  expect([...who.querySelectorAll("option")].map((one) => one.value)).toEqual(["", rosa.id]);
  await userEvent.selectOptions(who, rosa.id);
  await userEvent.type(within(dialog).getByLabelText("PIN of the second worker"), "111222");
  await userEvent.click(close);
  expect(within(dialog).getByRole("alert").textContent).toContain("Wrong PIN. 4 tries left");
  await userEvent.type(within(dialog).getByLabelText("PIN of the second worker"), "918273");
  await userEvent.click(close);
  expect(closed).toEqual([
    { worker: rosa.id, pin: "111222" },
    { worker: rosa.id, pin: "918273" },
  ]);
});

describe("a tablet that nobody touches", () => {
  async function idle(worker: WorkerName, minutes: number, touchAt?: number): Promise<unknown[]> {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      let now = morning;
      const tablet = scriptedTablet({}, { phase: { phase: "working", worker } });
      await showApp(surroundingsOf(tablet, { now: () => now }));
      for (let minute = 1; minute <= minutes; minute++) {
        now += 60_000;
        if (minute === touchAt) fireEvent.pointerDown(document.body);
        await act(async () => {
          vi.advanceTimersByTime(5000);
        });
      }
      return asked(tablet, "lock");
    } finally {
      vi.useRealTimers();
    }
  }

  test("locks after the minutes of the rules, and not before", async () => {
    expect(await idle(rosa, 4)).toHaveLength(0);
    cleanup();
    expect(await idle(rosa, 6)).toHaveLength(1);
  });

  test("counts from the last touch", async () => {
    expect(await idle(rosa, 7, 3)).toHaveLength(0);
    cleanup();
    expect(await idle(rosa, 8, 3)).toHaveLength(1);
  });

  test("stays open where nobody has a PIN: locking it would take the opening card", async () => {
    expect(await idle(cardHolder, 30)).toHaveLength(0);
  });
});

test("on the lock screen of an open tablet a worker's code can be read; without a camera it says what to do", async () => {
  const locked = { phase: "locked", opened: true, workers: [rosa, lin] } as const;
  await showApp(surroundingsOf(scriptedTablet({}, { phase: locked })));
  await press("Read a worker’s code");
  expect(await screen.findByText(/Ask the inspector to add the worker on this tablet too/)).toBeTruthy();
});

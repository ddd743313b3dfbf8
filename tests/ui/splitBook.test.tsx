/** The lines of a split book on screen: offered when nobody is heard, said the whole time, and given to this tablet by an inspector. */
import { act, cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { balance } from "../../src/domain/balance.ts";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import { ballotStock } from "../../src/domain/ballotStock.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { PlaceBookView } from "../../src/tablet/bookCalls.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { TabletState } from "../../src/tablet/tabletState.ts";
import { book, dayWith, electionDay, entry, now, type Written } from "../domain/placeFixtures.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { lin, rosa, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const two = [
  { from: "", through: "L" },
  { from: "M", through: "Z" },
];
const three = [
  { from: "", through: "G" },
  { from: "H", through: "M" },
  { from: "N", through: "W" },
];
const plans: PlaceBookView["plans"] = [
  { roll: 1, lines: two, code: "OAK-47" },
  { roll: 1, lines: three, code: "BED-66" },
];

function bookOf(...entries: readonly Written[]): PlaceBookView {
  const place = dayWith(entries);
  const rules = BalanceRules.parse({});
  const input = { rules, timeZone: "America/New_York", scanners: 1, place, book: book({}) };
  return {
    ...{ place, day: electionDay, balance: balance(input), stock: ballotStock(input), wait: undefined, served: 0 },
    ...{ fromPaper: 0, pace: [], provisionals: [], plans },
    tablets: ["1", "2", "3"].map((number) => ({ device: `d${number}`, number, last: undefined, checkedIn: 0 })),
    opening: {
      ...{ today: electionDay, days: [electionDay], place, served: 0, tablets: [], thisReady: true },
      ...{ newsAge: 0, staleAfterMinutes: 60, scanners: 1 },
    },
    look: { day: electionDay, build: "3f9a2c1", roll: 1, listOf: now, missing: 0, earlier: 0 },
    readiness: [],
    ...{ heardAt: now, holds: [] },
    ...{ now, knownAt: now, record: undefined, openingCode: "OAK-47", ownDevice: "d2", names: {}, elsewhere: 0 },
  };
}

async function show(state: Partial<TabletState>, script: Partial<Tablet> = {}) {
  const tablet = scriptedTablet({ placeBook: async () => bookOf(), ...script }, state);
  await showApp(surroundingsOf(tablet));
  return tablet;
}
const as = (worker: typeof lin | typeof rosa): Partial<TabletState> => ({ phase: { phase: "working", worker } });
const own: TabletState["line"] = {
  ...{ state: "line", unheard: [1, 3], said: false },
  own: { line: 2, from: "H", through: "M" },
};

test("nobody heard for two minutes, in a place of several tablets: the inspector is offered to split the book", async () => {
  const words = "No other tablet was heard for 2 minutes. Ask the inspector to split the book.";
  const tablet = await show({ ...as(lin), silent: true });
  expect((await screen.findByText(words)).closest("main")).not.toBeNull();
  expect(screen.getByRole("button", { name: "Split the book" })).toBeDefined();
  // Alone in its place, before the polls open, or heard again: there is nothing to say.
  const silent: Partial<TabletState>[] = [
    { tabletsHere: 1 },
    { tabletsHere: 3, polls: { state: "notOpened", since: undefined } },
    { polls: { state: "open", since: 0 }, silent: false },
  ];
  for (const state of silent) {
    await act(async () => tablet.show(state));
    expect(screen.queryByText(words)).toBeNull();
  }
  cleanup();
  await show({ ...as(rosa), silent: true });
  await screen.findByText(words);
  expect(screen.queryByRole("button", { name: "Split the book" })).toBeNull();
});

test("its line is said the whole time, with those that were not heard since", async () => {
  const tablet = await show({ ...as(rosa), line: own });
  const said = await screen.findByText("Line 2: H to M");
  const strip = said.closest(".strip");
  expect(strip?.textContent).toContain("Check in only these names. Not heard since: line 1 and 3.");
  expect(within(strip as HTMLElement).queryByRole("button")).toBeNull();
  await act(async () => tablet.show({ line: { ...own, unheard: [], said: true } }));
  expect(strip?.textContent).toContain("All lines are heard again.");
  // Silent after that, the others may serve everybody: then it is offered anew.
  await act(async () => tablet.show({ silent: true }));
  expect(screen.queryByText("Line 2: H to M")).toBeNull();
  await screen.findByText(/^No other tablet was heard for 2 minutes/);
  await act(async () => tablet.show({ silent: false, line: { state: "whole" } }));
  expect(document.querySelector(".strip")).toBeNull();
});

test("a tablet without a line says that it serves nobody", async () => {
  await show({ ...as(rosa), line: { state: "noLine" } });
  await screen.findByText("The book is split, and this tablet has no line. Ask the inspector. Check in nobody.");
  cleanup();
  await show({ ...as(lin), line: { state: "noLine" } });
  await screen.findByText("The book is split, and this tablet has no line. Give it one, or join the book.");
  await userEvent.click(screen.getByRole("button", { name: "Give it a line" }));
  await screen.findByRole("dialog", { name: "Split the book" });
});

test("one act: as many lines as tablets, this one by its number; the code is shown, and goes with the act", async () => {
  const asked: unknown[] = [];
  await show(
    { ...as(lin), silent: true },
    {
      writeInBook: async (call) => {
        asked.push(call);
        return asked.length === 1 ? err({ type: "linesChanged" }) : ok(undefined);
      },
    },
  );
  await userEvent.click(await screen.findByRole("button", { name: "Split the book" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Split the book" }));
  expect(dialog.getByRole("button", { name: "3" }).getAttribute("aria-pressed")).toBe("true");
  expect(dialog.getByRole("button", { name: "Line 2: H to M" }).getAttribute("aria-pressed")).toBe("true");
  expect(dialog.getByText("BED-66")).toBeDefined();
  await userEvent.click(dialog.getByRole("button", { name: "2" }));
  expect(dialog.getByText("OAK-47")).toBeDefined();
  expect(dialog.getByRole("button", { name: "Line 2: M to Z" })).toBeDefined();
  await userEvent.click(dialog.getByRole("button", { name: "3" }));
  await userEvent.click(dialog.getByRole("button", { name: "Line 3: N to Z" }));
  await userEvent.click(dialog.getByRole("button", { name: "Serve line 3" }));
  await dialog.findByText("Not split: the list changed meanwhile. Compare the codes again.");
  await userEvent.click(dialog.getByRole("button", { name: "Serve line 3" }));
  const call = { what: "splitBook", of: 3, line: 3, code: "BED-66", takes: false };
  expect(asked).toMatchObject([call, call]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a line that another tablet serves is taken with a tick only, and the book is joined by hand behind it", async () => {
  const asked: unknown[] = [];
  const split = entry("BookSplit", { line: 2, roll: 1, lines: three, wall: now });
  const other = { ...split, name: { ...split.name, device: "d3" } };
  await show(
    { ...as(lin), line: { state: "noLine" } },
    {
      placeBook: async () => ({ ...bookOf(other) }),
      writeInBook: async (call) => {
        asked.push(call);
        return ok(undefined);
      },
    },
  );
  await userEvent.click(await screen.findByRole("button", { name: "Give it a line" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Split the book" }));
  const serve = (): HTMLElement => dialog.getByRole("button", { name: "Serve line 2" });
  expect(serve().hasAttribute("disabled")).toBe(true);
  await userEvent.click(
    dialog.getByRole("checkbox", { name: "Tablet 3 serves this line. It is put away, and this one takes its place." }),
  );
  await userEvent.click(serve());
  expect(asked).toMatchObject([{ what: "splitBook", of: 3, line: 2, takes: true }]);

  await userEvent.click(await screen.findByRole("button", { name: "Give it a line" }));
  await userEvent.click(await screen.findByRole("button", { name: "Join the book by hand" }));
  const joining = within(await screen.findByRole("dialog", { name: "Join the book by hand" }));
  await userEvent.click(joining.getByRole("button", { name: "Join the book" }));
  expect(asked.at(-1)).toMatchObject({ what: "joinBook" });
});

/** While the polls are not open, or closed, every worker sees it above list and voter, and whoever may opens them from there. */
import { act, cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { TabletState } from "../../src/tablet/tabletState.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { lin, morning, rosa, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

type Polls = TabletState["polls"];
const closed: Polls = { state: "closed", since: morning };
const suspended: Polls = { state: "suspended", since: morning };
const notOpened: Polls = { state: "notOpened", since: undefined };

test.each<[Polls, string, string]>([
  [
    notOpened,
    "The polls are not open yet, as far as this tablet knows.",
    "This tablet has not heard that the polls are open. Ask the inspector.",
  ],
  [
    suspended,
    "The polls are suspended since 10:43 am. Check in nobody before they are open again.",
    "The polls are suspended since 10:43 am. Check in nobody before they are open again.",
  ],
  [
    closed,
    "The polls closed at 10:43 am. Check in only voters who stood in line then.",
    "The polls closed at 10:43 am. Check in only voters who stood in line then.",
  ],
])("says how the polls are: %o", async (polls, toInspector, toWorker) => {
  for (const [worker, words] of [
    [lin, toInspector],
    [rosa, toWorker],
  ] as const) {
    const tablet = scriptedTablet({}, { phase: { phase: "working", worker }, polls });
    await showApp(surroundingsOf(tablet));
    expect((await screen.findByText(words)).closest("main")).not.toBeNull();
    const opens = worker === lin && polls !== closed;
    expect(screen.queryAllByRole("button", { name: "Open the polls" })).toHaveLength(opens ? 1 : 0);
    // Open now, by this tablet or another: it goes.
    await act(async () => tablet.show({ polls: { state: "open", since: morning } }));
    expect(screen.queryByText(words)).toBeNull();
    cleanup();
  }
});

test("the inspector opens the polls from there", async () => {
  const tablet = scriptedTablet({}, { phase: { phase: "working", worker: lin }, polls: notOpened });
  await showApp(surroundingsOf(tablet));
  await userEvent.click(await screen.findByRole("button", { name: "Open the polls" }));
  expect(await screen.findByRole("heading", { name: "The place today" })).toBeDefined();
});

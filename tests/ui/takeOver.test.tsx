/** The inspector takes over the voter at this tablet, with what was done so far, and hands it back. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Disposition } from "../../src/domain/disposition.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { PinProblem } from "../../src/tablet/tabletInterface.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  foundRows,
  lin,
  recorded,
  regular,
  rosa,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const withForm: Disposition = {
  ...(regular as Extract<Disposition, { kind: "regular" }>),
  steps: [{ step: "form", form: "Affidavit" }],
};
const press = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole("button", { name }));
const checkIns = (): unknown[] => tablet.asked.filter(({ what }) => what === "checkIn").map((one) => one.with);
const form = async (): Promise<HTMLInputElement> =>
  screen.findByRole("checkbox", { name: "Voter completed: Affidavit" });

let tablet: Scripted;
let wrongPins: PinProblem[];
beforeEach(async () => {
  wrongPins = [];
  tablet = scriptedTablet({
    search: async (query) => foundRows(query),
    voter: async () => view(voter(), withForm),
    signIn: async (id) => {
      const wrong = wrongPins.shift();
      if (wrong !== undefined) return err(wrong);
      tablet.showPhase({ phase: "working", worker: id === "lin" ? lin : rosa });
      return ok(undefined);
    },
    checkIn: async () => ok(recorded),
  });
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await userEvent.click(await form());
});

async function takeOver(): Promise<void> {
  await press("Ask the inspector");
  await screen.findByRole("option", { name: /Lin C\./ });
  await userEvent.selectOptions(screen.getByLabelText("Inspector"), "lin");
  await userEvent.type(screen.getByLabelText("PIN of the inspector"), "730164");
  await press("Take over");
}

async function handBack(): Promise<void> {
  await press("Hand back");
  await screen.findByRole("heading", { name: "Rosa M." });
  await userEvent.keyboard("918273{Enter}");
}

describe("the inspector takes over", () => {
  test("with the forms done, checks in as the one signed in, and the poll worker has the tablet again", async () => {
    await takeOver();
    expect(await screen.findByText("Lin C.")).toBeTruthy();
    expect((await form()).checked).toBe(true);
    await press("Check in");
    expect(checkIns()).toMatchObject([{ forms: ["Affidavit"], begunBy: "rosa" }]);
    expect(await screen.findByText(/gets ballot/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Next voter" })).toBeNull();
    // The screen lets no key through in its first second.
    const handsBack = async (): Promise<void> => {
      await userEvent.keyboard("{Enter}");
      await screen.findByRole("heading", { name: "Rosa M." }, { timeout: 100 });
    };
    await vi.waitFor(handsBack, { timeout: 10_000 });
    await userEvent.keyboard("918273{Enter}");
    expect(await screen.findByText(/Type it, and choose the voter/)).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Lock" })).toBeTruthy();
  });

  test("and hands back before the act: the voter is the poll worker's again, and the inspector is named", async () => {
    await takeOver();
    await handBack();
    expect((await form()).checked).toBe(true);
    await press("Check in");
    expect(checkIns()[0]).not.toHaveProperty("begunBy");
    expect(checkIns()).toMatchObject([{ takenOverBy: ["lin"] }]);
    expect(await screen.findByRole("button", { name: "Next voter" })).toBeTruthy();
  });

  test("and hands back twice, or takes over once more: named once, and never beside their own act", async () => {
    await takeOver();
    await handBack();
    await form();
    await takeOver();
    await handBack();
    await form();
    await takeOver();
    expect(await screen.findByText("Lin C.")).toBeTruthy();
    await press("Check in");
    expect(checkIns()).toMatchObject([{ begunBy: "rosa" }]);
    expect(checkIns()[0]).not.toHaveProperty("takenOverBy");
  });

  test("and finds another voter before handing back: that one is nobody's but the inspector's", async () => {
    await takeOver();
    await press("Does not match");
    await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
    await handBack();
    await userEvent.click(await form());
    await press("Check in");
    expect(checkIns()[0]).not.toHaveProperty("takenOverBy");
  });

  test("and another worker comes instead: the voter waits for the one who began", async () => {
    await takeOver();
    await press("Hand back");
    tablet.showPhase({ phase: "working", worker: { id: "sam", name: "Sam B.", role: "pollWorker" } });
    expect(await screen.findByText(/Type it, and choose the voter/)).toBeTruthy();
    tablet.showPhase({ phase: "working", worker: lin });
    expect(await screen.findByText(/Type it, and choose the voter/)).toBeTruthy();
    tablet.showPhase({ phase: "working", worker: rosa });
    expect((await form()).checked).toBe(true);
  });

  test("only with their PIN: after a wrong one nothing goes along", async () => {
    wrongPins = [{ type: "wrongPin", triesLeft: 4 }];
    await takeOver();
    expect(await screen.findByText(/Wrong PIN\. 4 tries left/)).toBeTruthy();
    await press("Back to the voter");
    expect((await form()).checked).toBe(true);
    tablet.showPhase({ phase: "working", worker: lin });
    expect(await screen.findByText(/Type it, and choose the voter/)).toBeTruthy();
  });
});

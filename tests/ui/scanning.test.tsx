import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { ScanAnswer } from "../../src/tablet/foundVoters.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { CheckInCall } from "../../src/tablet/voterCalls.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { licenceOf, press, scan } from "./scans.ts";
import { election, foundRows, type Scripted, scriptedTablet, surroundingsOf, view, voter } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const box = (): HTMLInputElement => screen.getByRole("searchbox", { name: "Find the voter" });

async function start(script: Partial<Tablet> = {}): Promise<Scripted> {
  const tablet = scriptedTablet({ search: async (query) => foundRows(query), ...script });
  await showApp(surroundingsOf(tablet));
  // The screen listens to scanners once its later parts are there.
  await waitFor(() => expect(box().dataset["scanner"]).toBe("true"));
  return tablet;
}

test("a licence opens the voter, is recorded as a scan, and leaves nothing in the search box", async () => {
  const asked: unknown[] = [];
  const tablet = await start({
    findScanned: async (what) => {
      asked.push(what);
      return { found: "one", voterId: "AB100" };
    },
  });
  await scan(licenceOf("GARCIA-LOPEZ"));
  await screen.findByText("Ready to check in");
  expect(box().value).toBe("");
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(asked)).not.toContain("Q1234567");
  await userEvent.click(screen.getByRole("button", { name: "Check in" }));
  const call = tablet.asked.find((one) => one.what === "checkIn")?.with as CheckInCall;
  expect([call.voterId, call.found]).toEqual(["AB100", "scan"]);
});

test("what no single voter fits is searched for", async () => {
  await start({ findScanned: async () => ({ found: "list", query: "GARCIA, ANA 07/19/1978" }) });
  await scan(licenceOf("GARCIA"));
  await waitFor(() => expect(box().value).toBe("GARCIA, ANA 07/19/1978"));
  expect(await screen.findAllByRole("option")).not.toHaveLength(0);
  expect(screen.queryByText("Ready to check in")).toBeNull();
});

test("the newest scan wins, though an older one is answered later", async () => {
  const answers: ((answer: ScanAnswer) => void)[] = [];
  await start({
    findScanned: () => new Promise((answer) => answers.push(answer)),
    voter: async (id) => view(voter({ id, firstName: id })),
  });
  await scan(licenceOf("OLDER"));
  await scan(licenceOf("NEWER"));
  await act(async () => answers[1]?.({ found: "one", voterId: "Newer" }));
  await screen.findByText("Ready to check in");
  await act(async () => answers[0]?.({ found: "one", voterId: "Older" }));
  expect(document.querySelector(".voter")?.textContent).toContain("Newer");
  expect(document.querySelector(".voter")?.textContent).not.toContain("Older");
});

test("a scan takes the voter before away at once, and its answer does not undo what was typed since", async () => {
  const answers: ((answer: ScanAnswer) => void)[] = [];
  await start({ findScanned: () => new Promise((answer) => answers.push(answer)) });
  await scan(licenceOf("FIRST"));
  await act(async () => answers[0]?.({ found: "one", voterId: "AB100" }));
  await screen.findByText("Ready to check in");
  await scan(licenceOf("SECOND"));
  expect(screen.queryByText("Ready to check in")).toBeNull();
  act(() => press("x", performance.now() + 1000));
  await act(async () => answers[1]?.({ found: "one", voterId: "AB100" }));
  expect(box().value).toBe("x");
  expect(screen.queryByText("Ready to check in")).toBeNull();
});

test("the last keys of a licence that come after the check-in change nothing on the desk", async () => {
  const asked: unknown[] = [];
  await start({
    findScanned: async (what) => {
      asked.push(what);
      return { found: "one", voterId: "AB100" };
    },
  });
  const whole = licenceOf("GARCIA-LOPEZ");
  const from = performance.now();
  const key = (one: string, n: number): void => press(one === "\n" || one === "\r" ? "Enter" : one, from + n / 50);
  [...whole.slice(0, -20)].forEach(key);
  await screen.findByText("Ready to check in");
  await userEvent.click(screen.getByRole("button", { name: "Check in" }));
  await screen.findByText(/^Recorded/);
  [...whole.slice(-20)].forEach((one, n) => {
    key(one, whole.length - 20 + n);
  });
  await act(() => new Promise((go) => setTimeout(go, 300)));
  expect(screen.queryByText(/^Recorded/)).not.toBeNull();
  expect(asked).toHaveLength(1);
});

test("a refused scan says why, opens nobody, and gives the search text back", async () => {
  const tablet = await start();
  act(() => press("s", performance.now()));
  await act(() => new Promise((go) => setTimeout(go, 200)));
  await scan(licenceOf("GARCIA").slice(0, 120));
  await screen.findByText("Only part of the card was read. Hold it still and scan again.");
  expect(box().value).toBe("s");
  await scan("]C1https://example.org/");
  await screen.findByText("This is neither a licence nor a voter card. Type the name.");
  expect(tablet.asked.some((one) => one.what === "findScanned")).toBe(false);
  act(() => press("m", performance.now() + 1000));
  await waitFor(() => expect(screen.queryByText(/neither a licence/)).toBeNull());
  expect(box().value).toBe("sm");
});

test("scanning is called optional only where nobody must show identification", async () => {
  await start();
  expect(screen.getByRole("button", { name: /^Scan/ }).textContent).toContain("optional");
  cleanup();
  const rules = { ...election.rules, identification: "everyone" as const };
  const tablet = scriptedTablet();
  tablet.show({ election: { ...election, rules } });
  await showApp(surroundingsOf(tablet));
  expect(screen.getByRole("button", { name: /^Scan/ }).textContent).not.toContain("optional");
});

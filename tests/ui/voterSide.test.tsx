/** The voter's side of the tablet: to choose and to sign, and nothing else; nothing personal stays, and one way out. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { asListed } from "../../src/domain/confidential.ts";
import type { Disposition, Step } from "../../src/domain/disposition.ts";
import type { SignatureRules } from "../../src/domain/signatureRules.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import type { CheckInCall } from "../../src/tablet/voterCalls.ts";
import { everyoneSigns } from "../helpers/signing.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  foundRows,
  morning,
  partyStyles,
  regular,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const steps = (...more: Step[]) =>
  ({
    ...(regular as Extract<Disposition, { kind: "regular" }>),
    steps: [{ step: "confirmIdentity" }, ...more],
  }) as const;
const toSign = steps({ step: "sign" });
const choose: Step = { step: "chooseBallot", choices: partyStyles, how: "private" };

type Situation = {
  disposition?: Disposition;
  record?: VoterRecord;
  unable?: SignatureRules["unable"];
  now?: () => number;
};

async function atVoter({
  disposition = toSign,
  record = voter(),
  unable = "mark",
  now,
}: Situation = {}): Promise<Scripted> {
  const rules = { ...election.rules, signature: { ...everyoneSigns, unable } };
  const script = { search: async (query: string) => foundRows(query), voter: async () => view(record, disposition) };
  const tablet = scriptedTablet(script, { election: { ...election, rules } });
  await showApp(surroundingsOf(tablet, now === undefined ? {} : { now }));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByText("Turn the tablet to the voter");
  return tablet;
}
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));
const turn = (): Promise<void> => press("Turn to the voter");

/** Draws one line on the pad; the page of these tests has no layout, so it is given one. */
function draw(from: readonly [number, number], to: readonly [number, number]): void {
  const pad = screen.getByRole("img", { name: "Line to sign on" });
  pad.getBoundingClientRect = () => new DOMRect(0, 0, 600, 200);
  const at = ([clientX, clientY]: readonly [number, number]) => ({ clientX, clientY, pointerId: 1, isPrimary: true });
  fireEvent.pointerDown(pad, at(from));
  fireEvent.pointerMove(pad, at(to));
  fireEvent.pointerUp(pad, at(to));
}
const calls = (tablet: Scripted): CheckInCall[] =>
  tablet.asked.filter(({ what }) => what === "checkIn").map((one) => one.with as CheckInCall);
const personal = /Garc|Ana|Maple|14-B|AB100|1978/;
const seen = (): string => document.body.textContent ?? "";
const enabled = (name: string): boolean => !(screen.getByRole("button", { name }) as HTMLButtonElement).disabled;

describe("signing", () => {
  test("name, address and ballot are read, the affirmation is the state's, the signature goes with the check-in", async () => {
    const tablet = await atVoter();
    await turn();
    expect(await screen.findByRole("heading", { level: 1, name: "Ana María García-López" })).toBeTruthy();
    for (const text of ["412 Maple St, Apt 4", "Your ballot: 14-B", "I am this person.", "Sign on the line."])
      expect(seen()).toContain(text);
    expect(enabled("Done")).toBe(false);
    draw([10, 10], [10, 10]);
    expect(enabled("Done")).toBe(false); // a tap is no signature
    draw([60, 80], [360, 120]);
    await press("Done");

    expect(await screen.findByRole("heading", { name: "Thank you. Hand the tablet back." })).toBeTruthy();
    expect(seen()).not.toMatch(personal);
    expect(document.querySelector("svg path")).toBeNull(); // nor the signature
    await press("Poll worker: go on");
    expect(await screen.findByText("The voter signed.")).toBeTruthy();
    await press("Check in");
    const [call] = calls(tablet);
    expect(call?.signature).toMatchObject({ how: "own", width: 1500, height: 500 });
    expect(call?.signature?.strokes.at(-1)).toMatchObject([
      { x: 150, y: 200 },
      { x: 900, y: 300 },
    ]);
  });

  test("cleared, it is drawn anew; taken back, what was begun is gone and nobody is checked in without", async () => {
    await atVoter();
    await turn();
    await screen.findByText("Sign on the line.");
    draw([60, 80], [360, 120]);
    await press("Clear");
    expect(enabled("Done")).toBe(false);
    draw([60, 80], [360, 120]);
    await press("Poll worker");
    expect(await screen.findByText("Turn the tablet to the voter")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    await turn();
    await screen.findByText("Sign on the line.");
    expect(enabled("Done")).toBe(false);
  });

  test("another answer, or signing again, wants another signature", async () => {
    await atVoter();
    await turn();
    await screen.findByText("Sign on the line.");
    draw([60, 80], [360, 120]);
    await press("Done");
    await press("Poll worker: go on");
    await press("Sign again");
    expect(screen.getByRole("button", { name: "Turn to the voter" })).toBeTruthy();
  });
});

describe("those who cannot sign", () => {
  test("by keyboard alone: a mark, which the poll worker says that they saw", async () => {
    const tablet = await atVoter();
    screen.getByRole("button", { name: "Turn to the voter" }).focus();
    await userEvent.keyboard("{Enter}");
    await screen.findByText("Sign on the line.");
    const tabTo = async (name: string): Promise<void> => {
      for (let tries = 0; document.activeElement?.textContent !== name; tries++) {
        if (tries > 10) throw new Error(`no way to ${name}`);
        await userEvent.tab();
      }
      await userEvent.keyboard("{Enter}");
    };
    await tabTo("I cannot sign: make a mark");
    expect(seen()).toContain("Your mark is made. The poll worker is your witness.");
    await tabTo("Done");
    await screen.findByText("Thank you. Hand the tablet back.");
    await tabTo("Poll worker: go on");
    expect(await screen.findByText("Say how the voter signed")).toBeTruthy();
    expect(enabled("Check in")).toBe(false);
    (await screen.findByLabelText("I saw the voter make this mark")).focus();
    await userEvent.keyboard(" ");
    await press("Check in");
    expect(calls(tablet)[0]?.signature?.how).toBe("mark");
  });

  test("where another person signs, that is said and seen", async () => {
    const tablet = await atVoter({ unable: "another" });
    await turn();
    await press("I cannot sign");
    expect(seen()).toContain("Another person signs your name on the line.");
    draw([60, 80], [360, 120]);
    await press("Done");
    await press("Poll worker: go on");
    await userEvent.click(await screen.findByLabelText("I saw another person sign for the voter"));
    await press("Check in");
    expect(calls(tablet)[0]?.signature?.how).toBe("another");
  });

  test("where the official notes why, the poll worker writes it down", async () => {
    const tablet = await atVoter({ unable: "noted" });
    await turn();
    await press("I cannot sign");
    await press("Poll worker: go on");
    expect(enabled("Check in")).toBe(false);
    await userEvent.type(await screen.findByLabelText("Why the voter cannot sign"), "arm in a cast ");
    await press("Check in");
    expect(calls(tablet)[0]).toMatchObject({ cannotSign: "arm in a cast" });
    expect(calls(tablet)[0]).not.toHaveProperty("signature");
  });
});

describe("choosing", () => {
  test("the ballot is chosen in private, then signed for; the poll worker sees that it is done", async () => {
    const disposition = { ...steps(choose, { step: "sign" }), choices: partyStyles } satisfies Disposition;
    const tablet = await atVoter({ disposition });
    expect(screen.queryByRole("radio")).toBeNull(); // nobody asks aloud
    await turn();
    await screen.findByText("Which ballot do you want?");
    expect(enabled("Choose this ballot")).toBe(false);
    await userEvent.click(screen.getByRole("radio", { name: "Democratic" }));
    await press("Choose this ballot");
    expect(await screen.findByText("Your ballot:")).toBeTruthy();
    expect(seen()).toContain("14-D");
    draw([60, 80], [360, 120]);
    await press("Done");
    await press("Poll worker: go on");
    await press("Check in");
    expect(calls(tablet)[0]).toMatchObject({ style: "14-D", signature: { how: "own" } });
  });
});

describe("nothing else", () => {
  test("there is no search, no other voter and no other screen, whatever is typed; one way leads back to this voter", async () => {
    const tablet = await atVoter();
    await turn();
    await screen.findByText("Sign on the line.");
    const asked = tablet.asked.length;
    const names = screen.getAllByRole("button").map(({ textContent }) => textContent);
    expect(names).toEqual(["English", "Español", "Poll worker", "Clear", "I cannot sign: make a mark", "Done"]);
    expect(screen.queryByRole("searchbox")).toBeNull();
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.queryByRole("banner")).toBeNull();
    await userEvent.keyboard("smith{Escape}{Backspace}");
    expect(screen.getByText("Sign on the line.")).toBeTruthy();
    expect(tablet.asked.slice(asked)).toEqual([]);
    await press("Poll worker");
    expect(await screen.findByRole("heading", { name: "García-López, Ana María" })).toBeTruthy();
  });

  test("in the voter's language from the first word, and in any other by one press; the poll worker's stays", async () => {
    await atVoter({ record: voter({ language: "es" }) });
    await turn();
    expect(await screen.findByText("Firme sobre la línea.")).toBeTruthy();
    expect(seen()).toContain("Soy esta persona.");
    expect(document.querySelector(".voterSide")?.getAttribute("lang")).toBe("es");
    await press("English");
    expect(await screen.findByText("Sign on the line.")).toBeTruthy();
    await press("Español");
    await press("Trabajador electoral");
    expect(await screen.findByText("Turn the tablet to the voter")).toBeTruthy();
    await turn();
    expect(await screen.findByText("Firme sobre la línea.")).toBeTruthy(); // kept
  });

  test("a confidential voter's address is not shown, nor is anything else but the number", async () => {
    await atVoter({ record: asListed(voter({ flags: ["confidential"] })) });
    await turn();
    await screen.findByText("Sign on the line.");
    expect(seen()).not.toMatch(/Maple|Garc|Ana/);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(voter().id);
  });

  test("left alone, it shows nothing personal, and the ballot that was chosen is kept", async () => {
    let time = morning;
    const disposition = { ...steps(choose, { step: "sign" }), choices: partyStyles } satisfies Disposition;
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      await atVoter({ disposition, now: () => time });
      await turn();
      await userEvent.click(await screen.findByRole("radio", { name: "Democratic" }));
      await press("Choose this ballot");
      await screen.findByText("Sign on the line.");
      time += 91_000;
      await act(async () => vi.advanceTimersByTime(6000));
      expect(await screen.findByText("Hand the tablet to the poll worker.")).toBeTruthy();
      expect(seen()).not.toMatch(personal);
      await press("Poll worker: go on");
      expect(await screen.findByText("Turn the tablet to the voter")).toBeTruthy();
      expect(within(document.body).getByText("14-D")).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });
});

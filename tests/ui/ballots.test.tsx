/** After a ballot was given: spoiled and replaced, handed back, left; and a wrong voter put right by one act. */
import { act, cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import type { BallotAct } from "../../src/domain/ballotActs.ts";
import type { BallotRules } from "../../src/domain/ballotRules.ts";
import type { Disposition } from "../../src/domain/disposition.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { VoterView } from "../../src/tablet/foundVoters.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  foundRows,
  morning,
  partyStyles,
  recorded,
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

const inAlready: Disposition = {
  ...{ kind: "none", offer: "inspector", instead: undefined, questions: [], cautions: [] },
  why: { reason: "checkedIn", cast: [], checkIns: [fact()] },
};
const given = (ballotActs: readonly BallotAct[] = []): VoterView => {
  const known = view(voter(), inAlready);
  return { ...known, standing: { ...known.standing, ballotActs } };
};
const about = {
  ...{ cmd: "c", voter: voter().id, place: "oak", worker: "rosa", wall: morning + 120_000, index: undefined },
  ...{ checkIn: fact().event, ballot: fact().event, kind: "regular" as const, style: "14-B" },
};
const reissued = (n: number): BallotAct => ({
  ...about,
  ...{ event: { device: "d1", seq: 7 + n, hash: String(n).repeat(64) }, wall: about.wall + n, act: "reissued" },
  ...{ receipt: `1-021${3 + n}`, number: n + 1 },
});

async function start(script: Partial<Tablet> = {}): Promise<Scripted> {
  const tablet = scriptedTablet({ search: async (query) => foundRows(query), ...script });
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByRole("heading", { name: "García-López, Ana María" });
  return tablet;
}
const press = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole("button", { name }));
const askedOf = (tablet: Scripted, what: keyof Tablet): unknown[] =>
  tablet.asked.filter((one) => one.what === what).map((one) => one.with);

describe("what is done with a ballot that was given", () => {
  test("a spoiled one is replaced: the new ballot is shown as after a check-in", async () => {
    const another = { ...recorded, event: reissued(1).event, number: 2 };
    const tablet = await start({ voter: async () => given(), actOnBallot: async () => ok(another) });
    await press("Replace a spoiled ballot");
    const dialog = await screen.findByRole("dialog", {
      name: "Take back the spoiled ballot of Ana María García-López",
    });
    expect(dialog.textContent).toContain("This is the voter's first ballot; 3 at most.");
    const button = within(dialog).getByRole("button", { name: "Record it" });
    expect(button.hasAttribute("disabled")).toBe(true);
    await userEvent.click(within(dialog).getByRole("radio", { name: "Voter gets another ballot" }));
    await press("Give another ballot");
    expect(await screen.findByText("gets another ballot 14-B")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Wrong voter?" })).toBeNull();
    expect(askedOf(tablet, "actOnBallot")).toEqual([
      { cmd: "cmd-1", voterId: voter().id, ballot: fact().event, deed: "replace", note: undefined, second: undefined },
    ]);
  });

  test("past the limit an inspector agrees; where the state gives none, it says so", async () => {
    const third = given([reissued(1), { ...reissued(2), ballot: reissued(1).event }]);
    await start({ voter: async () => third });
    await press("Replace a spoiled ballot");
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("This is the voter's third ballot; 3 at most.");
    expect(within(dialog).queryByText("The inspector agrees")).toBeNull();
    await userEvent.click(within(dialog).getByRole("radio", { name: "Voter gets another ballot" }));
    expect(await within(dialog).findByText("The inspector agrees")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Give another ballot" }).hasAttribute("disabled")).toBe(true);
  });

  test("where the state gives no more, only that it is spoiled can be recorded", async () => {
    const third = given([reissued(1), { ...reissued(2), ballot: reissued(1).event }]);
    const tablet = await start({ voter: async () => third });
    const ballots: BallotRules = {
      ...{ most: 3, beyond: "none", leftBallot: "setAside", leftReturns: "none", ownMinutes: 2 },
      ...{ source: "S", confidence: "practice" },
    };
    await act(async () => tablet.show({ election: { ...election, rules: { ...election.rules, ballots } } }));
    await press("Replace a spoiled ballot");
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("No other ballot is given: this voter has had 3.");
    await press("Record it");
    expect(askedOf(tablet, "actOnBallot")).toMatchObject([{ deed: "spoil", ballot: reissued(2).event }]);
  });

  test("handed back, and left: gone or found, with what the state does with one that is found", async () => {
    const tablet = await start({ voter: async () => given() });
    await press("Ballot handed back");
    await press("Record it");
    await press("Left without casting");
    const dialog = await screen.findByRole("dialog", { name: "Look for the ballot of Ana María García-López" });
    await userEvent.click(within(dialog).getByRole("radio", { name: "Found here: keep it apart, do not cast it" }));
    await press("Record it");
    expect(askedOf(tablet, "actOnBallot")).toMatchObject([{ deed: "handBack" }, { deed: "leftFound" }]);
  });

  test("what could not be recorded stays on the dialog in red; the same command is sent again", async () => {
    const tablet = await start({
      voter: async () => given(),
      actOnBallot: async () => err({ type: "notRecorded", what: "QuotaExceededError" }),
    });
    await press("Ballot handed back");
    await press("Record it");
    await press("Record it");
    expect(screen.getByRole("dialog").textContent).toContain("Stop: not recorded. Use the paper book");
    const [first, second] = askedOf(tablet, "actOnBallot");
    expect(first).toEqual(second);
  });

  test("each act is shown with its time and can be undone, with a reason", async () => {
    const left: BallotAct = { ...about, event: reissued(1).event, act: "left", left: "takenAway" };
    const tablet = await start({ voter: async () => given([left]) });
    expect(screen.getByText("Left without casting, ballot 14-B is gone")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Left without casting" })).toBeNull();
    await press("Undo");
    const dialog = await screen.findByRole("dialog", { name: "Undo what was recorded" });
    await userEvent.click(within(dialog).getByRole("radio", { name: "Voter came back with the ballot" }));
    await press("Undo it");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(askedOf(tablet, "undoBallotAct")).toEqual([
      { cmd: "cmd-1", voterId: voter().id, undoes: left.event, reason: "cameBack", note: undefined, second: undefined },
    ]);
  });

  test("a ballot of another place is not dealt with here", async () => {
    const elsewhere: Disposition = {
      ...inAlready,
      why: { reason: "checkedIn", cast: [], checkIns: [fact({ place: "harbor" })] },
    };
    await start({ voter: async () => view(voter(), elsewhere) });
    expect(screen.queryByRole("button", { name: "Ballot handed back" })).toBeNull();
  });
});

describe("Wrong voter?", () => {
  const right = voter({ id: "AB3", middleName: "M.", suffix: "Jr.", birthDate: "2001-07-02" });
  const [other] = partyStyles;
  /** The wrong one first, then whoever is chosen. */
  const voters = (disposition: Disposition) => async (id: string) =>
    id === voter().id ? given() : view({ ...right, id }, disposition);

  async function toTheRightOne(disposition: Disposition, script: Partial<Tablet> = {}): Promise<Scripted> {
    const tablet = await start({ voter: voters(disposition), ...script });
    await press("Wrong voter was checked in");
    const strip = await screen.findByText(/Find and check in the right voter/);
    expect(strip.textContent).toContain("Ana María García-López");
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: /Jr\./ }));
    await screen.findByRole("heading", { name: /Jr\./ });
    return tablet;
  }
  const insteadOf = (ballot: string) => ({ voter: voter().id, event: fact().event, ballot });

  test("one's own of a minute ago: the right voter keeps the same ballot, in one act without an inspector", async () => {
    const answer = { ...recorded, voter: right, wrongOnes: "kept" as const };
    const tablet = await toTheRightOne(regular, { checkIn: async () => ok(answer) });
    expect(screen.getByText("The voter keeps ballot 14-B. Give no second ballot.")).toBeTruthy();
    expect(screen.queryByText("The inspector agrees")).toBeNull();
    await press("Check in instead");
    expect(await screen.findByText("keeps ballot 14-B")).toBeTruthy();
    expect(screen.getByText("Check-in of Ana María García-López is cancelled")).toBeTruthy();
    expect(askedOf(tablet, "checkIn")).toMatchObject([{ voterId: "AB3", insteadOf: insteadOf("kept") }]);
    expect(askedOf(tablet, "cancelCheckIn")).toEqual([]);
  });

  test("another ballot: the first one is taken back before; if it is gone, an inspector agrees", async () => {
    const tablet = await toTheRightOne({ ...regular, choices: [other] } as Disposition);
    const button = await screen.findByRole("button", { name: "Check in instead" });
    expect(screen.getByText("First take back ballot 14-B. Where is it?")).toBeTruthy();
    expect(button.hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("radio", { name: /cannot be got back/ }));
    expect(await screen.findByText("The inspector agrees")).toBeTruthy();
    expect(button.hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("radio", { name: "Ballot 14-B is taken back" }));
    expect(screen.queryByText("The inspector agrees")).toBeNull();
    await press("Check in instead");
    expect(askedOf(tablet, "checkIn")).toMatchObject([{ style: other.id, insteadOf: insteadOf("takenBack") }]);
  });

  test("somebody else's check-in: an inspector agrees, as the tablet says too", async () => {
    const theirs: Disposition = {
      ...inAlready,
      why: { reason: "checkedIn", cast: [], checkIns: [fact({ worker: "lin" })] },
    };
    await toTheRightOne(regular, {
      voter: async (id) => (id === voter().id ? view(voter(), theirs) : view({ ...right, id })),
    });
    expect(await screen.findByText("The inspector agrees")).toBeTruthy();
  });

  test("the tablet's word counts: where it wants an inspector, the fields appear", async () => {
    await toTheRightOne(regular, {
      checkIn: async () => err({ type: "notYourRole", act: "putRight", role: "pollWorker", allowed: ["inspector"] }),
    });
    await press("Check in instead");
    expect(await screen.findByText("The inspector agrees")).toBeTruthy();
  });

  test("it was right after all: the voter is shown again, and nothing is recorded", async () => {
    const tablet = await toTheRightOne(regular);
    await press("It was right");
    expect(await screen.findByText("Stop: already checked in")).toBeTruthy();
    expect(screen.queryByText(/Find and check in the right voter/)).toBeNull();
    expect([...askedOf(tablet, "checkIn"), ...askedOf(tablet, "cancelCheckIn")]).toEqual([]);
  });
});

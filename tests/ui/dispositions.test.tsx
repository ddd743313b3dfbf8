import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, type Disposition, disposition, type Offer, type Reason } from "../../src/domain/disposition.ts";
import { type PollingPlace, Rules } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import { err, ok } from "../../src/domain/result.ts";
import { rule, type WayId, way } from "../../src/domain/situationRules.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import type { TabletState } from "../../src/tablet/tabletState.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  foundRows,
  lin,
  morning,
  nothingKnown,
  partyStyles,
  regular,
  scriptedTablet,
  style,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

async function showVoter(disposition: Disposition, record = voter()) {
  const tablet = scriptedTablet({
    search: async (query) => foundRows(query),
    voter: async () => view(record, disposition),
  });
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByRole("button", { name: "Ask the inspector" });
  return tablet;
}

const nothingMore = { instead: undefined, questions: [], cautions: [] } as const;
const banner = (): string => document.querySelector(".banner")?.textContent ?? "";
const tone = (): string => document.querySelector(".banner")?.className ?? "";

const harbor = election.places[1];
if (harbor === undefined) throw new Error("no second place");
const reasons: [Reason, Offer | "otherLine", string, string][] = [
  [{ reason: "checkedIn", cast: [], checkIns: [fact()] }, "inspector", "stop", "Stop: already checked in"],
  [{ reason: "checkedIn", cast: [], checkIns: [fact(), fact()] }, "inspector", "stop", "Stop: checked in twice"],
  [{ reason: "absenteeReturned" }, "inspector", "stop", "Stop: absentee ballot came back"],
  [{ reason: "absenteeIssued" }, "inspector", "ask", "Ask the inspector: absentee ballot was sent"],
  [{ reason: "earlyVoted" }, "inspector", "stop", "Stop: voted early"],
  [{ reason: "otherPlace", places: [harbor] }, "otherPlace", "ask", "Send to Harbor School"],
  [{ reason: "otherPlace", places: [harbor, harbor] }, "otherPlace", "ask", "Send to another polling place"],
  [
    { reason: "otherLine", line: { line: 2, from: "M", through: "Z" } },
    ...(["otherLine", "ask", "Send to line 2 (M to Z)"] as const),
  ],
  [{ reason: "otherLine", line: undefined }, "inspector", "ask", "Ask the inspector: this tablet has no line"],
  [{ reason: "inactive" }, "inspector", "ask", "Ask the inspector: registration is inactive"],
  [{ reason: "pending" }, "inspector", "ask", "Ask the inspector: registration is not complete"],
  [{ reason: "challenged" }, "inspector", "ask", "Ask the inspector: voter is challenged"],
  [{ reason: "underage" }, "inspector", "stop", "Stop: not yet of voting age"],
  [{ reason: "identification" }, "inspector", "ask", "Ask the inspector: no identification"],
  [{ reason: "moved" }, "inspector", "ask", "Ask the inspector: voter has moved"],
  [{ reason: "nameChanged" }, "inspector", "ask", "Ask the inspector: name has changed"],
  [{ reason: "removed" }, "inspector", "stop", "Stop: registration was cancelled"],
  [{ reason: "unknownStatus" }, "callCounty", "ask", "Call the county: status is not clear"],
  [{ reason: "confidential" }, "callCounty", "ask", "Call the county: record is confidential"],
  [{ reason: "noBallotStyle" }, "callCounty", "ask", "Call the county: no ballot is known"],
  [{ reason: "notRegisteredHere" }, "callCounty", "ask", "Call the county: precinct is not known"],
];

describe("no regular ballot", () => {
  test.each(reasons)("%o", async (why, offer, expectedTone, sentence) => {
    const checkIns = why.reason === "checkedIn" ? distinct(why.checkIns) : [];
    const reason = why.reason === "checkedIn" ? { ...why, checkIns } : why;
    await showVoter({ kind: "none", why: unrepeated(reason), offer, ...nothingMore });
    expect(banner()).toBe(sentence);
    expect(tone()).toContain(expectedTone);
    expect(document.querySelector(".banner svg")).not.toBeNull();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    expect(screen.getByRole("button", { name: "Next voter" })).toBeTruthy();
  });

  test("already checked in: where, when, which ballot, which receipt", async () => {
    await showVoter({
      kind: "none",
      why: { reason: "checkedIn", cast: [], checkIns: [fact({ place: "harbor" })] },
      offer: "inspector",
      ...nothingMore,
    });
    expect(document.querySelector(".checkIns")?.textContent).toBe("10:44 amHarbor SchoolBallot 14-BReceipt 1-0213");
    expect(screen.getByRole("button", { name: "Cancel that check-in" })).toBeTruthy();
  });

  test("another place: name, address and directions", async () => {
    await showVoter({
      kind: "none",
      why: { reason: "otherPlace", places: [harbor] },
      offer: "otherPlace",
      ...nothingMore,
    });
    const shown = document.querySelector(".places")?.textContent;
    for (const part of ["Harbor School", "7 Harbor Ct", "Left at the fire station"]) expect(shown).toContain(part);
  });

  test("who calls the county sees its number, or where it stands", async () => {
    await showVoter({ kind: "none", why: { reason: "unknownStatus" }, offer: "callCounty", ...nothingMore });
    expect(screen.getByText("The number is on the opening card.")).toBeTruthy();
  });
});

describe("a regular ballot", () => {
  test("a plain voter: ready, the sentence to say, the ballot, one act", async () => {
    await showVoter(regular);
    expect(banner()).toBe("Ready to check in");
    expect(screen.getByText("Ask the voter to say name and address.")).toBeTruthy();
    expect(screen.getByText("Listen first. Do not read it to them.")).toBeTruthy();
    expect(document.querySelector(".ballot")?.textContent).toBe("Ballot14-BEnglish and Spanish");
    expect([...document.querySelectorAll(".voter dl")].map((facts) => facts.textContent)).toEqual([
      "BornJuly 19, 1978Precinct14, BLives at412 Maple St, Apt 4, Springfield",
    ]);
    expect(screen.queryAllByRole("checkbox")).toHaveLength(0);
    expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(false);
  });

  test("forms are ticked one after another; only then the check-in is free", async () => {
    const forms = ["Statement of Residence", "Name Change Form"];
    const steps = [{ step: "confirmIdentity" as const }, ...forms.map((form) => ({ step: "form" as const, form }))];
    const tablet = await showVoter({ ...regular, steps } as Disposition);
    for (const form of forms) {
      expect(banner()).toBe("Have the voter complete the form");
      expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(true);
      await userEvent.click(screen.getByRole("checkbox", { name: `Voter completed: ${form}` }));
    }
    expect(banner()).toBe("Ready to check in");
    await userEvent.click(screen.getByRole("checkbox", { name: /Name Change/ }));
    expect(banner()).toBe("Have the voter complete the form");
    await userEvent.click(screen.getByRole("checkbox", { name: /Name Change/ }));
    await userEvent.click(screen.getByRole("button", { name: "Check in" }));
    expect(tablet.asked.find((one) => one.what === "checkIn")?.with).toMatchObject({
      voterId: voter().id,
      style: "14-B",
      found: "search",
      ballot: "regular",
      answers: {},
      forms,
    });
  });

  test("in a primary the voter's choice decides the ballot", async () => {
    const tablet = await showVoter({
      ...regular,
      steps: [{ step: "confirmIdentity" }, { step: "chooseBallot", choices: partyStyles }],
      choices: partyStyles,
    } as Disposition);
    expect(banner()).toBe("Ask which ballot");
    expect(document.querySelector(".ballot b")?.textContent?.trim()).toBe("");
    await userEvent.click(screen.getByRole("radio", { name: /Democratic/ }));
    expect(document.querySelector(".ballot b")?.textContent).toBe("14-D");
    await userEvent.click(screen.getByRole("button", { name: "Check in" }));
    expect(tablet.asked.find((one) => one.what === "checkIn")?.with).toMatchObject({
      style: "14-D",
    });
  });

  test("cautions are said and stop nobody", async () => {
    await showVoter({ ...regular, cautions: ["listIsOld", "listIncomplete", "checkInSetAside", "checkInCancelled"] });
    expect(screen.getByText("The list is old: other places may not show.")).toBeTruthy();
    expect(screen.getByText("Part of the county's changes is not on this tablet.")).toBeTruthy();
    expect(screen.getByText("An earlier check-in was cancelled.")).toBeTruthy();
    expect(banner()).toBe("Ready to check in");
  });
});

/** A tablet that answers by the real rules. */
async function showByRules(record: VoterRecord, rules: object = {}, start: Partial<TabletState> = {}) {
  const held = { ...election, ballotStyles: [style], rules: Rules.parse(rules) };
  const ask = async (_: string, answers?: Answers) =>
    view(
      record,
      disposition(
        {
          ...{ election: held, place: held.places[0] as PollingPlace, voter: record, standing: nothingKnown },
          ...{
            hours: usualHours,
            now: 0,
            knownThrough: { size: 0, at: 0 },
            listIncomplete: false,
            authority: { holder: "here" },
          },
        },
        answers,
      ),
    );
  const tablet = scriptedTablet(
    { search: async (query) => foundRows(query), voter: ask },
    { election: held, ...start },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByRole("button", { name: "Ask the inspector" });
  return tablet;
}
const primary = (name: string) => screen.getByRole("button", { name });
const answer = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

describe("what must be found out first", () => {
  test("identification: asked, answered with one tap, and the answer can be changed", async () => {
    const tablet = await showByRules(voter(), { identification: "everyone" });
    expect(banner()).toBe("Ask for identification");
    expect(primary("Check in").hasAttribute("disabled")).toBe(true);
    await answer("No, none to show The inspector decides");
    expect(banner()).toBe("Give a provisional ballot");
    expect(screen.queryByRole("button", { name: "Yes, shown" })).toBeNull();
    await userEvent.click(primary("Change"));
    expect(screen.getByRole("button", { name: /none to show/ }).getAttribute("aria-pressed")).toBe("true");
    await userEvent.click(primary("Yes, shown"));
    expect(banner()).toBe("Ready to check in");
    // By keyboard alone: what is to be done next has the focus.
    expect(document.activeElement).toBe(primary("Check in"));
    await userEvent.keyboard("{Enter}");
    expect(tablet.asked.find((one) => one.what === "checkIn")?.with).toMatchObject({
      ballot: "regular",
      answers: { identification: "idShown" },
    });
  });

  test("the row in the list says what is so now, and nothing of it once the voter is let go", async () => {
    await showByRules(voter({ absentee: "issued" }), { identification: "everyone" });
    const mark = () => screen.getByRole("option", { name: /Ana María/ }).querySelector(".tag")?.textContent;
    await vi.waitFor(() => expect(mark()).toBe("Ready")); // as the script has it
    await answer("No, none to show The inspector decides");
    await vi.waitFor(() => expect(mark()).toBe("Ask"));
    await answer(/does not have it here/);
    await vi.waitFor(() => expect(mark()).toBe("Provisional"));
    await userEvent.click(screen.getAllByRole("button", { name: "Change" })[0] as HTMLElement);
    await answer("Yes, shown");
    await userEvent.click(screen.getAllByRole("button", { name: "Change" })[1] as HTMLElement);
    await answer(/hands it over/);
    await vi.waitFor(() => expect(mark()).toBe("Ready"));
    await userEvent.click(primary("Name has changed"));
    await vi.waitFor(() => expect(mark()).toBe("Ask"));
    await answer("Does not match");
    await vi.waitFor(() => expect(mark()).toBe("Ready"));
  });

  test("a provisional ballot: the inspector agrees with a PIN of their own, then it is recorded", async () => {
    const tablet = await showByRules(voter({ absentee: "issued" }));
    expect(banner()).toBe("Ask for the absentee ballot");
    await answer(/does not have it here/);
    expect(banner()).toBe("Give a provisional ballot");
    expect(document.querySelector(".ballot")?.textContent).toContain("Provisional ballot14-B");
    expect(primary("Record provisional").hasAttribute("disabled")).toBe(true);
    const who = await screen.findByRole("combobox", { name: "Inspector" });
    expect(within(who).queryByRole("option", { name: /Rosa/ })).toBeNull();
    await userEvent.selectOptions(who, await within(who).findByRole("option", { name: /Lin C/ }));
    await userEvent.type(screen.getByLabelText("PIN of the inspector"), "739150");
    await userEvent.click(primary("Record provisional"));
    expect(tablet.asked.find((one) => one.what === "checkIn")?.with).toMatchObject({
      ballot: "provisional",
      answers: { absenteeIssued: "ballotNotHere" },
      second: { worker: "lin", pin: "739150" },
    });
  });

  test("an inspector who works here agrees by doing it", async () => {
    await showByRules(voter({ absentee: "issued" }), {}, { phase: { phase: "working", worker: lin } });
    await answer(/hands it over/);
    expect(banner()).toBe("Ready to check in");
    expect(screen.queryByLabelText("PIN of the inspector")).toBeNull();
    expect(primary("Check in").hasAttribute("disabled")).toBe(false);
  });

  test("one question leads to another, and the voter can say what the list does not tell", async () => {
    await showByRules(voter({ registration: "inactive" }));
    expect(banner()).toBe("Ask where the voter lives now");
    await answer(/^No, the voter has moved/);
    expect(banner()).toBe("Ask where the voter moved");
    await answer("Within this precinct");
    expect(banner()).toBe("Ready to check in");
    await userEvent.click(primary("Name has changed"));
    expect(banner()).toBe("Ask for the new name");
    await userEvent.click(primary("Not so: Name has changed"));
    expect(banner()).toBe("Ready to check in");
  });

  test("who disagrees with a stop is offered a provisional ballot, where the state has them", async () => {
    await showByRules(voter({ absentee: "returned" }));
    expect(banner()).toBe("Stop: absentee ballot came back");
    await answer(/was not sent back/);
    expect(banner()).toBe("Give a provisional ballot");
    cleanup();
    await showByRules(voter({ absentee: "returned" }), { provisional: false });
    expect(screen.queryByRole("button", { name: /not sent back/ })).toBeNull();
    expect(screen.getByText("Ask the inspector what to do. Do not send the voter away.")).toBeTruthy();
  });
});

/** React wants a key for each check-in and each place: the script makes them differ. */
function distinct<T extends { readonly event: { readonly hash: string } }>(facts: readonly T[]): T[] {
  return facts.map((one, at) => ({ ...one, event: { ...one.event, hash: `${at}` } }));
}
function unrepeated(why: Reason): Reason {
  if (why.reason !== "otherPlace") return why;
  return { ...why, places: why.places.map((place, at) => ({ ...place, id: `${at}` })) };
}

describe("the hours of the place and who waits", () => {
  test("after closing time: was the voter in line at the legal hour; under a noted order the ballot is kept apart", async () => {
    const close = Date.parse("2026-11-04T00:30:00Z");
    const extension = { event: fact().event, worker: "lin", wall: close, until: close + 3_600_000, order: "Court" };
    const hours = { extension, lastInLine: undefined };
    const held = { ...election, ballotStyles: [style] };
    const ask = async (_: string, answers?: Answers) =>
      view(
        voter(),
        disposition(
          {
            ...{ election: held, place: held.places[0] as PollingPlace, voter: voter(), standing: nothingKnown, hours },
            ...{ now: close + 60_000, knownThrough: { size: 0, at: close }, listIncomplete: false },
            authority: { holder: "here" },
          },
          answers,
        ),
      );
    const tablet = scriptedTablet({ search: async (query) => foundRows(query), voter: ask }, { election: held, hours });
    await showApp(surroundingsOf(tablet));
    await userEvent.keyboard("garcia");
    await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
    expect(await screen.findByText("Was this voter in line at 7:30 pm?")).toBeTruthy();
    await answer("No, came later, by 8:30 pm under the order");
    expect(await screen.findByText(/keep it apart from the other provisional ballots/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Ask the inspector" }));
    await userEvent.click(await screen.findByRole("button", { name: "Send to the help table" }));
    expect(tablet.asked.find(({ what }) => what === "doAtPlace")?.with).toMatchObject({
      what: "sendToHelpTable",
      voter: voter().id,
    });
  });

  test("what few voters need stands behind one button, which the others need not read past", async () => {
    const asks = (name: WayId) => rule("ask", [way(name, "regular")]);
    await showByRules(voter(), {
      situations: { moved: asks("movedWithin"), assistance: asks("officialsHelp"), curbside: asks("atTheCar") },
    });
    const said = () => [...document.querySelectorAll(".said button")].map((one) => one.textContent);
    expect(said()).toEqual(["Voter has moved", "Name has changed", "Voter needs help"]);
    await userEvent.click(screen.getByRole("button", { name: "Voter needs help" }));
    expect(said()).toHaveLength(5);
    expect(said()).not.toContain("Voter needs help");
  });

  test("a voter of whom the list says that they may want help: asked by itself, and nobody need help", async () => {
    const rules = packs.get("OH")?.rules;
    const flagged = voter({ flags: ["assistance"] });
    await showByRules(flagged, { situations: { assistance: rules?.situations.assistance } });
    await screen.findByText("Ask who helps the voter");
    expect(screen.queryByRole("button", { name: /Not so/ })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Nobody: the voter wants no help" }));
    await screen.findByText("Ready to check in");
    expect(screen.queryByRole("button", { name: /Not so/ })).toBeNull();
  });

  test("the inspector notes an order of that evening, marks the line, and ends what waits", async () => {
    const step = { event: fact().event, what: "curbside", voter: "AB100", worker: "rosa", wall: 0 } as const;
    const tablet = scriptedTablet(
      { waitingVoters: async () => [{ step, voter: voter(), begunBy: "Rosa M." }] },
      { phase: { phase: "working", worker: lin }, waiting: 1 },
    );
    await showApp(surroundingsOf(tablet));
    await userEvent.click(await screen.findByRole("button", { name: "Waiting: 1" }));
    fireEvent.change(await screen.findByLabelText("Open until"), { target: { value: "20:30" } });
    await userEvent.type(screen.getByLabelText("Who ordered it, and its number"), "Superior Court, 26-CV-1103");
    await userEvent.click(screen.getByRole("button", { name: "Note the order" }));
    await userEvent.type(screen.getByLabelText("People in line"), "14");
    await userEvent.click(screen.getByRole("button", { name: "Mark the end of the line" }));
    await userEvent.click(await screen.findByRole("button", { name: "Finished" }));
    expect(tablet.asked.filter(({ what }) => what === "doAtPlace").map((one) => one.with)).toMatchObject([
      { what: "extendHours", until: Date.parse("2026-11-04T01:30:00Z"), order: "Superior Court, 26-CV-1103" },
      { what: "markLastInLine", people: 14 },
      { what: "endStep", event: step.event, how: "finished" },
    ]);
  });

  test("a try after “not recorded” sends the same command; what was answered is a new one the next time", async () => {
    const answers = [
      err({ type: "notRecorded" as const, what: "" }),
      err({ type: "openAlready" as const }),
      ok(undefined),
    ];
    const tablet = scriptedTablet(
      { doAtPlace: async () => answers.shift() ?? ok(undefined) },
      { phase: { phase: "working", worker: lin }, waiting: 1 },
    );
    await showApp(surroundingsOf(tablet));
    await userEvent.click(await screen.findByRole("button", { name: "Waiting: 1" }));
    await userEvent.type(await screen.findByLabelText("People in line"), "14");
    for (let tries = 0; tries < 4; tries++)
      await userEvent.click(screen.getByRole("button", { name: "Mark the end of the line" }));
    const ids = tablet.asked.filter(({ what }) => what === "doAtPlace").map((one) => (one.with as { cmd: string }).cmd);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });

  test("where two must mark the line and take it back, the second one's PIN goes with each", async () => {
    const two = { roles: ["inspector" as const], people: 2 as const, differentParties: false };
    const permits = { markLastInLine: two, undoPlaceEntry: two };
    const tablet = scriptedTablet(
      {},
      {
        ...{ phase: { phase: "working", worker: lin }, waiting: 1 },
        election: { ...election, rules: { ...election.rules, permits } },
      },
    );
    await showApp(surroundingsOf(tablet));
    await userEvent.click(await screen.findByRole("button", { name: "Waiting: 1" }));
    const agree = async (press: string) => {
      const button = screen.getByRole("button", { name: press });
      expect(button.hasAttribute("disabled")).toBe(true);
      await userEvent.selectOptions(screen.getByLabelText("Second worker"), "rosa");
      await userEvent.type(screen.getByLabelText("PIN of the second worker"), "918273");
      await userEvent.click(button);
    };
    await userEvent.type(await screen.findByLabelText("People in line"), "14");
    await screen.findByRole("option", { name: /Rosa M\./ });
    await agree("Mark the end of the line");
    const { event } = fact();
    await act(async () =>
      tablet.show({ hours: { extension: undefined, lastInLine: { event, wall: morning, people: 14 } } as never }),
    );
    await screen.findByRole("option", { name: /Rosa M\./ });
    await agree("Take back");
    const second = { worker: "rosa", pin: "918273" };
    expect(tablet.asked.filter(({ what }) => what === "doAtPlace").map((one) => one.with)).toMatchObject([
      { what: "markLastInLine", people: 14, second },
      { what: "takeBack", event, second },
    ]);
  });
});

/** What the screens offer to print, what stands on it, and that printing never comes before or instead of recording. */
import { i18n } from "@lingui/core";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Disposition } from "../../src/domain/disposition.ts";
import type { Election, Rules } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { GivenBallot } from "../../src/tablet/voterCalls.ts";
import { ballotPapers } from "../../src/ui/printing/ballotPapers.ts";
import type { PrintBlock, PrintJob } from "../../src/ui/printing/printDocument.ts";
import { PrintQueue } from "../../src/ui/printing/printQueue.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  foundRows,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
beforeEach(() => localStorage.clear());
afterEach(cleanup);

const printing = { byItself: [], paper: "thermal80", nameOnSlip: false } as const satisfies Rules["printing"];
const ruled = (rules: Partial<Rules>): Election => ({ ...election, rules: { ...election.rules, ...rules } });

async function start(rules: Partial<Rules>, script: Partial<Tablet> = {}, fails = false) {
  const jobs: PrintJob[] = [];
  const tablet: Scripted = scriptedTablet(
    { search: async (query) => foundRows(query), ...script },
    { election: ruled(rules) },
  );
  const prints = new PrintQueue({
    printer: async () => ({
      print: async (job) => {
        jobs.push(job);
        return fails ? err({ type: "failed", what: "paper" }) : ok(undefined);
      },
    }),
  });
  await showApp(surroundingsOf(tablet, { prints }));
  return { jobs, tablet };
}

async function choose(): Promise<void> {
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
}
async function checkIn(): Promise<void> {
  await choose();
  await screen.findByText("Ready to check in");
  await userEvent.click(screen.getByRole("button", { name: "Check in" }));
  await screen.findByText(/Recorded on this tablet/);
}
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));
const textOf = (job: PrintJob | undefined): string => JSON.stringify(job?.documents);
const blocksOf = (job: PrintJob | undefined): readonly PrintBlock[] => job?.documents[0]?.blocks ?? [];
const reprints = ({ asked }: Scripted) => asked.filter(({ what }) => what === "reprintSlip").map((one) => one.with);

describe("the papers of a ballot", () => {
  test("by default the screens know no printer", async () => {
    const { jobs } = await start({});
    await checkIn();
    expect(screen.queryByRole("button", { name: /Print/ })).toBeNull();
    expect(jobs).toEqual([]);
  });

  test("by itself, once: style, precinct, language, time, receipt number, the code; and no name", async () => {
    const { jobs, tablet } = await start({ printing: { ...printing, byItself: ["ballotSlip", "receipt"] } });
    await checkIn();
    await screen.findByText("Slip sent to the printer.");
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.documents).toHaveLength(2);
    expect(blocksOf(jobs[0])).toContainEqual({ block: "large", text: "14-B", size: "huge" });
    expect(blocksOf(jobs[0])).toContainEqual({
      block: "facts",
      facts: [
        ["Precinct", "Precinct 14, B"],
        ["Language", "English and Spanish"],
        ["Time", "10:44 am, Nov 3, 2026"],
        ["Receipt number", "1-0213"],
      ],
    });
    const code = blocksOf(jobs[0]).find(({ block }) => block === "qr") as { text: string };
    const told = new URLSearchParams(code.text);
    expect(Object.fromEntries(told)).toEqual({
      ...{ style: "14-B", precinct: "14", split: "14-B", party: "", languages: "en,es" },
    });
    expect(textOf(jobs[0])).not.toMatch(/García|Ana|Maple|1978/);
    expect(reprints(tablet)).toEqual([]);
  });

  test("the name where the rules ask for it", async () => {
    const { jobs } = await start({ printing: { ...printing, nameOnSlip: true } });
    await checkIn();
    await press("Print the slip");
    await waitFor(() => expect(textOf(jobs[0])).toContain("Ana María García-López"));
  });

  test("a provisional ballot's slip says why, in the words of the rules, or else in ours", async () => {
    await start({});
    const slipFacts = (rules: Partial<Rules>, reasons: NonNullable<GivenBallot["reasons"]>) => {
      const given = { ...fact(), reasons };
      const ballot = { election: ruled(rules), voter: voter(), fact: given, provisional: true, again: undefined };
      return ballotPapers(i18n, ["ballotSlip"], ballot)[0]?.blocks.find(({ block }) => block === "facts");
    };
    const reasons = [
      { situation: "identification", way: "idNone", code: "No Acceptable ID" },
      { situation: "moved", way: "outOfCounty" },
    ];
    const why = (found: PrintBlock | undefined) =>
      found?.block === "facts" ? new Map(found.facts).get("Reason") : undefined;
    const carolina = packs.get("NC")?.rules as Rules;
    expect(why(slipFacts(carolina, reasons))).toMatch(/^No Acceptable ID; /);
    expect(why(slipFacts({ situations: {} }, [{ situation: "notOnList", way: "claimsRegistration" }]))).toBe(
      "Not on the list",
    );
    expect(why(slipFacts({}, []))).toBeUndefined();
  });

  test("printed again only after that is recorded, as the same ballot, and never a check-in", async () => {
    const { jobs, tablet } = await start({ printing });
    await checkIn();
    await press("Print the slip");
    await screen.findByText("Slip sent to the printer.");
    expect(reprints(tablet)).toEqual([]);
    await press("Print again");
    await waitFor(() => expect(jobs).toHaveLength(2));
    expect(reprints(tablet)).toMatchObject([{ voterId: "AB100", of: fact().event, what: "ballotSlip" }]);
    expect(textOf(jobs[0])).not.toContain("Printed again");
    expect(textOf(jobs[1])).toContain("Printed again (10:43 am). It is the same ballot, not a second one.");
    expect(tablet.asked.filter(({ what }) => what === "checkIn")).toHaveLength(1);
  });

  test("P5: what could not be recorded is not printed", async () => {
    const notRecorded = async () => err({ type: "notRecorded", what: "QuotaExceededError" } as const);
    const { jobs } = await start({ printing }, { reprintSlip: notRecorded });
    await checkIn();
    await press("Print the slip");
    await press("Print again");
    await screen.findByText("Not printed: this could not be recorded. Write the slip by hand.");
    expect(jobs).toHaveLength(1);
  });

  test("P1: a printer that fails says what to write by hand, and the next voter does not wait", async () => {
    await start({ printing: { ...printing, byItself: ["ballotSlip"] } }, {}, true);
    await checkIn();
    await screen.findByText("The slip was not printed.");
    expect(document.querySelector(".byHand")?.textContent).toBe(
      "No paper? Write on the slip: 14-B, 10:44 am, receipt 1-0213.",
    );
    await userEvent.keyboard("s");
    await screen.findByRole("searchbox", { name: "Find the voter" });
  });

  test("a voter who is checked in here: from the pane; of another place nothing is printed", async () => {
    const inAt = (place: string): Disposition => ({
      ...{ kind: "none", why: { reason: "checkedIn", cast: [], checkIns: [fact({ place })] }, offer: "inspector" },
      ...{ instead: undefined, questions: [], cautions: [] },
    });
    let place = "oak";
    const { tablet } = await start({ printing }, { voter: async () => view(voter(), inAt(place)) });
    await choose();
    await press("Print again");
    await waitFor(() => expect(reprints(tablet)).toHaveLength(1));
    place = "harbor";
    await press("Back to the list");
    await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
    await screen.findByText(/Receipt/);
    expect(screen.queryByRole("button", { name: "Print again" })).toBeNull();
  });
});

test("another place: address as text and as a code, and on a card without a name", async () => {
  const places = election.places.filter(({ id }) => id === "harbor");
  const elsewhere: Disposition = {
    ...{ kind: "none", why: { reason: "otherPlace", places }, offer: "otherPlace" },
    ...{ instead: undefined, questions: [], cautions: [] },
  };
  const { jobs } = await start({ printing }, { voter: async () => view(voter(), elsewhere) });
  await choose();
  await screen.findByRole("img", { name: "Address of Harbor School for a phone" });
  await press("Print the address");
  await waitFor(() => expect(jobs).toHaveLength(1));
  expect(blocksOf(jobs[0])).toContainEqual({
    block: "qr",
    label: "The address",
    text: "Harbor School\n7 Harbor Ct\nLeft at the fire station, entrance behind the gym.",
  });
  expect(textOf(jobs[0])).toContain("6:30 am to 7:30 pm");
  expect(textOf(jobs[0])).not.toMatch(/García|Ana|Maple/);
});

test("a form that a step names is printed with the voter's data", async () => {
  const forms = [
    {
      ...{ form: "Address form", title: "Change of address", text: "I, {name}, lived at {address}." },
      ...{ blanks: ["New address"], signs: ["voter" as const], source: "", confidence: "practice" as const },
    },
  ];
  const asked: Disposition = {
    ...{ kind: "regular", questions: [], approval: [], cautions: [] },
    steps: [{ step: "confirmIdentity" }, { step: "form", form: "Address form" }],
    choices: [election.ballotStyles[0] as (typeof election.ballotStyles)[number]],
  };
  const { jobs } = await start({ printing, forms }, { voter: async () => view(voter(), asked) });
  await choose();
  await press("Print this form, filled in");
  await waitFor(() => expect(jobs).toHaveLength(1));
  expect(textOf(jobs[0])).toContain("I, Ana María García-López, lived at 412 Maple St, Apt 4, Springfield NC 27000.");
  expect(blocksOf(jobs[0])).toContainEqual({ block: "blank", label: "New address" });
  expect(blocksOf(jobs[0])).toContainEqual({ block: "sign", label: "Signature of the voter", date: "Date" });
});

/** Absentee ballots at the desk: envelope after envelope, none for a voter who came, each mark taken back. */
import { cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { AbsenteeBook } from "../../src/tablet/voterCalls.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  foundRows,
  nothingKnown,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const lin = { id: "lin", name: "Lin C.", role: "inspector" } as const;
const atPolls = { ...election, rules: { ...election.rules, absenteeAtPolls: true } };
const mark: AbsenteeBook["newest"][number] = {
  ...{ event: fact().event, voter: "AB100", cmd: "m", place: "oak", split: "42", worker: "lin", wall: fact().wall },
  ...{ rejected: undefined, index: undefined, who: voter() },
};

async function start(
  script: Partial<Tablet> = {},
  who: typeof lin | { id: string; name: string; role: "pollWorker" } = lin,
): Promise<Scripted> {
  const tablet = scriptedTablet(
    { search: async (query) => foundRows(query), ...script },
    { election: atPolls, phase: { phase: "working", worker: who } },
  );
  await showApp(surroundingsOf(tablet));
  return tablet;
}
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));
const choose = async (): Promise<void> => {
  await userEvent.type(screen.getByRole("searchbox"), "or");
  await userEvent.click((await screen.findAllByRole("option"))[0] as HTMLElement);
};
const asked = (tablet: Scripted, what: string): unknown[] =>
  tablet.asked.filter((one) => one.what === what).map((one) => one.with);

describe("absentee ballots", () => {
  test("are no business of a poll worker, nor of a place that does not process them", async () => {
    await start({}, { id: "rosa", name: "Rosa M.", role: "pollWorker" });
    expect(screen.queryByRole("button", { name: "Inspector" })).toBeNull();
  });

  test("are marked one after the other, and nobody is checked in by it", async () => {
    const tablet = await start();
    await press("Inspector");
    await press("Absentee ballots");
    expect(screen.getByRole("button", { name: "Ask the inspector" })).toBeTruthy();
    await choose();
    await screen.findByText("Announce the name, then mark");
    expect(screen.getByRole("button", { name: "Ask the inspector" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    await press("Mark as cast");
    await screen.findByText(/Type or scan the name on the envelope/);
    expect(asked(tablet, "processAbsentee")).toMatchObject([{ rejected: undefined, found: "search" }]);
    expect(asked(tablet, "checkIn")).toEqual([]);
    await press("Check in voters");
    await screen.findByText(/Ask the voter for the last name/);
  });

  test("are not cast for a reason that the moderator gives", async () => {
    const tablet = await start();
    await press("Inspector");
    await press("Absentee ballots");
    await choose();
    await press("Do not cast it");
    await press("Affidavit is not signed");
    expect(asked(tablet, "processAbsentee")).toMatchObject([{ rejected: "notSigned" }]);
  });

  test("stay closed for a voter who came in person", async () => {
    const tablet = await start({
      voter: async () => ({ ...view(voter()), standing: { ...nothingKnown, checkIns: [fact()] } }),
    });
    await press("Inspector");
    await press("Absentee ballots");
    await choose();
    await screen.findByText("Keep the envelope closed: checked in");
    expect(screen.queryByRole("button", { name: "Mark as cast" })).toBeNull();
    await press("Mark as not cast");
    expect(asked(tablet, "processAbsentee")).toMatchObject([{ rejected: "votedInPerson" }]);
  });

  test("are counted, and a mark is taken back", async () => {
    const tablet = await start({ absenteeBook: async () => ({ cast: 41, rejected: 2, newest: [mark] }) });
    await press("Inspector");
    await press("Absentee ballots");
    const pane = await screen.findByRole("region", { name: "Absentee ballots" });
    await within(pane).findByText("41");
    await userEvent.click(within(pane).getByRole("button", { name: "Take back" }));
    expect(asked(tablet, "cancelAbsenteeMark")).toMatchObject([{ voterId: "AB100", undoes: [mark.event] }]);
  });
});

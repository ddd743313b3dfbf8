/** The inspector's screen: the reference screen's numbers, the very entries behind a difference, and one command however often tapped. */
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { balance, toSign } from "../../src/domain/balance.ts";
import { BalanceRules } from "../../src/domain/balanceRules.ts";
import { ballotStock } from "../../src/domain/ballotStock.ts";
import { err, ok } from "../../src/domain/result.ts";
import type { PlaceBookView } from "../../src/tablet/bookCalls.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import { book, dayWith, electionDay, entry, now, pile, reading, some, stock, zone } from "../domain/placeFixtures.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { lin, type Scripted, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const cancelled = [Date.UTC(2026, 10, 3, 19, 2), Date.UTC(2026, 10, 3, 19, 31)].flatMap((wall) => some(1, { wall }));
const opened = entry("PollsOpened", { checkedIn: 0, overrides: [], wall: Date.UTC(2026, 10, 3, 12, 0) });
const counted = [
  ...[opened, stock(1, { "1": 1000 }), stock(0, { "1": 381 }), pile("spoiled", 9), pile("provisional", 1)],
  ...reading(1, 0, 606),
];
const place = dayWith(counted);
const input = {
  ...{ rules: BalanceRules.parse({}), scanners: 1, timeZone: zone, place },
  book: book({
    ...{ checkedIn: some(606), cancelled, replaced: some(9), spoiled: some(9) },
    provisional: some(1, { kind: "provisional" }),
  }),
};
const reference: PlaceBookView = {
  ...{ place, day: electionDay, balance: balance(input), stock: ballotStock(input), wait: undefined, served: 604 },
  fromPaper: 0,
  ...{ pace: [{ from: now - 900_000, checkIns: 14 }], provisionals: [{ reason: "pending", ballots: 1 }] },
  tablets: [{ device: "d1", number: "1", last: { worker: "rosa", wall: now }, checkedIn: 604 }],
  opening: {
    ...{ today: electionDay, days: [electionDay], place, served: 604, tablets: [], thisReady: true },
    ...{ newsAge: 0, staleAfterMinutes: 60, scanners: 1 },
  },
  ...{ look: { day: electionDay, build: "3f9a2c1", roll: 1, listOf: now, missing: 0, earlier: 0 }, readiness: [] },
  ...{
    now,
    knownAt: now,
    heardAt: now,
    holds: [
      {
        ...{ device: "d1", number: "1", records: 640, atCounty: 640, carried: 0, heard: now, build: "r7" },
        clockOff: 0,
      },
    ],
    record: undefined,
    openingCode: "OAK-47",
    ownDevice: "d1",
    plans: [],
    names: { rosa: "Rosa M." },
    elsewhere: 0,
  },
};

async function start(script: Partial<Tablet> = {}): Promise<Scripted> {
  const tablet = scriptedTablet(
    { placeBook: async () => reference, ...script },
    { phase: { phase: "working", worker: lin } },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.click(await screen.findByRole("button", { name: "Inspector" }));
  await userEvent.click(await screen.findByRole("button", { name: "Balance and counts" }));
  await screen.findByText("Received less unused");
  return tablet;
}
const card = () => within(screen.getByRole("region", { name: "Balance" }));
const written = (tablet: Scripted) => tablet.asked.filter(({ what }) => what === "writeInBook").map((one) => one.with);

test("shows the numbers of the reference screen, and who cancelled when", async () => {
  await start();
  const rows = card()
    .getAllByRole("row")
    .map((row) => row.textContent);
  for (const row of [
    "Received less unused619",
    "Scanner reads606",
    "Spoiled or taken back9",
    "Provisional1",
    "Not accounted for3",
  ])
    expect(rows).toContain(row);
  for (const row of ["Given at check-in606", "Cancelled-2", "Replacements+9", "Issued613"]) expect(rows).toContain(row);
  const text = document.querySelector(".inspector")?.textContent ?? "";
  expect(text).toContain("3 ballots are not accounted for. Count the unused stack again.");
  expect(text).toContain("2 ballots more were cast than the book issued.");
  expect(text).toContain("2 check-ins were cancelled after the ballot was given (2:02 pm, Rosa M.; 2:31 pm, Rosa M.)");
  expect(text).toContain("Registration lacks something: 1 ballot");
});

test("says of each tablet who holds what, and of one that is silent when it was last heard; of one that is heard nothing more", async () => {
  const tablets = ["1", "2", "3"].map((number) => ({ device: `d${number}`, number, last: undefined, checkedIn: 0 }));
  const heldBy = (number: string, changes: Partial<PlaceBookView["holds"][number]>) => ({
    ...{ device: `d${number}`, number, records: 37, atCounty: 31, carried: 0, heard: now, build: "r7", clockOff: 0 },
    ...changes,
  });
  const silent = now - 4 * 3_600_000;
  const holds = [
    heldBy("1", { atCounty: 37 }),
    heldBy("2", { heard: silent, carried: 4, clockOff: -180_000, build: "r6" }),
    heldBy("3", {}),
  ];
  await start({ placeBook: async () => ({ ...reference, tablets, holds, heardAt: now - 900_000 }) });
  const tabletsCard = within(screen.getByRole("region", { name: "Tablets" }));
  const rows = tabletsCard.getAllByRole("row").map((row) => row.textContent);
  expect(rows.slice(1)).toEqual([
    "1this tablet037 of 37",
    "2heard 11:10 amclock 3 min offprogram r6031 of 37",
    "3heard 3:10 pm031 of 37",
  ]);
  const text = tabletsCard.getByText(/Tablet 2 was last heard/).textContent;
  expect(text).toContain("Tablet 2 was last heard 11:10 am with 37 records; 31 are at the county.");
  expect(text).toContain("4 of them lie on this tablet to be sent.");
  expect(tabletsCard.queryByText(/Tablet 3/)).toBeNull();
  expect(tabletsCard.getByText(/^The county last spoke of the tablets at 2:55 pm/)).toBeDefined();
});

test("an explanation names the entries that the board chose, and no other; ten taps write it once", async () => {
  let answer: (() => void) | undefined;
  const tablet = await start({
    writeInBook: () =>
      new Promise((done) => {
        answer = () => done(ok(undefined));
      }),
  });
  await userEvent.click(card().getAllByRole("button", { name: "Explain" })[0] as HTMLElement);
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText(/^In your words/), "Both voters voted.");
  const write = dialog.getByRole("button", { name: "Write it down" });
  expect(write.getAttribute("data-disabled")).toBe("true");
  await userEvent.click(dialog.getByRole("checkbox", { name: "2:02 pm, Rosa M." }));
  await userEvent.click(dialog.getByRole("checkbox", { name: "2:31 pm, Rosa M." }));
  expect((dialog.getByLabelText("For how many ballots") as HTMLInputElement).value).toBe("2");
  // One of them alone is one ballot.
  await userEvent.click(dialog.getByRole("checkbox", { name: "2:02 pm, Rosa M." }));
  expect((dialog.getByLabelText("For how many ballots") as HTMLInputElement).value).toBe("1");
  for (let tap = 0; tap < 10; tap++) await userEvent.click(write);
  expect(written(tablet)).toMatchObject([
    { what: "explain", difference: "scanned", sheets: 1, how: "explained", by: [cancelled[1]?.event.hash] },
  ]);
  answer?.();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test.each([
  [true, "Signed at 7:00 pm by Lin and Rosa.", "7:00 pm, Lin and Rosa"],
  [false, "Signed at 7:00 pm, and changed since. Sign again.", "7:00 pm, Lin and Rosa; changed since"],
])("says on screen and in the report whether what was signed still stands: %s", async (asItStands, words, reported) => {
  const differences = asItStands ? toSign(reference.balance) : [];
  const signed = entry("BalanceSigned", { members: ["Lin", "Rosa"], differences, wall: Date.UTC(2026, 10, 4, 0, 0) });
  const withIt = balance({ ...input, place: dayWith([...counted, signed]) });
  await start({ placeBook: async () => ({ ...reference, balance: withIt }) });
  expect(card().getByText(words)).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Report" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("Balance signed").parentElement?.textContent).toContain(reported);
});

test("no report leaves the tablet before it is recorded who lets it, and none where that is not allowed", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  let answer: ((may: Awaited<ReturnType<Tablet["exportReport"]>>) => void) | undefined;
  await start({
    exportReport: () =>
      new Promise((go) => {
        answer = go;
      }),
  });
  await userEvent.click(screen.getByRole("button", { name: "Report" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Save it as a table" }));
  expect(click).not.toHaveBeenCalled();
  await act(async () =>
    answer?.(err({ type: "notYourRole", act: "exportReport", role: "rover", allowed: ["inspector"] })),
  );
  expect(click).not.toHaveBeenCalled();
  expect(dialog.getByRole("alert").textContent).toContain("Not done: this is for inspector");
  await userEvent.click(dialog.getByRole("button", { name: "Save it as a table" }));
  await act(async () => answer?.(ok(undefined)));
  expect(click).toHaveBeenCalledOnce();
  expect(dialog.getByRole("alert").textContent).toBe("");
});

test("closing for good before the last day asks a second worker and the date, whatever the rules say of a close", async () => {
  const tablet = await start({ placeBook: async () => ({ ...reference, day: "2026-11-02" }) });
  await userEvent.click(screen.getByRole("button", { name: "Close for good" }));
  const dialog = within(await screen.findByRole("dialog"));
  const close = dialog.getByRole("button", { name: "Close the polls" });
  await userEvent.type(dialog.getByLabelText(/^Type the date of today/), "2026-11-02");
  expect(close.getAttribute("data-disabled")).toBe("true");
  await userEvent.selectOptions(await dialog.findByLabelText("Second worker"), "rosa");
  await userEvent.type(dialog.getByLabelText("PIN of the second worker"), "739150");
  await userEvent.click(close);
  expect(written(tablet)).toMatchObject([
    { what: "closePolls", sure: "2026-11-02", second: { worker: "rosa", pin: "739150" } },
  ]);
});

test("with records that no tablet can send, two people close, and say how these get to the county", async () => {
  const two = { device: "d2", number: "2", records: 37, atCounty: 31, carried: 0, build: "r7", clockOff: 0 };
  const holds = [...reference.holds, { ...two, heard: now - 3 * 3_600_000 }];
  const tablet = await start({ placeBook: async () => ({ ...reference, holds, now: Date.UTC(2026, 10, 4, 2, 0) }) });
  await userEvent.click(screen.getByRole("button", { name: "Close the polls" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Tablet 2 was last heard .* with 37 records; 31 are at the county/)).toBeDefined();
  const close = dialog.getByRole("button", { name: "Close the polls" });
  await userEvent.selectOptions(await dialog.findByLabelText("Second worker"), "rosa");
  await userEvent.type(dialog.getByLabelText("PIN of the second worker"), "739150");
  expect(close.getAttribute("data-disabled")).toBe("true");
  await userEvent.click(dialog.getByRole("button", { name: "Sealed tablets go to the county: 2" }));
  await userEvent.click(close);
  expect(written(tablet)).toMatchObject([
    { what: "closePolls", goes: "sealedTablets", second: { worker: "rosa", pin: "739150" } },
  ]);
});

test("what leaves the place is written down, then stands on a sheet with its tablets, seals and counts and no voter", async () => {
  const closed = dayWith([
    ...counted,
    entry("SealRecorded", { on: "ballot box", number: "0044", how: "applied", initials: ["LC", "RM"] }),
    entry("PollsClosed", { checkedIn: 604, notSent: 6, wall: now }),
  ]);
  const two = { device: "d2", number: "2", records: 37, atCounty: 31, carried: 4, build: "r7", clockOff: 0 };
  const holds = [...reference.holds, { ...two, heard: now - 3 * 3_600_000 }];
  const tablet = await start({
    placeBook: async () => ({ ...reference, place: closed, balance: balance({ ...input, place: closed }), holds }),
  });
  await userEvent.click(screen.getByRole("button", { name: "What leaves" }));
  const dialog = within(await screen.findByRole("dialog"));
  const write = dialog.getByRole("button", { name: "Write it down" });
  expect(write.getAttribute("data-disabled")).toBe("true");
  await userEvent.type(dialog.getByLabelText("Opening cards that leave"), "2");
  await userEvent.type(dialog.getByLabelText(/^Who carries it/), "Lin C., Rosa M.");
  await userEvent.type(dialog.getByLabelText("Where it goes"), "County office");
  await userEvent.click(write);
  expect(written(tablet)).toMatchObject([
    { what: "recordCustody", cards: 2, files: 0, carriers: ["Lin C.", "Rosa M."], to: "County office" },
  ]);
  const sheet = await screen.findByRole("dialog", { name: "Read and print: What leaves the place" });
  for (const words of ["County office", "640 of 640", "31 of 37; 6 not sent", "0044", "put on, LC RM", "381"])
    expect(sheet.textContent).toContain(words);
});

test("what was refused says why, stays as it was typed, and is another command only when it says something else", async () => {
  const tablet = await start({ writeInBook: async () => err({ type: "notRecorded", what: "notStored" }) });
  await userEvent.click(screen.getByRole("button", { name: "Line" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("People in line now"), "4");
  const write = dialog.getByRole("button", { name: "Write it down" });
  await userEvent.click(write);
  expect((await screen.findByRole("alert")).textContent).toContain("Stop: not recorded");
  await userEvent.click(write);
  await userEvent.type(dialog.getByLabelText("People in line now"), "0");
  await userEvent.click(write);
  const calls = written(tablet) as { people: number; cmd: string }[];
  expect(calls.map(({ people }) => people)).toEqual([4, 4, 40]);
  expect(calls[0]?.cmd).toBe(calls[1]?.cmd);
  expect(calls[2]?.cmd).not.toBe(calls[1]?.cmd);
});

/** The commands about the place, its hours and its book, as `tabletCommands.ts` has them: only the role decides. */
import type { Act } from "../../src/domain/authority.ts";
import { openRest } from "../../src/domain/balance.ts";
import type { BookAct } from "../../src/domain/bookActs.ts";
import type { EventType } from "../../src/domain/events.ts";
import { openingChecks } from "../../src/domain/openingChecks.ts";
import type { PlaceAct } from "../../src/domain/placeAct.ts";
import { makeReady } from "./readyTablet.ts";
import { bookOf, type Commanded, cmd, type Desk, done } from "./roleDesk.ts";

const write = async ({ tablet, agreed: second }: Desk, act: BookAct): Promise<void> =>
  done(await tablet.core.writeInBook({ cmd: cmd(), ...act, second }));

const opening: BookAct = {
  ...{ what: "openPolls", members: ["Lin C."], paperListOf: "" },
  seen: { sameCode: true, paperList: true, absenteeList: true },
  overrides: openingChecks.map((check) => ({ check, reason: "It is so here." })),
};
const incident: BookAct = { what: "reportIncident", happened: 0, words: "The power was off." };
const stock = (delivery: number): BookAct => ({
  ...{ what: "countStock", delivery },
  stacks: [{ style: "B1", sealed: [], opened: 9 }],
});
const counter = (moment: "start" | "end"): BookAct => ({ what: "readCounter", scanner: 1, moment, reads: 9 });

/** The polls are open, or not, and may be opened. */
async function polls(desk: Desk, open: boolean): Promise<void> {
  await desk.as("checkIn");
  const { polls: last } = (await bookOf(desk)).place;
  if (last?.body.type === "PollsClosed") {
    await desk.as("undoPlaceEntry");
    await write(desk, { what: "takeBackEntry", event: last.name, reason: "Too early." });
    return polls(desk, open);
  }
  const areOpen = last?.body.type === "PollsOpened" || last?.body.type === "PollsResumed";
  if (areOpen === open) return;
  await desk.as(open ? "openPolls" : "suspendPolls");
  if (open) await makeReady(desk.tablet.core);
  await write(desk, open ? opening : { what: "suspendPolls" });
}

/** All of the tested voters' names stand in the first line. */
async function split(desk: Desk): Promise<Extract<BookAct, { what: "splitBook" }>> {
  const { code = "" } = (await bookOf(desk)).plans[0] ?? {};
  return { what: "splitBook", of: 2, line: 1, code, takes: false };
}

type Prepared<A> = readonly [act: Act, writes: readonly EventType[], ready: (desk: Desk) => Promise<A>];
const always =
  <A>(act: A) =>
  async (): Promise<A> =>
    act;

const inBook: { readonly [W in BookAct["what"]]: Prepared<Extract<BookAct, { readonly what: W }>> } = {
  openPolls: [
    "openPolls",
    ["PollsOpened", "PollsResumed"],
    async (desk) => {
      await polls(desk, false);
      await makeReady(desk.tablet.core);
      return opening as Extract<BookAct, { what: "openPolls" }>;
    },
  ],
  suspendPolls: [
    "suspendPolls",
    ["PollsSuspended"],
    async (desk) => {
      await polls(desk, true);
      return { what: "suspendPolls" };
    },
  ],
  closePolls: [
    "closePolls",
    ["PollsClosed"],
    async (desk) => {
      await polls(desk, true);
      await sendAll(desk);
      return { what: "closePolls", sure: undefined };
    },
  ],
  countStock: ["count", ["BallotStockCounted"], always(stock(0) as Extract<BookAct, { what: "countStock" }>)],
  readCounter: ["count", ["CounterRead"], always(counter("start") as Extract<BookAct, { what: "readCounter" }>)],
  countPile: ["count", ["BallotsCounted"], always({ what: "countPile", line: "spoiled", count: 1 })],
  countLine: ["count", ["LineCounted"], always({ what: "countLine", people: 7 })],
  recordSeal: [
    "recordSeal",
    ["SealRecorded"],
    always({ what: "recordSeal", on: "scanner 1", number: "0012", how: "applied", initials: ["LC"] }),
  ],
  recordCustody: [
    "recordSeal",
    ["CustodyRecorded"],
    always({ what: "recordCustody", cards: 2, files: 1, carriers: ["Lin C."], to: "County office" }),
  ],
  reportIncident: [
    "reportIncident",
    ["IncidentReported"],
    always(incident as Extract<BookAct, { what: "reportIncident" }>),
  ],
  explain: [
    "explainBalance",
    ["BalanceExplained"],
    async (desk) => {
      await desk.as("count");
      await write(desk, { what: "countPile", line: "spoiled", count: 500 });
      const found = (await bookOf(desk)).balance.differences.find(({ difference }) => difference === "spoiled");
      const sheets = Math.sign(found === undefined ? 0 : openRest(found));
      return { what: "explain", difference: "spoiled", sheets, how: "couldNotBe", words: "Nobody knows.", by: [] };
    },
  ],
  sign: [
    "explainBalance",
    ["BalanceSigned"],
    async (desk) => {
      await desk.as("count");
      for (const act of [stock(1), stock(0), counter("start"), counter("end")]) await write(desk, act);
      return { what: "sign", members: ["Lin C."] };
    },
  ],
  splitBook: [
    "splitBook",
    ["BookSplit"],
    async (desk) => {
      await desk.as("splitBook");
      return split(desk);
    },
  ],
  joinBook: [
    "splitBook",
    ["BookJoined"],
    async (desk) => {
      await desk.as("splitBook");
      await write(desk, await split(desk));
      return { what: "joinBook" };
    },
  ],
  takeBackEntry: [
    "undoPlaceEntry",
    ["PlaceEntryUndone"],
    async (desk) => {
      await desk.as("reportIncident");
      await write(desk, incident);
      const event = (await bookOf(desk)).place.incidents.at(-1)?.name;
      if (event === undefined) throw new Error("no incident");
      return { what: "takeBackEntry", event, reason: "Another place." };
    },
  ],
};

/** After eight o'clock in the evening there. */
const evening = 10 * 3_600_000;
const order = { until: Date.parse("2026-11-04T02:00:00Z"), order: "Superior Court" };

const atPlace: { readonly [W in PlaceAct["what"]]: Prepared<Extract<PlaceAct, { readonly what: W }>> } = {
  extendHours: ["extendHours", ["HoursExtended"], always({ what: "extendHours", ...order })],
  markLastInLine: [
    "markLastInLine",
    ["LastInLineMarked"],
    async ({ tablet }) => {
      tablet.clockError = evening;
      return { what: "markLastInLine", people: 7 };
    },
  ],
  takeBack: [
    "undoPlaceEntry",
    ["PlaceEntryUndone"],
    async (desk) => {
      await desk.as("extendHours");
      done(await desk.tablet.core.doAtPlace({ cmd: cmd(), what: "extendHours", ...order, second: desk.agreed }));
      const event = (await bookOf(desk)).place.extension?.name;
      if (event === undefined) throw new Error("no extension");
      return { what: "takeBack", event, reason: "Another county." };
    },
  ],
  sendToHelpTable: [
    "checkIn",
    ["VoterSentToHelpTable"],
    async ({ plain }) => ({ what: "sendToHelpTable", voter: plain() }),
  ],
  beginCurbside: ["checkIn", ["CurbsideBegun"], async ({ plain }) => ({ what: "beginCurbside", voter: plain() })],
  endStep: [
    "checkIn",
    ["OpenStepEnded"],
    async ({ tablet, as, plain }) => {
      await as("checkIn");
      done(await tablet.core.doAtPlace({ cmd: cmd(), what: "sendToHelpTable", voter: plain() }));
      const event = (await tablet.core.waitingVoters()).at(-1)?.step.event;
      if (event === undefined) throw new Error("nobody waits");
      return { what: "endStep", event, how: "finished" };
    },
  ],
};

/** With records that no tablet can send nobody closes alone (bookActs.test.ts). */
async function sendAll({ tablet }: Desk): Promise<void> {
  const { online } = tablet;
  tablet.online = true;
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  tablet.online = online;
}

export const placeCommands: Readonly<Record<string, Commanded>> = {
  ...Object.fromEntries(
    Object.entries(atPlace).map(([what, [act, writes, prepare]]): [string, Commanded] => [
      `at the place: ${what}`,
      {
        ...{ command: "doAtPlace", act, writes },
        ready: async (desk) => {
          const call = { cmd: cmd(), ...(await prepare(desk)) };
          return (second) => desk.tablet.core.doAtPlace({ ...call, second });
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(inBook).map(([what, [act, writes, prepare]]): [string, Commanded] => [
      `in the book: ${what}`,
      {
        ...{ command: "writeInBook", act, writes },
        ready: async (desk) => {
          const call = { cmd: cmd(), ...(await prepare(desk)) };
          return (second) => desk.tablet.core.writeInBook({ ...call, second });
        },
      },
    ]),
  ),
};

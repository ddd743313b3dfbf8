/** A tablet's own paper list: the office's lines, of what the tablet knows, for inspectors, and recorded. */
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { PaperLines, type PaperRow } from "../../src/domain/paperLine.ts";
import { Standings } from "../../src/domain/standing.ts";
import { lineCodeKey } from "../../src/protocol/keys.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { lineCodesOf } from "../../src/roll/lineCode.ts";
import { paperLists } from "../../src/roll/paperLists.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { longestList, paperRows } from "../../src/tablet/paperList.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { election } from "../helpers/server.ts";

let at: OpenElection | undefined;
afterEach(async () => {
  await at?.stop();
  at = undefined;
});

const electionKey = new Uint8Array(32).fill(7);
const [place] = election.places as [(typeof election.places)[number]];

/** As `turnout export paperlist` makes them, in one go. */
async function officeRows(roll: AmendedRoll, standings: Standings, kind: "book" | "posted"): Promise<PaperRow[]> {
  const { lists } = paperLists({ election, roll, standings, places: [place], kind });
  const codes = lineCodesOf(await lineCodeKey(electionKey), roll);
  const lines = new PaperLines(election);
  const [list] = lists as [(typeof lists)[number]];
  const asked = (row: number) => [roll.voterAt(row), standings.of(roll.voterAt(row).id), codes.at(row)] as const;
  return [
    ...[...list.rows].map((row): PaperRow => {
      const { lastName } = roll.voterAt(row);
      return kind === "book"
        ? { row: "voter", line: lines.book(...asked(row), place.id, false), lastName }
        : { row: "posted", line: lines.posted(...asked(row)), lastName };
    }),
    ...[...list.byNumber].map((row): PaperRow => ({ row: "number", line: lines.byNumber(...asked(row), place.id) })),
  ];
}

describe("the rows", () => {
  const someVoters = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[A-Z0-9]{1,6}$/),
      lastName: fc.constantFrom("Núñez", "Nunez", "Abel", "Zoe", "Óbrien"),
      split: fc.constantFrom("01", "02"),
      registration: fc.constantFrom("active" as const, "pending" as const, "cancelled" as const),
      hidden: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );

  test("are those of the office, in its order, whoever is on the list", async () => {
    await fc.assert(
      fc.asyncProperty(someVoters, fc.constantFrom("book" as const, "posted" as const), async (some, kind) => {
        const list = some.map(({ hidden, ...one }) => voter(one.id, { ...one, flags: hidden ? ["confidential"] : [] }));
        const built = await buildRoll(list);
        if (!built.ok) throw new Error(built.error.type);
        const roll = new AmendedRoll(built.value);
        const standings = new Standings();
        const made = await paperRows(
          { election, place, roll, standings, electionKey, like: () => false },
          kind,
          async () => undefined,
        );
        expect(made).toEqual({ ok: true, value: await officeRows(roll, standings, kind) });
      }),
      { numRuns: 40 },
    );
  });

  test("P3: begun again when the roll is amended meanwhile, so that no line is of another voter", async () => {
    const many = Array.from({ length: 5001 }, (_, n) => voter(`V${n}`, { lastName: `Name ${n % 700}`, split: "01" }));
    const built = await buildRoll(many);
    if (!built.ok) throw new Error(built.error.type);
    const roll = new AmendedRoll(built.value);
    const standings = new Standings();
    let pauses = 0;
    const made = await paperRows(
      { election, place, roll, standings, electionKey, like: () => false },
      "book",
      async () => {
        if (++pauses !== 2) return;
        const added = voter("NEW", { lastName: "Aaa", split: "01", registration: "active" });
        roll.apply(1, { format: "turnout-amendment/1", changes: [{ add: added }] });
      },
    );
    expect(made.ok && made.value).toHaveLength(5002);
    expect(made).toEqual({ ok: true, value: await officeRows(roll, standings, "book") });
  });
});

test("for an inspector, of the place's own voters, with receipts", async () => {
  const list = [...plainVoters(30), voter("far", { split: "02", lastName: "Far" })];
  at = await openElection(list);
  const tablet = await at.workingTablet();
  const made = await tablet.checkIn("VoterAa");
  if (!made.ok) throw new Error(made.error.type);
  expect(await tablet.core.paperList({ cmd: "p", kind: "book" })).toMatchObject({
    ok: false,
    error: { type: "notYourRole", act: "printPaperList" },
  });
  await tablet.core.signIn("lin", pin);
  const asked = await tablet.core.paperList({ cmd: "p", kind: "book" });
  if (!asked.ok) throw new Error(asked.error.type);
  const { rows, asOf } = asked.value;
  expect(rows).toHaveLength(30);
  expect(JSON.stringify(rows)).not.toContain("Far");
  expect(rows.find(({ line }) => "name" in line && line.name.startsWith("VoterAa"))?.line).toMatchObject({
    marks: [{ mark: "checkedIn", receipt: made.value.fact.receipt }],
  });
  expect(asOf).toMatchObject({ wall: at.clock.now(), rollVersion: 1 });
});

test("a list of more voters than a tablet prints is refused with their number", async () => {
  const roll = {
    revision: 0,
    rows: longestList + 1,
    base: { rows: longestList + 1 },
    movedVoters: () => ({ hidden: new Set(), rows: new Uint32Array(), roll: { rows: 0 } }),
    voterAt: (row: number) => voter(String(row), { split: "01" }),
  } as unknown as AmendedRoll;
  const source = { election, place, roll, standings: new Standings(), electionKey, like: () => false };
  expect(await paperRows(source, "book", async () => undefined)).toEqual({
    ok: false,
    error: { type: "tooLong", voters: longestList + 1, most: longestList },
  });
});

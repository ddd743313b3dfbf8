/**
 * Whatever a file holds: the import never throws, and every line is accounted for. read = accepted + needsDecision +
 * refused, each voter id is in the roll once, and what is secret never leaves the file.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Result } from "../../../src/domain/result.ts";
import type { VoterRecord } from "../../../src/domain/voter.ts";
import { VoterRecord as VoterSchema } from "../../../src/domain/voter.ts";
import type { ImportProblem, ImportRefusal, ImportReport } from "../../../src/server/import/importReport.ts";
import { importVoterFiles } from "../../../src/server/import/importVoterFiles.ts";
import { electionOf, withFiles } from "./importText.ts";

const election = electionOf({ county: "Durham", precincts: ["01", "02"], parties: { DEM: "Democratic" } });

type Run = { result: Result<ImportReport, ImportRefusal>; voters: VoterRecord[]; problems: ImportProblem[] };

const run = (contents: Record<string, string | Uint8Array>): Promise<Run> =>
  withFiles(contents, async (files) => {
    const voters: VoterRecord[] = [];
    const problems: ImportProblem[] = [];
    const result = await importVoterFiles(
      { files, layout: "auto", election, onProblem: (problem) => problems.push(problem) },
      (voter) => voters.push(voter),
    );
    return { result, voters, problems };
  });

const HEADER =
  "county_desc\tncid\tlast_name\tfirst_name\tstatus_cd\tparty_cd\tprecinct_abbrv\tbirth_year\tssn\tdrivers_lic";
const OHIO = "SOS_VOTERID,LAST_NAME,FIRST_NAME,VOTER_STATUS,PARTY_AFFILIATION,PRECINCT_CODE,DATE_OF_BIRTH";

const word = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "DURHAM",
    "A",
    "I",
    "R",
    "DEM",
    "UNA",
    "01",
    "02",
    "99",
    "1980",
    "##/##/####",
    '"',
    'A "B"',
    "é",
    "'",
  ),
  fc.string({ maxLength: 6 }).map((text) => text.replace(/[\t\r\n\0]/g, "")),
);
const id = fc.constantFrom("AA1", "AA2", "AA3", "AA4", "", " ", "É1", "x".repeat(65));
const line = fc
  .tuple(fc.constantFrom("DURHAM", "ORANGE", ""), id, fc.array(word, { minLength: 6, maxLength: 10 }))
  .map(([county, voterId, words]) => [county, voterId, ...words].join("\t"));

/** Cuts, doubles, and changes bytes as copying and editing do. */
const mangling = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    kind: fc.constantFrom("cut", "double", "byte", "line", "quote"),
  }),
  { maxLength: 4 },
);
function mangle(bytes: Buffer, from: number, how: readonly { at: number; length: number; kind: string }[]): Buffer {
  let body = bytes;
  for (const { at, length, kind } of how) {
    const p = from + Math.floor(at * (body.length - from));
    const head = body.subarray(0, p);
    const tail = body.subarray(p);
    const piece = {
      cut: tail.subarray(Math.min(length, tail.length)),
      double: Buffer.concat([tail.subarray(0, length), tail]),
      byte: Buffer.concat([Buffer.from([128 + length]), tail]),
      line: Buffer.concat([Buffer.from("\r\n"), tail]),
      quote: Buffer.concat([Buffer.from('"'), tail]),
    }[kind] as Buffer;
    body = Buffer.concat([head, piece]);
  }
  return body;
}

function checkSums({ result, voters, problems }: Run): void {
  if (!result.ok) return;
  const { read, accepted, needsDecision, refused, heldBack, problemsTotal, counts, files } = result.value;
  expect(accepted + needsDecision + refused).toBe(read);
  expect(voters.length).toBe(accepted + needsDecision - heldBack);
  expect(new Set(voters.map((v) => v.id)).size).toBe(voters.length);
  expect(counts.reduce((sum, one) => sum + one.count, 0)).toBe(voters.length);
  expect(files.reduce((sum, one) => sum + one.read, 0)).toBe(read);
  expect(problems.length).toBe(problemsTotal);
  const rowsOf = (severity: string): number =>
    new Set(problems.filter((p) => p.severity === severity).map((p) => `${p.file}:${p.row}`)).size;
  expect(rowsOf("refused")).toBe(refused);
  for (const voter of voters) expect(VoterSchema.safeParse(voter).success).toBe(true);
}

test("no line of an unquoted file is lost, however it is mangled", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      mangling,
      fc.boolean(),
      async (lines, how, latin) => {
        const text = `${HEADER}\n${lines.join("\n")}\n`;
        const bytes = mangle(Buffer.from(text, latin ? "latin1" : "utf8"), HEADER.length + 1, how);
        const one = await run({ "voters.txt": bytes });
        checkSums(one);
        if (!one.result.ok) {
          expect(["noVoters", "notText"]).toContain(one.result.error.type);
          return;
        }
        const body = bytes.toString("latin1").split("\n").slice(1);
        const withText = body.filter((part) => [...part].some((c) => c !== " " && c !== "\r" && c !== "\u001a")).length;
        expect(one.result.value.read).toBe(withText);
      },
    ),
    { numRuns: 150 },
  );
});

test("a quoted file, however mangled, gives no two voters of one id and balanced sums", async () => {
  const quotedLine = fc
    .tuple(id, fc.array(fc.string({ maxLength: 5 }), { minLength: 6, maxLength: 6 }))
    .map(([voterId, values]) => [voterId, ...values].map((value) => `"${value.replaceAll('"', '""')}"`).join(","));
  await fc.assert(
    fc.asyncProperty(fc.array(quotedLine, { minLength: 1, maxLength: 10 }), mangling, async (lines, how) => {
      const bytes = mangle(Buffer.from(`${OHIO}\r\n${lines.join("\r\n")}\r\n`), OHIO.length + 2, how);
      const one = await run({ "voters.csv": bytes });
      checkSums(one);
      if (!one.result.ok) expect(["noVoters", "notText"]).toContain(one.result.error.type);
    }),
    { numRuns: 150 },
  );
});

test("a good row is never lost through its bad neighbours in a quoted file", async () => {
  const bad = fc.constantFrom('"A","B', '"', "x", '"a","b","c"', '","', 'A,"B"C,"D', '"""', '"a"b,c');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(bad), { minLength: 1, maxLength: 30 }), async (neighbours) => {
      const lines = neighbours.map((one, n) => one ?? `"G${n}","DOE","ANN","ACTIVE","","01","1980-01-01"`);
      const { voters, result } = await run({ "voters.csv": `${OHIO}\n${lines.join("\n")}\n` });
      if (!result.ok) expect.fail(JSON.stringify(result.error));
      const good = neighbours.flatMap((one, n) => (one === null ? [`G${n}`] : []));
      const found = new Set(voters.map((v) => v.id));
      expect(good.filter((one) => !found.has(one))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("duplicates are found across files, whatever the ids look like", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string({ minLength: 1, maxLength: 9, unit: "grapheme" }), { maxLength: 8 }), {
        minLength: 1,
        maxLength: 3,
      }),
      async (files) => {
        const clean = files.map((ids) =>
          ids.map((one) => one.replace(/[\s\uFFFD]|E\+/gu, "_").replace(/[\p{Cc}\p{Cs}]/gu, "_")),
        );
        fc.pre(clean.flat().length > 0);
        const { voters, result } = await run(
          Object.fromEntries(
            clean.map((ids, n) => [
              `f${n}.txt`,
              `\uFEFF${HEADER}\n${ids.map((one) => `DURHAM\t${one}\tDOE\tANN\tA\tDEM\t01\t1980\t\t\n`).join("")}`,
            ]),
          ),
        );
        if (!result.ok) expect.fail(JSON.stringify(result.error));
        expect(new Set(voters.map((v) => v.id))).toEqual(new Set(clean.flat()));
        expect(result.value.heldBack).toBe(clean.flat().length - voters.length);
      },
    ),
    { numRuns: 100 },
  );
});

test("what stands in secret columns, and whom a bad row is about, is in no voter and no report", async () => {
  const secret = fc.stringMatching(/^SECRET[0-9]{9}$/);
  await fc.assert(
    fc.asyncProperty(secret, secret, fc.array(word, { minLength: 4, maxLength: 9 }), async (ssn, name, words) => {
      const cells = words.map((one) => one.replaceAll('"', ""));
      const rows = [
        `DURHAM\tAA1\t${name}\tANN\tA\tDEM\t01\t1980\t${ssn}\t${ssn}`,
        `DURHAM\tAA1\t${name}\tANN\tA\tDEM\t01\t1980\t${ssn}\t${ssn}`,
        `DURHAM\tAA2\t${name}\tANN\t${name}\t${name}\t${name}\t${name}\t${ssn}\t${ssn}`,
        ["DURHAM", "", name, ...cells, ssn].join("\t"),
        [ssn, "", ...cells, name].join("\t"),
      ];
      fc.pre(ssn !== name);
      const one = await run({ "voters.txt": `${HEADER}\n${rows.join("\n")}\n` });
      checkSums(one);
      if (!one.result.ok) expect.fail(JSON.stringify(one.result.error));
      const { counts: _, ...report } = one.result.value;
      expect(JSON.stringify([report, one.problems])).not.toContain("SECRET");
      expect(JSON.stringify(one.voters)).not.toContain(ssn);
    }),
    { numRuns: 60 },
  );
});

test("the list in the report is capped and says how many more there are; the complete list goes elsewhere", async () => {
  const rows = Array.from({ length: 5000 }, (_, n) => `DURHAM\tAA${n}\tDOE\tANN\tQ\tDEM\t01\t1980\t\t`);
  const { result, problems } = await run({ "voters.txt": `${HEADER}\n${rows.join("\n")}\n` });
  expect(result).toMatchObject({ value: { needsDecision: 5000, problemsTotal: 5000, problemsNotShown: 4000 } });
  expect(problems).toHaveLength(5000);
  expect(result).toMatchObject({ value: { causes: [{ kind: "unknownStatus", count: 5000, firstRow: 2 }] } });
});

test("a file of many blocks loses nothing where blocks meet", async () => {
  const rows = Array.from(
    { length: 60_000 },
    (_, n) => `DURHAM\tAA${n}\tDOE${n}\tÉVA ${"x".repeat(n % 60)}\tA\tDEM\t01\t1980\t\t`,
  );
  const text = `${HEADER}\n${rows.join("\n")}`;
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`, "utf16le"),
    Buffer.from(text, "latin1"),
    Buffer.from(text.replaceAll("\n", "\r")),
  ]) {
    const { result, voters } = await run({ "voters.txt": bytes });
    expect(result).toMatchObject({ value: { read: 60_000, accepted: 60_000 } });
    expect(voters[59_999]).toMatchObject({ id: "AA59999", lastName: "DOE59999", firstName: `ÉVA ${"x".repeat(59)}` });
  }
});

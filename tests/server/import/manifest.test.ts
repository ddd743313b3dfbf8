/** P2: a list that silently lacks a group of voters does not pass the completeness manifest. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CodeCount, compareWithManifest, Manifest, readManifest } from "../../../src/server/import/manifest.ts";
import { electionOf, importText } from "./importText.ts";

const group: fc.Arbitrary<CodeCount> = fc.record({
  county: fc.constantFrom("", "32"),
  precinct: fc.constantFrom("01", "02", "1/7", "a, b"),
  party: fc.constantFrom("DEM", "LIB", ""),
  status: fc.constantFrom("A", "I"),
  count: fc.integer({ min: 1, max: 500 }),
});
const counts = fc.uniqueArray(group, {
  minLength: 1,
  maxLength: 20,
  selector: ({ county, precinct, party, status }) => [county, precinct, party, status].join("|"),
});
const manifestOf = (groups: readonly Partial<CodeCount>[]): Manifest =>
  Manifest.parse({ format: "turnout-manifest/1", groups });

test("equal counts have no difference; any changed number is named with its group", () => {
  fc.assert(
    fc.property(counts, fc.nat(), fc.integer({ min: 1, max: 9 }), (all, which, more) => {
      expect(compareWithManifest(all, manifestOf(all))).toEqual([]);
      const at = which % all.length;
      const one = all[at] as CodeCount;
      const { count, ...codes } = one;
      const changed = all.with(at, { ...one, count: count + more });
      expect(compareWithManifest(all, manifestOf(changed))).toEqual([
        { group: codes, expected: count + more, found: count },
      ]);
      const lacking = all.toSpliced(at, 1);
      expect(compareWithManifest(lacking, manifestOf(all))).toEqual([{ group: codes, expected: count, found: 0 }]);
      if (lacking.length > 0)
        expect(compareWithManifest(all, manifestOf(lacking))).toEqual([{ group: codes, expected: 0, found: count }]);
    }),
  );
});

test("a manifest by precinct alone is compared by precinct alone", () => {
  const found: CodeCount[] = [
    { county: "32", precinct: "01", party: "DEM", status: "A", count: 2 },
    { county: "32", precinct: "01", party: "", status: "I", count: 3 },
  ];
  expect(compareWithManifest(found, manifestOf([{ precinct: "01", count: 5 }]))).toEqual([]);
  expect(compareWithManifest(found, manifestOf([{ precinct: "01", count: 6 }]))).toEqual([
    { group: { precinct: "01" }, expected: 6, found: 5 },
  ]);
});

test("the export that lost all voters without a party, as it happened", async () => {
  const header = "county_desc\tncid\tlast_name\tstatus_cd\tparty_cd\tprecinct_abbrv";
  const rows = ["X\tA1\tDOE\tA\tDEM\t01", "X\tA2\tROE\tA\tUNA\t01", "X\tA3\tPOE\tR\tREP\t01"];
  const manifest = manifestOf([
    { precinct: "01", party: "DEM", status: "A", count: 1 },
    { precinct: "01", party: "REP", status: "R", count: 1 },
    { precinct: "01", party: "UNA", status: "A", count: 1 },
  ]);
  const election = electionOf({ county: "X", precincts: ["01"], parties: { DEM: "Democratic", REP: "Republican" } });
  const whole = await importText([header, ...rows].join("\n"), { election });
  expect(compareWithManifest(whole.report.counts, manifest)).toEqual([]);
  const lost = await importText([header, rows[0], rows[2]].join("\n"), { election });
  expect(compareWithManifest(lost.report.counts, manifest)).toEqual([
    { group: { precinct: "01", party: "UNA", status: "A" }, expected: 1, found: 0 },
  ]);
});

test("a row that is held back does not stand for the voter whom it hides", async () => {
  const header = "county_desc\tncid\tlast_name\tstatus_cd\tparty_cd\tprecinct_abbrv";
  const rows = ["X\tA1\tDOE\tA\tDEM\t01", "X\tA1\tROE\tA\tUNA\t01", "X\tA1\tPOE\tA\tDEM\t01"];
  const manifest = manifestOf([
    { precinct: "01", party: "DEM", status: "A", count: 2 },
    { precinct: "01", party: "UNA", status: "A", count: 1 },
  ]);
  const election = electionOf({ county: "X", precincts: ["01"], parties: { DEM: "Democratic" } });
  const { report } = await importText([header, ...rows].join("\n"), { election });
  expect(report).toMatchObject({ read: 3, accepted: 1, needsDecision: 2, heldBack: 2 });
  expect(compareWithManifest(report.counts, manifest)).toEqual([
    { group: { precinct: "01", party: "DEM", status: "A" }, expected: 2, found: 1 },
    { group: { precinct: "01", party: "UNA", status: "A" }, expected: 1, found: 0 },
  ]);
});

test("manifests as JSON and as CSV say the same", () => {
  const csv = 'Precinct,Party,Status,Count\r\n01,DEM,A,12\r\n"a, b",,I,3\r\n';
  const fromCsv = readManifest(csv);
  const groups = [
    { precinct: "01", party: "DEM", status: "A", count: 12 },
    { precinct: "a, b", party: "", status: "I", count: 3 },
  ];
  expect(fromCsv).toMatchObject({ ok: true, value: { groups } });
  expect(readManifest(JSON.stringify({ format: "turnout-manifest/1", total: 15, groups }))).toMatchObject({
    ok: true,
    value: { groups },
  });
});

test.each([
  ["", /first line/],
  ["precinct,voters\n1,2\n", /first line/],
  ["precinct,count\n1,many\n", /whole number/],
  ["precinct,count\n1,2\n1,3\n", /twice/],
  ["{", /JSON/],
  ['{"format":"turnout-manifest/1","groups":[]}', /groups/],
  ['{"format":"turnout-manifest/1","total":9,"groups":[{"precinct":"1","count":2}]}', /sum to 2/],
  ['{"format":"turnout-manifest/1","groups":[{"precinct":"1","count":2},{"party":"D","count":2}]}', /same things/],
])("a manifest %j is refused", (text, reason) => {
  expect(readManifest(text)).toMatchObject({ ok: false, error: { reason: expect.stringMatching(reason) } });
});

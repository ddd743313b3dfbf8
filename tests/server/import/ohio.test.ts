/** Ohio's files: RFC 4180 with all that people put into quotation marks. */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { electionOf, importText } from "./importText.ts";

const election = electionOf({
  county: "Franklin",
  precincts: ["01AAA", "01AAB"],
  parties: { DEM: "Democratic", REP: "Republican" },
});
const fixture = (): Promise<Buffer> => readFile(new URL("fixtures/ohio.csv", import.meta.url));

test("a statewide voter file, plain and gzipped, with either line end", async () => {
  const plain = await fixture();
  const { voters, report } = await importText(plain, { election });
  expect(voters[0]).toMatchObject({
    id: "OH0012345678",
    lastName: "SMITH, JR",
    firstName: 'MARY "MOLLY"',
    birthDate: "1975-08-09",
    houseNumber: "90",
    street: "W BROAD ST",
    unit: "APT 7B",
    zip: "43215-9001",
    split: "01AAA",
    party: "DEM",
    partyRaw: "D",
    registration: "active",
    mailing: "",
  });
  expect(voters[1]).toMatchObject({ street: "MAIN ST\nREAR", registration: "inactive", party: "", birthDate: "" });
  expect(voters[2]).toMatchObject({ party: "", partyRaw: "X", birthDate: "" });
  expect(report).toMatchObject({ read: 3, accepted: 2, needsDecision: 1, refused: 0 });
  expect(report.problems.map((p) => [p.row, p.kind])).toEqual([
    [3, "impossibleDate"],
    [5, "placeholderDate"],
  ]);
  const zipped = await importText(gzipSync(plain), { election });
  expect(zipped.voters).toEqual(voters);
  const crlf = await importText(plain.toString().replaceAll("\n", "\r\n"), { election });
  expect(crlf.voters.map((v) => v.id)).toEqual(voters.map((v) => v.id));
});

test("a damaged gzip file is refused as a whole", async () => {
  const whole = gzipSync(await fixture());
  await expect(importText(whole.subarray(0, whole.length - 20), { election })).rejects.toThrow(/fileUnreadable/);
});

const HEAD = "SOS_VOTERID,LAST_NAME,FIRST_NAME,VOTER_STATUS,PRECINCT_CODE,CITY";

test("a quotation mark that is not closed costs its own line only", async () => {
  const lines = [HEAD];
  for (let n = 0; n < 2000; n++)
    lines.push(n === 700 ? `"V700","BROKEN,"X","ACTIVE,"01AAA",` : `"V${n}","DOE","ANN","ACTIVE","01AAA",""`);
  const { voters, report } = await importText(lines.join("\n"), { election });
  expect(report).toMatchObject({ read: 2000, accepted: 1999, refused: 1 });
  expect(report.problems).toMatchObject([{ row: 702, severity: "refused" }]);
  expect(voters.map((v) => v.id)).not.toContain("V700");
});

test("quotation marks inside a quoted field are kept and said; fields of blanks after the last column are nothing", async () => {
  const { voters, report } = await importText(
    `${HEAD},\r\n"V1","DOE","ETHAN "BUD" X","ACTIVE","01AAA","",\r\n\r\n  \r\n"V2","DOE","ANN","ACTIVE","01AAA","", , \r\n`,
    { election },
  );
  expect(voters.map((v) => v.firstName)).toEqual(['ETHAN "BUD" X', "ANN"]);
  expect(report).toMatchObject({ read: 2, accepted: 2, problems: [{ kind: "strayQuotationMark", row: 2 }] });
  expect(report.files[0]?.blankLines).toBe(2);
});

test("a value too many is refused, because no one knows which", async () => {
  const { report } = await importText(`${HEAD}\nV1,DOE,ANN,ACTIVE,01AAA,CITY,MORE\nV2,DOE,ANN,ACTIVE,01AAA,CITY`, {
    election,
  });
  expect(report).toMatchObject({
    read: 2,
    accepted: 1,
    refused: 1,
    problems: [{ row: 2, kind: "wrongNumberOfFields" }],
  });
});

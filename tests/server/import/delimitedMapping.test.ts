/** Any delimited file with a mapping file. */
import { expect, test } from "vitest";
import { importVoterFiles } from "../../../src/server/import/importVoterFiles.ts";
import { layoutOfMapping, Mapping } from "../../../src/server/import/mapping.ts";
import { electionOf, importText, withFiles } from "./importText.ts";

const election = electionOf({
  county: "King",
  precincts: ["0012", "0013"],
  parties: { D: "Democratic", R: "Republican", LBT: "Libertarian" },
});

const columns = {
  id: "StateVoterID",
  lastName: "LName",
  firstName: "FName",
  precinct: "PrecinctCode",
  status: "StatusCode",
};
const mapping = (more: object): Mapping => Mapping.parse({ format: "turnout-mapping/1", columns, ...more });

test("columns by name, codes, flags, language, absentee, dates day first", async () => {
  const text = [
    "LName|FName|StateVoterID|StatusCode|PrecinctCode|Party|DOB|Lang|AV|NeedsID|DL Number",
    "Nguyễn|Thị Ánh|007|V|0012|Dem.|31/12/1999|VTN|sent|Y|S123",
    "Doe|Ann|008|S|P13|None|29.2.2000|SPA||N|S124",
    "Roe|Bo|009|Z|0012|LBT|29/2/2001|XXX|lost||S125",
  ].join("\n");
  const given = mapping({
    columns: {
      ...columns,
      party: "Party",
      birthDate: "dob",
      language: "Lang",
      absentee: "AV",
      "flag:idRequired": ["Nope", "NeedsID"],
    },
    dateOrder: "dmy",
    statuses: { V: "active", S: "inactive" },
    parties: { "Dem.": "D", None: "" },
    precincts: { P13: "0013" },
    absentees: { sent: "issued" },
  });
  const { voters, report } = await importText(text, { election, layout: "delimited", mapping: given });
  expect(
    voters.map((v) => [
      v.id,
      v.lastName,
      v.registration,
      v.split,
      v.party,
      v.birthDate,
      v.language,
      v.absentee,
      v.flags,
    ]),
  ).toEqual([
    ["007", "Nguyễn", "active", "0012", "D", "1999-12-31", "vi", "issued", ["idRequired"]],
    ["008", "Doe", "inactive", "0013", "", "2000-02-29", "es", "none", []],
    ["009", "Roe", "unknown", "0012", "LBT", "", "", "none", []],
  ]);
  expect(report.files[0]).toMatchObject({ secretColumnsLeftOut: ["DL Number"], delimiter: "|", header: true });
  expect(report.problems.map((p) => [p.row, p.field, p.severity])).toEqual([
    [4, "StatusCode", "needsDecision"],
    [4, "DOB", "needsDecision"],
    [4, "AV", "needsDecision"],
    [4, "Lang", "note"],
  ]);
});

test("columns by position, with and without a header that the first line tells", async () => {
  const byPosition = mapping({
    columns: { id: 1, lastName: 2, precinct: 3 },
    statusWithoutColumn: "active",
    leaveOut: [4],
  });
  const body = "1001;Doe;0012;999-99-0001\n1002;Roe;0013;999-99-0002\n";
  const bare = await importText(body, { election, layout: "auto", mapping: byPosition });
  expect(bare.voters.map((v) => [v.id, v.split])).toEqual([
    ["1001", "0012"],
    ["1002", "0013"],
  ]);
  expect(bare.report.files[0]).toMatchObject({ header: false, secretColumnsLeftOut: ["column 4"] });
  const headed = await importText(`No;Name;Pct;Secret\n${body}`, { election, layout: "auto", mapping: byPosition });
  expect(headed.voters.map((v) => v.id)).toEqual(["1001", "1002"]);
  expect(headed.report.files[0]).toMatchObject({ header: true, secretColumnsLeftOut: ["Secret"] });
});

test("a status word is read by itself only if the mapping names none", async () => {
  const text = "StateVoterID,LName,FName,PrecinctCode,StatusCode\n1,Doe,Ann,0012,Active\n";
  const common = await importText(text, { election, layout: "delimited", mapping: mapping({}) });
  expect(common.voters[0]?.registration).toBe("active");
  const own = await importText(text, {
    election,
    layout: "delimited",
    mapping: mapping({ statuses: { V: "active" } }),
  });
  expect(own.voters[0]?.registration).toBe("unknown");
});

test.each([
  ["a secret column", { columns: { ...columns, suffix: "SSN last 4" } }, /never read/],
  ["no voter id", { columns: { lastName: "LName", status: "S" } }, /voter id/],
  ["no last name", { columns: { id: "A", status: "S" } }, /last name/],
  ["no status", { columns: { id: "A", lastName: "B" } }, /status/],
  ["names without header", { header: false }, /no header/],
  ["an unknown field", { columns: { ...columns, shoeSize: "X" } }, /shoeSize/],
  ["a letter as delimiter", { delimiter: "x" }, /delimiter/],
  ["an unknown registration", { statuses: { A: "fine" } }, /statuses/],
])("a mapping with %s is refused", (_, more, reason) => {
  const made = layoutOfMapping({ format: "turnout-mapping/1", columns, ...more });
  expect(made).toMatchObject({ ok: false, error: { type: "mappingInvalid", reason: expect.stringMatching(reason) } });
});

test.each(["Soc Sec", "SocSecNo", "SOC_SEC_NO", "LICENSE", "Operator License", "driving_licence", "DLN4", "OLN"])(
  "a column %j is refused as the voter id, and left out where nothing names it",
  async (name) => {
    const made = layoutOfMapping({ format: "turnout-mapping/1", columns: { ...columns, id: ["VoterNo", name] } });
    const reason = expect.stringContaining(`"${name}"`);
    const remedy = expect.stringContaining('"id"');
    expect(made).toMatchObject({ ok: false, error: { type: "mappingInvalid", field: "id", reason, remedy } });
    const text = `StateVoterID,LName,FName,PrecinctCode,StatusCode,${name}\n1,Doe,Ann,0012,Active,S9990001\n`;
    const { voters, report } = await importText(text, { election, layout: "delimited", mapping: mapping({}) });
    expect(report.files[0]).toMatchObject({ secretColumnsLeftOut: [name], columnsNotUsed: [] });
    expect(JSON.stringify(voters)).not.toContain("S9990001");
  },
);

test("a mapped column that the file lacks refuses the file, and so does one that is secret in the header", async () => {
  const refused = async (text: string, given: Mapping | undefined): Promise<unknown> =>
    withFiles({ "v.csv": text }, async (files) =>
      importVoterFiles(
        { files, layout: "delimited", election, ...(given === undefined ? {} : { mapping: given }) },
        () => {},
      ),
    );
  expect(await refused("StateVoterID,LName,FName,PrecinctCode\n1,Doe,Ann,0012\n", mapping({}))).toMatchObject({
    error: { type: "columnsMissing", missing: ["status"] },
  });
  expect(
    await refused(
      "id,name,ssn\n1,Doe,123456789\n",
      mapping({ columns: { id: 1, lastName: 2, suffix: 3 }, statusWithoutColumn: "active" }),
    ),
  ).toMatchObject({
    error: { type: "columnsMissing", missing: ["suffix"], reason: expect.stringMatching(/suffix.*never read: ssn/) },
  });
  expect(await refused("a,b\n1,2\n", undefined)).toMatchObject({ error: { type: "mappingInvalid" } });
  expect(await refused("Doe,Ann,1961\nRoe,Bo,1962\n", mapping({}))).toMatchObject({
    error: { type: "layoutNotRecognised" },
  });
});

test("files that are no voter files are refused with a reason", async () => {
  const refused = async (content: string | Uint8Array): Promise<unknown> =>
    withFiles({ "v.csv": content }, async (files) => importVoterFiles({ files, layout: "auto", election }, () => {}));
  expect(await refused("")).toMatchObject({ error: { type: "notText", reason: "The file is empty." } });
  expect(await refused(Uint8Array.from({ length: 5000 }, (_, n) => (n * 7) % 256))).toMatchObject({
    error: { type: "notText" },
  });
  expect(await refused("a,b,c\n1,2,3\n")).toMatchObject({ error: { type: "layoutNotRecognised" } });
  const names = await refused("GARCIA,ANA,12 OAK ST\nDOE,BO,13 OAK ST\n");
  expect(JSON.stringify(names)).not.toMatch(/GARCIA|OAK/);
  const missing = await importVoterFiles({ files: ["/nowhere/voters.csv"], layout: "auto", election }, () => {});
  expect(missing).toMatchObject({
    error: { type: "fileUnreadable", file: "voters.csv", reason: "There is no such file." },
  });
  expect(await importVoterFiles({ files: [], layout: "auto", election }, () => {})).toMatchObject({
    error: { type: "noVoters" },
  });
});

test("an encoding that the mapping states is believed, and a year of birth fills in for a missing date", async () => {
  const given = mapping({
    columns: { id: "id", lastName: "name", birthDate: "dob", birthYear: "yob" },
    statusWithoutColumn: "active",
    encoding: "windows-1252",
  });
  const { voters } = await importText("id,name,dob,yob\n1,\u00c3\u00a9,,1970\n2,x,1/2/1971,1971\n3,y,1972,\n", {
    election,
    layout: "delimited",
    mapping: given,
  });
  expect(voters.map((v) => [v.lastName, v.birthDate])).toEqual([
    [Buffer.from("\u00c3\u00a9").toString("latin1").replace("\u0083", "ƒ"), "1970"],
    ["x", "1971-01-02"],
    ["y", "1972"],
  ]);
  expect(() => voters[0]?.flags.push("idRequired")).toThrow();
});

/** Paper books and posted lists as PDFs, read back by pdf.js; the command against a county with tablets. */
import { readFileSync, statSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type PaperList, type PrintedList, printPaperList } from "../../src/cli/paperPages.ts";
import { runsOf } from "../../src/cli/scriptFonts.ts";
import { PaperLines } from "../../src/domain/paperLine.ts";
import { Standings } from "../../src/domain/standing.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { lineCodeKey } from "../../src/protocol/keys.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { lineCodesOf } from "../../src/roll/lineCode.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { publishRoll, stageRoll } from "../../src/server/publish.ts";
import { anyText } from "../helpers/anyText.ts";
import { anyVoters } from "../helpers/hostileVoters.ts";
import { inventedElection, voter } from "../helpers/inventedVoters.ts";
import { type Sheet, sheetsOf } from "../helpers/printed.ts";
import { countyOnSocket, electionDay, enrolTablet, election as smallElection } from "../helpers/server.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
let county: Awaited<ReturnType<typeof countyOnSocket>>;
const out = at.path("lists");
const paperlist = (...args: readonly string[]) =>
  at.turnout("export", "paperlist", "--data", county.folder, "--out", out, "--json", ...args);

const person = (id: string, lastName: string, firstName: string, set: Partial<VoterRecord> = {}) =>
  voter(id, {
    lastName,
    firstName,
    birthDate: "1978-07-19",
    houseNumber: "412",
    street: "N Maple St",
    unit: "Apt 4",
    city: "Fairhaven",
    zip: "27701",
    split: "01",
    ...set,
  });

/** 60 plain voters in precinct 01, and those whom the tests name. */
const voters: readonly VoterRecord[] = [
  ...Array.from({ length: 60 }, (_, n) => person(`P${n}`, `Mills${String.fromCharCode(97 + (n % 26))}`, `Pat${n}`)),
  person("A1", "Abbott", "Ann"),
  person("A2", "Ábrego", "Beto", { absentee: "issued" }),
  person("A3", "Adams", "Cy", { absentee: "returned" }),
  person("A4", "Agnew", "Di", { registration: "inactive", flags: ["idRequired"] }),
  person("A5", "Aiken", "Ed", { registration: "cancelled" }),
  person("A6", "Akers", "Fay", { registration: "preregistered", birthDate: "2009-01-02" }),
  person("SECRET-1", "Hidden", "Gil", { flags: ["confidential"], street: "Quiet Ln" }),
  person("L1", "Zhou", "Hua", { split: "02" }),
  person("NOWHERE", "Nobody", "Ira", { split: "77" }),
];

beforeAll(async () => {
  county = await countyOnSocket({ now: () => electionDay });
  const roll = await buildRoll(voters);
  if (!roll.ok) throw new Error(roll.error.type);
  const { database } = county.county.enrolment;
  const { sequencer } = county.county;
  const publisher = { database, sequencer, election: smallElection, electionKey: county.electionKey };
  const deps = { ...publisher, random: platformRandom, now: () => electionDay };
  await stageRoll(deps, roll.value, {}, 0);
  const published = await publishRoll(deps);
  if (!published.ok) throw new Error(published.error.type);
  const school = await enrolTablet(county, "school");
  const library = await enrolTablet(county, "library");
  await school.checkIn("A1", { receipt: "1-0042", wall: electionDay - 60_000 * 58 });
  await school.checkIn("A5", { receipt: "1-0043" });
  await school.checkIn("SECRET-1", { receipt: "1-0044" });
  await library.checkIn("P3", { receipt: "2-0001" });
  await school.push();
  await library.push();
});
afterAll(async () => {
  await county.stop();
  at.remove();
});

const wordsOf = ({ texts }: Sheet): string =>
  texts
    .toSorted((a, b) => Math.round(b.y - a.y) || a.x - b.x)
    .map(({ text }) => text)
    .join(" ");
const readList = async (file: string): Promise<Sheet[]> => sheetsOf(readFileSync(file));

const codeShape = /^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/;
/** The words of each voter: what stands from the height of one line code to the next. */
function rowsOf({ texts }: Sheet): string[] {
  const codes = texts.filter(({ text }) => codeShape.test(text)).toSorted((a, b) => b.y - a.y);
  return codes.map(({ y }, n) => {
    const end = codes[n + 1]?.y ?? 30;
    const own = texts.filter((one) => one.y <= y + 4 && one.y > end + 4);
    return own
      .toSorted((a, b) => a.x - b.x || b.y - a.y)
      .map(({ text }) => text)
      .join(" ");
  });
}

test("a book for each place; its counts add up to the roll, and every voter's line code stands on it once", async () => {
  const made = await paperlist();
  expect(made.code).toBe(0);
  expect(made.json).toMatchObject({ kind: "book", voters: voters.length, nowhere: 1, notRead: 0 });
  expect(made.json.asOf).toEqual({
    at: new Date(electionDay).toISOString(),
    rollVersion: 1,
    entries: expect.any(Number),
  });
  const [school, library] = made.json.places;
  expect(school).toMatchObject({ place: "school", voters: 67, lines: 67, checkedIn: 4, confidential: 1, notPosted: 0 });
  expect(library).toMatchObject({ place: "library", voters: 1, lines: 1, checkedIn: 0, confidential: 0, pages: 1 });
  expect(school.voters + library.voters + made.json.nowhere).toBe(voters.length);
  expect(statSync(school.file).mode & 0o777).toBe(0o600);

  const sheets = await readList(school.file);
  expect(sheets).toHaveLength(school.pages);
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const codes = lineCodesOf(await lineCodeKey(county.electionKey), new AmendedRoll(built.value));
  const printed = sheets.flatMap(({ texts }) => texts.map(({ text }) => text).filter((text) => codeShape.test(text)));
  const expected = Array.from({ length: voters.length }, (_, row) => row)
    .filter((row) => built.value.voterAt(row).split === "01")
    .map((row) => codes.at(row));
  expect(printed.toSorted()).toEqual(expected.toSorted());
  sheets.forEach((sheet, n) => {
    const words = wordsOf(sheet);
    expect(words).toContain(`Page ${n + 1} of ${school.pages}`);
    expect(words).toContain("General Election · November 3, 2026 · Maple County");
    expect(words).toContain("As of 10:00 am on Nov 3, 2026 · roll version 1 · ");
    expect(words).toContain("polling place school");
  });
  expect(wordsOf(sheets[0] as Sheet)).toContain("ABB – MIL");
});

test("what stands beside a voter is what the county knows of them", async () => {
  const made = await paperlist("--place", "school");
  expect(made.json.places).toHaveLength(1);
  const rows = (await readList(made.json.places[0].file)).flatMap(rowsOf);
  const of = (name: string): string => rows.find((row) => row.includes(name)) ?? "";
  expect(of("Abbott, Ann")).toContain("Checked in 9:02 am, receipt 1-0042");
  expect(of("Abbott, Ann")).toContain(
    "Abbott, Ann Born Jul 19, 1978 412 N Maple St, Apt 4, Fairhaven 27701 Precinct 1 Ballot B1 Checked in",
  );
  expect(of("Ábrego, Beto")).toMatch(/Absentee ballot issued$/);
  expect(of("Adams, Cy")).toMatch(/Absentee ballot returned$/);
  expect(of("Agnew, Di")).toMatch(/Inactive ID required$/);
  expect(of("Aiken, Ed")).toMatch(/Checked in 10:00 am, receipt 1-0043 Removed from the roll$/);
  expect(of("Akers, Fay")).toMatch(/Born Jan 2, 2009 .*Not yet of age$/);
  expect(of("Pat3 ")).toMatch(/Checked in 10:00 am at Library, receipt 2-0001$/);
  expect(of("Pat4 ")).toMatch(/Ballot B1$/);
  expect(rows.map((row) => row.split(" ")[1]).slice(0, 8)).toEqual([
    "Abbott,",
    "Ábrego,",
    "Adams,",
    "Agnew,",
    "Aiken,",
    "Akers,",
    "Millsa,",
    "Millsa,",
  ]);
});

test("a confidential voter stands at the end by number alone, and the file holds neither name nor address", async () => {
  const made = await paperlist("--place", "school");
  const sheets = await readList(made.json.places[0].file);
  const last = wordsOf(sheets.at(-1) as Sheet);
  expect(last).toContain("SECRET-1");
  expect(last).toContain("By number");
  expect(last).toContain("receipt 1-0044");
  const all = sheets.map(wordsOf).join(" ");
  expect(all).not.toMatch(/Hidden|Gil|Quiet/);
  expect(all.match(/SECRET-1/g)).toHaveLength(1);
  expect(last).not.toMatch(/1978|Fairhaven|Precinct 1/);
});

test("a confidential voter who took part is exported by number, in every format, without name and address", async () => {
  for (const format of ["csv", "vxpollbook"]) {
    const file = at.path(`${format}.csv`);
    const made = ["export", "participation", "--data", county.folder, "--out", file, "--format", format] as const;
    expect(await at.turnout(...made)).toMatchObject({ code: 0 });
    const text = readFileSync(file, "utf8");
    expect(text).not.toMatch(/Hidden|Gil|Quiet/);
    expect(text.match(/^SECRET-1,/gm)).toHaveLength(1);
    if (format === "vxpollbook") expect(text).toMatch(/^SECRET-1,[^,]*,,,Y,/m);
  }
});

test("the posted list marks who took part, and has no confidential voter, birth date, line code, removed or young voter", async () => {
  const made = await paperlist("--posted");
  const [school] = made.json.places;
  // Aiken was removed and came all the same; Akers is too young.
  expect(school).toMatchObject({ voters: 67, lines: 65, checkedIn: 4, confidential: 1, notPosted: 1 });
  const sheets = await readList(school.file);
  const all = sheets.map(wordsOf).join(" ");
  expect(all).not.toMatch(/SECRET|Hidden|Quiet|1978|Akers|Born|1-0042|[0-9A-Z]{3}-[0-9A-Z]{4}\b/);
  expect(all.match(/Took part(?!:)/g)).toHaveLength(4 + sheets.length);
  const coded = await paperlist("--posted", "--line-codes", "yes", "--place", "school");
  const rows = (await readList(coded.json.places[0].file)).flatMap(rowsOf);
  expect(rows).toHaveLength(65);
  expect(rows[0]).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{4} Abbott, Ann 412 N Maple St, Apt 4, Fairhaven 27701 Took part$/);
  const marked = rows.filter((row) => row.endsWith("Took part"));
  expect(marked.map((row) => row.split(/[ ,]/)[1])).toEqual(["Abbott", "Adams", "Aiken", "Millsd"]);
});

test("what is exported is in the office's record; what cannot be meant is refused", async () => {
  await at.turnout("export", "acts", "--data", county.folder, "--out", at.path("acts.jsonl"));
  const acts = readFileSync(at.path("acts.jsonl"), "utf8").trim().split("\n");
  const lists = acts.map((line) => JSON.parse(line)).filter(({ act }) => act === "paperListsExported");
  expect(lists[0]).toMatchObject({ who: "command line", about: { kind: "book", places: 2, lines: 68 } });
  expect(lists.at(-1)).toMatchObject({ about: { kind: "posted", places: 1, lines: 65 } });
  expect(await paperlist("--place", "nowhere")).toMatchObject({ code: 1, json: { problem: { type: "placeUnknown" } } });
  expect(await paperlist("--line-codes", "maybe")).toMatchObject({
    code: 1,
    json: { problem: { type: "badArguments" } },
  });
});

test("vote centers: the whole county is printed only for the places that are named", async () => {
  const held = inventedElection();
  const second = { id: "two", name: "Second Center", address: "2 Main St", serves: "all" };
  const definition = at.write("centers.json", JSON.stringify({ ...held, places: [...held.places, second] }));
  const data = at.path("centers");
  expect(await at.turnout("init", "--election", definition, "--data", data, "--json")).toMatchObject({ code: 0 });
  const asked = (...more: readonly string[]) =>
    at.turnout("export", "paperlist", "--data", data, "--out", at.path("none"), "--json", ...more);
  const refused = await asked();
  expect(refused).toMatchObject({ code: 1, json: { problem: { type: "wholeCounty" } } });
  expect(refused.err).toContain('"--place ID"');
  expect(await asked("--place", "two")).toMatchObject({ code: 1, json: { problem: { type: "notPublished" } } });
});

/** Prints any voters as one list, without a roll: the last `byNumber` of them by number. */
async function printed(
  people: readonly VoterRecord[],
  byNumber = 0,
): Promise<{ sheets: Sheet[]; answer: PrintedList; codes: string[] }> {
  const election = inventedElection();
  const lines = new PaperLines(election);
  const codes = people.map((_, n) => `AAA-${String(n).padStart(4, "0")}`);
  const none = new Standings();
  const list: PaperList = {
    election,
    place: { id: "hall", name: "Town Hall" },
    kind: "book",
    asOf: { wall: electionDay, rollVersion: 1, entries: 1 },
    lineCodes: true,
    rows: people.length,
    rowAt: (n) => {
      const one = people[n] as VoterRecord;
      const code = codes[n] as string;
      return n >= people.length - byNumber
        ? { row: "number", line: lines.byNumber(one, none.of(one.id), code, "hall") }
        : { row: "voter", line: lines.book(one, none.of(one.id), code, "hall", false), lastName: one.lastName };
    },
  };
  const parts: Uint8Array[] = [];
  const pages = printPaperList(list, 0, () => undefined);
  for (;;) {
    const next = pages.next();
    if (next.done) return { sheets: await sheetsOf(Buffer.concat(parts)), answer: next.value, codes };
    parts.push(next.value);
  }
}

test("voters with names of any script and any length: each has a line, on the page and inside its edges", async () => {
  await fc.assert(
    fc.asyncProperty(anyVoters(60), fc.nat(3), async (people, byNumber) => {
      const { sheets, answer, codes } = await printed(people, Math.min(byNumber, people.length));
      expect(sheets).toHaveLength(answer.pages);
      const texts = sheets.flatMap((sheet) => sheet.texts);
      const found = texts.map(({ text }) => text).filter((text) => /^AAA-\d{4}$/.test(text));
      expect(found).toEqual(codes);
      for (const { x, y } of texts) {
        expect(x).toBeGreaterThan(20);
        expect(x).toBeLessThan(600);
        expect(y).toBeGreaterThan(15);
        expect(y).toBeLessThan(780);
      }
    }),
    { numRuns: 12 },
  );
});

test("names of many scripts are printed in fonts that have them, whole; what none has by its number, and told", async () => {
  const names = {
    vietnamese: ["Nguyễn", "Thị Hồng Phượng"],
    decomposed: ["Nguyễn".normalize("NFD"), "Ọ̀ṣun"],
    chinese: ["陳", "大文 龍䶮"],
    japanese: ["田中", "さくら タロウ"],
    korean: ["김", "철수"],
    cyrillic: ["Иванов", "Дмитрий"],
    greek: ["Παπαδόπουλος", "Άννα"],
    thai: ["สมชาย", "นาน"],
    armenian: ["Հակոբյան", "Անի"],
    amharic: ["አበበ", "ተስፋዬ"],
    hawaiian: ["Kealiʻi", "ʻOkina"],
  } as const;
  const people = Object.values(names).map(([lastName, firstName], n) => voter(`${n}`, { lastName, firstName }));
  const { sheets, answer } = await printed(people);
  expect(answer.missing).toEqual([]);
  const letters = (text: string): string => text.normalize("NFC").replace(/[\s,]/gu, "");
  const all = letters(sheets.map(wordsOf).join(""));
  for (const [lastName, firstName] of Object.values(names)) {
    expect(all).toContain(letters(lastName));
    expect(all).toContain(letters(firstName));
  }
  const fonts = new Set(sheets.flatMap((sheet) => sheet.fonts.map((font) => font.replace(/^[A-Z]{6}\+/, ""))));
  for (const font of ["PublicSans", "NotoSans-Bold", "NotoSansHans", "NotoSansKR", "NotoSansThai", "NotoSansEthiopic"])
    expect([...fonts].some((name) => name.startsWith(font))).toBe(true);

  const missing = await printed([voter("1", { lastName: "Diallo", firstName: "\u{1E900}\u{1E922}" })]);
  expect(missing.answer).toMatchObject({
    missingVoters: 1,
    missing: [{ lineCode: "AAA-0000", letters: ["U+1E900", "U+1E922"] }],
  });
  expect(letters(missing.sheets.map(wordsOf).join(""))).toContain("Diallo[U+1E900][U+1E922]");
});

test("Arabic and Hebrew are shaped by their own fonts, from right to left, and their letters can be read back", async () => {
  const { sheets } = await printed([
    voter("1", { lastName: "محمد", firstName: "علي" }),
    voter("2", { lastName: "Cohen כהן", firstName: "Sara" }),
  ]);
  const [sheet] = sheets as [Sheet];
  const all = sheet.texts.map(({ text }) => text.normalize("NFKC")).join("");
  for (const letter of "محمدعليכהן") expect(all).toContain(letter);
  const of = (pattern: RegExp): number =>
    Math.min(...sheet.texts.filter(({ text }) => pattern.test(text)).map(({ x }) => x));
  // What is read first stands further to the right; Latin stays in front of the Hebrew beside it.
  expect(of(/[دم]/u)).toBeGreaterThan(of(/ع/u));
  expect(of(/Cohen/)).toBeLessThan(of(/[כהן]/u));
});

test("what stands from left to right and from right to left in one line is drawn in the order of Unicode's annex 9", () => {
  const drawn = (text: string): string =>
    runsOf(text, () => true)
      .runs.map((run) => run.text)
      .join("");
  expect(drawn("Sara (שרה) 5")).toBe("Sara (שרה) 5");
  expect(drawn("שרה 5, 6 Sara")).toBe("6 ,5 שרה Sara");
  expect(drawn("12 שרה כהן")).toBe("12 כהן שרה");
  expect(drawn("שרה (כהן) Ann")).toBe("(כהן) שרה Ann");
  expect(drawn("Ann שרה, כהן.")).toBe("Ann כהן ,שרה.");
  expect(drawn("محمد, علي")).toBe("علي ,محمد");
});

test("cutting a text into runs loses nothing that is visible and joins nothing that no font has", () => {
  const text = fc.oneof(
    anyText({ maxLength: 20 }),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc
      .array(fc.constantFrom("ع", "ل", " ", "a", "1", "(", "ç", "ש", "漢", "\u0301", "\u200d"), { maxLength: 12 })
      .map((all) => all.join("")),
  );
  const letters = (of: string): string[] => [...of.replace(/\p{Default_Ignorable_Code_Point}/gu, "")].toSorted();
  const unmirrored = (of: string): string => of.replace(/[)\]»]/g, (sign) => "([«"[")]»".indexOf(sign)] as string);
  fc.assert(
    fc.property(text, fc.func(fc.boolean()), (of, has) => {
      const { runs, missing } = runsOf(of, (font, code) => has(font, code));
      const shown = runs.map((run) => run.text).join("");
      const numbers = [...shown.matchAll(/\[U\+([0-9A-F]{4,6})\]/g)].map((match) => match[1] as string);
      expect(numbers.toSorted()).toEqual(missing.map((code) => code.slice(2)).toSorted());
      const replaced = numbers.map((number) => String.fromCodePoint(Number.parseInt(number, 16))).join("");
      const rest = shown.replace(/\[U\+[0-9A-F]{4,6}\]/g, "");
      expect(letters(unmirrored(rest + replaced))).toEqual(letters(unmirrored(of)));
    }),
  );
});

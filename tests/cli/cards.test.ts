/** Opening cards as a PDF: read back by pdf.js and by a QR scanner, and tried on the wrap that they are to open. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type OpeningCard, printOpeningCards } from "../../src/cli/openingCards.ts";
import { codeForQr, formatCode, parseCode } from "../../src/protocol/codes.ts";
import { unwrapElectionKey } from "../../src/protocol/keys.ts";
import { openCountyOffice } from "../../src/server/countyOffice.ts";
import { readPracticePack } from "../../src/training/practicePack.ts";
import { anyText } from "../helpers/anyText.ts";
import { type Sheet, sheetsOf } from "../helpers/printed.ts";
import { silent } from "../helpers/server.ts";
import { northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // each command is a process of its own

const at = new Workplace();
const data = at.path("county");
const out = at.path("cards.pdf");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");

beforeAll(async () => {
  const roll = at.write("ncvoter32.txt", northCarolinaFile());
  await turnout("draft", "--roll", roll, "--out", at.path("election.json"));
  const election = JSON.parse(readFileSync(at.path("election.json"), "utf8"));
  election.name = "General Election";
  election.places[0].name = "Oak Street Library";
  election.places[1].name = "Trường Nguyễn Trãi 華埠";
  at.write("election.json", JSON.stringify(election));
  expect(await turnout("init", "--election", at.path("election.json"))).toMatchObject({ code: 0 });
});
afterAll(() => at.remove());

/** The two cards of a sheet, above and below the cut: their words from top to bottom, and their QR code. */
function halves({ texts, codes, height }: Sheet): { words: string; qr: string | undefined }[] {
  const wordsOf = (part: Sheet["texts"]) =>
    part
      .toSorted((a, b) => b.y - a.y || a.x - b.x)
      .map(({ text }) => text)
      .join(" ");
  return [
    { words: wordsOf(texts.filter(({ y }) => y > height / 2)), qr: codes[0] },
    { words: wordsOf(texts.filter(({ y }) => y < height / 2)), qr: codes[1] },
  ];
}

/** The groups of four characters between the name of the place and what is to be done with the code. */
const codeIn = (words: string): string =>
  (words.slice(words.indexOf("Place "), words.indexOf("Read the code")).match(/\b[0-9A-HJKMNP-TV-Z]{4}\b/g) ?? []).join(
    "-",
  );

test("P9: every place has two cards, and what each of them says opens the wrap of that place and no other", async () => {
  const made = await turnout("cards", "--out", out);
  expect(made).toMatchObject({ code: 0, json: { out, sheets: 2, cards: 4, namesInPart: ["02"] } });
  const sheets = await sheetsOf(readFileSync(out));
  expect(sheets).toHaveLength(2);
  const office = await openCountyOffice({ folder: data, lastSeenFile: at.path("seen"), log: silent });
  if (!office.ok) throw new Error(office.error.type);
  const wraps = await office.value.database.db.selectFrom("wrap").selectAll().orderBy("place").execute();
  const { election } = office.value;
  expect(wraps.map(({ place }) => place)).toEqual(["01", "02"]);
  for (const [number, sheet] of sheets.entries()) {
    expect([sheet.width, sheet.height]).toEqual([612, 792]);
    expect(sheet.fonts.length).toBe(2);
    for (const font of sheet.fonts) expect(font).toMatch(/^[A-Z]{6}\+PublicSans/);
    for (const [which, { words, qr }] of halves(sheet).entries()) {
      expect(words).toContain(number === 0 ? "Oak Street Library" : "Trường Nguyễn Trãi …");
      expect(words).toContain(`Place ${number + 1} of 2 · polling place 0${number + 1}`);
      expect(words).toContain(`Card 1, copy ${which === 0 ? "A" : "B"}`);
      expect(words).toContain("General Election · ");
      expect(words).toContain("Keep this card apart from the tablets. Whoever has both has the voter list.");
      expect(words).toContain("Call the county: the card is made invalid and a new one is issued.");
      expect(qr).toBe(codeForQr("opening", codeIn(words)));
      const secret = await parseCode("opening", qr ?? "");
      if (!secret.ok) throw new Error(secret.error.type);
      for (const wrap of wraps) {
        const opened = await unwrapElectionKey(wrap.bytes, [secret.value], { election: election.id, ...wrap });
        expect(opened.ok).toBe(wrap === wraps[number]);
      }
    }
  }
  const acts = await office.value.record.newest(2, undefined);
  expect(acts.map(({ act, who, about }) => ({ act, who, about }))).toEqual([
    { act: "openingCodeShown", who: "command line", about: { place: "02", issue: 1 } },
    { act: "openingCodeShown", who: "command line", about: { place: "01", issue: 1 } },
  ]);
  await office.value.stop();
});

test("P9: nobody but the account that printed them may read the cards, whatever lay there before", async () => {
  writeFileSync(out, "old", { mode: 0o644 });
  writeFileSync(`${out}.part`, "left behind", { mode: 0o644 });
  await turnout("cards", "--out", out, "--place", "01");
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(existsSync(`${out}.part`)).toBe(false);
  expect(await sheetsOf(readFileSync(out))).toHaveLength(1);
});

test("a lost card: --new raises the issue of that place alone, and the record says so", async () => {
  const codeOf = async (place: string) => (await turnout("opening-code", "--place", place)).json.code as string;
  const before = [await codeOf("01"), await codeOf("02")];
  const made = await turnout("cards", "--new", "--place", "02", "--out", out);
  expect(made.json.places).toEqual([{ place: "02", issue: 2 }]);
  const [sheet] = await sheetsOf(readFileSync(out));
  const [first] = halves(sheet as Sheet);
  expect(first?.words).toContain("Card 2, copy A");
  expect(codeIn(first?.words ?? "")).toBe(await codeOf("02"));
  expect(await codeOf("01")).toBe(before[0]);
  expect(await codeOf("02")).not.toBe(before[1]);
  await turnout("export", "acts", "--out", at.path("acts.jsonl"));
  const acts = readFileSync(at.path("acts.jsonl"), "utf8").trim().split("\n");
  const reissued = acts.map((line) => JSON.parse(line)).filter(({ act }) => act === "openingCardReissued");
  expect(reissued.map(({ about }) => about)).toEqual([{ place: "02", issue: 2 }]);
});

test("cards are made invalid only by name, and only where the new ones can be written", async () => {
  const issues = async () => (await turnout("cards", "--out", out)).json.places;
  const before = await issues();
  const all = await turnout("cards", "--new", "--out", out);
  expect(all).toMatchObject({ code: 1, json: { problem: { type: "badArguments" } } });
  const nowhere = await turnout("cards", "--new", "--place", "01", "--out", at.path("no/folder/cards.pdf"));
  expect(nowhere).toMatchObject({ code: 1, json: { problem: { type: "system" } } });
  const unknown = await turnout("cards", "--new", "--place", "01", "99", "--out", out);
  expect(unknown).toMatchObject({ code: 1, json: { problem: { type: "placeUnknown" } } });
  expect(await issues()).toEqual(before);
});

test("names in any script, of any length, leave the code, the QR code and the number of the place on both cards", async () => {
  const name = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
    anyText({ minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      "\u0000A",
      Array.from({ length: 0x70 }, (_, at) => `A${String.fromCodePoint(0x300 + at)}`).join(""), // combining marks
      "W".repeat(200),
      "華埠圖書館",
      "مكتبة شارع البلوط",
      "Библиотека",
      "Ñandú Łódź",
      "🏛".repeat(90),
    ),
  );
  const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(name, name, name, secrets, async (place, id, election, secret) => {
      const code = await formatCode("opening", secret);
      const card: OpeningCard = {
        county: "Example County",
        election,
        date: "2026-11-03",
        place: { id, name: place },
        position: { place: 3, of: 12 },
        issue: 4,
        code,
        qr: codeForQr("opening", code),
      };
      const { pdf, whole } = await printOpeningCards([card], 0);
      const sheets = await sheetsOf(pdf);
      expect(sheets).toHaveLength(1);
      const [sheet] = sheets as [Sheet];
      expect(sheet.codes).toEqual([card.qr, card.qr]);
      for (const { words } of halves(sheet)) {
        expect(words).toContain("Place 3 of 12");
        for (const group of code.split("-")) expect(words).toContain(group);
      }
      if (whole[0] && /^[\w ]{1,40}$/.test(place.trim())) expect(halves(sheet)[0]?.words).toContain(place.trim());
      for (const { x, y } of sheet.texts) {
        expect(x).toBeGreaterThanOrEqual(40);
        expect(x).toBeLessThan(572);
        expect(y).toBeGreaterThan(20);
      }
    }),
    { numRuns: 25 },
  );
});

test("the county's practice pack is its election definition, and nothing of a voter", async () => {
  const pack = at.path("county.practice");
  expect(await turnout("practice-pack", "--out", pack)).toMatchObject({ code: 0, json: { out: pack } });
  const read = await readPracticePack(new Uint8Array(readFileSync(pack)));
  expect(read).toEqual({ ok: true, value: JSON.parse(readFileSync(`${data}/election.json`, "utf8")) });
});

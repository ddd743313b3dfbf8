/** Any encoding, delimiter, quoting, line end and header is told from the file itself, and every value comes back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Mapping } from "../../../src/server/import/mapping.ts";
import { electionOf, importText } from "./importText.ts";

const election = electionOf({ county: "X", precincts: ["P1"] });

/** Strings that break programs: this project's own short list. */
const NAUGHTY = [
  "null",
  "undefined",
  "-1",
  "1e5",
  "NaN",
  "0x0",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "'; DROP TABLE voters; --",
  "<script>alert(1)</script>",
  "=1+1",
  "@SUM(A1)",
  "#{7*7}",
  "{code}",
  "%s%n",
  "O'Brien",
  "D’Angelo",
  "𝒯𝑜𝓂",
  "👨‍👩‍👧",
  "e\u0301",
  "\u200Fאבג",
  "\u00A0nbsp\u00A0",
  "田中さん",
  "Zalgo͖̺̬",
  "..\\..\\x",
  "a=b&c",
  "Ω≈ç√∫",
  "ﬁ",
];

const value = fc.oneof(
  fc.constantFrom(...NAUGHTY),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => /[^\s\p{Cc}\uFFFD]/u.test(text)),
  fc.stringMatching(/^[A-Z][a-z]{2,12}$/),
);
const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\uFFFD]/gu, "").replace(/^ +| +$/g, "");

const shape = fc.record({
  delimiter: fc.constantFrom("\t", ",", "|", ";"),
  quoting: fc.constantFrom("all", "needed", "none"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  header: fc.boolean(),
  encoding: fc.constantFrom("utf-8", "utf-8 bom", "utf-16le", "utf-16le bom", "utf-16be bom", "windows-1252"),
});

const HEADER = ["voter_no", "surname", "given name", "district", "town"];

test("round trip of names through every shape of file", async () => {
  await fc.assert(
    fc.asyncProperty(
      shape,
      fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 12 }),
      async (how, names) => {
        const latin = how.encoding === "windows-1252";
        const fitted = (text: string): string => {
          let fitting = clean(text);
          if (latin)
            fitting = Buffer.from(fitting, "latin1")
              .toString("latin1")
              .replace(/[\p{Cc}]/gu, "");
          // Without quoting nothing can stand for a delimiter; a quotation mark at both ends would be quoting.
          if (how.quoting === "none") fitting = fitting.replaceAll(how.delimiter, "").replaceAll('"', "");
          if (how.quoting === "needed" && how.delimiter === "\t")
            fitting = fitting.replaceAll('"', "").replaceAll("\t", "");
          return clean(fitting);
        };
        const rows = names.map(([last, first, town], n) => [
          `${1000 + n}`,
          fitted(last),
          fitted(first),
          "P1",
          fitted(town),
        ]);
        const cell = (text: string): string =>
          how.quoting === "all" || (how.quoting === "needed" && /[",;|\t]|^ /.test(text) && how.delimiter !== "\t")
            ? `"${text.replaceAll('"', '""')}"`
            : text;
        const text = (how.header ? [HEADER, ...rows] : rows)
          .map((row) => row.map(cell).join(how.delimiter) + how.lineEnd)
          .join("");
        const bytes = {
          "utf-8": () => Buffer.from(text),
          "utf-8 bom": () => Buffer.from(`\uFEFF${text}`),
          "utf-16le": () => Buffer.from(text, "utf16le"),
          "utf-16le bom": () => Buffer.from(`\uFEFF${text}`, "utf16le"),
          "utf-16be bom": () => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(),
          "windows-1252": () => Buffer.from(text, "latin1"),
        }[how.encoding]?.() as Buffer;
        // Text in which fewer than half of the letters are ASCII cannot be told from its zero bytes alone.
        fc.pre(how.encoding !== "utf-16le" || [...text].filter((c) => c < "\u0100").length > text.length * 0.7);
        const { voters, report } = await importText(bytes, {
          election,
          layout: "delimited",
          mapping: Mapping.parse({
            format: "turnout-mapping/1",
            columns: how.header
              ? { id: "VOTER NO", lastName: "Surname", firstName: "Given Name", precinct: "District", city: "Town" }
              : { id: 1, lastName: 2, firstName: 3, precinct: 4, city: 5 },
            statusWithoutColumn: "active",
          }),
        });
        expect(report.accepted + report.needsDecision).toBe(rows.length);
        expect(voters.map((v) => [v.id, v.lastName, v.firstName, v.split, v.city])).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});

test.each(["\t", ",", "|"])("hostile strings in a file of delimiter %j pass through unchanged", async (delimiter) => {
  const rows = NAUGHTY.map((text, n) => [`${1000 + n}`, `"${text.replaceAll('"', '""')}"`, '"x"', '"P1"', '"t"']);
  const { voters } = await importText(`${[HEADER, ...rows].map((row) => row.join(delimiter)).join("\n")}\n`, {
    election,
    layout: "delimited",
    mapping: Mapping.parse({
      format: "turnout-mapping/1",
      quoting: "rfc4180",
      columns: { id: "voter_no", lastName: "surname", precinct: "district", party: "town" },
      parties: { t: "" },
      statusWithoutColumn: "active",
    }),
  });
  expect(voters.map((v) => v.lastName)).toEqual(NAUGHTY);
});

test("windows-1252 has curly quotes and the euro where latin-1 has nothing", async () => {
  const bytes = Buffer.concat([
    Buffer.from("id,name\n1,D"),
    Buffer.from([0x92]),
    Buffer.from("Angelo "),
    Buffer.from([0x80, 0x9f, 0xe9]),
    Buffer.from("\n"),
  ]);
  const { voters, report } = await importText(bytes, {
    election,
    layout: "delimited",
    mapping: Mapping.parse({
      format: "turnout-mapping/1",
      columns: { id: "id", lastName: "name" },
      statusWithoutColumn: "active",
    }),
  });
  expect(voters[0]?.lastName).toBe("D’Angelo €Ÿé");
  expect(report.files[0]?.encoding).toBe("windows-1252");
});

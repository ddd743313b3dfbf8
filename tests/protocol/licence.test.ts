import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksLikeLicence, readLicence } from "../../src/protocol/licence.ts";
import { licenceDate } from "../../src/protocol/licenceDate.ts";
import { issuerOf } from "../../src/protocol/licenceIssuer.ts";
import type { NameRead } from "../../src/roll/scannedPerson.ts";
import { anyText } from "../helpers/anyText.ts";
import { encodeLicence, plainIssue, rosa, wedges } from "../helpers/licenceEncoder.ts";

const today = "2026-11-03";

const day = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
// Names with the letters of ids in them, as people bear them.
const surnames = fc.constantFrom(
  "TRINIDAD",
  "MADDEN",
  "DE LA CRUZ",
  "O'BRIEN",
  "GARCIA-LOPEZ",
  "VAN DYKE",
  "DABNEY",
  "DADEY",
  "DAVIDSON",
  "NGUYEN",
  "LEE",
  "SMITH",
  "DAYTON",
  "MCDANIEL",
  "ANDDAR",
  "ADACHI",
  "BADCOCK",
  "DCOSTA",
  "MUÑOZ",
);
const givens = fc.constantFrom(
  "DAVID",
  "SOLEDAD",
  "CANDACE",
  "ANA",
  "JO",
  "DACIA",
  "DAYANA",
  "MARY",
  "JOHN",
  "TRINIDAD",
);
const holders = fc.record({
  last: surnames,
  first: givens,
  middle: fc.oneof(fc.constant(""), givens, fc.constantFrom("A", "Q", "LEE")),
  suffix: fc.constantFrom("", "", "JR", "III"),
  born: day("1905-01-01", "2008-11-03"),
  expires: day("2015-01-01", "2034-12-31"),
  issued: day("2009-01-01", "2026-11-03"),
});
const issues = fc.record({
  iin: fc.constantFrom("636014", "636000", "636025", "636012", "604431", "636062"),
  state: fc.constantFrom("CA", "NC", "OH", "TX", "NH"),
  version: fc.integer({ min: 1, max: 11 }),
  country: fc.constantFrom("USA" as const, "CAN" as const),
  turn: fc.nat(20),
  fileType: fc.constantFrom("ANSI ", "AAMVA", "AMVA", "AMVAA"),
  wrongBy: fc.constantFrom(0, 0, 1, -7, 120),
  nothing: fc.constantFrom("NONE", "", "UNAVL", "unavl"),
  sign: fc.constantFrom("," as const, "$" as const, ", " as const),
  padded: fc.boolean(),
});

/** Separators lost, or turned to what stands in names too. */
const ambiguous = new Set([
  "withoutLineFeeds",
  "withoutControls",
  "capsLockWithoutLineFeeds",
  "symbolWithoutControls",
  "blanks",
  "oneBlank",
]);

describe("a licence's bar code", () => {
  for (const [how, spoil] of Object.entries(wedges))
    test(`is read in all versions: ${how}`, () => {
      fc.assert(
        fc.property(holders, issues, (holder, issue) => {
          // Candace Candace Madden without any separator is beyond what can be told apart; she is found by typing.
          fc.pre(!ambiguous.has(how) || holder.first !== holder.middle);
          const read = readLicence(spoil(encodeLicence(holder, issue)), today);
          if (!read.ok) throw new Error(read.error.type);
          const { names, birthDate, expires, jurisdiction } = read.value;
          expect(birthDate).toBe(holder.born);
          expect(expires).toBe(holder.expires < holder.born ? undefined : holder.expires);
          expect(jurisdiction).toBe(issuerOf(issue.iin));
          const right = { last: holder.last, first: holder.first, middle: holder.middle, suffix: holder.suffix };
          const found = names.map(({ last, first, middle, suffix }) => ({ last, first, middle, suffix }));
          // Without any separator, MADDEN and CANDACE can be read in two ways; the voter list decides.
          if (ambiguous.has(how)) expect(found).toContainEqual(right);
          else expect(found[0]).toEqual(right);
        }),
        { numRuns: 100 },
      );
    });

  test("three names that all hold ids are among the readings, without any separator", () => {
    const holder = { ...rosa, last: "MADDEN", first: "DACIA", middle: "CANDACE", suffix: "" };
    for (const how of ambiguous)
      for (let version = 1; version <= 11; version++) {
        const spoil = wedges[how as keyof typeof wedges];
        const read = readLicence(spoil(encodeLicence(holder, { ...plainIssue, version, padded: false })), today);
        const names = read.ok ? read.value.names : [];
        expect(names, `${how} ${version}`).toContainEqual(
          expect.objectContaining({ last: "MADDEN", first: "DACIA", middle: "CANDACE" }),
        );
      }
  });

  test("gives nothing of the card but name, birth date, issuer and expiry", () => {
    fc.assert(
      fc.property(holders, issues, (holder, issue) => {
        const read = readLicence(encodeLicence(holder, issue), today);
        const text = JSON.stringify(read);
        for (const other of ["Q1234567", "INVENTED", "EXAMPLEVILLE", "12345", "99A", "068"])
          expect(text).not.toContain(other);
        if (read.ok) expect(Object.keys(read.value).sort()).toEqual(["birthDate", "expires", "jurisdiction", "names"]);
      }),
    );
  });

  test("that ends early is refused, or what is read of it is right or marked as cut", () => {
    fc.assert(
      fc.property(holders, issues, fc.constantFrom(...Object.values(wedges)), fc.nat(), (holder, issue, spoil, end) => {
        const whole = spoil(encodeLicence(holder, issue));
        const read = readLicence(whole.slice(0, end % whole.length), today);
        if (!read.ok) return;
        expect(read.value.birthDate).toBe(holder.born);
        const { last, first, middle } = holder;
        const right = [JSON.stringify([last, first, middle]), JSON.stringify([last, first, ""])];
        const isRight = (name: NameRead): boolean =>
          Object.values(name.cut).includes(true) ||
          right.includes(JSON.stringify([name.last, name.first, name.middle]));
        expect(read.value.names.some(isRight), JSON.stringify(read.value.names)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("with anything added, lost or changed outside of the birth date never shows another birth date", () => {
    const noise = anyText({ maxLength: 6 });
    fc.assert(
      fc.property(
        holders,
        issues,
        fc.constantFrom(...Object.values(wedges)),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), noise), { minLength: 1, maxLength: 4 }),
        (holder, issue, spoil, changes) => {
          let scan = spoil(encodeLicence(holder, issue));
          for (const [where, length, text] of changes) {
            const born = scan.toUpperCase().indexOf("DBB");
            const at = where % scan.length;
            if (at + length > born && at <= born + 11) continue;
            scan = scan.slice(0, at) + text + scan.slice(at + length);
          }
          const read = readLicence(scan, today);
          if (read.ok) expect(read.value.birthDate).toBe(holder.born);
          else expect(["notALicence", "cutOff", "unreadable"]).toContain(read.error.type);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("any other text is refused with one of three reasons", () => {
    fc.assert(
      fc.property(fc.oneof(anyText({ maxLength: 400 }), fc.string()), (text) => {
        expect(readLicence(text, today)).toEqual({ ok: false, error: { type: "notALicence" } });
      }),
    );
    fc.assert(
      fc.property(anyText({ maxLength: 400 }), (text) => {
        const read = readLicence(`@\n\x1e\rANSI 636014080102DL00410288${text}`, today);
        expect(read.ok ? "read" : read.error.type).toMatch(/^(cutOff|unreadable|notALicence)$/);
      }),
    );
    // Far longer than any bar code.
    expect(readLicence(encodeLicence(rosa, plainIssue).repeat(40), today).ok).toBe(false);
  });
});

const names = (read: ReturnType<typeof readLicence>) => (read.ok ? read.value.names : read.error.type);

describe("the name", () => {
  const version1 = (daa: string): string =>
    `@\n\x1e\rANSI 6360250101DL00290100DLDAQ1\nDAA${daa}\nDBA20300101\nDBB19790228\nDBC2\r`;

  test.each([
    ["MARTIN,ROSA,ELENA", ["MARTIN", "ROSA", "ELENA", ""]],
    ["MARTIN,ROSA,,JR", ["MARTIN", "ROSA", "", "JR"]],
    ["MARTIN,ROSA", ["MARTIN", "ROSA", "", ""]],
    ["MARTIN, ROSA ELENA", ["MARTIN", "ROSA", "ELENA", ""]],
    ["MARTIN JR, ROSA", ["MARTIN", "ROSA", "", "JR"]],
    ["MARTIN,JR,ROSA,ELENA", ["MARTIN", "ROSA", "ELENA", "JR"]],
    ["MARTIN$ROSA$ELENA", ["MARTIN", "ROSA", "ELENA", ""]],
    ["ROSA ELENA MARTIN", ["MARTIN", "ROSA", "ELENA", ""]],
    ["ROSA E MARTIN III", ["MARTIN", "ROSA", "E", "III"]],
    ["ROSA MARTIN", ["MARTIN", "ROSA", "", ""]],
  ])("of the first version: %s", (daa, right) => {
    const read = readLicence(version1(daa), today);
    if (!read.ok) throw new Error(read.error.type);
    const [{ last, first, middle, suffix }] = read.value.names;
    expect([last, first, middle, suffix]).toEqual(right);
  });

  test("with blanks only is given in both orders, and with a last name of two words", () => {
    const read = readLicence(version1("ANA DE SOTO"), today);
    if (!read.ok) throw new Error(read.error.type);
    const all = read.value.names.map(({ last, first, middle }) => [last, first, middle].join("/"));
    expect(all).toEqual(["SOTO/ANA/DE", "ANA/DE/SOTO", "DE SOTO/ANA/", "ANA DE/SOTO/"]);
  });

  test.each([
    ["DCSMARTIN\nDCTROSA,ELENA MARIA", ["MARTIN", "ROSA", "ELENA MARIA", ""]],
    ["DCSMARTIN,   \nDCTROSA ELENA", ["MARTIN", "ROSA", "ELENA", ""]],
    ["DCSMARTIN\nDCTROSA$ELENA$", ["MARTIN", "ROSA", "ELENA", ""]],
    ["DCSMARTIN SR\nDCTROSA", ["MARTIN", "ROSA", "", "SR"]],
    ["DCSMARTIN\nDCTROSA\nDCUSR", ["MARTIN", "ROSA", "", "SR"]],
    ["DABMARTIN\nDACROSA\nDADELENA\nDAEJR", ["MARTIN", "ROSA", "ELENA", "JR"]],
    ["DCSMARTIN\nDACROSA MARIA\nDADNONE", ["MARTIN", "ROSA MARIA", "", ""]],
    ["DCSMARTIN\nDACNONE\nDADNONE", ["MARTIN", "", "", ""]],
    ["DCSMARTIN\nDACROSA\nDADELENA,MARIA", ["MARTIN", "ROSA", "ELENA MARIA", ""]],
  ])("of later versions: %s", (elements, right) => {
    const read = readLicence(`@\n\x1e\rANSI 636000030001DL00310440DL${elements}\nDBB02281979\nDBC2\r`, today);
    if (!read.ok) throw new Error(read.error.type);
    const [{ last, first, middle, suffix }] = read.value.names;
    expect([last, first, middle, suffix]).toEqual(right);
  });

  test("says which of its parts the card may have cut", () => {
    const scan = encodeLicence(rosa, plainIssue).replace("DDEN", "DDET").replace("DDGN", "DDGT");
    expect(names(readLicence(scan, today))).toMatchObject([{ cut: { last: true, first: false, middle: true } }]);
  });
});

describe("refused is", () => {
  const scan = encodeLicence(rosa, plainIssue);
  const problem = (text: string): unknown => {
    const read = readLicence(text, today);
    return read.ok ? "read" : read.error.type;
  };
  test("another bar code", () => {
    expect(problem("012345678905")).toBe("notALicence");
    expect(problem("@\n\x1e\rANSI 636014080002RG00410288RGVADX\nVAL2011\r")).toBe("notALicence");
  });
  test("a scan without birth date or name", () => {
    expect(problem(scan.replace("DBB02281979\n", ""))).toBe("cutOff");
    expect(problem(scan.replace("DCSMARTIN\n", ""))).toBe("cutOff");
    expect(problem(scan.slice(0, 60))).toBe("cutOff");
  });
  test.each(["02301979", "13281979", "022819799", "0228197", "0228197O", "00000000", "11042026"])(
    "a birth date that is none: %s",
    (born) => {
      expect(problem(scan.replace("02281979", born))).toBe("unreadable");
    },
  );
  test("two birth dates, and one after the day of issue", () => {
    expect(problem(scan.replace("\nDBC1", "\nDBB03011980\nDBC1"))).toBe("unreadable");
    expect(problem(scan.replace("DBD03012021", "DBD03011978"))).toBe("unreadable");
  });
  test("a name with digits in it", () => {
    expect(problem(scan.replace("MARTIN", "MA4TIN"))).toBe("unreadable");
  });
});

test("dates are read in both orders, and only if they exist", () => {
  fc.assert(
    fc.property(day("1800-01-01", "2199-12-31"), (iso) => {
      const [year, month, dayOfMonth] = iso.split("-") as [string, string, string];
      expect(licenceDate(year + month + dayOfMonth)).toBe(iso);
      expect(licenceDate(month + dayOfMonth + year)).toBe(iso);
    }),
  );
  expect(licenceDate("02291900")).toBeUndefined();
  expect(licenceDate("02292000")).toBe("2000-02-29");
  expect(licenceDate("2023-02-28")).toBe("2023-02-28");
});

test("every state, district and territory that votes has its number", () => {
  const all = Array.from({ length: 63 }, (_, n) => issuerOf(String(636000 + n)));
  const others = Array.from({ length: 9 }, (_, n) => issuerOf(String(604426 + n)));
  const known = new Set([...all, ...others]);
  expect(known.has(undefined)).toBe(false);
  expect(known.size).toBe(72);
  const states =
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP";
  for (const state of states.split(" ")) expect(known.has(state), state).toBe(true);
  expect(issuerOf("636014")).toBe("CA");
  expect(issuerOf("636063")).toBeUndefined();
});

test("a licence is known by its beginning", () => {
  for (const spoil of Object.values(wedges))
    expect(looksLikeLicence(spoil(encodeLicence(rosa, plainIssue)).slice(0, 24))).toBe(true);
  for (const typed of ["anderson, si", "12 ansi st", "mva", "]L2hello"]) expect(looksLikeLicence(typed)).toBe(false);
});

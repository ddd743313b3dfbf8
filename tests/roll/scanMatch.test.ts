/** A scan opens the voter whom it names, and never another one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { AmendedRoll } from "../../src/roll/amendedRoll.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { foldText, nameKey, suffixKey } from "../../src/roll/normaliseName.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { matchPerson, matchVoterId, type ScanMatch } from "../../src/roll/scanMatch.ts";
import type { NameRead, ScannedPerson } from "../../src/roll/scannedPerson.ts";
import { createSearch } from "../../src/roll/voterSearch.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";

await loadSimilarNames();

const whole = { last: false, first: false, middle: false };

function read(last: string, first: string, middle = "", suffix = "", cut: NameRead["cut"] = whole): NameRead {
  return { last, first, middle, suffix, cut };
}

function card(birthDate: string, ...names: [NameRead, ...NameRead[]]): ScannedPerson {
  return { names, birthDate, jurisdiction: "NC", expires: undefined };
}

async function listed(voters: readonly VoterRecord[]) {
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const roll = new AmendedRoll(built.value);
  const search = createSearch(roll);
  const opened = (match: ScanMatch): string => (match.match === "one" ? roll.voterAt(match.row).id : match.text);
  return { roll, search, opens: (person: ScannedPerson): string => opened(matchPerson(roll, search, person)), opened };
}

const ana = { lastName: "García-López", firstName: "Ana", middleName: "María", birthDate: "1978-07-19" };
const county = [
  voter("ana", ana),
  voter("sean", { lastName: "O’Brien", firstName: "Seán", birthDate: "1950-01-02" }),
  voter("robertJr", {
    lastName: "Van Dyke",
    firstName: "Robert",
    middleName: "L",
    suffix: "Jr.",
    birthDate: "1960-05-05",
  }),
  voter("junior", { lastName: "Ortiz Jr", firstName: "Luis", birthDate: "1971-03-04" }),
  voter("twinA", { lastName: "Lee", firstName: "Jo", middleName: "Ann", birthDate: "1990-06-01" }),
  voter("twinB", { lastName: "Lee", firstName: "Jo", middleName: "Beth", birthDate: "1990-06-01" }),
  voter("marianne", { lastName: "Christophersen", firstName: "Marianne", birthDate: "1969-09-09" }),
  voter("initial", { lastName: "Park", firstName: "J", middleName: "Robert", birthDate: "1955-05-05" }),
  voter("yearOnly", { lastName: "Kelly", firstName: "Rose", birthDate: "1944" }),
  voter("noDate", { lastName: "Stone", firstName: "Ruth", birthDate: "" }),
  voter("maryAnn", { lastName: "Hill", firstName: "Mary Ann", middleName: "Lee", birthDate: "1981-11-30" }),
  voter("two1", { lastName: "Diaz", firstName: "Eva", birthDate: "1999-09-09", houseNumber: "1" }),
  voter("two2", { lastName: "Díaz", firstName: "Eva", birthDate: "1999-09-09", houseNumber: "9" }),
];

describe("a licence opens the voter", () => {
  test.each<[string, ScannedPerson]>([
    ["ana", card("1978-07-19", read("GARCIA LOPEZ", "ANA", "MARIA"))],
    ["ana", card("1978-07-19", read("GARCIALOPEZ", "ANA MARIA"))],
    ["ana", card("1978-07-19", read("GARCÍA-LÓPEZ", "ANA", "M"))],
    ["ana", card("1978-07-19", read("GARCIA-LOPEZ", "ANA"))],
    ["sean", card("1950-01-02", read("OBRIEN", "SEAN", "PATRICK"))],
    ["robertJr", card("1960-05-05", read("VANDYKE", "ROBERT", "LEE"))],
    ["robertJr", card("1960-05-05", read("VAN DYKE JR", "ROBERT"))],
    ["robertJr", card("1960-05-05", read("VAN DYKE", "ROBERT", "", "JR"))],
    ["junior", card("1971-03-04", read("ORTIZ", "LUIS", "", "JR"))],
    ["junior", card("1971-03-04", read("ORTIZ", "LUIS"))],
    ["twinA", card("1990-06-01", read("LEE", "JO", "ANN"))],
    ["twinB", card("1990-06-01", read("LEE", "JO", "B"))],
    ["maryAnn", card("1981-11-30", read("HILL", "MARY", "ANN L"))],
    ["maryAnn", card("1981-11-30", read("HILL", "MARYANN"))],
    // Words in either order: the list knows which.
    ["sean", card("1950-01-02", read("SEAN", "OBRIEN"), read("OBRIEN", "SEAN"))],
  ])("%s", async (id, person) => {
    expect((await listed(county)).opens(person)).toBe(id);
  });
});

describe("a licence shows the list", () => {
  test.each<[string, ScannedPerson]>([
    ["another birth date", card("1978-07-18", read("GARCIA LOPEZ", "ANA", "MARIA"))],
    ["half of a compound name", card("1978-07-19", read("GARCIA", "ANA"))],
    ["another middle name", card("1978-07-19", read("GARCIA LOPEZ", "ANA", "JOSE"))],
    ["another suffix", card("1960-05-05", read("VAN DYKE", "ROBERT", "", "SR"))],
    ["one first name of two", card("1981-11-30", read("HILL", "MARY"))],
    ["twins alike", card("1990-06-01", read("LEE", "JO"))],
    ["two voters alike", card("1999-09-09", read("DIAZ", "EVA"))],
    [
      "a name that the card cut",
      card("1969-09-09", read("CHRISTOPHERSEN", "MARIAN", "", "", { ...whole, first: true })),
    ],
    [
      "a whole name that may be cut",
      card("1969-09-09", read("CHRISTOPHERSEN", "MARIANNE", "", "", { ...whole, last: true })),
    ],
    ["the twin's name", card("1969-09-09", read("CHRISTOPHERSEN", "MARIAN"))],
    ["an initial on the roll", card("1955-05-05", read("PARK", "JOHN", "ROBERT"))],
    ["an initial on the card", card("1950-01-02", read("OBRIEN", "S"))],
    ["only a year on the roll", card("1944-04-04", read("KELLY", "ROSE"))],
    ["no birth date on the roll", card("1930-01-01", read("STONE", "RUTH"))],
    ["nobody's name", card("1978-07-19", read("NOBODY", "ANA"))],
    ["no first name", card("1978-07-19", read("GARCIA LOPEZ", ""))],
  ])("%s", async (_, person) => {
    const { opens } = await listed(county);
    const [year, month, day] = person.birthDate.split("-");
    expect(opens(person)).toContain(`${month}/${day}/${year}`);
    expect(opens(person).startsWith(person.names[0].last)).toBe(true);
  });

  test.each([
    ["ana", card("1978-07-19", read("GARCIA", "ANA"))],
    ["ana", card("1978-07-18", read("GARCIA LOPEZ", "ANA"))],
    ["marianne", card("1969-09-09", read("CHRISTOPHERSE", "MARI", "", "", { ...whole, last: true, first: true }))],
    ["initial", card("1955-05-05", read("PARK", "JOHN", "ROBERT"))],
    ["yearOnly", card("1944-04-04", read("KELLY", "ROSE"))],
    ["noDate", card("1930-01-01", read("STONE", "RUTH"))],
    ["maryAnn", card("1981-11-30", read("HILL", "MARY"))],
    ["twinB", card("1990-06-01", read("LEE", "JO"))],
  ])("in which %s stands", async (id, person) => {
    const { roll, search, opens } = await listed(county);
    const found = search.search(opens(person));
    expect([...found.rows, ...found.similar].map(({ row }) => roll.voterAt(row).id)).toContain(id);
  });
});

test("a voter card opens the voter whose id it holds to the letter, and is searched for otherwise", async () => {
  const { roll, opened } = await listed([voter("000345", ana), voter("AB-12", { ...ana, firstName: "Eva" })]);
  expect(opened(matchVoterId(roll, "AB-12"))).toBe("AB-12");
  expect(matchVoterId(roll, "345")).toEqual({ match: "list", text: "345" });
  expect(matchVoterId(roll, "AB12")).toEqual({ match: "list", text: "AB12" });
  expect(matchVoterId(roll, "000345")).toMatchObject({ match: "one" });
});

test("a voter who was added or renamed is opened by the new name, not by the old one", async () => {
  const { roll, opens } = await listed(county);
  roll.apply(3, {
    format: "turnout-amendment/1",
    changes: [{ voter: "ana", set: { lastName: "Soto" } }, { add: voter("new", { ...ana, firstName: "Zoë" }) }],
  });
  expect(opens(card("1978-07-19", read("SOTO", "ANA", "MARIA")))).toBe("ana");
  expect(opens(card("1978-07-19", read("GARCIA-LOPEZ", "ZOE")))).toBe("new");
  expect(opens(card("1978-07-19", read("GARCIA-LOPEZ", "ANA", "MARIA")))).toContain(",");
});

describe("on an invented roll", async () => {
  const voters = invented(4000).map((one) => ({
    ...one,
    birthDate: one.birthDate.length === 10 ? one.birthDate : "1970-02-03",
  }));
  const { opens } = await listed(voters);
  const key = (one: VoterRecord): string => [nameKey(one.lastName), nameKey(one.firstName), one.birthDate].join("/");
  const shared = new Map<string, number>();
  for (const one of voters) shared.set(key(one), (shared.get(key(one)) ?? 0) + 1);
  /** As an issuer writes it: capitals, perhaps without marks and signs. */
  const written = (text: string, plainly: boolean): string =>
    plainly ? foldText(text).replace(/['’.]/g, "") : text.toUpperCase();
  const someone = fc.constantFrom(
    ...voters.filter((one) => nameKey(one.lastName) !== "" && nameKey(one.firstName) !== ""),
  );

  test("the licence of a voter whose name and birth date nobody shares opens that voter", () => {
    fc.assert(
      fc.property(someone, fc.boolean(), fc.constantFrom("full", "initial", "none"), (one, plainly, middle) => {
        fc.pre(shared.get(key(one)) === 1);
        const name = read(
          written(one.lastName, plainly),
          written(one.firstName, plainly),
          middle === "full"
            ? written(one.middleName, plainly)
            : middle === "initial"
              ? foldText(one.middleName).slice(0, 1)
              : "",
          suffixKey(one.suffix),
        );
        expect(opens(card(one.birthDate, name))).toBe(one.id);
      }),
      { numRuns: 400 },
    );
  });

  test("a licence that differs in a letter, a word or a day opens nobody", () => {
    const slip = fc.tuple(fc.nat(), fc.constantFrom(..."ABEIKLMNORSTZ"));
    fc.assert(
      fc.property(someone, fc.constantFrom("last", "first", "day"), slip, (one, what, [at, letter]) => {
        const wrong = (text: string): string => {
          const plain = written(text, true);
          const place = at % (plain.length + 1);
          return plain.slice(0, place) + letter + plain.slice(place + 1);
        };
        const last = what === "last" ? wrong(one.lastName) : one.lastName;
        const first = what === "first" ? wrong(one.firstName) : one.firstName;
        const born =
          what === "day" ? `${one.birthDate.slice(0, 8)}${one.birthDate.endsWith("11") ? "12" : "11"}` : one.birthDate;
        fc.pre(!shared.has([nameKey(last), nameKey(first), born].join("/")));
        expect(opens(card(born, read(last, first, one.middleName)))).toContain("/");
      }),
      { numRuns: 600 },
    );
  });
});

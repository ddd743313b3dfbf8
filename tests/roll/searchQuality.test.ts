/**
 * P6: a voter whose name is typed wrongly is among the first five rows shown; and nobody is opened by the licence of a
 * stranger. `tests/bench/searchQuality.ts` measures the same on large rolls.
 */
import { describe, expect, test, vi } from "vitest";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { loadSimilarNames } from "../../src/roll/lateSimilar.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { matchPerson } from "../../src/roll/scanMatch.ts";
import { createSearch } from "../../src/roll/voterSearch.ts";
import { seededNumbers } from "../../src/training/inventedVoters.ts";
import { invented, voter } from "../helpers/inventedVoters.ts";
import { NamesOfRoll } from "./asFitting.ts";
import { type Beside, DAMAGES, typedText, withHardNames } from "./damagedNames.ts";
import { strangers } from "./strangers.ts";

await loadSimilarNames();
vi.setConfig({ testTimeout: 60_000 });

async function searching(voters: readonly VoterRecord[]) {
  const built = await buildRoll(voters);
  if (!built.ok) throw new Error(built.error.type);
  const roll = built.value;
  const search = createSearch(roll);
  const firstFive = (text: string): string[] => {
    const { rows, similar } = search.search(text);
    return [...rows, ...similar].slice(0, 5).map(({ row }) => roll.voterAt(row).id);
  };
  return { roll, search, firstFive };
}

describe("among the first five rows, typed with birth date, birth year or house number", async () => {
  const voters = [...withHardNames(invented(2500, 3), seededNumbers(4))];
  const { firstFive } = await searching(voters);
  const besides: readonly Beside[] = ["birth date", "birth year", "house number"];

  test.each(Object.keys(DAMAGES))("%s", (kind) => {
    const next = seededNumbers(5);
    const missed: string[] = [];
    let tried = 0;
    for (const one of voters) {
      const typed = one.birthDate.length < 10 ? undefined : DAMAGES[kind]?.(one, next);
      if (typed === undefined) continue;
      const text = typedText(typed, one, besides[tried++ % besides.length] as Beside, next);
      if (!firstFive(text).includes(one.id)) missed.push(text);
      if (tried === 150) break;
    }
    expect(tried).toBeGreaterThanOrEqual(15);
    expect(missed).toEqual([]);
  });
});

describe("each of these finds the voter, whatever is typed beside the name", async () => {
  const people: Record<string, [last: string, first: string, middle?: string]> = {
    jurij: ["Silva", "Jurij"],
    lewandowski: ["Lewandowski", "Anna"],
    ivanov: ["Ivanov", "Petr"],
    muhammad: ["Haddad", "Muhammad"],
    oeztuerk: ["Öztürk", "Aylin"],
    huang: ["Huang", "Mei"],
    maiden: ["Carver", "Nora", "Whitlock"],
    half: ["Kennedy", "William"],
    brien: ["O'Brien-Morales", "Rivka"],
    flores: ["Flores", "James"],
    knoins: ["Knoins", "Charles"],
    medina: ["Medina", "Teresa"],
  };
  const voters = Object.entries(people).map(([id, [lastName, firstName, middleName = ""]], n) =>
    voter(id, { lastName, firstName, middleName, birthDate: `19${60 + n}-03-04`, houseNumber: `${200 + n}` }),
  );
  // Others who have what is typed beside the name, and one of the names.
  const born = (n: number, set: Partial<VoterRecord>): VoterRecord[] =>
    Array.from({ length: 8 }, (_, m) =>
      voter(`other${n}.${m}.${set.lastName}`, {
        ...set,
        birthDate: `19${60 + n}-0${1 + m}-20`,
        houseNumber: `${200 + n}`,
      }),
    );
  const others = Object.values(people).flatMap(([lastName, firstName], n) => [
    ...born(n, { lastName, firstName: "Xaver" }),
    ...born(n, { lastName: "Zumwalt", firstName }),
    ...born(n, { lastName: firstName, firstName: "Yolanda" }),
  ]);
  const { firstFive } = await searching([...voters, ...others]);

  test.each([
    ["jurij", "Yury Silva"],
    ["lewandowski", "Levandovsky, Anna"],
    ["ivanov", "Petr Iwanoff"],
    ["muhammad", "Haddad Mohamed"],
    ["oeztuerk", "Oeztuerk Aylin"],
    ["huang", "Mei Wong"],
    ["maiden", "Nora Whitlock"],
    ["maiden", "Whitlock, Nora"],
    ["half", "William Whitfield-Kennedy"],
    ["half", "Kennedy Ochoa William"],
    ["brien", "Morales-O'Brien Rivka"],
    ["flores", "James Laores"],
    ["knoins", "Kotnins, Charles"],
    ["medina", "Meddinax Teresa"],
    ["medina", "Terresax Medina"],
  ])("%s: %s", (id, name) => {
    const { birthDate, houseNumber } = voters.find((one) => one.id === id) as VoterRecord;
    const [year, month, day] = birthDate.split("-");
    for (const beside of ["", ` ${year}`, ` ${month}/${day}/${year}`, ` ${houseNumber}`])
      expect([beside, firstFive(`${name}${beside}`)]).toEqual([beside, expect.arrayContaining([id])]);
  });
});

describe("by the damaged name alone", async () => {
  const voters = [...withHardNames(invented(2500, 3), seededNumbers(4))];
  const { firstFive } = await searching(voters);
  const names = new NamesOfRoll(voters);

  test.each([
    "half of a compound name",
    "compound name in the other order",
    "maiden name, which the roll has as middle name",
  ])("%s: whoever is not one of many that fit as well is among five rows", (kind) => {
    const next = seededNumbers(6);
    const missed: string[] = [];
    let rest = 0;
    for (const one of voters) {
      const typed = one.birthDate.length < 10 ? undefined : DAMAGES[kind]?.(one, next);
      if (typed === undefined) continue;
      const text = typedText(typed, one, "nothing", next);
      if (names.asFitting(text, one) >= 5) continue;
      rest++;
      if (!firstFive(text).includes(one.id)) missed.push(text);
      if (rest === 60) break;
    }
    expect(rest).toBeGreaterThanOrEqual(15);
    expect(missed).toEqual([]);
  });

  test("half of a compound name and a former name come before others of the last name who are called so elsewhere", async () => {
    const others = Array.from({ length: 6 }, (_, n) =>
      voter(`other${n}`, { lastName: "Garcia", firstName: `Zoe${n}`, middleName: "Maria" }),
    );
    const search = await searching([
      ...others,
      voter("whole", { lastName: "Garcia", firstName: "Maria" }),
      voter("first half", { lastName: "Garcia-Lopez", firstName: "Maria" }),
      voter("second half", { lastName: "Ortiz Garcia", firstName: "Maria" }),
      voter("former", { lastName: "Walsh", firstName: "Maria", middleName: "Garcia" }),
      voter("begun", { lastName: "Garciaparra", firstName: "Maria" }),
    ]);
    for (const text of ["Garcia, Maria", "Maria Garcia", "garcia maria"])
      expect([text, search.firstFive(text).slice(0, 4)]).toEqual([
        text,
        ["whole", "first half", "second half", "former"],
      ]);
  });

  test("a former name is found only as it stands there", async () => {
    const { firstFive: five } = await searching([
      voter("former", { lastName: "Walsh", firstName: "Nora", middleName: "Whitlock" }),
      voter("other", { lastName: "Whitlock", firstName: "Nora" }),
    ]);
    expect(five("Whitlock, Nora")).toEqual(["other", "former"]);
    expect(five("Nora Whitlock")).toEqual(["other", "former"]);
    const { search } = await searching([
      voter("former", { lastName: "Walsh", firstName: "Nora", middleName: "Whitlock" }),
    ]);
    expect(search.search("Whit, Nora").total).toBe(0);
    expect(search.search("Whitlock").total).toBe(0);
  });
});

test("who fits as well is counted by the mistakes in each name", () => {
  const meant = voter("meant", { lastName: "Garcia-Lopez", firstName: "Maria" });
  const names = (others: readonly VoterRecord[]) => new NamesOfRoll([meant, ...others]);
  const person = (lastName: string, firstName: string, middleName = "") =>
    voter(`${lastName} ${firstName} ${middleName}`, { lastName, firstName, middleName });
  const count = (...others: VoterRecord[]) => names(others).asFitting("Garcia, Maria", meant);
  // The very name; another compound; one slip of the finger; the name kept after a marriage.
  expect(count(person("García", "María"), person("García", "María", "Inés"))).toBe(2);
  expect(count(person("Garcia-Ramos", "Maria"))).toBe(1);
  expect(count(person("Garzia", "Maria"), person("Barcia", "Maria"))).toBe(2);
  expect(count(person("Walsh", "Maria", "Garcia"))).toBe(1);
  // More mistakes in one of the two, or another person of the same name as the one who is meant.
  expect(count(person("Garcia", "Marian"), person("Garzja", "Maria"), person("Ramos", "Maria"))).toBe(0);
  expect(count(person("Garcia Lopez", "Maria"))).toBe(0);
  expect(count({ ...person("Garcia", "Maria"), flags: ["confidential"] })).toBe(0);
});

describe("the likeliest similar name comes first", () => {
  test("whom the birth year or the house number tells apart from others of the name", async () => {
    const { firstFive } = await searching(
      Array.from({ length: 40 }, (_, n) =>
        voter(`${n}`, {
          lastName: "Petersen",
          firstName: "Karen",
          birthDate: `${1950 + n}-01-01`,
          houseNumber: `${n}00`,
        }),
      ),
    );
    expect(firstFive("Pedersen Karen 1983")[0]).toBe("33");
    expect(firstFive("Pedersen Karen 1/1/1971")[0]).toBe("21");
    expect(firstFive("Pedersen Karen 1700")[0]).toBe("17");
    // A birth date with a slip of its own.
    expect(firstFive("Pedersen Karen 1/2/1971")[0]).toBe("21");
  });

  test("the name that more voters bear, and each name once before one comes again", async () => {
    const { roll, search } = await searching([
      ...Array.from({ length: 30 }, (_, n) => voter(`m${n}`, { lastName: "Marten", firstName: "Ruth" })),
      ...Array.from({ length: 3 }, (_, n) => voter(`a${n}`, { lastName: "Barten", firstName: "Ruth" })),
      voter("c", { lastName: "Carten", firstName: "Ruth" }),
    ]);
    const names = search.search("Xarten, Ruth").similar.map(({ row }) => roll.voterAt(row).lastName);
    expect(names.slice(0, 3)).toEqual(["Marten", "Barten", "Carten"]);
    expect(names).toHaveLength(20);
  });

  test("is the same whatever was searched before", async () => {
    const voters = invented(1500, 9);
    const texts = voters
      .slice(0, 40)
      .map(({ lastName, firstName }) => `${lastName.slice(1)} ${firstName.slice(0, -1)}x`);
    const [one, other] = [(await searching(voters)).search, (await searching(voters)).search];
    const forward = texts.map((text) => one.search(text));
    const backward = [...texts].reverse().map((text) => other.search(text));
    expect(backward.reverse()).toEqual(forward);
  });
});

test("no licence of somebody who is not on the roll opens a voter", async () => {
  const voters = [...withHardNames(invented(3000, 6), seededNumbers(8))];
  const { roll, search } = await searching(voters);
  let scanned = 0;
  for (const person of strangers(voters, 4000, seededNumbers(9))) {
    scanned++;
    expect([person, matchPerson(roll, search, person).match]).toEqual([person, "list"]);
  }
  expect(scanned).toBe(4000);
});

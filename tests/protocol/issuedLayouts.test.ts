/** Licences as issuers lay them out, by samples that others published: the invented holder is read from each of them. */
import { expect, test } from "vitest";
import { readLicence } from "../../src/protocol/licence.ts";
import { wedges } from "../helpers/licenceEncoder.ts";
import { type Layout, layouts } from "./issuedLayouts.ts";

const today = "2026-11-03";
const holders = [
  { last: "OKONKWO-REYES", first: "MARISOL", middle: "JUNE", suffix: "", born: "1968-11-04" },
  { last: "TRINIDAD", first: "CANDACE", middle: "ADELE", suffix: "JR", born: "1999-12-31" },
  { last: "DE LA ROCHE", first: "BO", middle: "Q", suffix: "III", born: "1931-01-02" },
];

function issued({ scan, iso }: Layout, holder: (typeof holders)[number]): string {
  const date = (day: string): string => {
    const [year, month, dayOfMonth] = day.split("-") as [string, string, string];
    return iso === true ? year + month + dayOfMonth : month + dayOfMonth + year;
  };
  const values = { ...holder, born: date(holder.born), expires: date("2029-05-06"), issued: date("2021-05-07") };
  return scan.replace(/\{(\w+)\}/g, (_, name: keyof typeof values) => values[name]);
}

test.each(layouts.map((layout) => [layout.name, layout] as const))("%s", (_, layout) => {
  for (const holder of holders)
    for (const how of ["whole", "tabs", "doubled", "withSymbol", "named"] as const) {
      const read = readLicence(wedges[how](issued(layout, holder)), today);
      if (!read.ok) throw new Error(`${how}: ${read.error.type}`);
      const { last, first, middle, born } = holder;
      const suffix = layout.scan.includes("{suffix}") ? holder.suffix : "";
      expect([how, read.value.birthDate, read.value.expires]).toEqual([how, born, "2029-05-06"]);
      expect([how, read.value.names[0]]).toMatchObject([how, { last, first, middle, suffix }]);
    }
});

test.each(layouts.map((layout) => [layout.name, layout] as const))("%s: without line feeds", (_, layout) => {
  for (const holder of holders) {
    const read = readLicence(wedges.withoutLineFeeds(issued(layout, holder)), today);
    if (!read.ok) throw new Error(read.error.type);
    const { last, first, middle, born } = holder;
    expect(read.value.birthDate).toBe(born);
    expect(read.value.names).toContainEqual(expect.objectContaining({ last, first, middle }));
  }
});

test("versions 1 to 10, of seventeen issuers, are among them", () => {
  const heads = layouts.map(({ scan }) => /(?:ANSI |AAMVA)(\d{6})(\d\d)/.exec(scan));
  expect(new Set(heads.map((head) => head?.[1])).size).toBe(17);
  const versions = new Set(heads.map((head) => Number(head?.[2])));
  expect([...versions].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

/** A county's rules from the command line: copied from a pack, edited, and listed for its attorney. */
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { Election } from "../../src/domain/election.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { sheetsOf } from "../helpers/printed.ts";
import { northCarolinaFile } from "./northCarolinaFile.ts";
import { Workplace } from "./turnout.ts";

const at = new Workplace();
const data = at.path("county");
const turnout = (...args: readonly string[]) => at.turnout(...args, "--data", data, "--json");
const roll = at.write("ncvoter32.txt", northCarolinaFile());
afterAll(() => at.remove());

const drafted = async (file: string, ...more: readonly string[]): Promise<Election> => {
  const out = at.path(file);
  expect(await turnout("draft", "--roll", roll, "--out", out, ...more)).toMatchObject({ code: 0 });
  return Election.parse(JSON.parse(readFileSync(out, "utf8")));
};

test("a draft holds the pack of the file's state in full, another one if asked, or none", async () => {
  expect((await drafted("nc.json")).rules).toEqual(packs.get("NC")?.rules);
  expect((await drafted("oh.json", "--pack", "OH")).rules).toEqual(packs.get("OH")?.rules);
  expect((await drafted("none.json", "--pack", "none")).rules).toMatchObject({ pack: "", situations: {} });
  const refused = await turnout("draft", "--roll", roll, "--out", at.path("zz.json"), "--pack", "ZZ");
  expect(refused).toMatchObject({ code: 1, json: { problem: { type: "badArguments" } } });
  expect(refused.err).toContain("CA, NH, NC, OH, TX");
});

test("check lists on screen, as JSON and on paper what to confirm and what the county changed", async () => {
  const election = await drafted("edited.json");
  const { otherPlace, ...situations } = election.rules.situations;
  const edited = { ...election, rules: { ...election.rules, staleAfterMinutes: 30, situations } };
  expect(otherPlace).toBeDefined();
  await turnout("init", "--election", at.write("edited.json", JSON.stringify(edited)));
  await turnout("worker", "add", "--name", "Rosa M.", "--role", "pollWorker", "--pin", "730164");
  await turnout("import", "--roll", roll);
  expect(await turnout("publish", "--yes")).toMatchObject({ code: 0 });

  const pdf = at.path("check.pdf");
  const { code, json } = await turnout("check", "--report", pdf);
  expect(code).toBe(0);
  expect(json.rules).toMatchObject({
    pack: "North Carolina, November 2026",
    changed: ["situations.otherPlace", "staleAfterMinutes"],
  });
  const rules: string[] = json.rules.toConfirm.map(({ rule }: { rule: string }) => rule);
  expect(rules).toContain("situations.absenteeIssued");
  expect(rules).not.toContain("situations.challengedHere");
  expect(json.rules.toConfirm).toContainEqual({
    rule: "situations.absenteeIssued",
    source: "State Board of Elections, as the press had it in 2020",
    confidence: "secondary",
  });

  const screen = (await at.turnout("check", "--data", data)).out;
  const paper = (await sheetsOf(readFileSync(pdf))).flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
  for (const text of [screen, paper.replace(/\s+/g, " ")]) {
    expect(text).toContain("Confirm with your attorney");
    expect(text).toContain("Absentee ballot sent, not back (situations.absenteeIssued)");
    expect(text).toContain("Changed by the county: Votes at another polling place (situations.otherPlace)");
    expect(text).not.toContain("(situations.challenged)");
  }
});

type Node = { readonly [key: string]: Node | undefined } & { readonly description?: string };
/** Every field under this part of a schema, with what the schema says of it. */
function fields(node: Node | undefined, at: string): [string, string | undefined][] {
  if (node === undefined) return [];
  const own = Object.entries(node["properties"] ?? {}) as [string, Node][];
  return [
    ...own.flatMap(([name, field]): [string, string | undefined][] => [
      [`${at}.${name}`, field.description],
      ...fields(field, `${at}.${name}`),
    ]),
    ...fields(node["items"], `${at}[]`),
    ...fields(node["additionalProperties"], `${at}{}`),
  ];
}

test("the JSON Schema of an election explains every field of its rules", async () => {
  const { json } = await turnout("schema", "election");
  const all = fields(json.$defs.Election.properties.rules, "rules");
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter(([, description]) => description === undefined)).toEqual([]);
  expect(new Map(all).get("rules.situations{}.confidence")).toMatch(/confirm with your attorney/);
});

/** What of an election's rules an attorney must confirm, and what a county changed in its copy of a pack. */
import { describe, expect, test } from "vitest";
import { Rules } from "../../src/domain/election.ts";
import { plainRules } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { situations } from "../../src/domain/situation.ts";
import { checkRules } from "../../src/server/rulesCheck.ts";

const copyOf = (state: string): Rules => Rules.parse(JSON.parse(JSON.stringify(packs.get(state)?.rules)));

test.each([...packs.keys()])("a copy of %s: unchanged, and just what is not statute is to be confirmed", (state) => {
  const rules = copyOf(state);
  const found = checkRules({ rules, state });
  expect(found).toMatchObject({ pack: rules.pack, packKnown: true, otherState: false, changed: [] });
  for (const situation of situations) {
    const rule = rules.situations[situation];
    const listed = found.toConfirm.filter((one) => one.rule === `situations.${situation}`);
    const { source, confidence } = rule as NonNullable<typeof rule>;
    expect(listed).toEqual(confidence === "statute" ? [] : [{ rule: `situations.${situation}`, source, confidence }]);
  }
  for (const { form } of rules.forms ?? [])
    expect(found.toConfirm.some(({ rule, confidence }) => rule === `forms: ${form}` && confidence === "practice")).toBe(
      true,
    );
  for (const plain of plainRules)
    expect(found.toConfirm.some(({ rule }) => rule === plain)).toBe(
      packs.get(state)?.basis[plain].confidence !== "statute",
    );
});

describe("a county's edits", () => {
  test("a changed way, a rule left out, another ID rule and another permit are named; the rest is not", () => {
    const rules = copyOf("NC");
    const { moved, inactive: _, ...others } = rules.situations;
    const changed: Rules = {
      ...rules,
      identification: "flagged",
      permits: { ...rules.permits, closeTablet: { roles: ["inspector"], people: 1, differentParties: false } },
      situations: { ...others, moved: { ...(moved as NonNullable<typeof moved>), ways: [], first: "stop" } },
    };
    const found = checkRules({ rules: changed, state: "NC" });
    expect(found.changed).toEqual(["situations.inactive", "situations.moved", "identification", "permits"]);
    const confirm = new Map(found.toConfirm.map(({ rule, source }) => [rule, source]));
    expect(confirm.get("situations.inactive")).toMatch(/^Not given/);
    expect(confirm.get("identification")).toMatch(/^Changed by the county; in the pack: G\.S\. 163-166\.16/);
  });

  test("a form in the state's own words is no more to be confirmed, and told as changed", () => {
    const rules = copyOf("TX");
    const [first, ...others] = rules.forms as NonNullable<Rules["forms"]>;
    const official = {
      ...(first as NonNullable<typeof first>),
      text: "I, {name}, affirm.",
      confidence: "statute" as const,
    };
    const found = checkRules({ rules: { ...rules, forms: [official, ...others] }, state: "TX" });
    expect(found.changed).toEqual(["forms"]);
    expect(found.toConfirm.map(({ rule }) => rule)).not.toContain(`forms: ${official.form}`);
  });

  test("an empty table of permits is the usual one", () => {
    expect(checkRules({ rules: { ...copyOf("OH"), permits: {} }, state: "OH" }).changed).toEqual([]);
  });

  test("another state's pack is told", () => {
    expect(checkRules({ rules: copyOf("TX"), state: "NC" })).toMatchObject({ packKnown: true, otherState: true });
  });

  test("no pack: everything is to be confirmed; a pack of another time: changes cannot be told", () => {
    const none = checkRules({ rules: Rules.parse({}), state: "ZZ" });
    expect(none).toMatchObject({ pack: "", packKnown: false, changed: [] });
    expect(none.toConfirm).toHaveLength(situations.length + plainRules.length);
    const old = { ...copyOf("CA"), pack: "California, May 2020" };
    expect(checkRules({ rules: old, state: "CA" })).toMatchObject({ packKnown: false, changed: [] });
  });
});

/** What people and papers are called in a state: in every message of the first language, and in nothing else. */
import { cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import type { Words } from "../../src/domain/words.ts";
import {
  chooseLanguage,
  firstLanguage,
  messagesIn,
  showLanguage,
  speakTrade,
  tabletWords,
} from "../../src/ui/text/languages.ts";
import { inTradeWords, plainWords } from "../../src/ui/text/tradeWords.ts";
import { election, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

afterEach(async () => {
  cleanup();
  localStorage.clear();
  await showLanguage(firstLanguage);
  await speakTrade({}, tabletWords);
});

/** The texts of a message, and its values as they stand. */
const parts = (message: unknown): { text: string; values: string } => {
  const texts: string[] = [];
  const values = JSON.stringify(message, (_, value) => {
    if (Array.isArray(value) && typeof value[0] === "string" && /^\w+$/.test(value[0]) && value !== message)
      return [value[0], value[1], ...(typeof value[2] === "object" ? Object.keys(value[2] as object) : value.slice(2))];
    if (typeof value !== "string") return value;
    texts.push(value);
    return "";
  });
  return { text: texts.join(" "), values };
};

describe("in the messages", () => {
  test.each([...packs.values()])("of $name no plain word stands where the state has its own", async ({ rules }) => {
    const words: Words = rules.words ?? {};
    const before = await messagesIn(firstLanguage, tabletWords);
    const after = inTradeWords(before, words);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    let changed = 0;
    for (const [id, message] of Object.entries(before)) {
      const [was, is] = [parts(message), parts(after[id])];
      expect(is.values).toBe(was.values);
      if (was.text === is.text) continue;
      changed++;
      for (const term of Object.keys(plainWords) as (keyof typeof plainWords)[])
        if (words[term] !== undefined && !words[term].includes(plainWords[term]))
          expect(is.text).not.toMatch(new RegExp(`\\b${plainWords[term]}s?\\b`, "i"));
      expect(is.text).not.toMatch(/\ban? (?=[aeiou])(?<!an )/i);
      expect(is.text).not.toMatch(/\ban (?![aeiou])/i);
    }
    expect(changed).toBeGreaterThan(0);
  });

  test("a place word comes before the names of those who work there", () => {
    const words = { precinct: "ward", pollWorker: "precinct official" };
    expect(inTradeWords({ one: "Precincts of a poll worker" }, words)).toEqual({
      one: "Wards of a precinct official",
    });
  });

  test.each([...packs.values()].filter(({ rules }) => rules.words?.es !== undefined))(
    "of $name in Spanish: no plain word stands where the state has its own, and nothing else changes",
    async ({ rules }) => {
      const words: Words = rules.words ?? {};
      const before = await messagesIn("es", tabletWords);
      const after = inTradeWords(before, words, "es");
      let changed = 0;
      for (const [id, message] of Object.entries(before)) {
        const [was, is] = [parts(message), parts(after[id])];
        expect(is.values).toBe(was.values);
        if (was.text === is.text) continue;
        changed++;
        expect(is.text).not.toMatch(/inspector/i);
      }
      expect(changed).toBeGreaterThan(0);
      // Words of one language are no business of another's.
      expect(inTradeWords(before, { ...words, es: undefined }, "es")).toEqual(before);
    },
  );

  test.each([
    ["Consulte al inspector", "Consulte al juez principal"],
    ["Inspector", "Juez principal"],
    ["Dos inspectores", "Dos jueces principales"],
    ["Los trabajadores electorales y un trabajador electoral", "Los oficiales y un oficial"],
    ["inspectoría", "inspectoría"],
  ])("in Spanish, %s: %s", (plain, said) => {
    const es = {
      inspector: { one: "juez principal", many: "jueces principales" },
      pollWorker: { one: "oficial", many: "oficiales" },
    };
    expect(inTradeWords({ one: plain }, { es }, "es")).toEqual({ one: said });
  });

  test.each([
    ["Ask the inspector", "Ask the chief judge"],
    ["Inspector", "Chief judge"],
    ["Not recorded: an inspector must say that it is so.", "Not recorded: a chief judge must say that it is so."],
    ["Two inspectors", "Two chief judges"],
    ["the inspectorate", "the inspectorate"],
    ["Absentee ballots came back", "Ballots by mail came back"],
    ["Ask for an absentee ballot", "Ask for a ballot by mail"],
  ])("%s: %s", (plain, said) => {
    const words = { inspector: "chief judge", absenteeBallot: "ballot by mail" };
    expect(inTradeWords({ one: plain }, words)).toEqual({ one: said });
  });
});

describe("on the screens", () => {
  const locked = {
    phase: "locked",
    opened: true,
    workers: [{ id: "lin", name: "Lin C.", role: "inspector" }],
  } as const;
  const inNorthCarolina = { ...election, rules: { ...election.rules, words: { inspector: "chief judge" } } };
  const other = { id: "rosa", name: "Rosa M.", role: "pollWorker" } as const;
  const show = (of: typeof election) =>
    showApp(
      surroundingsOf(scriptedTablet({}, { election: of, phase: { ...locked, workers: [...locked.workers, other] } })),
    );

  test("of a tablet whose election has them", async () => {
    await show(inNorthCarolina);
    expect(await screen.findByText("chief judge")).toBeTruthy();
    cleanup();
    await show(election);
    expect(await screen.findByText("inspector")).toBeTruthy();
  });

  test("another language has its county's words in its own catalog", async () => {
    await show(inNorthCarolina);
    await screen.findByText("chief judge");
    await chooseLanguage("es");
    expect(await screen.findByText("inspector")).toBeTruthy();
    await chooseLanguage("en");
    expect(await screen.findByText("chief judge")).toBeTruthy();
  });
});

/**
 * What leads on every screen of the tablet, in the source as it stands: the titles of all dialogs, every banner, the rungs for
 * somebody who is not found, the absentee ballots that are processed, the hand-over to the inspector. Each tells what to do with
 * a verb first, and no sentence of any screen is longer than fifteen words, in both languages and in each state's words.
 */
import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import { activate, lateWords, messagesIn, tabletWords } from "../../src/ui/text/languages.ts";
import { inTradeWords } from "../../src/ui/text/tradeWords.ts";
import { catalog } from "../helpers/catalogs.ts";
import { infinitives, mostWords, nothingLeft, sentencesOf, verbs, wordsIn } from "../helpers/imperatives.ts";
import { leadingSentences } from "../helpers/screenSentences.ts";

const folders = ["carry", "checkin", "components", "inspector", "paperlist", "printing", "setup"];
const { sentences, without } = leadingSentences(folders.map((folder) => `src/ui/${folder}`));

test("titles and banners of all screens are found, and each says something", () => {
  expect(without).toEqual([]);
  const found = new Set(sentences.map(({ message }) => message));
  for (const known of [
    "Ask the inspector",
    "Search another way",
    "Ask for house number and street",
    "Write down who it is",
    "Type the birth date, for example 7/19/1978.",
    "Keep the envelope closed: checked in",
    "Type or scan the name on the envelope, and choose the voter.",
    "Ask the inspector: absentee ballot was sent",
    "Cancel the check-in of {name}",
  ])
    expect(found).toContain(known);
  expect(
    new Set(sentences.filter(({ where }) => where.startsWith("title")).map(({ where }) => where)).size,
  ).toBeGreaterThan(25);
});

/** A name, a number, a time: one word that a screen puts there. */
const filled = (message: string): Record<string, number> =>
  Object.fromEntries([...message.matchAll(/\{(\w+)/g)].map(([, name = ""]) => [name, 7]));

test.each(
  [...packs.values()].flatMap(({ name, rules }) => ["en", "es"].map((language) => ({ name, rules, language }))),
)("a verb first: $name, $language", async ({ rules, language }) => {
  const i18n = setupI18n();
  const messages = await messagesIn(language, [...tabletWords, lateWords]);
  activate(i18n, language, inTradeWords(messages, rules.words ?? {}, language));
  const wrong = sentences.flatMap(({ id, message, where }) => {
    const text = i18n._(id, filled(message)).replace(/<\/?\d+\/?>/g, "");
    const said = sentencesOf(text);
    const [first = ""] = said;
    const inTitle = language === "es" && where.startsWith("title") && infinitives.test(first);
    const tells = first === nothingLeft[language] || inTitle || verbs[language]?.test(first) === true;
    return tells && said.every((one) => wordsIn(one) <= mostWords) ? [] : [`${text} (${where})`];
  });
  expect([...new Set(wrong)]).toEqual([]);
});

test.each(["en", "es"])("no sentence on a tablet is longer than fifteen words: %s", (language) => {
  const long = [...catalog(language, "messages"), ...catalog(language, "late")].flatMap(({ message, translation }) =>
    formsOf(language === "en" ? message : translation)
      .flatMap((form) => sentencesOf(form.replace(/<\/?\d+\/?>/g, "")))
      .filter((one) => wordsIn(one) > mostWords),
  );
  expect(long).toEqual([]);
});

/** Of a plural each of its forms. */
function formsOf(message: string): string[] {
  const plural = /^\{\w+, plural, (.*)\}$/s.exec(message);
  if (plural === null) return [message];
  return [...(plural[1] ?? "").matchAll(/\S+ \{((?:[^{}]|\{\w+\})*)\}/g)].map(([, form = ""]) => form);
}

/**
 * The state's words of the trade in the messages: "Ask the inspector" is "Ask the chief judge" in North Carolina. Done with
 * the texts of a catalog as they are loaded, so that no screen knows of it and each message stays one sentence. Only whole
 * words are replaced, in either case and number, in English with "a" or "an" before them; values and tags stay.
 */
import type { Messages } from "@lingui/core";
import type { Words } from "../../domain/words.ts";
import { changeTexts } from "./messageTexts.ts";

type English = Exclude<keyof Words, "es">;
type Spanish = keyof NonNullable<Words["es"]>;

/** How the messages say it. The precinct first: a state's name for somebody may hold the word. */
export const plainWords: Readonly<Record<English, string>> = {
  precinct: "precinct",
  inspector: "inspector",
  pollWorker: "poll worker",
  absenteeBallot: "absentee ballot",
  inactive: "inactive",
  balance: "balance",
};

/** Of one, and of several. */
export const plainSpanish: Readonly<Record<Spanish, readonly [string, string]>> = {
  precinct: ["precinto", "precintos"],
  inspector: ["inspector", "inspectores"],
  pollWorker: ["trabajador electoral", "trabajadores electorales"],
};

type Change = { readonly find: RegExp; readonly put: (found: string, ...parts: string[]) => string };

/** `messages` of this language, as the build compiles them. */
export function inTradeWords(messages: Messages, words: Words, language = "en"): Messages {
  const changes = language === "en" ? inEnglish(words) : language === "es" ? inSpanish(words) : [];
  if (changes.length === 0) return messages;
  return changeTexts(messages, (text) => changes.reduce((so, { find, put }) => so.replace(find, put), text));
}

function inEnglish(words: Words): Change[] {
  return Object.entries(plainWords).flatMap(([term, said]) => {
    const word = words[term as English];
    return word === undefined ? [] : [{ find: new RegExp(`\\b(an? )?${said}(s?)\\b`, "gi"), put: put(word) }];
  });
}

function inSpanish({ es = {} }: Words): Change[] {
  return Object.entries(plainSpanish).flatMap(([term, [one, many]]) => {
    const word = es[term as Spanish];
    if (word === undefined) return [];
    const find = new RegExp(`(?<!\\p{L})(?:${many}|${one})(?!\\p{L})`, "giu");
    return [{ find, put: (found) => asBegun(found, found.length === many.length ? word.many : word.one) }];
  });
}

function put(word: string): Change["put"] {
  const an = /^[aeiou]/i.test(word) ? "n" : "";
  // "Ballots by mail", "chief judges".
  const many = / (by|of) /.test(word) ? word.replace(/ /, "s ") : `${word}s`;
  return (found, article = "", plural = "") =>
    (article === "" ? "" : `${article.charAt(0)}${an} `) +
    asBegun(found.slice(article.length), plural === "" ? word : many);
}

/** With a capital letter where the plain word has one. */
function asBegun(found: string, word: string): string {
  const initial = found.charAt(0);
  return initial === initial.toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

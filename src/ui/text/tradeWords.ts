/**
 * The state's words of the trade in the English messages: "Ask the inspector" is "Ask the chief judge" in North Carolina.
 * Done with the texts of a catalog as they are loaded, so that no screen knows of it and each message stays one sentence.
 * Only whole words are replaced, in either case and number, with "a" or "an" before them; values and tags stay.
 */
import type { Messages } from "@lingui/core";
import type { Words } from "../../domain/words.ts";
import { changeTexts } from "./messageTexts.ts";

/** How the messages say it. */
export const plainWords: Readonly<Record<keyof Words, string>> = {
  inspector: "inspector",
  pollWorker: "poll worker",
  absenteeBallot: "absentee ballot",
  inactive: "inactive",
  balance: "balance",
};

/** `messages` of the first language, as the build compiles them. */
export function inTradeWords(messages: Messages, words: Words): Messages {
  const changes = Object.entries(plainWords).flatMap(([term, said]) => {
    const word = words[term as keyof Words];
    return word === undefined ? [] : [{ find: new RegExp(`\\b(an? )?${said}(s?)\\b`, "gi"), put: put(word) }];
  });
  if (changes.length === 0) return messages;
  return changeTexts(messages, (text) => changes.reduce((so, { find, put }) => so.replace(find, put), text));
}

function put(word: string): (found: string, article?: string, plural?: string) => string {
  const an = /^[aeiou]/i.test(word) ? "n" : "";
  // "Ballots by mail", "chief judges".
  const many = / (by|of) /.test(word) ? word.replace(/ /, "s ") : `${word}s`;
  return (found, article = "", plural = "") => {
    const initial = found.charAt(article.length);
    const so = plural === "" ? word : many;
    const said = initial === initial.toLowerCase() ? so : so.charAt(0).toUpperCase() + so.slice(1);
    return (article === "" ? "" : `${article.charAt(0)}${an} `) + said;
  };
}

/**
 * The languages of the screens: each folder of catalogs/ is one, and adding a folder is all that a translation takes.
 * Each catalog is a file of its own that is loaded when its language is chosen; all of them lie in the precache, so that
 * choosing needs no network. The choice is kept on the tablet.
 */
import { type I18n, i18n, type Messages } from "@lingui/core";
import { createContext } from "react";
import type { Words as TradeWords } from "../../domain/words.ts";
import { directionOf, formatTag } from "./tags.ts";

/** For each language tag, how its messages are had. */
export type Catalogs = Readonly<Record<string, () => Promise<Messages>>>;

/** The words of a page: those of every screen, and those that only some pages need. */
export type Words = readonly Catalogs[];

/** `files`: what a glob of "…/catalogs/<language>/<name>.po" answered. */
export function catalogsOf(files: Readonly<Record<string, () => Promise<unknown>>>): Catalogs {
  const entries = Object.entries(files).map(([path, load]) => [path.split("/").at(-2) ?? path, load]);
  return Object.fromEntries(entries) as Catalogs;
}

/** Those of the first screens. */
export const tabletWords: Words = [catalogsOf(import.meta.glob("./catalogs/*/messages.po", { import: "messages" }))];

/** Those of the parts that are loaded after the first screen (`components/late.tsx`), a catalog of their own. */
export const lateWords: Catalogs = catalogsOf(import.meta.glob("./catalogs/*/late.po", { import: "messages" }));
let lateAreHere = false;

/** The words of the page that is shown, for those of its parts that show or offer another language. */
export const WordsContext = createContext(tabletWords);

/** What every message is written in first, and what is shown where another language cannot be had. */
export const firstLanguage = "en";

/**
 * Written from right to left and made of the English words in the browser (testLanguage.ts): shows what a screen does with
 * such a language, and which words are in no catalog. It is offered only where it is the kept one.
 */
export const testLanguage = "ar-XB";

/** The languages that hold all the words of a page, the first language first. */
export function languagesOf(words: Words): string[] {
  const whole = Object.keys(words[0] ?? {}).filter((language) => words.every((catalogs) => language in catalogs));
  const others = whole.filter((language) => language !== firstLanguage).sort();
  return [firstLanguage, ...others, ...(keptLanguage() === testLanguage ? [testLanguage] : [])];
}

let trade: TradeWords = {};

/** What people, places and papers are called from now on. The page that is shown follows. */
export async function speakTrade(words: TradeWords, page: Words): Promise<void> {
  if (JSON.stringify(words) === JSON.stringify(trade)) return;
  trade = words;
  await showLanguage(i18n.locale, page);
}

/** All words of a page in one language. Rejects where a catalog is not here and cannot be loaded. */
export async function messagesIn(language: string, words: Words): Promise<Messages> {
  if (language === testLanguage) {
    const { toTestLanguage } = await import("./testLanguage.ts");
    return isolated(toTestLanguage(await messagesIn(firstLanguage, words)));
  }
  const all = words === tabletWords && lateAreHere ? [...words, lateWords] : words;
  const loaded = await Promise.all(all.map((catalogs) => catalogs[language]?.()));
  if (loaded.includes(undefined)) throw new Error(`no catalog of ${language}`);
  const messages: Messages = Object.assign({}, ...loaded);
  const inTrade = await inTheTrade(messages, language);
  return directionOf(language) === "rtl" ? isolated(inTrade) : inTrade;
}

/** Before an election is known there are no such words, and nothing is loaded for them. */
async function inTheTrade(messages: Messages, language: string): Promise<Messages> {
  if (Object.keys(trade).length === 0) return messages;
  const { inTradeWords } = await import("./tradeWords.ts");
  return inTradeWords(messages, trade, language);
}

/** Shows the page in this language; `lang` and `dir` of the document follow. Rejects as `messagesIn`; nothing changes then. */
export async function showLanguage(language: string, words: Words = tabletWords): Promise<void> {
  activate(i18n, language, await messagesIn(language, words));
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Adds the words of the late parts to those that are shown, and to every language from then on. Rejects as `messagesIn`. */
async function fetchLateWords(): Promise<void> {
  if (lateAreHere) return;
  const language = i18n.locale;
  const messages = await messagesIn(language, [lateWords]);
  lateAreHere = true;
  if (i18n.locale === language) i18n.load(language, messages);
  else await showLanguage(i18n.locale); // it was changed meanwhile
}

/** A part of the screens that is loaded later, together with its words. */
export async function withLateWords<Part>(load: () => Promise<Part>): Promise<Part> {
  const [part] = await Promise.all([load(), fetchLateWords()]);
  return part;
}

export function activate(on: I18n, language: string, messages: Messages): void {
  on.loadAndActivate({ locale: language, locales: formatTag(language), messages });
}

const key = "turnout/language";

function keptLanguage(): string {
  return localStorage.getItem(key) ?? firstLanguage;
}

/** Shows the language that was chosen last; where it is not to be had, the first one. */
export async function showKeptLanguage(words: Words = tabletWords): Promise<void> {
  const kept = keptLanguage();
  try {
    await showLanguage(kept, words);
  } catch (failure) {
    if (kept === firstLanguage) throw failure;
    await showLanguage(firstLanguage, words);
  }
}

/** Shows this language from now on, also after the next start. */
export async function chooseLanguage(language: string, words: Words = tabletWords): Promise<void> {
  await showLanguage(language, words);
  localStorage.setItem(key, language);
}

type Piece = string | readonly [string, ...unknown[]];

/**
 * Sets every name, time and code that a message holds apart from the direction of the words around it (U+2068 … U+2069):
 * without that "412 Maple St" between Arabic words reads "Maple St 412".
 */
function isolated(messages: Messages): Messages {
  const inside = (pieces: unknown): unknown =>
    Array.isArray(pieces) ? pieces.flatMap((piece: Piece) => setApart(piece)) : pieces;
  const setApart = (piece: Piece): unknown[] => {
    if (typeof piece === "string") return [piece];
    const [name, type, forms] = piece;
    if (type !== "plural" && type !== "select") return ["\u2068", piece, "\u2069"];
    const cases = Object.entries(forms as object).map(([form, text]) => [form, inside(text)]);
    return [[name, type, Object.fromEntries(cases)]];
  };
  return Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, inside(text)])) as Messages;
}

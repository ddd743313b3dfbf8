/**
 * The test language: every English word in Arabic letters, one for each, so that it runs and joins as a right-to-left
 * language does and can still be read aloud. Values and tags inside of a message stay. It is for tests and for people who
 * build screens; no tablet offers it by itself. Latin letters that remain on a screen are data, or are in no catalog.
 */
import type { Messages } from "@lingui/core";

const latin = "abcdefghijklmnopqrstuvwxyz";
const arabic = "ابثدعفغهيجكلمنوپقرستؤڤۇخىز";

/** `messages` as the build compiles them: texts, and lists of texts and values. */
export function toTestLanguage(messages: Messages): Messages {
  return Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, turned(text)])) as Messages;
}

function turned(text: unknown): unknown {
  if (typeof text === "string")
    return text.replace(/[a-z]/gi, (letter) => arabic[latin.indexOf(letter.toLowerCase())] ?? letter);
  if (!Array.isArray(text)) return text;
  return text.map((piece) => (Array.isArray(piece) ? turnedValue(piece) : turned(piece)));
}

/** A value keeps its name; the forms of a plural are texts again. */
function turnedValue([name, type, forms]: unknown[]): unknown[] {
  if (typeof forms !== "object" || forms === null) return [name, type, forms].filter((part) => part !== undefined);
  return [name, type, Object.fromEntries(Object.entries(forms).map(([form, text]) => [form, turned(text)]))];
}

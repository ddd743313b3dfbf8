/** Messages as the build compiles them: texts, and lists of texts and values, of which plurals hold texts again. */
import type { Messages } from "@lingui/core";

/** The same messages with every text changed; names and kinds of values stay. */
export function changeTexts(messages: Messages, change: (text: string) => string): Messages {
  const changed = (text: unknown): unknown => {
    if (typeof text === "string") return change(text);
    if (!Array.isArray(text)) return text;
    return text.map((piece) => (Array.isArray(piece) ? value(piece) : changed(piece)));
  };
  const value = ([name, type, forms]: unknown[]): unknown[] => {
    if (typeof forms !== "object" || forms === null) return [name, type, forms].filter((part) => part !== undefined);
    return [name, type, Object.fromEntries(Object.entries(forms).map(([form, text]) => [form, changed(text)]))];
  };
  return Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, changed(text)])) as Messages;
}

/**
 * How a code is typed: 28 characters in seven groups of four, forgiving case, blanks, hyphens and the letters that look
 * like digits. Whether the code is right is not known here; the tablet checks it.
 */
export const codeCharacters = 28;

/** "abcd efgo1" becomes "ABCD-EFG0-1"; more than 28 characters are kept, so that a slip shows instead of vanishing. */
export function groupCode(typed: string): string {
  return (plainCode(typed).match(/.{1,4}/g) ?? []).join("-");
}

export function plainCode(typed: string): string {
  return typed
    .replace(/^\s*TURNOUT[- ]?(SETUP|OPENING)[:\s]/i, "")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}

/** Which card a scanned text is from; undefined for a text that is none of ours. */
export function kindOfScan(text: string): CardKind | undefined {
  return cardKinds.find((kind) => text.toUpperCase().startsWith(`TURNOUT-${kind.toUpperCase()}:`));
}

const cardKinds = ["setup", "opening", "worker"] as const;
export type CardKind = (typeof cardKinds)[number];

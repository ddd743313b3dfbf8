/** The rules of a split book are code of their own: most places never split theirs. From what the service worker keeps. */
import type * as Rules from "../domain/bookLine.ts";

let loaded: typeof Rules | undefined;

/** Until it has resolved once, a tablet of a place where the book was split serves nobody. */
export async function loadLineRules(): Promise<void> {
  loaded ??= await import("../domain/bookLine.ts");
}

export const lineRules = (): typeof Rules | undefined => loaded;

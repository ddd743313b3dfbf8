/** Similar names are looked for by code of its own, with the list of nicknames: no first check-in waits for its 5 KB. */
import type { SimilarNames } from "./similarNames.ts";

let loaded: typeof SimilarNames | undefined;

/** Until it has resolved once, a search offers no similar names. */
export async function loadSimilarNames(): Promise<void> {
  loaded ??= (await import("./similarNames.ts")).SimilarNames;
}

export const similarNames = (): typeof SimilarNames | undefined => loaded;

/**
 * Folds what a long pull verifies while it is under way, stage by stage, so that little is left to do at its end. Ends
 * with the pull, or when `wanted` says no. `folded`: after each stage.
 */
import { type CatchUpDeps, foldOnce } from "./catchUp.ts";
import type { CountyFold } from "./countyFold.ts";
import type { EntryOpener } from "./entryOpening.ts";

export async function followPull(
  deps: CatchUpDeps,
  fold: CountyFold,
  { wanted, folded }: { readonly wanted: () => boolean; readonly folded: () => void },
): Promise<void> {
  const { countyLog } = deps;
  let openers: readonly EntryOpener[] | undefined;
  try {
    while ((await countyLog.provenBeyond(fold.through)) && wanted()) {
      const began = fold.through;
      openers ??= (await deps.startOpeners?.()) ?? [];
      await foldOnce(countyLog, fold, openers, () => (wanted() ? countyLog.proven : 0));
      if (fold.through === began) return;
      folded();
    }
  } finally {
    for (const opener of openers ?? []) opener.end();
  }
}

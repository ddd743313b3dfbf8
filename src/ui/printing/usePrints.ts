/** From a screen to the queue: what this tablet prints, on its own paper, in the language of the screen. */
import { useLingui } from "@lingui/react/macro";
import { useCallback, useSyncExternalStore } from "react";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { chosenPaper } from "./paperChoice.ts";
import type { PrintDocument } from "./printDocument.ts";
import type { PrintState } from "./printQueue.ts";

/** Asks for a print; the same id again does nothing. */
export type AskPrint = (id: string, documents: () => Promise<readonly PrintDocument[]>) => void;

export function usePrint(): AskPrint {
  const { prints } = useSurroundings();
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const byRules = election?.rules.printing?.paper;
  return useCallback(
    (id, documents) => prints.add({ id, documents, paper: chosenPaper(byRules), language: i18n.locale }),
    [prints, byRules, i18n.locale],
  );
}

export function usePrintState(id: string | undefined): PrintState | undefined {
  const { prints } = useSurroundings();
  const watch = useCallback((onChange: () => void) => prints.watch(onChange), [prints]);
  return useSyncExternalStore(watch, () => (id === undefined ? undefined : prints.stateOf(id)));
}

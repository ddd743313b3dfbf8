/** What the rules have printed after each ballot, asked for as soon as the ballot is recorded and without anybody waiting. */
import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import type { EventName } from "../../domain/eventFields.ts";
import type { Recorded } from "../../tablet/voterCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { withLateWords } from "../text/languages.ts";
import { usePrint } from "./usePrints.ts";

/** The print of a ballot's papers the first time; later ones have the id of their command. */
export const firstPrint = ({ hash }: EventName): string => `ballot/${hash}`;

export function usePrintsByItself({ event, ballot, fact, voter }: Recorded): void {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const print = usePrint();
  useEffect(() => {
    const what = election?.rules.printing?.byItself ?? [];
    if (election === undefined || what.length === 0) return;
    const given = { election, voter, fact, provisional: ballot === "provisional", again: undefined };
    print(firstPrint(event), async () => {
      const { ballotPapers } = await withLateWords(() => import("./ballotPapers.ts"));
      return ballotPapers(i18n, what, given);
    });
  }, [election, event, ballot, fact, voter, i18n, print]);
}

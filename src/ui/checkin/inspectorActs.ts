/** What of the tablet and of the place is this worker's to do, beyond checking in voters; nothing for poll workers. */
import { type Act, permitFor } from "../../domain/authority.ts";
import type { Election } from "../../domain/election.ts";
import { cardHolder, type WorkerName } from "../../tablet/tabletState.ts";

export type InspectorAct =
  | "open"
  | "book"
  | "place"
  | "absentee"
  | "paperList"
  | "fromPaper"
  | "lines"
  | "workers"
  | "carry"
  | "close";

/** In the order in which they stand; `toOpen`: the polls are not open. Whoever opened the tablet by its card alone has no colleagues to add. */
export function inspectorActs(
  election: Election | undefined,
  { id, role }: WorkerName,
  toOpen: boolean,
): readonly InspectorAct[] {
  const alone = id === cardHolder.id;
  const may = (act: Act): boolean => !alone && permitFor(election?.rules.permits ?? {}, act).roles.includes(role);
  const all: readonly (readonly [InspectorAct, boolean])[] = [
    ["open", toOpen && (alone || may("openPolls"))],
    ["book", alone || may("openPolls") || may("explainBalance")],
    ["place", alone || may("extendHours") || may("markLastInLine")],
    ["absentee", election?.rules.absenteeAtPolls === true && may("processAbsentee")],
    ["paperList", alone || may("printPaperList")],
    ["fromPaper", may("enterFromPaper")],
    ["lines", alone || may("splitBook")],
    ["workers", may("addWorker")],
    ["carry", alone || may("closeTablet")],
    ["close", alone || may("closeTablet")],
  ];
  return all.filter(([, mine]) => mine).map(([act]) => act);
}

/** What a clerk reads about the amendments that will lie over a staged roll. */
import type { LoggedAmendment } from "../server/storedRoll.ts";
import { number } from "./terminal.ts";

/** Most entries that are named. */
const NAMED = 20;

/** Lines of text; none if no amendment will lie over the roll. */
export function overText(amendments: readonly LoggedAmendment[]): string[] {
  if (amendments.length === 0) return [];
  const changes = amendments.reduce((sum, one) => sum + one.changes, 0);
  const entries = amendments.slice(0, NAMED).map(({ index }) => `${index}`);
  if (amendments.length > NAMED) entries.push("…");
  return [
    `${number(amendments.length)} amendments (${number(changes)} changes) will lie over this roll and win over its files: ` +
      `${amendments.length === 1 ? "entry" : "entries"} ${entries.join(", ")} of the county log.`,
    'If the files hold these changes already, import them with "--amended-through".',
  ];
}

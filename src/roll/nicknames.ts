/** Nicknames of given names, from the list in `nicknameList.ts`. */
import { LINES } from "./nicknameList.ts";

type Nicknames = ReadonlyMap<string, ReadonlySet<string>>;
const table: Nicknames = tableOf(LINES);

function tableOf(lines: string): Nicknames {
  const found = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    const set = found.get(a);
    if (set === undefined) found.set(a, new Set([b]));
    else set.add(b);
  };
  for (const line of lines.trim().split("\n")) {
    const names = line.replaceAll("Ñ", "N").split(" ");
    for (const a of names) for (const b of names) if (a !== b) join(a, b);
  }
  return found;
}

/** Other forms under which a bearer of this given name (a name key) may be listed. */
export function nicknamesOf(key: string): ReadonlySet<string> {
  return table.get(key) ?? NONE;
}
const NONE: ReadonlySet<string> = new Set();

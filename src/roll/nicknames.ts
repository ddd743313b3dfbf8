/** Nicknames of given names. The list (`nicknameList.ts`) is loaded apart: no first check-in waits for its 5 KB. */

type Nicknames = ReadonlyMap<string, ReadonlySet<string>>;
let table: Nicknames | undefined;

/** Until it has resolved once, nobody has a nickname. */
export async function loadNicknames(): Promise<void> {
  table ??= tableOf((await import("./nicknameList.ts")).LINES);
}

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
  return table?.get(key) ?? NONE;
}
const NONE: ReadonlySet<string> = new Set();

/**
 * The streams of the command line. Standard output carries answers only; notes and progress go to standard error.
 * Progress overwrites its line on a terminal; elsewhere (a log file, a pipe) it says a line every ten seconds.
 */
import { createInterface } from "node:readline/promises";

const TERMINAL_EVERY_MS = 100;
const ELSEWHERE_EVERY_MS = 10_000;

export type Terminal = {
  /** Both ends are a person's: questions may be asked. */
  readonly interactive: boolean;
  readonly now: () => number;
  /** A line that stays. */
  note(text: string): void;
  /** How far long work is; may be called as often as one likes. */
  progress(text: string): void;
  /** Ends the line of progress. */
  progressDone(): void;
  /** Asks and answers what was typed. To be called only if `interactive`. */
  ask(question: string): Promise<string>;
};

export function processTerminal(process: NodeJS.Process, now: () => number): Terminal {
  const { stdin, stderr } = process;
  const live = stderr.isTTY === true;
  let shownAt = now();
  let onLine = false;
  const clear = (): void => {
    if (onLine) stderr.write("\r\u001b[K");
    onLine = false;
  };
  return {
    interactive: stdin.isTTY === true && live,
    now,
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (now() - shownAt < (live ? TERMINAL_EVERY_MS : ELSEWHERE_EVERY_MS)) return;
      shownAt = now();
      stderr.write(live ? `\r\u001b[K${text}` : `${text}\n`);
      onLine = live;
    },
    progressDone: clear,
    async ask(question) {
      clear();
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return (await lines.question(question)).trim();
      } finally {
        lines.close();
      }
    },
  };
}

/** "1,234,567" */
export const number = (n: number): string => n.toLocaleString("en-US");

/** A table with a rule under its head; columns in `right` (numbers) are set flush right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number> = new Set(),
): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, at) => (right.has(at) ? (cells[at] ?? "").padStart(width) : (cells[at] ?? "").padEnd(width)))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

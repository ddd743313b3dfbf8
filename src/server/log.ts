/** The endpoint's own log: one JSON line for each thing that an operator may want to know. Never a voter's data. */
export type Log = (what: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** Writes lines through `write`, with the time in front. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  return (what, fields = {}) => write(`${JSON.stringify({ time: new Date(now()).toISOString(), what, ...fields })}\n`);
}

/** What is logged of an error: its name and message, never its cause chain or stack. */
export function errorFields(error: unknown): { error: string } {
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : "not an Error" };
}

/** The endpoint's own log: one JSON line for each thing that an operator may want to know. Never a voter's data. */
export type Log = (what: string, fields?: LogFields) => void;
type Plain = string | number | boolean | null;
export type LogFields = Readonly<Record<string, Plain | Readonly<Record<string, Plain>>>>;

/** Writes lines through `write`, with the time and what happened in front; no field takes the place of either. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  return (what, fields = {}) => {
    const head = { time: new Date(now()).toISOString(), what };
    write(`${JSON.stringify({ ...head, ...fields, ...head })}\n`);
  };
}

/**
 * What is logged of an error: its kind, and its code if the system or the database gave it one. Never its message, which may
 * quote what somebody typed or what a row holds, nor its cause chain or stack.
 */
export function errorFields(error: unknown): { error: string; code?: string } {
  if (!(error instanceof Error)) return { error: "not an Error" };
  const { code } = error as { code?: unknown };
  const isCode = typeof code === "string" && /^[A-Z0-9_]{1,64}$/.test(code);
  return { error: error.name, ...(isCode ? { code } : {}) };
}

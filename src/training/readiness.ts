/**
 * Who is ready: what each worker tried, what was right the first time, what was repeated, and how long a voter takes. Pure.
 * Names or initials are as they were typed; nothing of it is election data.
 */
import * as z from "zod/mini";

export const Attempt = z.strictObject({
  worker: z.string().check(z.maxLength(60)),
  scenario: z.string().check(z.maxLength(60)),
  outcome: z.enum(["right", "acceptable", "wrong"]),
  extraSteps: z.int(),
  seconds: z.number(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type Attempt = z.infer<typeof Attempt>;

export const Readiness = z.strictObject({
  worker: z.string().check(z.maxLength(60)),
  /** Scenarios, each once. */
  tried: z.int(),
  rightFirst: z.int(),
  repeated: z.int(),
  /** Of the last attempts that were not wrong, in order. */
  seconds: z.array(z.number()).check(z.maxLength(60)),
});
export type Readiness = z.infer<typeof Readiness>;

/** What goes from one tablet to the trainer's, as a file or in a QR code. */
export const ClassFile = z.strictObject({
  format: z.literal("turnout-readiness/1"),
  workers: z.array(Readiness).check(z.maxLength(500)),
});
export type ClassFile = z.infer<typeof ClassFile>;

/** So many times of each worker are kept: they fit into one QR code for a few workers. */
const mostTimes = 20;

/** By name, in order of the names. */
export function readinessOf(attempts: readonly Attempt[]): Readiness[] {
  const workers = new Map<string, Attempt[]>();
  for (const attempt of attempts.toSorted((a, b) => a.at - b.at))
    workers.set(attempt.worker, [...(workers.get(attempt.worker) ?? []), attempt]);
  return [...workers]
    .map(([worker, all]) => {
      const byScenario = new Map<string, Attempt[]>();
      for (const one of all) byScenario.set(one.scenario, [...(byScenario.get(one.scenario) ?? []), one]);
      const each = [...byScenario.values()];
      return {
        worker,
        tried: each.length,
        rightFirst: each.filter(([first]) => first?.outcome === "right").length,
        repeated: each.filter(({ length }) => length > 1).length,
        seconds: all
          .filter(({ outcome }) => outcome !== "wrong")
          .map(({ seconds }) => Math.round(seconds))
          .slice(-mostTimes),
      };
    })
    .sort((a, b) => (a.worker < b.worker ? -1 : 1));
}

/** Of two words about one worker the one that knows more tries stands: a tablet that tells again is not counted twice. */
export function joined(known: readonly Readiness[], more: readonly Readiness[]): Readiness[] {
  const all = new Map(known.map((one) => [one.worker, one]));
  for (const one of more) {
    const before = all.get(one.worker);
    if (before === undefined || knows(one) >= knows(before)) all.set(one.worker, one);
  }
  return [...all.values()].sort((a, b) => (a.worker < b.worker ? -1 : 1));
}

const knows = ({ tried, repeated, seconds }: Readiness): number => tried * 1000 + repeated * 10 + seconds.length;

/** Seconds for a voter, as they usually were: in the first half of the times, and in the second. */
export function trend({ seconds }: Readiness): { readonly before: number; readonly now: number } | undefined {
  if (seconds.length < 4) return undefined;
  const half = Math.floor(seconds.length / 2);
  return { before: middle(seconds.slice(0, half)), now: middle(seconds.slice(-half)) };
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const cell = (text: string | number): string => {
  // A spreadsheet must not take a name for a formula.
  const plain = typeof text === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : String(text);
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** With a header, for the office. */
export function readinessCsv(workers: readonly Readiness[]): string {
  const rows = workers.map((one) => {
    const times = trend(one);
    return [one.worker, one.tried, one.rightFirst, one.repeated, times?.before ?? "", times?.now ?? ""];
  });
  const head = ["worker", "tried", "right_first_time", "repeated", "seconds_before", "seconds_now"];
  return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Undefined for anything else. */
export function readClassFile(text: string): ClassFile | undefined {
  try {
    const read = ClassFile.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

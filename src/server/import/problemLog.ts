/**
 * Collects problems: counts every one by cause, keeps the first ones for the report, and hands each to `onProblem`, which
 * may write the complete list to disk. Memory stays bounded however bad the file is.
 */
import type { ImportProblem, ProblemCount, Severity } from "./importReport.ts";

/** So many refusals and decisions, and so many notes, stand in the report itself. */
const SHOWN = 1000;
const NOTES_SHOWN = 200;

export type ProblemLog = {
  add(problem: ImportProblem): void;
  causes(): ProblemCount[];
  /** Refusals and decisions first, then notes. */
  shown(): ImportProblem[];
  readonly total: number;
};

type Cause = { -readonly [K in keyof ProblemCount]: ProblemCount[K] };

const ORDER: Readonly<Record<Severity, number>> = { refused: 0, needsDecision: 1, note: 2 };

export function createProblemLog(onProblem: (problem: ImportProblem) => void): ProblemLog {
  const causes = new Map<string, Cause>();
  const serious: ImportProblem[] = [];
  const notes: ImportProblem[] = [];
  let total = 0;
  return {
    add(problem) {
      total++;
      const key = `${problem.severity}|${problem.kind}|${problem.field}`;
      const cause = causes.get(key);
      if (cause === undefined) {
        const { severity, kind, field, file, row } = problem;
        causes.set(key, { severity, kind, field, count: 1, firstFile: file, firstRow: row });
      } else cause.count++;
      if (problem.severity === "note") {
        if (notes.length < NOTES_SHOWN) notes.push(problem);
      } else if (serious.length < SHOWN) serious.push(problem);
      onProblem(problem);
    },
    causes: () => [...causes.values()].sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || b.count - a.count),
    shown: () => [...serious, ...notes],
    get total() {
      return total;
    },
  };
}

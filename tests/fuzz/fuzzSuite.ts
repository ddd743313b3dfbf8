/**
 * What the fuzz command and the tests run: properties over spoiled input. Each suite begins with its own valid samples.
 * The same in all of them: what is wrong is refused with a type, nothing is thrown, and no stack trace gets out.
 */
import fc from "fast-check";

export type FuzzSuite = {
  /** What reads the spoiled input. */
  readonly name: string;
  /** Cases of a full run. */
  readonly cases: number;
  begin(): Promise<FuzzRun>;
};

export type FuzzRun = {
  // biome-ignore lint/suspicious/noExplicitAny: each suite has an input of its own
  readonly property: fc.IRawProperty<any>;
  end?(): Promise<void>;
};

/** Runs one suite; throws with the smallest input that fails, and with the seed that brings it back. */
export async function runSuite(suite: FuzzSuite, cases: number, seed: number): Promise<number> {
  const { property, end } = await suite.begin();
  const details = await fc.check(property, { numRuns: cases, seed });
  if (details.failed) {
    await end?.().catch(() => undefined); // what failed first is what to look at
    const error =
      details.errorInstance instanceof Error ? details.errorInstance : new Error(String(details.errorInstance));
    const example = fc.stringify(details.counterexample).slice(0, 4000);
    throw new Error(`${suite.name}, seed ${seed}, path ${details.counterexamplePath}:\n${example}\n${error.stack}`, {
      cause: error,
    });
  }
  await end?.();
  return details.numRuns;
}

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly type: string } };

/** A refusal has a type and plain members: no Error, no stack. Answers whether it was one. */
export function refused(answer: Answer): boolean {
  if (answer.ok) return false;
  if (answer.error instanceof Error || typeof answer.error.type !== "string" || answer.error.type === "")
    throw new Error(`not a typed refusal: ${fc.stringify(answer.error)}`);
  noStack(JSON.stringify(answer.error) ?? "");
  return true;
}

export function noStack(text: string): void {
  if (/^\s+at .+:\d+:\d+\)?$/m.test(text.replaceAll("\\n", "\n")) || /node_modules|file:\/\/\//.test(text))
    throw new Error(`a stack trace gets out: ${text.slice(0, 500)}`);
}

export function insist(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

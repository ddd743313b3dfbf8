/**
 * The county page's questions to the endpoint, as the signed-in office (a cookie of the same origin). Every answer is
 * checked against the protocol's schema; a refusal comes back as a typed problem, a broken network too.
 */
import type { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import { CodeShown, type NewCode, Overview, officePaths, type SignIn } from "../../protocol/office.ts";
import { Problem } from "../../protocol/problem.ts";

export type OfficeProblem =
  | { readonly type: "notSignedIn" }
  | { readonly type: "noNetwork" }
  | { readonly type: "tooManyTries" }
  | { readonly type: "refused"; readonly title: string };

export type NewCodeAsked = z.infer<typeof NewCode>;
export type Code = z.infer<typeof CodeShown>;

export type Office = {
  signIn(password: string): Promise<Result<void, OfficeProblem>>;
  signOut(): Promise<Result<void, OfficeProblem>>;
  overview(): Promise<Result<Overview, OfficeProblem>>;
  newCode(asked: NewCodeAsked): Promise<Result<Code, OfficeProblem>>;
};

export function officeOf(fetch: typeof globalThis.fetch): Office {
  const ask = async (path: string, body?: unknown): Promise<Result<Response, OfficeProblem>> => {
    const request: RequestInit =
      body === undefined
        ? { cache: "no-store" }
        : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    let answer: Response;
    try {
      answer = await fetch(path, request);
    } catch {
      return err({ type: "noNetwork" });
    }
    if (answer.ok) return ok(answer);
    const problem = Problem.safeParse(await answer.json().catch(() => undefined));
    if (problem.data?.type === "tooManyTries" || answer.status === 429) return err({ type: "tooManyTries" });
    if (answer.status === 401) return err({ type: "notSignedIn" });
    return err({ type: "refused", title: problem.data?.title ?? `${answer.status}` });
  };
  const read = async <T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<Result<T, OfficeProblem>> => {
    const answer = await ask(path, body);
    if (!answer.ok) return answer;
    const json = schema.safeParse(await answer.value.json().catch(() => undefined));
    return json.success ? ok(json.data) : err({ type: "refused", title: "answer of another version" });
  };
  const act = async (path: string, body: unknown): Promise<Result<void, OfficeProblem>> => {
    const answer = await ask(path, body);
    return answer.ok ? ok(undefined) : answer;
  };
  return {
    signIn: (password) => act(officePaths.signIn, { password } satisfies z.infer<typeof SignIn>),
    signOut: () => act(officePaths.signOut, {}),
    overview: () => read(Overview, officePaths.overview),
    newCode: (asked) => read(CodeShown, officePaths.codes, asked),
  };
}

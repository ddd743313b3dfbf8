/**
 * The county page's questions to the endpoint, as the signed-in office (a cookie of the same origin). Every answer is
 * checked against the protocol's schema; a refusal comes back as a typed problem, a broken network too.
 */
import type { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import {
  About,
  type Accept,
  type AlarmKind,
  CodeKept,
  CodeShown,
  type NewAccount,
  type NewCode,
  OfficeAccounts,
  Overview,
  officePaths,
  officeRoutes,
  PasswordOnce,
  type Revoke,
  ShownActs,
  SignedIn,
  type SignIn,
} from "../../protocol/office.ts";
import { Problem } from "../../protocol/problem.ts";

export type OfficeProblem =
  | { readonly type: "notSignedIn" }
  | { readonly type: "noNetwork" }
  /** Asked from another machine without TLS. */
  | { readonly type: "tlsNeeded" }
  | { readonly type: "tooManyTries" }
  | { readonly type: "passwordWeak" }
  | { readonly type: "codeWrong" }
  | { readonly type: "accountExists" }
  | { readonly type: "lastAdministrator" }
  | { readonly type: "refused"; readonly title: string };

export type NewCodeAsked = z.infer<typeof NewCode>;
export type Code = z.infer<typeof CodeShown>;
type Answer<T> = Promise<Result<T, OfficeProblem>>;

export type Office = {
  about(): Answer<About>;
  signIn(credentials: z.infer<typeof SignIn>): Answer<SignedIn>;
  /** Completes a first sign-in. */
  setUp(password: string, code: string): Answer<SignedIn>;
  signOut(): Answer<void>;
  /** A person is at the page: the session goes on. */
  here(): Answer<void>;
  overview(): Answer<Overview>;
  newCode(asked: NewCodeAsked): Answer<Code>;
  /** The page still shows this code; answers its new end. */
  keepCode(name: string): Answer<number>;
  endCode(name: string): Answer<void>;
  accept(asked: z.infer<typeof Accept>): Answer<void>;
  revoke(asked: z.infer<typeof Revoke>): Answer<void>;
  reinstate(device: string): Answer<void>;
  alarmsSeen(of: AlarmKind, through: number): Answer<void>;
  accounts(): Answer<OfficeAccounts>;
  addAccount(asked: z.infer<typeof NewAccount>): Answer<PasswordOnce>;
  resetAccount(name: string): Answer<PasswordOnce>;
  disableAccount(name: string): Answer<void>;
  /** Fifty acts, newest first; those before the given one. */
  acts(before?: number): Answer<ShownActs>;
};

/** Problems that say everything by their type. */
const plain = ["tlsNeeded", "passwordWeak", "codeWrong", "accountExists", "lastAdministrator", "tooManyTries"] as const;

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
    const known = plain.find((type) => type === problem.data?.type);
    if (known !== undefined) return err({ type: known });
    if (answer.status === 429) return err({ type: "tooManyTries" });
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
  const { acts } = officeRoutes;
  return {
    about: () => read(About, officePaths.about),
    signIn: (credentials) => read(SignedIn, officePaths.signIn, credentials),
    setUp: (password, code) => read(SignedIn, officePaths.setUp, { password, code }),
    signOut: () => act(officePaths.signOut, {}),
    here: () => act(officeRoutes.here.path, {}),
    overview: () => read(Overview, officeRoutes.overview.path),
    newCode: (asked) => read(CodeShown, officeRoutes.codes.path, asked),
    async keepCode(name) {
      const kept = await read(CodeKept, officeRoutes.keepCode.path, { name });
      return kept.ok ? ok(kept.value.expires) : kept;
    },
    endCode: (name) => act(officeRoutes.endCode.path, { name }),
    accept: (asked) => act(officeRoutes.accept.path, asked),
    revoke: (asked) => act(officeRoutes.revoke.path, asked),
    reinstate: (device) => act(officeRoutes.reinstate.path, { device }),
    alarmsSeen: (of, through) => act(officeRoutes.alarmsSeen.path, { through, of }),
    accounts: () => read(OfficeAccounts, officeRoutes.accounts.path),
    addAccount: (asked) => read(PasswordOnce, officeRoutes.addAccount.path, asked),
    resetAccount: (name) => read(PasswordOnce, officeRoutes.resetAccount.path, { name }),
    disableAccount: (name) => act(officeRoutes.disableAccount.path, { name }),
    acts: (before) => read(ShownActs, before === undefined ? acts.path : `${acts.path}?before=${before}`),
  };
}

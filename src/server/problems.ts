/** How the endpoint refuses: one JSON shape, one status for each type, a sentence for people. Never a stack trace. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Problem, type ProblemType } from "../protocol/problem.ts";
import { described } from "./described.ts";

const refusals: { readonly [T in ProblemType]: readonly [ContentfulStatusCode, string] } = {
  badRequest: [400, "The request is not well formed."],
  tooLarge: [413, "The request is larger than the endpoint takes at once."],
  notFound: [404, "There is nothing here."],
  notSignedIn: [401, "Sign in first."],
  notAllowed: [403, "The county does not allow this."],
  tlsNeeded: [403, "The county page is answered over TLS only, or on the endpoint's own machine."],
  unknownDevice: [401, "The county does not know this tablet. Set it up again."],
  badSignature: [401, "A signature does not fit."],
  clockOff: [401, "The tablet's clock is too far from the county's."],
  counterReused: [409, "This request was already made, or a later one was."],
  codeUnknown: [404, "The county does not know this set-up code, or it has expired."],
  codeUsed: [409, "This set-up code was used by another tablet."],
  accountExists: [409, "There is an account of this name."],
  passwordWeak: [422, "This password is too easy to guess. Take a longer one, such as four words."],
  codeWrong: [422, "This code does not fit. Type the one that the app shows now."],
  lastAdministrator: [409, "The last administrator cannot be disabled."],
  tooManyTries: [429, "Too many wrong tries. Wait a little."],
  tooManyRequests: [429, "More requests than the county takes at once. Wait a little; nothing is lost."],
  gap: [409, "Events are missing before these."],
  fork: [409, "The county has other events of this tablet. Set it up again; nothing is lost."],
  badEvent: [422, "An event is not one that this county can take."],
  countyBehind: [503, "The county's record is being restored. Keep going; nothing is lost."],
  notPublished: [404, "The county has not published a roll yet."],
  internal: [500, "The endpoint failed. Nothing was recorded by this request."],
};

export type Refusal = Omit<Problem, "title"> & { readonly what?: string };

/**
 * Answers with a problem. The type `never` fits every route's declared answers: each route declares `default: Problem`,
 * for which the router has no type of its own.
 */
export function refuse(c: Context, { what, ...problem }: Refusal): never {
  const [status, title] = refusals[problem.type];
  const body: Problem = { ...problem, title: what === undefined ? title : `${title} (${what})` };
  return c.json(body, status) as never;
}

/** To be spread into the answers of a route. */
export const problemAnswer = {
  default: { description: "Refused, with the reason", content: { "application/json": { schema: described(Problem) } } },
} as const;

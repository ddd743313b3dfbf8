/** How the county page's routes are described, for the checks of what comes in and for the OpenAPI document. */
import { createRoute, z } from "@hono/zod-openapi";
import { problemAnswer } from "../problems.ts";

type At<M, P> = { readonly method: M; readonly path: P };

/** What is answered where nothing is to be told. */
export const Done = z.strictObject({ done: z.literal(true) });

export const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema } },
});

/** A route that takes nothing and answers with JSON. */
export function route<M extends "get" | "post", P extends string, S extends z.ZodType>(
  { method, path }: At<M, P>,
  summary: string,
  answer: string,
  schema: S,
) {
  return createRoute({ method, path, summary, responses: { 200: json(answer, schema), ...problemAnswer } });
}

/** A route that takes JSON and answers with JSON. */
export function routeFor<M extends "get" | "post", P extends string, I extends z.ZodType, S extends z.ZodType>(
  { method, path }: At<M, P>,
  asked: I,
  summary: string,
  answer: string,
  schema: S,
) {
  const request = { body: { required: true, content: { "application/json": { schema: asked } } } } as const;
  return createRoute({ method, path, summary, request, responses: { 200: json(answer, schema), ...problemAnswer } });
}

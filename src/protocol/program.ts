/**
 * Which build of the app the endpoint has: under which address its service worker is to be had; and what the page that
 * loads it and that worker say to each other.
 */

/** Answers `{ "worker": … }`. */
export const programPath = "/program.json";

/** `name`: the first 16 hex digits of the SHA-256 of the service worker's script. */
export const workerPath = (name: string): string => `/program-${name}.js`;

/** The service worker's path in what the endpoint answered; undefined if this is not such an answer. */
export function readProgram(answer: unknown): string | undefined {
  const worker = typeof answer === "object" && answer !== null && "worker" in answer ? answer.worker : undefined;
  return typeof worker === "string" && /^\/program-[0-9a-f]{16}\.js$/.test(worker) ? worker : undefined;
}

/** `sayWhenWhole` comes with a port for the answer; then whether it is to take the place of the version in use. */
export type ToNewWorker = "sayWhenWhole" | "take" | "leave";
export type FromNewWorker = "whole";

/**
 * Which build of the app the endpoint has: under which address its service worker is to be had; and what the page that
 * loads it and that worker say to each other.
 */

/** Answers a `Program` as JSON. */
export const programPath = "/program.json";

export type Program = {
  /** As people compare it, by the county's own words; "" where the county does not say. At most 64 characters. */
  readonly build: string;
  /**
   * The first 16 hex digits of the SHA-256 of its service worker's script, which names every file of the build by its
   * own hash.
   */
  readonly worker: string;
};

/** Where a service worker of this name is to be had. */
export const workerPath = (worker: string): string => `/program-${worker}.js`;

/** What the endpoint answered; undefined if this is not such an answer. */
export function readProgram(answer: unknown): Program | undefined {
  if (typeof answer !== "object" || answer === null || !("worker" in answer)) return undefined;
  const { worker } = answer;
  if (typeof worker !== "string" || !/^[0-9a-f]{16}$/.test(worker)) return undefined;
  const build = "build" in answer && typeof answer.build === "string" ? answer.build.slice(0, 64) : "";
  return { build, worker };
}

/** `sayWhenWhole` comes with a port for the answer; then whether it is to take the place of the version in use. */
export type ToNewWorker = "sayWhenWhole" | "take" | "leave";
export type FromNewWorker = "whole";

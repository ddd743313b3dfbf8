/** Which build of the app the endpoint has: under which address its service worker is to be had. */

/** Answers `{ "worker": … }`. */
export const programPath = "/program.json";

/** `name`: the first 16 hex digits of the SHA-256 of the service worker's script. */
export const workerPath = (name: string): string => `/program-${name}.js`;

/** The service worker's path in what the endpoint answered; undefined if this is not such an answer. */
export function readProgram(answer: unknown): string | undefined {
  const worker = typeof answer === "object" && answer !== null && "worker" in answer ? answer.worker : undefined;
  return typeof worker === "string" && /^\/program-[0-9a-f]{16}\.js$/.test(worker) ? worker : undefined;
}

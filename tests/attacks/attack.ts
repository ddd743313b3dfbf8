/**
 * One row of the table of attacks: who attacks, what is tried, and what must be seen. `run` tries it against the ground (a
 * running endpoint on a socket, real tablets) and fails unless exactly that is seen.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { ProblemType } from "../../src/protocol/problem.ts";
import { Problem } from "../../src/protocol/problem.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { Clerk } from "../helpers/office.ts";
import { type OpenElection, openElection, plainVoters } from "../helpers/openElection.ts";
import { countyOnSocket, enrolTablet, type Heard, type NodeTablet, viewIn } from "../helpers/server.ts";

export const attackers = [
  "a stranger on the network",
  "a captive portal",
  "a stranger with a set-up code",
  "a forged device",
  "a stolen tablet",
  "a copied disk",
  "a curious worker",
  "a guesser",
  "a hostile county server",
  "a hostile page",
  "a hostile file",
  "a revoked tablet",
  "an auditor",
] as const;
export type Attacker = (typeof attackers)[number];

export type Attack = {
  readonly attacker: Attacker;
  readonly tries: string;
  readonly seen: string;
  /** It is not withstood, and why: the row fails as long as that is so, and the run says so when it no longer does. */
  readonly stillSucceeds?: string;
  readonly run: (ground: Ground) => Promise<void>;
};

export type Ground = Awaited<ReturnType<typeof attackGround>>;

export const secretBeside = "this file lies beside the app's folder and is nobody's business";

export async function attackGround() {
  const base = mkdtempSync(join(tmpdir(), "attacks-"));
  const appFolder = join(base, "app");
  mkdirSync(join(appFolder, "assets"), { recursive: true });
  for (const page of ["index.html", "office.html"])
    writeFileSync(join(appFolder, page), `<!doctype html><title>${page}</title>`);
  writeFileSync(join(appFolder, "assets", "app-1234.js"), "export {};");
  writeFileSync(join(base, "secret.txt"), secretBeside);
  let socket: Awaited<ReturnType<typeof countyOnSocket>> | undefined;
  const at: OpenElection = await openElection(plainVoters(200), async (now) => {
    socket = await countyOnSocket({ now, appFolder });
    return socket;
  });
  if (socket === undefined) throw new Error("no socket");
  const { url, folder, clerk } = socket;
  const auditor = await Clerk.of(at.county.county, at.clock.now, "auditor");
  /** A tablet of this county that can be made to say anything. */
  const tablet = async (place: string | null = "school"): Promise<NodeTablet> => {
    const enrolled = await enrolTablet(at.county, place);
    enrolled.now = at.clock.now;
    return enrolled;
  };
  const size = async (): Promise<number> => (await at.county.county.sequencer.refresh()).size;
  return {
    at,
    url,
    folder,
    base,
    clerk,
    auditor,
    clock: at.clock,
    fetch: (path: string, init?: RequestInit) => fetch(url + path, init),
    size,
    tablet,
    /** One whose first event the county has: a check-in of this voter. */
    async tabletThatSent(voter: string): Promise<NodeTablet> {
      const sent = await tablet();
      await sent.checkIn(voter);
      viewIn(await sent.push());
      return sent;
    },
    /** What the county makes of its log. */
    async fold() {
      await at.county.county.lookAround();
      return at.county.county.fold;
    },
    async stop() {
      await at.stop();
      rmSync(base, { recursive: true });
    },
  };
}

/** The endpoint refuses with this type, and its log does not grow. */
export async function expectRefused(
  ground: Ground,
  type: ProblemType,
  act: () => Promise<Heard | Response>,
): Promise<void> {
  const before = await ground.size();
  const answer = await act();
  const json: unknown =
    "json" in answer && typeof answer.json === "function" ? await answer.json() : (answer as Heard).json;
  expect({ type: Problem.parse(json).type, status: answer.status }).toMatchObject({ type });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(JSON.stringify(json)).not.toMatch(/node_modules|\bat .*:\d+:\d+/);
  expect(await ground.size()).toBe(before);
}

export const posted = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

/** Sends exactly these bytes and answers all that comes back until the endpoint is done. */
export const raw = async (url: string, request: string | Uint8Array): Promise<string> =>
  (await conversation(url, request)).answer;

/** The same with who ended the connection: a caller who hears nothing for five seconds goes. */
export function conversation(
  url: string,
  request: string | Uint8Array,
): Promise<{ readonly answer: string; readonly ended: "by the endpoint" | "by the caller" }> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const parts: Buffer[] = [];
    let ended: "by the endpoint" | "by the caller" = "by the endpoint";
    socket.setTimeout(5000, () => {
      ended = "by the caller";
      socket.destroy();
    });
    socket.on("data", (part) => parts.push(part));
    socket.on("error", () => undefined);
    socket.on("close", () => done({ answer: Buffer.concat(parts).toString("latin1"), ended }));
    socket.write(request);
  });
}

/** Two rounds of sync, as in a minute of the day. */
export async function synced(...tablets: CoreTablet[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const tablet of tablets) await tablet.core.syncNow();
}

/**
 * Go's golang.org/x/mod/sumdb (note and tlog) as a judge of our checkpoints, tiles and proofs: a program of its own
 * (`go/main.go`) that reads a log over HTTP as any auditor would. Needs Debian's golang-go and golang-golang-x-mod-dev.
 */
import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const GOPATH = "/usr/share/gocode";

export const hasGo = ((): boolean => {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
  } catch {
    return false; // no such program
  }
  return existsSync(join(GOPATH, "src/golang.org/x/mod/sumdb/tlog"));
})();
if (!hasGo) {
  console.warn("Skipped: Go's sumdb does not judge our log here (apt-get install golang-go golang-golang-x-mod-dev)");
}

/** What Go is asked to judge; hashes in base64. The fields are those of `go/main.go`. */
export type GoJob = {
  readonly URL: string;
  readonly Vkey: string;
  readonly OldNotes: readonly string[];
  readonly Indexes: readonly number[];
  /** The audit path of each index, and the consistency proof from each old checkpoint. */
  readonly Inclusion: readonly (readonly string[])[];
  readonly Consistency: readonly (readonly string[])[];
  readonly Headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export class GoJudge {
  readonly #folder: string;
  readonly #program: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#program = join(folder, "judge");
  }

  static async build(): Promise<GoJudge> {
    const folder = mkdtempSync(join(tmpdir(), "turnout-sumdb-"));
    const judge = new GoJudge(folder);
    await promisify(execFile)("go", ["build", "-o", judge.#program, join(import.meta.dirname, "go/main.go")], {
      env: { ...process.env, GO111MODULE: "off", GOPATH, CGO_ENABLED: "0", GOCACHE: join(folder, "cache") },
    });
    return judge;
  }

  /** "accepted", or "refused: " and what does not verify. */
  judge(job: GoJob): Promise<string> {
    return new Promise((done, failed) => {
      const child = spawn(this.#program, { stdio: ["pipe", "pipe", "pipe"] });
      let said = "";
      const hear = (chunk: Buffer): void => {
        said += chunk;
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("error", failed);
      child.on("close", () => done(said.trim()));
      child.stdin.end(JSON.stringify(job));
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What a log answers at a path; undefined: not found. */
export type Answers = (path: string, headers: Headers) => Promise<Uint8Array | undefined>;

/** A server on 127.0.0.1 that answers from a log and can change what it says: between an auditor and that log. */
export class LiarInBetween {
  readonly url: string;
  /** Paths that were asked for. */
  asked: string[] = [];
  #change: (path: string, body: Uint8Array) => Uint8Array = (_, body) => body;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  static async before(answers: Answers): Promise<LiarInBetween> {
    const server = createServer(async (request, response) => {
      const path = request.url ?? "";
      liar.asked.push(path);
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers))
        if (name.startsWith("turnout-")) headers.set(name, String(value));
      const body = await answers(path, headers);
      response.writeHead(body === undefined ? 404 : 200);
      response.end(body === undefined ? undefined : liar.#change(path, body));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const liar = new LiarInBetween(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      () => new Promise((closed) => server.close(() => closed())),
    );
    return liar;
  }

  /** Lies while `act` runs. */
  async lying<T>(change: (path: string, body: Uint8Array) => Uint8Array, act: () => Promise<T>): Promise<T> {
    this.#change = change;
    try {
      return await act();
    } finally {
      this.#change = (_, body) => body;
    }
  }

  remove(): Promise<void> {
    return this.#close();
  }
}

/** Runs the real command line as child processes, in a folder that is removed afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed: the one object on standard output. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it expects
  readonly json: any;
};

export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "turnout-cli-"));
  readonly #running = new Set<ChildProcess>();

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  #start(args: readonly string[]): ChildProcess {
    // Each command is a process of its own; what one has compiled, the next one need not.
    const env = { ...process.env, NODE_COMPILE_CACHE: this.path("compiled") };
    const child = spawn(process.execPath, [main, ...args], {
      cwd: this.folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    child.once("exit", () => this.#running.delete(child));
    return child;
  }

  /** Runs one command to its end. */
  async turnout(...args: readonly string[]): Promise<Ran> {
    const child = this.#start(args);
    let out = "";
    let err = "";
    child.stdout?.on("data", (part: Buffer) => {
      out += part;
    });
    child.stderr?.on("data", (part: Buffer) => {
      err += part;
    });
    const code = await new Promise<number | null>((done) => child.once("close", (exit) => done(exit)));
    return { code, out, err, json: args.includes("--json") ? JSON.parse(out) : undefined };
  }

  /**
   * Runs one command on this data folder, and answers what the office's record tells of people at the office while it ran: what
   * tablets tell, a running endpoint writes whenever it hears of it.
   */
  async recorded(data: string, ...args: readonly string[]) {
    const began = Date.now();
    const { code } = await this.turnout(...args, "--data", data);
    const ended = Date.now();
    const file = this.path(`acts-${crypto.randomUUID()}.jsonl`);
    await this.turnout("export", "acts", "--out", file, "--data", data);
    const lines = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const acts = lines.filter(
      ({ time, who }) => who !== null && Date.parse(time) >= began && Date.parse(time) <= ended,
    );
    return { code, acts: acts.map(({ who, act, about }) => ({ who, act, about })) };
  }

  /** Starts a command that serves; resolves with the JSON that it prints once it listens. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it expects
  async serving(...args: readonly string[]): Promise<{ readonly json: any; stop(): Promise<number | null> }> {
    const child = this.#start([...args, "--port", "0", "--json"]);
    let out = "";
    let err = "";
    child.stderr?.on("data", (part: Buffer) => {
      err += part;
    });
    await new Promise<void>((listens, failed) => {
      child.stdout?.on("data", (part: Buffer) => {
        out += part;
        if (out.endsWith("\n")) listens();
      });
      child.once("exit", (code) => failed(new Error(`ended with ${code} before it listened: ${err}`)));
    });
    return {
      json: JSON.parse(out),
      stop: () =>
        new Promise((ended) => {
          child.removeAllListeners("exit");
          child.once("exit", (code) => ended(code));
          child.kill("SIGTERM");
        }),
    };
  }

  /** Ends what a failed test left running and removes the folder. */
  remove(): void {
    for (const child of this.#running) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * A cold start of the tablet on a slow processor: a new browser process on a profile that exists, every thread of the
 * page throttled through the DevTools protocol, from the navigation on. Speaks the protocol itself, because a worker must
 * be throttled before its first statement.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromiumArgs, chromiumPath } from "../helpers/chromium.ts";

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: {
    readonly sessionId: string;
    readonly targetInfo: { readonly type: string; readonly url: string };
  };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #calls = 0;
  onAttached: (params: NonNullable<Message["params"]>) => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.method === "Target.attachedToTarget" && message.params) this.onAttached(message.params);
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message);
    };
  }

  static async connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    await new Promise((done, failed) => {
      socket.onopen = done;
      socket.onerror = failed;
    });
    return new DevTools(socket);
  }

  async call(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#calls;
    const answer = await new Promise<Message>((done) => {
      this.#waiting.set(id, done);
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result ?? {};
  }
}

export type ColdStart = {
  /** Milliseconds from the navigation until `ready` was true in a frame. */
  readonly ms: number;
  /** Kinds of thread that could be throttled, and those that refused. */
  readonly throttled: readonly string[];
  readonly refused: readonly string[];
};

/** `ready`: an expression for the page, asked after each of its changes. */
export async function coldStart(profile: string, url: string, rate: number, ready: string): Promise<ColdStart> {
  const portFile = join(profile, "DevToolsActivePort");
  rmSync(portFile, { force: true });
  const args = [...chromiumArgs, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const browser = spawn(chromiumPath, [...args, "--window-size=1024,768", "about:blank"], { stdio: "ignore" });
  try {
    const tools = await DevTools.connect(await debuggerUrl(portFile));
    const { targetInfos } = (await tools.call("Target.getTargets")) as {
      targetInfos: { type: string; targetId: string }[];
    };
    const targetId = targetInfos.find(({ type }) => type === "page")?.targetId;
    const { sessionId } = (await tools.call("Target.attachToTarget", { targetId, flatten: true })) as {
      sessionId: string;
    };
    const throttled: string[] = [];
    const refused: string[] = [];
    const throttle = (kind: string, session: string): Promise<unknown> =>
      tools.call("Emulation.setCPUThrottlingRate", { rate }, session).then(
        () => throttled.push(kind),
        () => refused.push(kind),
      );
    const children = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    tools.onAttached = ({ sessionId: child, targetInfo }) => {
      if (child === sessionId) return;
      void throttle(targetInfo.type, child).then(() => tools.call("Runtime.runIfWaitingForDebugger", {}, child));
    };
    await throttle("page", sessionId);
    await tools.call("Target.setAutoAttach", children, sessionId);
    await tools.call("Page.enable", {}, sessionId);
    const source = `addEventListener("DOMContentLoaded", () => {
      const look = () => { if (globalThis.readyAt === undefined && (${ready})) requestAnimationFrame(() => { globalThis.readyAt ??= performance.now(); }); };
      new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
      look();
    });`;
    await tools.call("Page.addScriptToEvaluateOnNewDocument", { source }, sessionId);
    await tools.call("Page.navigate", { url }, sessionId);
    for (const until = Date.now() + 20_000; Date.now() < until; ) {
      await new Promise((go) => setTimeout(go, 250));
      const asked = { expression: "globalThis.readyAt", returnByValue: true };
      const { result } = (await tools.call("Runtime.evaluate", asked, sessionId)) as { result: { value?: number } };
      if (result.value !== undefined) return { ms: result.value, throttled, refused };
    }
    const asked = { expression: "document.body?.innerText", returnByValue: true };
    const { result } = (await tools.call("Runtime.evaluate", asked, sessionId)) as { result: { value?: string } };
    throw new Error(`${url} was not ready; it shows: ${result.value}`);
  } finally {
    await ended(browser);
  }
}

async function debuggerUrl(portFile: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    await new Promise((go) => setTimeout(go, 50));
    try {
      const [port, path] = readFileSync(portFile, "utf8").split("\n");
      if (path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // The browser has not written it yet.
    }
  }
  throw new Error("Chromium did not open its debugging port.");
}

function ended(browser: ChildProcess): Promise<void> {
  return new Promise((done) => {
    browser.once("exit", () => done());
    browser.kill();
  });
}

/**
 * Another worker takes the tablet, in the real, built app in headless Chromium with 200,000 invented voters, four times
 * slower: from the tap on "Lock" to the second worker's painted search box that takes keys, the name tapped and the PIN typed
 * as fast as the screen takes them. Goal: p95 of 3 s, so nearly all of it is left to the people. Baseline in the same run
 * and browser: the bare Argon2id of a PIN in a worker, which no check of a PIN can do without. Build the app first.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { pinCost } from "../../src/protocol/workers.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { browserElection, pin } from "../helpers/browserElection.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { openTablet, type Tablet } from "../helpers/tablet.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

const RATE = 4;
const VOTERS = 200_000;
/** The first ones warm up and are not counted. */
const WARM = 2;

/** Measures `count` hand-overs (30 unless told). */
export async function handOver(count = 30): Promise<BenchResult[]> {
  const made = inventedElection(500);
  const election = await browserElection({ election: made, voters: [...inventedVoters(made, 1, VOTERS)] });
  const tablet = await openTablet();
  try {
    tablet.context.setDefaultTimeout(120_000);
    await election.ready(tablet);
    const bare = await bareHashes(tablet, count);
    const slowed = await slowDown(tablet.page);
    const took: number[] = [];
    for (let n = 0; n < count + WARM; n++) {
      const ms = await handedOver(tablet, n % 2 === 0 ? "lin" : "rosa");
      if (n >= WARM) took.push(ms);
    }
    const line = (share: number): BenchResult =>
      result(
        `tap on Lock to the next worker's search box p${share * 100}, ${count} hand-overs, ${VOTERS.toLocaleString("en")} voters, ${RATE} times slower ${slowed}`,
        quantile(took, share),
        "ms",
        `bare Argon2id of a PIN, as slow, p${share * 100}`,
        quantile(bare, share),
      );
    return [line(0.5), line(0.95)];
  } finally {
    await tablet.context.close();
    await election.stop();
  }
}

/** Milliseconds until this worker has the tablet that another one had. */
async function handedOver({ page, searchBox }: Tablet, worker: string): Promise<number> {
  const lock = page.getByRole("button", { name: "Lock", exact: true });
  const ready = page.evaluate(
    (name) =>
      new Promise<number>((done) => {
        let from: number | undefined;
        document.addEventListener(
          "pointerup",
          ({ timeStamp }) => {
            from ??= timeStamp;
          },
          { capture: true, once: true },
        );
        const look = (): void => {
          const there = document.querySelector(".worker")?.textContent?.startsWith(name);
          if (from === undefined || !there || !document.activeElement?.matches('input[type="search"]')) return;
          observer.disconnect();
          document.removeEventListener("focusin", look);
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - (from ?? Number.NaN))));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
        document.addEventListener("focusin", look);
        Object.assign(globalThis, { watching: true });
      }),
    worker,
  );
  await page.waitForFunction(() => (globalThis as { watching?: boolean }).watching === true);
  await page.evaluate(() => Object.assign(globalThis, { watching: false }) && undefined);
  await lock.click();
  await page.getByRole("button", { name: new RegExp(`^${worker}`) }).click();
  await page.getByLabel("PIN", { exact: true }).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
  const ms = await ready;
  await searchBox.waitFor();
  return ms;
}

/** Slows every thread of the page down that can be slowed, and answers which. */
async function slowDown(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: RATE });
  const answers: Promise<boolean>[] = [];
  session.on("Target.attachedToTarget", ({ sessionId }) => {
    answers.push(
      new Promise((done) => {
        session.on("Target.receivedMessageFromTarget", (heard) => {
          if (heard.sessionId === sessionId) done(!heard.message.includes('"error"'));
        });
      }),
    );
    const message = JSON.stringify({ id: 1, method: "Emulation.setCPUThrottlingRate", params: { rate: RATE } });
    void session.send("Target.sendMessageToTarget", { sessionId, message });
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const slowed = await Promise.all(answers);
  if (slowed.length === 0) throw new Error("The tablet's worker is not running.");
  return slowed.every((one) => one) ? "page and worker" : "page (worker not)";
}

/** Milliseconds that each of `times` bare hashes takes in a worker of a page of this browser, as slow as the tablet. */
async function bareHashes({ context }: Tablet, times: number): Promise<number[]> {
  const library = readFileSync(new URL("../../node_modules/hash-wasm/dist/argon2.umd.min.js", import.meta.url));
  const worker = `importScripts("/argon2.js"); onmessage = async ({ data }) => {
    const from = performance.now();
    await hashwasm.argon2id({ ...data, salt: crypto.getRandomValues(new Uint8Array(16)) });
    postMessage(performance.now() - from);
  };`;
  const scripts: Readonly<Record<string, string | Buffer>> = { "/argon2.js": library, "/worker.js": worker };
  const server = createServer(({ url = "" }, response) => {
    const script = scripts[url];
    response.setHeader("Content-Type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? "<!doctype html><title>Bare</title>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate(() => Object.assign(globalThis, { hasher: new Worker("/worker.js") }) && undefined);
  await slowDown(page);
  const asked = {
    password: pin,
    parallelism: 1,
    iterations: pinCost.passes,
    memorySize: pinCost.memoryKiB,
    hashLength: 32,
  };
  const took = await page.evaluate(
    async ([data, count]) => {
      const { hasher } = globalThis as unknown as { hasher: Worker };
      const all: number[] = [];
      for (let n = 0; n < count; n++)
        all.push(
          await new Promise<number>((done) => {
            hasher.onmessage = (message) => done(message.data as number);
            hasher.postMessage(data);
          }),
        );
      return all;
    },
    [asked, times + WARM] as const,
  );
  await page.close();
  server.close();
  return took.slice(WARM);
}

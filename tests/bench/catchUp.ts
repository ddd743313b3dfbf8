/**
 * How long a tablet that is set up after a million events takes until it knows them all: the real, built app in headless
 * Chromium, a real endpoint with a data folder. The events are real bodies, sealed and chained, put into the county log
 * by the endpoint's own sequencer; only their signatures are random bytes, because tablets do not verify those of other
 * devices (the results say so). The opening code is typed as soon as it is asked for, which is when the roll is there; the
 * tablet is open when it has fetched, verified, stored and folded everything. Goal: 60 s from the set-up code to that.
 *
 * Baselines in the same run, on a share of the events, scaled: for the pull, bare requests for the same bundles, unsigned,
 * one after another, each put into IndexedDB; for the fold, bare WebCrypto decryption of the bodies. Build the app first.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { encodeBundle } from "../../src/log/tiles.ts";
import { browserElection } from "../helpers/browserElection.ts";
import { fillLog } from "../helpers/filledLog.ts";
import { openTablet, type Tablet } from "../helpers/tablet.ts";
import { type BenchResult, result } from "./benchResult.ts";
import { rendererMemory } from "./rollChromium.ts";

/** Events of which the baselines are measured. */
const SHARE = 25_600;

/** Measures `count` events (a million unless told). */
export async function catchUp(count = 1_000_000): Promise<BenchResult[]> {
  const election = await browserElection();
  const tablet = await openTablet();
  try {
    tablet.context.setDefaultTimeout(15 * 60_000);
    const made = await fillLog(election, count, SHARE);
    const size = (await election.county.sequencer.refresh()).size;
    // A county that took these events over a day has folded them; here it is given the time to.
    await election.county.fold.catchUp(size);

    const code = await election.setupCode();
    await tablet.page.goto(election.url);
    await tablet.page.getByLabel("Set-up code").fill(code);
    const start = performance.now();
    await tablet.page.keyboard.press("Enter");
    await tablet.page.getByLabel("Opening code").waitFor();
    const storing = storedAt(tablet, size);
    await tablet.page.getByLabel("Opening code").fill(await election.card());
    await tablet.page.keyboard.press("Enter");
    await tablet.page.getByRole("heading", { name: "Who works here?" }).waitFor();
    const pull = ((await storing) - start) / 1000;
    const caughtUp = (performance.now() - start) / 1000;
    const memory = await memoryOf(tablet);

    const bare = await bareBaselines(tablet.page, made.sample, count);
    const n = count.toLocaleString("en");
    const name = (what: string): string =>
      `${what}, ${n} events (signatures random, which tablets do not verify), Chromium`;
    const scaled = `${SHARE.toLocaleString("en")} events, scaled`;
    const perMillion = (made.bytes / count) * 1e6;
    return [
      result(name("set up, fetch, verify, store"), pull, "s", `bare fetch and put, ${scaled}`, bare.fetched),
      result(
        name("caught up: all that and opened, folded beside it"),
        caughtUp,
        "s",
        `that and bare AES-GCM of the bodies, ${scaled}, one after the other`,
        bare.fetched + bare.decrypted,
      ),
      result(
        "bytes that one tablet receives as bundles, per million events",
        perMillion / 1e6,
        "MB",
        "their bodies before sealing",
        ((made.plain / count) * 1e6) / 1e6,
      ),
      result(name("resident memory of the renderer"), memory, "MB", "the bundles", made.bytes / 1e6),
    ];
  } finally {
    await tablet.context.close();
    await election.stop();
  }
}

/** When the tablet has verified and stored as many entries. */
async function storedAt(tablet: Tablet, size: number): Promise<number> {
  while (((await tablet.frontier())?.size ?? 0) < size) await new Promise((go) => setTimeout(go, 250));
  return performance.now();
}

/** Resident memory in MB of the tablet's renderer. */
async function memoryOf({ context }: Tablet): Promise<number> {
  const browser = context.browser();
  return browser === null ? Number.NaN : rendererMemory(browser);
}

/** Seconds that the same work takes without everything around it, scaled to `count` events. */
async function bareBaselines(
  page: Page,
  leaves: readonly Uint8Array[],
  count: number,
): Promise<{ fetched: number; decrypted: number }> {
  const bundles: Uint8Array[] = [];
  for (let at = 0; at < leaves.length; at += 256) {
    const bundle = encodeBundle(leaves.slice(at, at + 256));
    if (!bundle.ok) throw new Error(bundle.error.type);
    bundles.push(bundle.value);
  }
  const server = createServer((request, response) => {
    const bundle = bundles[Number(request.url?.slice(1) || Number.NaN)];
    if (bundle === undefined) response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Bare</title>");
    else response.end(bundle);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const other = await page.context().newPage();
  await other.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const body = (leaf: Uint8Array): string => {
    const { body: sealed } = JSON.parse(new TextDecoder().decode(leaf.subarray(0, -64))) as { body: string };
    return sealed;
  };
  const sealedBytes = Math.round(atob(body(leaves[0] as Uint8Array)).length - 28);
  const took = await other.evaluate(
    async ([many, events, length]) => {
      const opening = indexedDB.open("bare");
      opening.onupgradeneeded = () => opening.result.createObjectStore("bundles");
      await new Promise((done) => {
        opening.onsuccess = done;
      });
      const fetching = performance.now();
      for (let n = 0; n < many; n++) {
        const bundle = new Uint8Array(await (await fetch(`/${n}`)).arrayBuffer());
        const transaction = opening.result.transaction("bundles", "readwrite", { durability: "strict" });
        transaction.objectStore("bundles").put(bundle, n);
        await new Promise((done) => {
          transaction.oncomplete = done;
        });
      }
      const fetched = performance.now() - fetching;
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      const iv = new Uint8Array(12);
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array(length));
      const decrypting = performance.now();
      for (let at = 0; at < events; at += 256)
        await Promise.all(
          Array.from({ length: 256 }, () => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)),
        );
      return { fetched, decrypted: performance.now() - decrypting };
    },
    [bundles.length, leaves.length, sealedBytes] as const,
  );
  await other.close();
  server.closeAllConnections();
  server.close();
  const scale = count / leaves.length / 1000;
  return { fetched: took.fetched * scale, decrypted: took.decrypted * scale };
}

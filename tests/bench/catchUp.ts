/**
 * How long a tablet that is set up after a million events takes until it knows them all: the real, built app in headless
 * Chromium, a real endpoint with a data folder. The events are real bodies, sealed and chained, put into the county log
 * by the endpoint's own sequencer; only their signatures are random bytes, because tablets do not verify those of other
 * devices (the results say so). Goal: 60 s for fetching, verifying and storing, and folding, together.
 *
 * Baselines in the same run, on a share of the events, scaled: for the pull, bare requests for the same bundles, unsigned,
 * one after another, each put into IndexedDB; for the fold, bare WebCrypto decryption of the bodies. Build the app first.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { encodeEvent, eventHash, makeLeaf } from "../../src/log/eventBytes.ts";
import { sealBody } from "../../src/log/sealedBody.ts";
import { encodeBundle } from "../../src/log/tiles.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import type { NewEntry } from "../../src/server/round.ts";
import { type BrowserElection, browserElection } from "../helpers/browserElection.ts";
import { checkInBody, enrolTablet } from "../helpers/server.ts";
import { openTablet, type Tablet } from "../helpers/tablet.ts";
import { type BenchResult, result } from "./benchResult.ts";
import { rendererMemory } from "./rollChromium.ts";

/** Devices that wrote the events, and how many events enter the log in one round. */
const DEVICES = 64;
const ROUND = 4096;
/** Events of which the baselines are measured. */
const SHARE = 25_600;

/** Measures `count` events (a million unless told). */
export async function catchUp(count = 1_000_000): Promise<BenchResult[]> {
  const election = await browserElection();
  const tablet = await openTablet();
  try {
    tablet.context.setDefaultTimeout(15 * 60_000);
    const made = await fillLog(election, count);
    const size = (await election.county.sequencer.refresh()).size;
    // A county that took these events over a day has folded them; here it is given the time to.
    await election.county.fold.catchUp(size);

    const code = await election.setupCode();
    await tablet.page.goto(election.url);
    await tablet.page.getByLabel("Set-up code").fill(code);
    const start = performance.now();
    await tablet.page.keyboard.press("Enter");
    await tablet.page.getByLabel("Opening code").waitFor();
    while (((await tablet.frontier())?.size ?? 0) < size) await new Promise((go) => setTimeout(go, 250));
    const pull = (performance.now() - start) / 1000;

    await tablet.page.getByLabel("Opening code").fill(await election.card());
    const opening = performance.now();
    await tablet.page.keyboard.press("Enter");
    await tablet.page.getByRole("heading", { name: "Who works here?" }).waitFor();
    const fold = (performance.now() - opening) / 1000;
    const memory = await memoryOf(tablet);

    const bare = await bareBaselines(tablet.page, made.sample, count);
    const n = count.toLocaleString("en");
    const name = (what: string): string =>
      `${what}, ${n} events (signatures random, which tablets do not verify), Chromium`;
    const scaled = `${SHARE.toLocaleString("en")} events, scaled`;
    const perMillion = (made.bytes / count) * 1e6;
    return [
      result(name("set up, fetch, verify, store"), pull, "s", `bare fetch and put, ${scaled}`, bare.fetched),
      result(name("open: roll and fold"), fold, "s", `bare AES-GCM of the bodies, ${scaled}`, bare.decrypted),
      result(name("caught up"), pull + fold, "s", "both baselines", bare.fetched + bare.decrypted),
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

type Made = { readonly bytes: number; readonly plain: number; readonly sample: readonly Uint8Array[] };

/** Puts check-ins of as many voters into the county log, in rounds of the endpoint's own sequencer. */
async function fillLog({ county, publisher }: BrowserElection, count: number): Promise<Made> {
  const { electionKey, election, sequencer } = publisher;
  const key = await eventKey(await eventKeyBytes(electionKey));
  const endpoint = {
    county,
    electionKey,
    fetch: async (path: string, init?: RequestInit) => county.app.fetch(new Request(`http://county${path}`, init)),
  };
  const writers: { device: string; seq: number; hash: string }[] = [];
  for (let n = 0; n < DEVICES; n++) {
    const { device, answer } = await enrolTablet(endpoint);
    writers.push({ device, seq: -1, hash: answer.enrolled });
  }
  let bytes = 0;
  let plain = 0;
  const sample: Uint8Array[] = [];
  for (let from = 0; from < count; from += ROUND) {
    const { size, root } = await sequencer.state();
    const seen = { size, root: Buffer.from(root).toString("base64") };
    const entries: NewEntry[] = [];
    // One event of each device at a time, as every event names the hash of the one before it.
    for (let at = from; at < Math.min(count, from + ROUND); at += DEVICES) {
      const turn = writers.slice(0, Math.min(DEVICES, count - at)).map(async (writer, n): Promise<NewEntry> => {
        const place = { election: election.id, device: writer.device, seq: writer.seq + 1 };
        const steps = [{ step: "confirmIdentity", outcome: "nameAndAddressSaid" }];
        const receipt = `${n + 1}-${String(place.seq + 1).padStart(4, "0")}`;
        const body = { ...checkInBody(`N${at + n}`, "school", Date.now()), seen, steps, receipt };
        const sealed = await sealBody(key, place, crypto.getRandomValues(new Uint8Array(12)), body);
        const encoded = encodeEvent({ v: 1, ...place, prev: writer.hash, body: sealed });
        if (!encoded.ok) throw new Error(encoded.error.type);
        plain += JSON.stringify(body).length;
        writer.seq++;
        writer.hash = await eventHash(encoded.value);
        const leaf = makeLeaf(encoded.value, crypto.getRandomValues(new Uint8Array(64)));
        return { device: writer.device, seq: writer.seq, hash: writer.hash, leaf, handedOver: false };
      });
      entries.push(...(await Promise.all(turn)));
    }
    for (const { leaf } of entries) bytes += leaf.length + 2;
    if (sample.length < SHARE) sample.push(...entries.map((one) => one.leaf));
    await sequencer.submit((round) => {
      for (const entry of entries) round.append(entry);
    });
  }
  return { bytes, plain, sample: sample.slice(0, SHARE) };
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

/**
 * How long until a check-in on one tablet is seen on another of the same place: two browser profiles with the real app, a
 * real endpoint with its live stream. From the tap on the first to the painted mark in the list of the second, which has
 * verified the county's tree by then. Goal: p95 of 2 s. Baseline in the same run: a bare POST to a server-sent event.
 * Check-ins come at random moments, as the stream speaks at most every two seconds. Build the app first.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { seededNumbers } from "../../src/training/inventedVoters.ts";
import { browserElection } from "../helpers/browserElection.ts";
import { plainVoters } from "../helpers/openElection.ts";
import { openTablet } from "../helpers/tablet.ts";
import { watchCheckIns, watchedIn } from "./_tabletWatch.ts";
import { type BenchResult, quantile, result } from "./benchResult.ts";

/** Measures `count` check-ins (24 unless told). */
export async function visible(count = 24): Promise<BenchResult[]> {
  const voters = plainVoters(count + 1);
  const election = await browserElection({ voters });
  const here = await openTablet();
  const there = await openTablet();
  const random = seededNumbers(11);
  try {
    await watchCheckIns(here.context);
    await Promise.all([election.ready(here), election.ready(there)]);
    const took: number[] = [];
    for (const [n, { lastName }] of voters.entries()) {
      await there.searchBox.fill(lastName);
      await there.row(lastName).waitFor();
      await here.choose(lastName, lastName);
      await new Promise((go) => setTimeout(go, random() * 3000));
      const seen = marked(there.page, lastName);
      await here.checkInButton.click();
      await here.recorded.waitFor();
      const at = await seen;
      if (n > 0) took.push(at - (await watchedIn(here.page)).tapped);
      await here.nextVoter();
    }
    const bare = await bareStream(there.page, 100);
    const line = (share: number): BenchResult =>
      result(
        `check-in on one tablet to visible on another of the place p${share * 100}, ${count} check-ins`,
        quantile(took, share),
        "ms",
        `bare POST to server-sent event p${share * 100}`,
        quantile(bare, share),
      );
    return [line(0.5), line(0.95)];
  } finally {
    await Promise.all([here.context.close(), there.context.close()]);
    await election.stop();
  }
}

/** The moment when the row of this voter, and no other, is painted as checked in. */
function marked(page: Page, lastName: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((done) => {
        const look = (): boolean => {
          const row = [...document.querySelectorAll('[role="option"]')].find((one) =>
            one.textContent?.startsWith(name),
          );
          return /Checked in \d/.test(row?.textContent ?? "");
        };
        const observer = new MutationObserver(() => {
          if (!look()) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    lastName,
  );
}

/** Milliseconds from a POST to the message that it causes on an open event stream, in a page of the same browser. */
async function bareStream(page: Page, times: number): Promise<number[]> {
  let stream: ServerResponse | undefined;
  const server = createServer((request, response) => {
    if (request.url === "/live") {
      stream = response.writeHead(200, { "Content-Type": "text/event-stream" });
      stream.write("retry: 1000\n\n");
    } else if (request.method === "POST") {
      request.resume().on("end", () => {
        response.end();
        stream?.write("data: now\n\n");
      });
    } else response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Bare</title>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const other = await page.context().newPage();
  await other.goto(url);
  const took = await other.evaluate(async (count) => {
    const stream = new EventSource("/live");
    await new Promise((open) => {
      stream.onopen = open;
    });
    const all: number[] = [];
    for (let n = 0; n < count; n++) {
      const from = performance.now();
      const message = new Promise((come) => {
        stream.onmessage = come;
      });
      void fetch("/", { method: "POST", body: "x".repeat(900) });
      await message;
      all.push(performance.now() - from);
    }
    stream.close();
    return all;
  }, times);
  await other.close();
  server.closeAllConnections();
  server.close();
  return took;
}

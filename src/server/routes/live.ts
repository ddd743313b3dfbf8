/**
 * Pokes for tablets: server-sent events that carry signed checkpoints and nothing else, so they need no sign-in. A raw
 * response on this one route, for half the memory per connection.
 *
 * At most one checkpoint every two seconds goes to each connection, the newest; a lost poke costs latency only, because
 * tablets ask by themselves as well. A connection ends after 15 minutes; the browser opens the next one. How many may be
 * open at once is in openStreams.ts.
 */
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type AppParts, addressOf, type CountyApp } from "../appParts.ts";
import { headersFor } from "../headers.ts";
import { networkOf } from "../network.ts";
import { refuse } from "../problems.ts";

const pokeEveryMs = 2000;
const heartbeatMs = 15_000;
const longestMs = 15 * 60_000;
/** A reader that takes this many unsent bytes is not reading: it is dropped. */
const unsentBytes = 64 * 1024;

export function liveRoutes(app: CountyApp, parts: AppParts): void {
  const { onCheckpoint, sequencer, enrolment, secure, rates } = parts;
  app.get("/api/live", async (c) => {
    const out = c.env?.outgoing;
    if (out === undefined) return refuse(c, { type: "notFound", what: "live news need a connection" });
    const first = (await sequencer.state()).note;
    if (out.destroyed) return RESPONSE_ALREADY_SENT; // whoever asked is gone, and no "close" comes any more
    const giveBack = rates?.streams(networkOf(addressOf(c, parts)));
    if (rates !== undefined && giveBack === undefined)
      return refuse(c, { type: "tooManyRequests", what: "that stay open" });
    out.writeHead(200, {
      ...Object.fromEntries(headersFor(secure)),
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
    });
    // Jitter, so that a thousand tablets do not come back in one moment.
    const jitter = (enrolment.random(1)[0] as number) * 16;
    out.write(`retry: ${2000 + jitter}\n\n`);
    let waiting: string | undefined = first;
    let timer: NodeJS.Timeout | undefined;
    const send = (): void => {
      timer = undefined;
      if (waiting === undefined) return;
      if (out.writableLength > unsentBytes) {
        out.destroy();
        return;
      }
      out.write(`event: checkpoint\n${dataLines(waiting)}\n`);
      waiting = undefined;
      timer = setTimeout(send, pokeEveryMs);
    };
    const stopHearing = onCheckpoint((note) => {
      waiting = note;
      timer ??= setTimeout(send, 0);
    });
    const beat = setInterval(() => out.write(": beat\n\n"), heartbeatMs);
    const end = setTimeout(() => out.end(), longestMs);
    out.on("close", () => {
      giveBack?.();
      stopHearing();
      clearTimeout(timer);
      clearTimeout(end);
      clearInterval(beat);
    });
    send();
    return RESPONSE_ALREADY_SENT;
  });
}

/** A note has several lines; each becomes a data line, and the reader joins them with newlines again. */
const dataLines = (note: string): string =>
  note
    .split("\n")
    .map((line) => `data: ${line}\n`)
    .join("");

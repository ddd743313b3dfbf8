/**
 * A proxy through which a whole browser goes, whatever asks there: pages, workers, the service worker, the browser itself.
 * It lets through what is for our own origin, refuses everything else, and keeps a list of both.
 */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What Chromium asks on its own account, whatever page it shows: whether it has been updated, who is signed in to it. Flags do
 * not end all of it; an office that minds manages its browsers.
 */
const browsersOwn: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "clients1.google.com",
  "clients2.google.com",
  "content-autofill.googleapis.com",
  "optimizationguide-pa.googleapis.com",
  "passwordsleakcheck-pa.googleapis.com",
  "safebrowsing.googleapis.com",
  "update.googleapis.com",
]);

export type Asked = { readonly origin: string; readonly path: string };

export type RecordingProxy = {
  /** For the browser's command line. Loopback goes through it, too. */
  readonly browserArgs: readonly string[];
  readonly asked: readonly Asked[];
  /** Those of other hosts than our own and the browser's. */
  strangers(): readonly Asked[];
  remove(): Promise<void>;
};

export async function recordingProxy(ownUrl: string): Promise<RecordingProxy> {
  const own = new URL(ownUrl).origin;
  const asked: Asked[] = [];
  const server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? "", "http://no-host-was-named");
    asked.push({ origin: url.origin, path: url.pathname });
    if (url.origin !== own) {
      answer.writeHead(502).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(url, { method: method ?? "GET", headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    // Whoever ends it on one side has ended it on the other: streams of news stay open for hours.
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on("connect", ({ url = "" }, socket) => {
    asked.push({ origin: new URL(`https://${url}`).origin, path: "" });
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    browserArgs: [`--proxy-server=http://127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>"],
    asked,
    strangers: () => asked.filter(({ origin }) => origin !== own && !browsersOwn.has(new URL(origin).hostname)),
    async remove() {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
}

/**
 * A cable between tablet and county that a test can pull: a TCP proxy on 127.0.0.1. Unlike a browser's "offline", it
 * also ends open event streams, and `navigator.onLine` stays true, as when the network behind the tablet's switch dies.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Cable = {
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  pull(): void;
  /** Pulls itself in the middle of an answer, once this many more bytes have come from the county. */
  pullAfter(bytes: number): void;
  plugIn(): void;
  readonly pulled: () => boolean;
  remove(): Promise<void>;
};

export async function layCable(toUrl: string): Promise<Cable> {
  const toPort = Number(new URL(toUrl).port);
  const sockets = new Set<Socket>();
  let cut = false;
  let left = Number.POSITIVE_INFINITY;
  const pull = (): void => {
    cut = true;
    left = Number.POSITIVE_INFINITY;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = createServer((tablet) => {
    if (cut) {
      tablet.resetAndDestroy();
      return;
    }
    const county = connect(toPort, "127.0.0.1");
    for (const socket of [tablet, county]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        (socket === tablet ? county : tablet).destroy();
      });
    }
    tablet.pipe(county);
    county.pipe(tablet);
    county.on("data", (bytes: Buffer) => {
      left -= bytes.length;
      if (left <= 0) pull();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull,
    pullAfter(bytes) {
      left = bytes;
    },
    plugIn() {
      cut = false;
    },
    pulled: () => cut,
    remove: () =>
      new Promise<void>((removed) => {
        server.close(() => removed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

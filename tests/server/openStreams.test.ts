/** How many streams of news may be open: by the count itself, and over sockets, where they also end by themselves. */
import { get, type IncomingMessage } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openStreams, streamLimits } from "../../src/server/openStreams.ts";
import { countyOnSocket } from "../helpers/server.ts";

test("never more are open than may be, and whoever is below both limits is taken in", () => {
  const step = fc.record({ address: fc.constantFrom("a", "b", "c"), ends: fc.boolean(), which: fc.nat() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 8 }), fc.array(step), (each, all, steps) => {
      const take = openStreams({ perAddress: each, inAll: all });
      const open: { address: string; giveBack: () => void }[] = [];
      for (const { address, ends, which } of steps) {
        if (ends) {
          for (const one of open.splice(which % (open.length || 1), 1)) one.giveBack();
          continue;
        }
        const mine = open.filter((one) => one.address === address).length;
        const giveBack = take(address);
        expect(giveBack !== undefined).toBe(mine < each && open.length < all);
        if (giveBack !== undefined) open.push({ address, giveBack });
      }
    }),
  );
});

test("an address that holds too many streams open is refused the next one and nothing else, others are not", async () => {
  const county = await countyOnSocket();
  const streamFrom = (localAddress: string): Promise<IncomingMessage> =>
    new Promise((answered, failed) => {
      const request = get(`${county.url}/api/live`, { localAddress, agent: false }, answered);
      request.on("error", failed);
    });
  const open = await Promise.all(Array.from({ length: streamLimits.perAddress }, () => streamFrom("127.0.0.1")));
  for (const one of open) one.on("error", () => undefined);
  expect(new Set(open.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));

  const refused = await county.fetch("/api/live");
  expect([refused.status, ((await refused.json()) as { type: string }).type]).toEqual([429, "tooManyRequests"]);
  expect((await county.fetch("/log/checkpoint")).status).toBe(200);
  const elsewhere = await streamFrom("127.0.0.2");
  elsewhere.on("error", () => undefined);
  expect(elsewhere.statusCode).toBe(200);

  open[0]?.destroy();
  await expect
    .poll(async () => {
      const again = await streamFrom("127.0.0.1");
      again.on("error", () => undefined);
      return again.statusCode;
    })
    .toBe(200);
  await county.stop();
});

/** Who still holds what, as one tablet's inspector sees it while the others are heard, are dead, or gave their records away. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { missingOf } from "../../src/domain/whoHolds.ts";
import { type CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";

let at: OpenElection;
beforeEach(async () => {
  at = await openElection(plainVoters(30));
});
afterEach(() => at.stop());

const rounds = async (...tablets: CoreTablet[]): Promise<void> => {
  for (let n = 0; n < 3; n++) for (const { core } of tablets) await core.syncNow();
};
const checkIn = async ({ core }: CoreTablet, voterId: string): Promise<void> => {
  const done = await core.checkIn({ cmd: crypto.randomUUID(), voterId, style: "B1", ...plainCheckIn });
  expect(done).toMatchObject({ ok: true });
};
const bookOf = async ({ core }: CoreTablet) => {
  const book = await core.placeBook();
  if (book === undefined) throw new Error("no book");
  return book;
};
/** Later, so that the county is asked anew. */
const later = async (tablet: CoreTablet): Promise<void> => {
  at.clock.pass(61_000);
  await rounds(tablet);
};
const holdsOf = async (tablet: CoreTablet, number: string) =>
  (await bookOf(tablet)).holds.find((one) => one.number === number);

test("P7: a tablet that died is named with its last known count and how much of it is at the county, also without a network", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet()];
  expect(await b.core.lock()).toBeUndefined();
  expect(await b.core.signIn("lin", pin)).toMatchObject({ ok: true });
  a.clockError = -180_000;
  await checkIn(a, "V1");
  await rounds(a);
  const sent = a.core.state().notSent;
  expect(sent).toBe(0);
  // From now on A is heard and nothing of it arrives; then it dies.
  for (const voter of ["V2", "V3"]) {
    a.connect((path, init) =>
      path.startsWith("/api/logs/") ? Promise.reject(new TypeError("lost")) : at.county.fetch(path, init),
    );
    await checkIn(a, voter);
  }
  await rounds(a);
  const heard = at.clock.now();
  a.online = false;
  await bookOf(b); // as the screen does, again and again
  await later(b);
  const held = await holdsOf(b, "1");
  expect(held).toMatchObject({ heard, build: "test", clockOff: 180_000, carried: 0 });
  expect(missingOf(held ?? { records: 0, atCounty: 0 })).toBe(2);
  expect(await holdsOf(b, "2")).toMatchObject({ number: "2", clockOff: 0 });

  // B loses the network too, and is started anew: it still knows, and says how old that is.
  b.online = false;
  at.clock.pass(20 * 60_000);
  const told = (await bookOf(b)).heardAt ?? 0;
  expect(at.clock.now() - told).toBeGreaterThan(19 * 60_000);
  b.start();
  await b.core.start();
  expect(await b.core.open(await at.card("school"))).toMatchObject({ ok: true });
  expect(await b.core.signIn("lin", pin)).toMatchObject({ ok: true });
  expect(await holdsOf(b, "1")).toEqual(held);

  // What A gave to B lies there to be sent, and once it was, nobody holds anything any more.
  const given = await a.core.carry({ how: "file" });
  if (given?.how !== "file") throw new Error("nothing to carry");
  expect(await b.core.takeCarried(new Uint8Array(await given.file.arrayBuffer()))).toMatchObject({ ok: true });
  const carried = await holdsOf(b, "1");
  expect(carried?.carried).toBe(missingOf(carried ?? { records: 0, atCounty: 0 }));
  expect(carried?.carried).toBeGreaterThanOrEqual(2);
  b.online = true;
  await later(b);
  const done = await holdsOf(b, "1");
  expect(done).toMatchObject({ carried: 0, atCounty: done?.records });
});

test("each place is told of its own tablets only", async () => {
  const [a, b] = [await at.workingTablet(), await at.workingTablet("library")];
  await bookOf(a);
  await later(a);
  await rounds(b);
  expect((await bookOf(a)).holds.map(({ number }) => number)).toEqual(["1"]);
  expect((await bookOf(b)).holds.map(({ number }) => number)).toEqual(["2"]);
});

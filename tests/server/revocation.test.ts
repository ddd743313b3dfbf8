/** A tablet that is set aside, over the wire: its log is still taken, and what it did later counts again if so decided. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Overview, officeRoutes } from "../../src/protocol/office.ts";
import { reinstateDevice, revokeDevice } from "../../src/server/officeActs.ts";
import { countyOnSocket, enrolTablet, type NodeTablet, viewIn } from "../helpers/server.ts";

let endpoint: Awaited<ReturnType<typeof countyOnSocket>>;
let session: Record<string, string> = {};
beforeAll(async () => {
  endpoint = await countyOnSocket();
  session = await endpoint.clerk.signIn(endpoint.fetch);
});
afterAll(() => endpoint.stop());

async function overview(): Promise<Overview> {
  return Overview.parse(await (await endpoint.fetch(officeRoutes.overview.path, { headers: session })).json());
}

async function tabletAt(place: string): Promise<NodeTablet> {
  const tablet = await enrolTablet(endpoint, place);
  tablet.now = Date.now;
  return tablet;
}

test("a revoked tablet's push is taken and flagged, its later check-ins do not count, a greater number brings them back", async () => {
  const [stolen, other] = [await tabletAt("school"), await tabletAt("library")];
  for (const voter of ["V0", "V1", "V2"]) await stolen.checkIn(voter);
  await stolen.push();
  await other.checkIn("V2");
  await other.push();
  expect(await overview()).toMatchObject({ checkedIn: 3, twice: [{ voter: "V2" }], flagged: [] });

  // Set aside after its first event; two that the county has already, and two that come later, no longer count.
  expect((await revokeDevice(endpoint.county, stolen.device, 0)).ok).toBe(true);
  await stolen.checkIn("V3");
  await stolen.checkIn("V4");
  const view = viewIn(await stolen.push());
  expect(view.device).toMatchObject({ head: { seq: 4, hash: stolen.hashes[4] }, revoked: { trustedThrough: 0 } });
  const after = await overview();
  expect(after).toMatchObject({ checkedIn: 2, twice: [] });
  expect(after.places.map(({ id, checkedIn, tablets }) => [id, checkedIn, tablets])).toEqual([
    ["school", 1, 0],
    ["library", 1, 1],
  ]);
  expect(after.tablets[0]).toMatchObject({ device: stolen.device, state: "revoked", accepted: 5, notSent: 0 });
  expect(after.flagged.map(({ device, why }) => [device, why])).toEqual(
    Array(4).fill([stolen.device, "written by a tablet that the county has set aside"]),
  );

  // It was in good hands until its fourth event: these count again, the last one does not.
  expect((await revokeDevice(endpoint.county, stolen.device, 3)).ok).toBe(true);
  const reversed = await overview();
  expect(reversed).toMatchObject({ checkedIn: 4, twice: [{ voter: "V2" }] });
  expect(reversed.flagged).toEqual(after.flagged.slice(-1));
  expect(viewIn(await stolen.view()).device.revoked).toEqual({ trustedThrough: 3 });

  // Another tablet may carry the rest of its log, too.
  await stolen.checkIn("V5");
  const carried = await other.push(stolen.leaves.slice(-1), stolen.device);
  expect(viewIn(carried).device.head.seq).toBe(5);
  expect((await overview()).checkedIn).toBe(4);

  // And the revocation as a whole taken back: as if it had never been.
  expect((await reinstateDevice(endpoint.county, stolen.device)).ok).toBe(true);
  expect(await reinstateDevice(endpoint.county, stolen.device)).toMatchObject({ error: { type: "notRevoked" } });
  const trusted = await overview();
  expect(trusted).toMatchObject({ checkedIn: 6, twice: [{ voter: "V2" }], flagged: [] });
  expect(trusted.tablets[0]).toMatchObject({ state: "good", trustedThrough: null, newest: 5 });
  expect(viewIn(await stolen.view()).device.revoked).toBeNull();
  expect((await stolen.ask("GET", "/api/wraps")).status).toBe(200);
});

/**
 * "Complete" is what this tablet itself found in the county's log: never the county's word. An endpoint that claims to have
 * taken what it withholds, or shows another log, is never complete.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readArgs } from "../../src/cli/command.ts";
import { verify } from "../../src/cli/commands/verify.ts";
import { openNote } from "../../src/log/checkpoint.ts";
import { encodeExportHeader } from "../../src/log/logExport.ts";
import { type ReceiptDevice, readReceipt } from "../../src/log/receipt.ts";
import { receiptSearch } from "../../src/log/receiptSearch.ts";
import { encodeBundle } from "../../src/log/tiles.ts";
import { readLeaves } from "../../src/server/logStore.ts";
import type { CoreTablet } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { proofOf, rounds, signedCheckIn } from "../helpers/sending.ts";
import { everyoneSigns, signingKey } from "../helpers/signing.ts";

let at: OpenElection;
beforeEach(async () => {
  const { signatureKey } = await signingKey();
  at = await openElection(plainVoters(60), undefined, { rules: { signature: everyoneSigns }, signatureKey });
});
afterEach(() => at.stop());

const eventsOf = async ({ store }: CoreTablet): Promise<number> =>
  store.eventCount((await store.fact("identity"))?.device ?? "");

/** What `turnout verify --key --receipt` says of these entries. */
async function verifiedBy(receipt: string, vkey: string, note: string, leaves: readonly Uint8Array[]) {
  const folder = mkdtempSync(join(tmpdir(), "verify-"));
  try {
    const bundle = encodeBundle(leaves);
    if (!bundle.ok) throw new Error(bundle.error.type);
    writeFileSync(join(folder, "log.bin"), Buffer.concat([encodeExportHeader({ vkey, note }), bundle.value]));
    writeFileSync(join(folder, "receipt.txt"), receipt);
    const args = readArgs(verify, [join(folder, "log.bin"), "--key", vkey, "--receipt", join(folder, "receipt.txt")]);
    if (!args.ok) throw new Error(args.error.reason);
    const silent = { interactive: false, now: Date.now, note: () => {}, progress: () => {}, progressDone: () => {} };
    return await verify.run(args.value, { ...silent, ask: () => Promise.reject(new Error("nobody is asked")) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("P7: a tablet finds all of its records, says so on a receipt, and no longer once there is one more", async () => {
  const tablet = await at.workingTablet();
  for (const voter of ["V1", "V2"]) await signedCheckIn(tablet, voter);
  await rounds(tablet);
  const events = await eventsOf(tablet);
  const proof = await proofOf(tablet);
  expect(proof).toMatchObject({ events, found: events, files: 2, filesHeld: 2, complete: true });
  const receipt = readReceipt(proof.receipt ?? "");
  const identity = await tablet.store.fact("identity");
  const head = await tablet.store.head(identity?.device ?? "");
  expect(receipt).toMatchObject({
    number: identity?.number,
    files: 2,
    devices: [{ device: identity?.device, events, head: head?.hash }],
  });
  const signed = await openNote(receipt?.note ?? "", identity?.vkey ?? "");
  expect(signed).toMatchObject({ ok: true, value: { size: proof.record?.size } });

  // Whoever has the log and the receipt finds the same; and what is missing or another one.
  const { database } = at.county.county.enrolment;
  const leaves = await readLeaves(database, 0, proof.record?.size ?? 0);
  const lacks = async (devices: readonly ReceiptDevice[], log: readonly Uint8Array[]) => {
    const search = receiptSearch(devices);
    await search.check(0, log);
    return search.missing();
  };
  const [named] = receipt?.devices ?? [];
  if (named === undefined) throw new Error("the receipt names nobody");
  const { device } = named;
  expect(await lacks([named], leaves)).toEqual([]);
  const [own] = await tablet.store.events(device, events - 1, 1);
  const without = leaves.filter((leaf) => !Buffer.from(leaf).equals(own?.leaf ?? new Uint8Array(0)));
  expect(await lacks([named], without)).toEqual([{ device, events, found: events - 1 }]);
  expect(await lacks([{ ...named, head: "0".repeat(64) }], leaves)).toEqual([{ device, events, found: events - 1 }]);
  expect(await lacks([{ ...named, events: events + 2 }], leaves)).toEqual([
    { device, events: events + 2, found: events },
  ]);

  const verified = await verifiedBy(proof.receipt ?? "", identity?.vkey ?? "", receipt?.note ?? "", leaves);
  expect(verified).toMatchObject({ ok: true, value: { json: { anchored: true } } });
  const longer = (proof.receipt ?? "").replace(`${device} ${events} `, `${device} ${events + 1} `);
  expect(await verifiedBy(longer, identity?.vkey ?? "", receipt?.note ?? "", leaves)).toMatchObject({
    ok: false,
    error: { type: "receiptRecordsMissing", reason: expect.stringContaining(`${events} of ${events + 1}`) },
  });

  tablet.online = false;
  await signedCheckIn(tablet, "V3");
  await tablet.core.syncNow();
  expect(await proofOf(tablet)).toMatchObject({
    ...{ events: events + 1, found: events, files: 3, filesHeld: 2, complete: false, receipt: undefined },
  });
});

test("P7: what is closed is proved too, without any key, and again after a restart", async () => {
  const tablet = await at.workingTablet();
  await signedCheckIn(tablet, "V1");
  await tablet.core.signIn("lin", pin);
  expect((await tablet.core.close()).ok).toBe(true);
  expect(await proofOf(tablet)).toMatchObject({ complete: false });
  await rounds(tablet);
  expect(await proofOf(tablet)).toMatchObject({ complete: true, files: 1, filesHeld: 1 });
  tablet.start();
  await tablet.core.start();
  await tablet.core.syncNow();
  expect(await proofOf(tablet)).toMatchObject({ complete: true, events: await eventsOf(tablet) });
});

test("an endpoint that claims to have every record and shows a log without the last is never complete", async () => {
  const honest = at.county.fetch.bind(at.county);
  const tablet = await at.workingTablet();
  await rounds(tablet);
  // The county's own answers, signed and genuine, but of the log as it was: newer pages of it are withheld.
  const before = await tablet.store.fact("frontier");
  await signedCheckIn(tablet, "V1");
  tablet.connect(async (path, init) =>
    path.startsWith("/log/") ? new Response("", { status: 503 }) : honest(path, init),
  );
  await rounds(tablet);
  // The county's word is that it has everything.
  expect(tablet.core.state()).toMatchObject({ notSent: 0, signaturesNotSent: 0 });
  expect((await tablet.store.fact("frontier"))?.size).toBe(before?.size);
  const events = await eventsOf(tablet);
  expect(await proofOf(tablet)).toMatchObject({ events, found: events - 1, complete: false, receipt: undefined });
  tablet.connect(honest);
  await rounds(tablet);
  expect(await proofOf(tablet)).toMatchObject({ complete: true });
});

test("a county that says it has a signature file, and does not, is never complete", async () => {
  const tablet = await at.workingTablet();
  const { db } = at.county.county.enrolment.database;
  for (const voter of ["V1", "V2"]) await signedCheckIn(tablet, voter);
  await rounds(tablet);
  const [kept] = await tablet.store.sentSignatures();
  // Its name alone, with other bytes: what a hostile endpoint would keep to look complete.
  await db
    .updateTable("signature_file")
    .set({ bytes: new Uint8Array(300) })
    .where("hash", "=", kept ?? "")
    .execute();
  expect(await proofOf(tablet)).toMatchObject({ files: 2, filesHeld: 1, complete: false });
  await db
    .deleteFrom("signature_file")
    .where("hash", "=", kept ?? "")
    .execute();
  expect(await proofOf(tablet)).toMatchObject({ files: 2, filesHeld: 1, complete: false });
  // Fewer than before: they are sent again.
  await rounds(tablet);
  expect(await proofOf(tablet)).toMatchObject({ files: 2, filesHeld: 2, complete: true });
});

test("a copy of the log that does not make up the signed root proves nothing", async () => {
  const tablet = await at.workingTablet();
  await signedCheckIn(tablet, "V1");
  await rounds(tablet);
  const size = (await tablet.store.fact("frontier"))?.size ?? 0;
  const leaves = await tablet.store.entries(0, size);
  const [first, ...rest] = leaves as [Uint8Array, ...Uint8Array[]];
  const changed = first.slice();
  changed[40] = (changed[40] ?? 0) ^ 1;
  await tablet.store.putEntries(0, [changed, ...rest]);
  tablet.start();
  await tablet.core.start();
  expect(await proofOf(tablet)).toMatchObject({ found: 0, complete: false, record: undefined });
});

test("a tablet that was set up again proves the records of its former number too", async () => {
  const tablet = await at.workingTablet();
  await signedCheckIn(tablet, "V1");
  await rounds(tablet);
  const before = await eventsOf(tablet);
  tablet.online = false;
  await signedCheckIn(tablet, "V2");
  await tablet.core.setUpAnew();
  tablet.online = true;
  expect((await tablet.core.setUp(await at.setupCode("school"), true)).ok).toBe(true);
  await rounds(tablet);
  const proof = await proofOf(tablet);
  expect(proof.events).toBeGreaterThan(before);
  expect(proof).toMatchObject({ found: proof.events, files: 2, filesHeld: 2, complete: true });
  expect(readReceipt(proof.receipt ?? "")?.devices.length).toBeGreaterThan(0);
});

/** A data folder restored from a backup: noticed before anything is served, and mended from what others still have. */
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openNote } from "../../src/log/checkpoint.ts";
import { openLogExport } from "../../src/log/logExport.ts";
import { recoveryPath } from "../../src/protocol/recovery.ts";
import { type CountyServer, openCountyServer } from "../../src/server/county.ts";
import { openCountyOffice } from "../../src/server/countyOffice.ts";
import { createCounty, openCounty } from "../../src/server/dataFolder.ts";
import { readEntries } from "../../src/server/logStore.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { Clerk } from "../helpers/office.ts";
import {
  bundleOf,
  type Endpoint,
  election,
  enrolTablet,
  type NodeTablet,
  problemIn,
  silent,
  viewIn,
} from "../helpers/server.ts";

let base: string;
let folder: string;
let running: CountyServer | undefined;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), "restore-"));
  folder = join(base, "data");
  const created = await createCounty(folder, election);
  expect(created.ok).toBe(true);
  await Clerk.inFolder(folder);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(base, { recursive: true });
});

async function serve(): Promise<Endpoint> {
  const server = await openCountyServer({ folder, port: 0, log: silent });
  const opened = await openCounty(folder);
  if (!server.ok || !opened.ok) throw new Error("the endpoint did not start");
  const [key, secret] = [await opened.value.electionKey(), await opened.value.officeSecret()];
  if (!key.ok || !secret.ok) throw new Error("a key is missing");
  running = server.value;
  const { url, county } = server.value;
  return {
    county,
    electionKey: key.value,
    officeSecret: secret.value,
    fetch: (path, init) => fetch(url + path, init),
    stop: async () => undefined,
  };
}

async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

async function office() {
  const opened = await openCountyOffice({ folder, log: silent });
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
}

/** Backs the folder up after one check-in, goes on, exports the log, and restores the backup. */
async function restoreAfterMore(): Promise<{ tablets: NodeTablet[]; note: string; exported: string }> {
  let endpoint = await serve();
  const first = await enrolTablet(endpoint);
  await first.checkIn("before");
  await first.push();
  await stop();
  cpSync(folder, join(base, "backup"), { recursive: true });

  endpoint = await serve();
  first.through(endpoint);
  const second = await enrolTablet(endpoint, "library");
  await first.checkIn("after");
  await first.push();
  await second.checkIn("after, too");
  await second.push();
  const other = await second.witness({ type: "SomethingElse" }, { seq: 0, prev: second.answer.enrolled });
  await first.handOver([other.leaf], second.device);
  await revokeDevice(endpoint.county, second.device, 0);
  const { note } = await endpoint.county.sequencer.refresh();
  await stop();

  const exported = join(base, "log.export");
  const before = await office();
  for await (const bytes of before.exportLog()) appendFileSync(exported, bytes);
  await before.stop();
  rmSync(folder, { recursive: true });
  cpSync(join(base, "backup"), folder, { recursive: true });
  return { tablets: [first, second], note, exported };
}

test("P8: a restored endpoint serves nothing, takes the missing leaves, and goes on with the very same log", async () => {
  const { tablets, note, exported } = await restoreAfterMore();
  const [first, second] = tablets as [NodeTablet, NodeTablet];

  const behind = await serve();
  first.through(behind);
  expect(problemIn(await first.view()).type).toBe("countyBehind");
  expect(problemIn(await first.push()).type).toBe("countyBehind");
  for (const path of ["/log/checkpoint", "/log/tile/0/000.p/1", "/api/live"])
    expect((await behind.fetch(path)).status, path).toBe(503);
  await stop();

  const mending = await office();
  expect(mending.behind).toBeDefined();
  expect(await mending.publisher()).toEqual({ ok: false, error: { type: "countyBehind" } });
  const recovered = await mending.recover(exported);
  expect(recovered.ok && recovered.value.next === recovered.value.to).toBe(true);
  await mending.stop();

  const endpoint = await serve();
  for (const tablet of tablets) tablet.through(endpoint);
  const state = await endpoint.county.sequencer.state();
  const signed = await openNote(note, state.signer.vkey);
  expect(signed.ok && signed.value).toMatchObject({ size: state.size, root: state.root });
  // Devices came back with the log: the tablet set up after the backup, what was handed over, and the revocation.
  expect(viewIn(await second.view()).device).toMatchObject({ revoked: { trustedThrough: 0 }, head: { seq: 0 } });
  const entries = await readEntries(endpoint.county.enrolment.database, 0, state.size);
  expect(entries.filter(({ handed_over }) => handed_over === 1)).toHaveLength(1);
  await second.checkIn("later");
  expect(problemIn(await second.push()).type).toBe("fork");
  await first.checkIn("later");
  expect(viewIn(await first.push()).device.head.seq).toBe(2);
}, 30_000);

test("tablets give the leaves over HTTP, in pieces; wrong ones change nothing", async () => {
  const { note, exported } = await restoreAfterMore();
  const endpoint = await serve();
  const opened = await openLogExport([await import("node:fs").then(({ readFileSync }) => readFileSync(exported))]);
  if (!opened.ok) throw new Error(opened.error.type);
  const leaves: Uint8Array[] = [];
  for await (const batch of opened.value.entries) if (batch.ok) leaves.push(...batch.value);
  const give = (from: number, bundle: Uint8Array) =>
    endpoint.fetch(`${recoveryPath}?from=${from}`, { method: "POST", body: bundle as Uint8Array<ArrayBuffer> });
  const { next, to } = (await (await endpoint.fetch(recoveryPath)).json()) as { next: number; to: number };
  expect(to).toBe(leaves.length);

  expect((await give(next + 1, bundleOf(leaves.slice(next + 1)))).status).toBe(409);
  const forged = (leaves[next] as Uint8Array).slice();
  forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
  expect((await give(next, bundleOf([forged]))).status).toBe(422);
  expect((await give(next, bundleOf(leaves.slice(next)).slice(0, -1))).status).toBe(400);

  expect(await (await give(next, bundleOf(leaves.slice(next, next + 2)))).json()).toEqual({ next: next + 2, to });
  expect((await endpoint.fetch("/log/checkpoint")).status).toBe(503);
  expect(await (await give(next, bundleOf(leaves.slice(next)))).json()).toEqual({ next: to, to });
  const served = await (await endpoint.fetch("/log/checkpoint")).text();
  expect(served.split("\n").slice(0, 3)).toEqual(note.split("\n").slice(0, 3));
}, 30_000);

test("leaves in another order are refused whole, and the right ones are taken afterwards", async () => {
  const { exported } = await restoreAfterMore();
  const mending = await office();
  const opened = await openLogExport([await import("node:fs").then(({ readFileSync }) => readFileSync(exported))]);
  if (!opened.ok || mending.behind === undefined) throw new Error("nothing to mend");
  const leaves: Uint8Array[] = [];
  for await (const batch of opened.value.entries) if (batch.ok) leaves.push(...batch.value.map((leaf) => leaf.slice()));
  const { next } = await mending.behind.progress();
  const swapped = leaves.with(next + 1, leaves[next + 2] as Uint8Array).with(next + 2, leaves[next + 1] as Uint8Array);
  const before = (await mending.sequencer.refresh()).size;
  expect(await mending.behind.add(0, swapped)).toEqual({ ok: false, error: { type: "rootDiffers" } });
  expect((await mending.sequencer.refresh()).size).toBe(before);
  expect((await mending.behind.add(0, leaves)).ok).toBe(true);
  await mending.stop();
}, 30_000);

test("when the leaves are lost for good, the log goes on under a new origin that names the old checkpoint", async () => {
  const { tablets, note } = await restoreAfterMore();
  const [first] = tablets as [NodeTablet];
  const mending = await office();
  expect(await mending.openEpoch()).toMatchObject({ ok: true, value: { epoch: 2, origin: "turnout/2026-general/2" } });
  await mending.stop();

  const endpoint = await serve();
  first.through(endpoint);
  const state = await endpoint.county.sequencer.state();
  expect((await openNote(state.note, state.signer.vkey)).ok).toBe(true);
  expect(state.note.startsWith("turnout/2026-general/2\n")).toBe(true);
  const last = (await readEntries(endpoint.county.enrolment.database, 0, state.size)).at(-1);
  expect(new TextDecoder().decode(last?.leaf)).toContain(JSON.stringify(note).slice(1, -1));
  // The tablet still has its events and sends them again.
  expect(viewIn(await first.push()).device.head.seq).toBe(1);
}, 30_000);

test("a lock file that the county did not sign stops the start; a missing one is made", async () => {
  await serve();
  await stop();
  expect(existsSync(`${folder}.seen`)).toBe(true);
  writeFileSync(`${folder}.seen`, "turnout/2026-general\n9\nAAAA\n");
  const server = await openCountyServer({ folder, port: 0, log: silent });
  expect(server).toEqual({ ok: false, error: { type: "lastSeenUnreadable", file: `${folder}.seen` } });
  rmSync(`${folder}.seen`);
  await serve();
  expect(existsSync(`${folder}.seen`)).toBe(true);
});

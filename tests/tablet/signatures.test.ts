/** Signatures on a tablet: sealed before anything is stored, stored with their check-in, sent until the county has them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRecoveryFile } from "../../src/cli/recoveryFile.ts";
import { takeSignatures } from "../../src/cli/takeBack.ts";
import { signatureOf } from "../../src/domain/signatureRules.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { openSignature } from "../../src/protocol/sealedSignature.ts";
import { decodeSignature, encodeSignature } from "../../src/protocol/signatureStrokes.ts";
import { signatureFiles, signaturesNamed } from "../../src/server/signatureFiles.ts";
import { type CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { drawn, everyoneSigns, type Signing, signingKey } from "../helpers/signing.ts";
import { Chance } from "../simulation/chance.ts";
import { FaultyTablet } from "../simulation/faultyTablet.ts";

let at: OpenElection;
let signing: Signing;
const begin = async (unable = everyoneSigns.unable): Promise<void> => {
  signing = await signingKey();
  const { signatureKey } = signing;
  at = await openElection(plainVoters(60), undefined, {
    rules: { signature: { ...everyoneSigns, unable } },
    signatureKey,
  });
};
beforeEach(() => begin());
afterEach(() => at.stop());

type Core = Pick<CoreTablet, "core">["core"];
const checkIn = (core: Core, voterId: string, more: object = { signature: drawn }, cmd: string = crypto.randomUUID()) =>
  core.checkIn({ cmd, voterId, style: "B1", ...plainCheckIn, ...more });

const database = () => at.county.county.enrolment.database;
async function atCounty(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for await (const { hash, bytes } of signatureFiles(database())) files.set(hash, bytes);
  return files;
}
async function named() {
  const { size } = await at.county.county.sequencer.refresh();
  return signaturesNamed(database(), await eventKey(await eventKeyBytes(at.county.electionKey)), size);
}

test("nobody who has to sign is checked in without, and a way that the law does not have is none", async () => {
  const { core } = await at.workingTablet();
  const without = { ok: false, error: { type: "stepMissing", step: { step: "sign" } } };
  expect(await checkIn(core, "V1", {})).toMatchObject(without);
  expect(await checkIn(core, "V1", { cannotSign: "arm in a cast" })).toMatchObject(without);
  expect(await checkIn(core, "V1", { signature: { ...drawn, how: "another" } })).toMatchObject(without);
  expect((await checkIn(core, "V1", { signature: { ...drawn, how: "mark" } })).ok).toBe(true);
  expect((await checkIn(core, "V2")).ok).toBe(true);
});

test("P1, P9: without a network the signature waits here, sealed; then the county has it and the office opens it", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.syncNow();
  tablet.online = false;
  const recorded = await checkIn(tablet.core, "V1");
  expect(recorded.ok).toBe(true);
  expect(tablet.core.state().signaturesNotSent).toBe(1);
  const [file] = await tablet.store.signaturesToSend(10);
  const bytes = Buffer.from(file?.bytes ?? []);
  expect(bytes.includes(Buffer.from(encodeSignature(drawn).slice(2)))).toBe(false);
  expect(await atCounty()).toEqual(new Map());

  tablet.online = true;
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  expect(tablet.core.state()).toMatchObject({ signaturesNotSent: 0, safety: { safety: "allSent" } });
  const files = await atCounty();
  expect([...files.keys()]).toEqual([file?.hash]);
  expect(await named()).toMatchObject([{ file: file?.hash, how: "own", voter: "V1" }]);
  const opened = await openSignature(signing.office, "2026-general", files.get(file?.hash ?? "") ?? new Uint8Array(0));
  expect(opened.ok && decodeSignature(opened.value)).toEqual(drawn);
});

test("a signature whose answer was lost is sent again, and one that is not there yet keeps the status line from 'all sent'", async () => {
  const tablet = await at.workingTablet();
  let lost = 0;
  tablet.connect(async (path, init) => {
    const answer = await at.county.fetch(path, init);
    if (!path.startsWith("/api/signatures/") || lost === 2) return answer;
    lost++;
    throw new TypeError("no network");
  });
  await checkIn(tablet.core, "V1");
  await checkIn(tablet.core, "V2");
  await tablet.core.syncNow();
  expect(tablet.core.state()).toMatchObject({
    notSent: 0,
    signaturesNotSent: 2,
    safety: { safety: "sending", notSent: 2 },
  });
  for (let round = 0; round < 3; round++) await tablet.core.syncNow();
  expect(tablet.core.state().safety).toMatchObject({ safety: "allSent" });
  expect((await atCounty()).size).toBe(2);
  expect(new Set((await named()).map(({ file }) => file))).toEqual(new Set((await atCounty()).keys()));
});

test("a county that lost files, restored from a backup, has them all again", async () => {
  const tablet = await at.workingTablet();
  for (const voter of ["V1", "V2", "V3"]) await checkIn(tablet.core, voter);
  for (let round = 0; round < 3; round++) await tablet.core.syncNow();
  const [first] = [...(await atCounty()).keys()];
  await database()
    .db.deleteFrom("signature_file")
    .where("hash", "=", first ?? "")
    .execute();
  expect((await atCounty()).size).toBe(2);
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  expect((await atCounty()).size).toBe(3);
  const puts: string[] = [];
  tablet.connect((path, init) => {
    if (init?.method === "PUT") puts.push(path);
    return at.county.fetch(path, init);
  });
  for (let round = 0; round < 2; round++) await tablet.core.syncNow();
  expect(puts).toEqual([]); // and none again and again
});

test("a tablet that finds no network gives its signatures to the office in the file of its records", async () => {
  const tablet = await at.workingTablet();
  await tablet.core.syncNow();
  tablet.online = false;
  await checkIn(tablet.core, "V1");
  const folder = mkdtempSync(join(tmpdir(), "signatures-"));
  const saved = join(folder, "tablet");
  writeFileSync(saved, new Uint8Array(await (await tablet.core.exportLog()).arrayBuffer()));
  const file = await openRecoveryFile(saved);
  if (!file.ok) throw new Error(file.error.type);
  const [kept] = await tablet.store.signaturesToSend(10);
  expect(await takeSignatures({ database: database() }, [file.value], 1)).toBe(1);
  expect(await takeSignatures({ database: database() }, [file.value], 1)).toBe(0);
  expect([...(await atCounty()).keys()]).toEqual([kept?.hash]);
  const entries: Uint8Array[] = [];
  for await (const some of file.value.entries()) entries.push(...some);
  expect(entries).toHaveLength(await tablet.store.entryCount()); // what follows is read as before
  rmSync(folder, { recursive: true });
});

test("where the official notes why a voter cannot sign, the event tells it and names no file", async () => {
  await at.stop();
  await begin("noted");
  const tablet = await at.workingTablet();
  expect((await checkIn(tablet.core, "V1", { cannotSign: "arm in a cast" })).ok).toBe(true);
  expect(tablet.core.state().signaturesNotSent).toBe(0);
  await tablet.core.syncNow();
  expect(await named()).toEqual([]);
});

test("P5: whatever call is the last, no check-in is there whose signature is missing, and no signature without one", async () => {
  let nextVoter = 0;
  const moments = new Set<string>();
  const waiting = ["none"];
  for (let moment = waiting.shift(); moment !== undefined; moment = waiting.shift()) {
    const tablet = new FaultyTablet("tablet", at.county.fetch, at.clock.now, new Chance(1));
    tablet.faults = false;
    await tablet.start();
    await tablet.core.setUp(await at.setupCode("school"), true);
    const toWork = async (): Promise<void> => {
      while (tablet.core.state().phase.phase === "loadingRoll") await new Promise((go) => setTimeout(go, 1));
      if (tablet.core.state().phase.phase === "closed") await tablet.core.open(await at.card("school"));
      await tablet.core.signIn("rosa", pin);
    };
    await toWork();
    const voter = `V${nextVoter++}`;
    let shown = false;
    await tablet.run(async () => {
      shown = (await checkIn(tablet.core, voter)).ok;
      await tablet.core.syncNow();
    }, moment);
    for (const one of tablet.moments)
      if (/^store\.(append|mark)|^PUT/.test(one) && !moments.has(one)) {
        moments.add(one);
        waiting.push(one);
      }
    const died = tablet.dead;
    const before = await tablet.store.signaturesToSend(10);
    const sent = await tablet.store.sentSignatures();
    if (died) await tablet.start();
    await toWork();
    const { checkIns } = (await tablet.core.voter(voter))?.standing ?? { checkIns: [] };
    if (shown) expect(checkIns).toHaveLength(1);
    expect([...before.map(({ hash }) => hash), ...sent]).toHaveLength(checkIns.length);
    await tablet.core.syncNow();
    await tablet.core.syncNow();
    const files = await atCounty();
    const its = (await named()).filter((one) => one.voter === voter);
    expect(its).toHaveLength(checkIns.length);
    for (const { file } of its) expect(files.has(file)).toBe(true);
    expect(tablet.core.state().signaturesNotSent).toBe(0);
    tablet.core.stop();
  }
  expect([...moments]).toEqual(
    expect.arrayContaining(["store.append 1 before", "store.append 1 after", "PUT /api/signatures/* 1 after"]),
  );
});

test("a signature that no event names is told from those that do", () => {
  expect(
    signatureOf({ type: "VoterCheckedIn", steps: [{ step: "confirmIdentity", outcome: "nameAndAddressSaid" }] }),
  ).toBeUndefined();
  expect(signatureOf({ type: "VoterCheckedIn", steps: [{ step: "cannotSign", outcome: "why" }] })).toBeUndefined();
  expect(signatureOf({ type: "VoterCheckedIn", steps: [{ step: "witnessedMark", outcome: "h" }] })).toEqual({
    how: "mark",
    file: "h",
  });
});

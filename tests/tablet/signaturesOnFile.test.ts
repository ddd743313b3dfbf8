/** Signatures on file on a tablet: fetched beside its work, sealed as stored, one opened at a time, for its own place. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { SignatureFiler } from "../../src/server/filedSignatures.ts";
import { revokeDevice } from "../../src/server/officeActs.ts";
import { publishRoll } from "../../src/server/publish.ts";
import { type CoreTablet, plainCheckIn } from "../helpers/coreTablet.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { type OpenElection, openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { png } from "../helpers/signatureImages.ts";
import { drawn, everyoneSigns, signingKey } from "../helpers/signing.ts";

const elsewhere = voter("E1", { lastName: "Elsewhere", split: "02" });
const voters = [...plainVoters(30), elsewhere];

let at: OpenElection;
async function begin(reference = true): Promise<void> {
  const { signatureKey } = await signingKey();
  at = await openElection(voters, undefined, { rules: { signature: { ...everyoneSigns, reference } }, signatureKey });
}
beforeEach(() => begin());
afterEach(() => at.stop());

const imageOf = (seed: number) => ({ type: "image/png" as const, bytes: png(seed) });
async function file(...seeds: readonly (readonly [string, number])[]): Promise<void> {
  const filer = await SignatureFiler.open(at.publisher());
  await filer.file(seeds.map(([voterId, seed]) => ({ voterId, image: imageOf(seed) })));
  expect((await publishRoll(at.publisher())).ok).toBe(true);
}

/** Rounds until it says so; what is fetched in the background arrives at some time. */
async function until(tablet: CoreTablet, voterId: string, onFile: string) {
  for (let tries = 0; ; tries++) {
    const shown = await tablet.core.signatureOnFile(voterId);
    if (shown?.onFile === onFile) return shown;
    if (tries > 200) throw new Error(`${voterId}: ${shown?.onFile}, expected ${onFile}`);
    await tablet.core.syncNow();
    await new Promise((go) => setTimeout(go, 5));
  }
}
const whole = (tablet: CoreTablet) => until(tablet, "V1", "shown");

test("P9: its own place's are shown, others' are not here, and nothing of an image is stored in clear", async () => {
  await file(["V1", 1], ["V2", 2], ["E1", 3]);
  const tablet = await at.workingTablet();
  expect(await whole(tablet)).toEqual({ onFile: "shown", image: imageOf(1) });
  expect(await tablet.core.signatureOnFile("V2")).toEqual({ onFile: "shown", image: imageOf(2) });
  expect(await tablet.core.signatureOnFile("V3")).toEqual({ onFile: "none" });
  expect(await tablet.core.signatureOnFile("E1")).toEqual({ onFile: "none" });
  const other = await at.workingTablet("library");
  expect(await until(other, "E1", "shown")).toEqual({ onFile: "shown", image: imageOf(3) });
  for (const hash of await tablet.store.chunkHashes()) {
    const bytes = Buffer.from((await tablet.store.chunk(hash)) ?? []);
    for (const seed of [1, 2, 3]) expect(bytes.includes(Buffer.from(png(seed).slice(30, 60)))).toBe(false);
  }
});

test("locked, nobody is shown one; neither on a closed tablet", async () => {
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await whole(tablet);
  await tablet.core.lock();
  expect(await tablet.core.signatureOnFile("V1")).toBeUndefined();
  expect((await tablet.core.signIn("rosa", pin)).ok).toBe(true);
  const asked = tablet.core.signatureOnFile("V1");
  await tablet.core.lock();
  expect(await asked).toBeUndefined();
});

test("P1: opens and checks in while none of them can be had, and says that they are not here", async () => {
  await file(["V1", 1]);
  const asked: string[] = [];
  const published = await signatureHashes(await at.workingTablet());
  const tablet = at.newTablet();
  tablet.connect((path, init) => {
    if (!published.some((hash) => path.endsWith(hash))) return at.county.fetch(path, init);
    asked.push(path);
    return new Promise(() => undefined);
  });
  await tablet.core.start();
  expect((await tablet.core.setUp(await at.setupCode("school"), true)).ok).toBe(true);
  await tablet.phase("closed");
  expect((await tablet.core.open(await at.card("school"))).ok).toBe(true);
  expect((await tablet.core.signIn("rosa", pin)).ok).toBe(true);
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  expect(await tablet.core.signatureOnFile("V1")).toEqual({ onFile: "notHere" });
  expect(asked).toHaveLength(1);
  const call = { cmd: "c", voterId: "V1", style: "B1", ...plainCheckIn, signature: drawn };
  expect((await tablet.core.checkIn(call)).ok).toBe(true);
  await tablet.core.syncNow();
  expect(tablet.core.state().safety.safety).toBe("allSent");
});

/** Chunks of the place's set, as the manifest in use names them. */
async function signatureHashes(tablet: CoreTablet): Promise<string[]> {
  const { manifest } = (await tablet.store.fact("roll")) ?? { manifest: "{}" };
  const { signatures = [] } = JSON.parse(manifest) as {
    signatures?: { place: string; chunks: { hash: string }[] }[];
  };
  return signatures.filter(({ place }) => place === "school").flatMap(({ chunks }) => chunks.map(({ hash }) => hash));
}

test("a new roll version brings the new ones and keeps what is the same; what nobody needs goes", async () => {
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await whole(tablet);
  const [first] = await signatureHashes(tablet);
  const fetched: string[] = [];
  tablet.connect((path, init) => {
    fetched.push(path);
    return at.county.fetch(path, init);
  });
  await at.publish(voters);
  for (let tries = 0; tablet.core.state().rollVersion !== 3 && tries < 200; tries++) {
    await tablet.core.syncNow();
    await new Promise((go) => setTimeout(go, 5));
  }
  await whole(tablet);
  expect(fetched.some((path) => path.endsWith(first as string))).toBe(false);

  await file(["V1", 11], ["V5", 5]);
  await until(tablet, "V5", "shown");
  expect(await tablet.core.signatureOnFile("V1")).toEqual({ onFile: "shown", image: imageOf(11) });
  expect(await tablet.store.chunkHashes()).not.toContain(first);
});

test("one that was damaged on the tablet is not shown, and fetched again", async () => {
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await whole(tablet);
  const [hash] = await signatureHashes(tablet);
  const bytes = (await tablet.store.chunk(hash as string))?.slice() ?? new Uint8Array(0);
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
  await tablet.store.dropChunks([hash as string]);
  await tablet.store.putChunk(hash as string, bytes);
  expect(await tablet.core.signatureOnFile("V1")).toEqual({ onFile: "notHere" });
  await whole(tablet);
});

test("too little room: the tablet works without them", async () => {
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await tablet.store.dropChunks(await signatureHashes(tablet));
  tablet.freeBytes = 10_000;
  for (let tries = 0; tries < 5; tries++) await tablet.core.syncNow();
  expect(await tablet.core.signatureOnFile("V1")).toEqual({ onFile: "notHere" });
  expect(tablet.core.state().safety.safety).toBe("allSent");
  tablet.freeBytes = 1e12;
  await whole(tablet);
});

test("a tablet that is set aside keeps none", async () => {
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await whole(tablet);
  await revokeDevice(at.publisher(), (await tablet.store.fact("identity"))?.device ?? "", 0);
  await tablet.core.syncNow();
  await tablet.phase("revoked");
  expect(await tablet.store.chunkHashes()).toEqual([]);
});

test("where the rules do not show them, none are fetched", async () => {
  await at.stop();
  await begin(false);
  await file(["V1", 1]);
  const tablet = await at.workingTablet();
  await tablet.core.syncNow();
  await tablet.core.syncNow();
  expect(await signatureHashes(tablet)).toEqual([]);
  expect(await tablet.core.signatureOnFile("V1")).toEqual({ onFile: "none" });
});

/** Images of voters' signatures: which are taken, what is said of the others, and what goes to which polling place. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import { filedSignatureKey, filedTagKey } from "../../src/protocol/keys.ts";
import { openFiled, SignatureTags } from "../../src/roll/filedSignature.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { chunksOf, RollManifest, signaturesOf } from "../../src/roll/rollManifest.ts";
import { chunkOf, findFiled } from "../../src/roll/signatureSet.ts";
import { type CountyOffice, openCountyOffice } from "../../src/server/countyOffice.ts";
import { createCounty } from "../../src/server/dataFolder.ts";
import { brokenSets, filedCount, SignatureFiler } from "../../src/server/filedSignatures.ts";
import { checkImage } from "../../src/server/import/imageFile.ts";
import { imageSources, importSignatures, type SignatureProblem } from "../../src/server/import/signatureImages.ts";
import { amendRoll, type Publisher, publishRoll, stageRoll } from "../../src/server/publish.ts";
import { chunkReader, readManifest } from "../../src/server/storedRoll.ts";
import { voter } from "../helpers/inventedVoters.ts";
import { Clerk } from "../helpers/office.ts";
import { election as plain, silent } from "../helpers/server.ts";
import { jpegFrame, png } from "../helpers/signatureImages.ts";

const ohio = packs.get("OH")?.rules.signature;
if (ohio === undefined) throw new Error("no pack");
const election = { ...plain, rules: { ...plain.rules, signature: ohio } };

describe("an image", () => {
  test("is taken for what it is, by its first bytes", () => {
    expect(checkImage(png(1))).toMatchObject({ ok: true, value: { type: "image/png" } });
    expect(checkImage(jpegFrame(600, 200))).toMatchObject({ ok: true, value: { type: "image/jpeg" } });
    const padded = new Uint8Array([...jpegFrame(600, 200), 0, 0, 0]);
    expect(checkImage(padded).ok).toBe(true);
  });

  test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
    ["empty", new Uint8Array(0), /neither/],
    ["another kind", new TextEncoder().encode("GIF89a and more") as Uint8Array<ArrayBuffer>, /neither/],
    ["large", new Uint8Array(200_001), /bytes/],
    ["wide", png(1, 10, 10, { width: 4001, height: 10 }), /pixels/],
    ["a picture that would fill the memory", png(1, 10, 10, { width: 3999, height: 3999 }), /pixels/],
    ["no pixel", png(1, 10, 10, { width: 0, height: 10 }), /pixels/],
    ["a large JPEG", jpegFrame(60_000, 60_000), /pixels/],
  ])("%s: refused", (_, bytes, reason) => {
    expect(checkImage(bytes)).toMatchObject({ ok: false, error: { reason: expect.stringMatching(reason) } });
  });

  test.each([
    ["PNG", png(3)],
    ["JPEG", jpegFrame(300, 100)],
  ])("a %s that is cut anywhere is refused", (_, whole) => {
    for (let length = 0; length < whole.length; length++) expect(checkImage(whole.slice(0, length)).ok).toBe(false);
  });

  test("a PNG in which one byte of the picture changed is refused", () => {
    const bent = png(3);
    bent[60] = (bent[60] as number) ^ 1;
    expect(checkImage(bent)).toMatchObject({ ok: false, error: { reason: expect.stringMatching(/damaged/) } });
  });
});

let base: string;
let images: string;
let office: CountyOffice;
let publisher: Publisher;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), "filed-"));
  images = join(base, "images");
  mkdirSync(join(images, "more"), { recursive: true });
  const folder = join(base, "data");
  expect((await createCounty(folder, election)).ok).toBe(true);
  await Clerk.inFolder(folder);
  const opened = await openCountyOffice({ folder, log: silent });
  if (!opened.ok) throw new Error(opened.error.type);
  office = opened.value;
  const got = await office.publisher();
  if (!got.ok) throw new Error(got.error.type);
  publisher = got.value;
});
afterEach(async () => {
  await office.stop();
  rmSync(base, { recursive: true });
});

/** V1 and V2 vote at one place, V3 at another. */
const roll = async () => {
  const built = await buildRoll([
    voter("V1", { split: "01" }),
    voter("V2", { split: "01" }),
    voter("V3", { split: "02" }),
  ]);
  if (!built.ok) throw new Error(built.error.type);
  return built.value;
};

async function take(path = images) {
  const sources = await imageSources(path);
  if (!sources.ok) throw new Error(sources.error.type);
  const problems: SignatureProblem[] = [];
  const filer = await SignatureFiler.open(publisher);
  const counts = await importSignatures(
    filer,
    await roll(),
    sources.value,
    (problem) => problems.push(problem),
    () => {},
  );
  return { counts, problems };
}
const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(images, name), bytes);

async function published(): Promise<RollManifest> {
  const made = await publishRoll(publisher);
  if (!made.ok) throw new Error(made.error.type);
  const bytes = await readManifest(office.database, made.value.version);
  return RollManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** What a tablet of this place can show of this voter. */
async function shown(manifest: RollManifest, place: string, id: string): Promise<Uint8Array | undefined> {
  const set = signaturesOf(manifest, place);
  if (set === undefined) return undefined;
  const tag = new SignatureTags(await filedTagKey(publisher.electionKey)).of(id);
  const chunk = set.chunks[chunkOf(tag, set.chunks.length)];
  const bytes = chunk && (await chunkReader(office.database)(chunk.hash));
  const sealed = bytes && findFiled(bytes, tag);
  const key = await filedSignatureKey(publisher.electionKey);
  return sealed && (await openFiled(key, election.id, id, sealed))?.bytes;
}

const places = election.places.filter(({ serves }) => serves !== "all");
const placeOf = (precinct: string): string => places.find(({ serves }) => serves.includes(precinct))?.id ?? "none";

test("every file is taken or named with reason and remedy; a second import replaces", async () => {
  put("V1.png", png(1));
  put("more/V3.JPG", jpegFrame(300, 100));
  put("V1.jpg", jpegFrame(300, 100));
  put("V9.png", png(9));
  put("V2.png", png(2).slice(0, 90));
  put(".DS_Store", new Uint8Array([0, 0, 0, 1]));
  const { counts, problems } = await take();
  expect(counts).toEqual({ read: 6, taken: 2, replaced: 0, unknownVoter: 1, refused: 3 });
  expect(problems.map(({ file }) => file.replace(/V1\..*/, "V1")).toSorted()).toEqual([
    ".DS_Store",
    "V1",
    "V2.png",
    "V9.png",
  ]);
  for (const { reason, remedy } of problems) expect([reason, remedy]).not.toContain("");
  expect(await filedCount(office.database)).toBe(2);
  rmSync(join(images, "V1.jpg"));
  expect((await take()).counts).toMatchObject({ taken: 0, replaced: 2 });
  expect(await filedCount(office.database)).toBe(2);
});

test("each place gets its own voters' images, and nothing of them lies in clear in the county's folder", async () => {
  const drawn = new Map([1, 2, 3].map((n) => [`V${n}`, png(n)]));
  for (const [id, bytes] of drawn) put(`${id}.png`, bytes);
  await take();
  await stageRoll(publisher, await roll(), {});
  const manifest = await published();
  const [one, two] = [placeOf("01"), placeOf("02")];
  expect(one).not.toBe(two);
  for (const id of ["V1", "V2"]) expect(await shown(manifest, one, id)).toEqual(drawn.get(id));
  expect(await shown(manifest, two, "V3")).toEqual(drawn.get("V3"));
  expect(await shown(manifest, one, "V3")).toBeUndefined();
  expect(signaturesOf(manifest, one)?.images).toBe(2);
  // They are none of the chunks that a tablet waits for.
  const awaited = new Set(chunksOf(manifest).map(({ hash }) => hash));
  for (const { hash } of signaturesOf(manifest, one)?.chunks ?? []) expect(awaited.has(hash)).toBe(false);

  const stored = readdirSync(join(base, "data"), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  for (const { parentPath, name } of stored) {
    const bytes = readFileSync(join(parentPath, name));
    for (const image of drawn.values()) expect(bytes.includes(Buffer.from(image.subarray(40, 80))), name).toBe(false);
    expect(bytes.includes("IHDR"), name).toBe(false);
  }
});

test("published again, what did not change has the same chunks; who moved is where they vote now", async () => {
  for (const n of [1, 3]) put(`V${n}.png`, png(n));
  await take();
  await stageRoll(publisher, await roll(), {});
  const first = await published();
  expect((await amendRoll(publisher, [{ voter: "V1", set: { split: "02" } }])).ok).toBe(true);
  put("V3.png", png(33));
  const second = await published();
  expect(signaturesOf(second, placeOf("01"))).toBeUndefined();
  expect(await shown(second, placeOf("02"), "V1")).toEqual(png(1));
  expect(await shown(second, placeOf("02"), "V3")).toEqual(png(3));
  const third = await published();
  expect(third.signatures).toEqual(second.signatures);
  await take();
  expect(await shown(await published(), placeOf("02"), "V3")).toEqual(png(33));
  expect(await shown(first, placeOf("01"), "V1")).toEqual(png(1));
});

test("before the day: every image of every place opens; a chunk that is gone or changed is named by its place", async () => {
  for (const n of [1, 2, 3]) put(`V${n}.png`, png(n));
  await take();
  await stageRoll(publisher, await roll(), {});
  const manifest = await published();
  const now = await roll();
  expect(await brokenSets(publisher, manifest, now)).toEqual([]);
  const two = placeOf("02");
  const [chunk] = signaturesOf(manifest, two)?.chunks ?? [];
  const { db } = office.database;
  await db
    .updateTable("chunk")
    .set({ bytes: new Uint8Array(40) })
    .where("hash", "=", chunk?.hash ?? "")
    .execute();
  expect(await brokenSets(publisher, manifest, now)).toEqual([two]);
  await db
    .deleteFrom("chunk")
    .where("hash", "=", chunk?.hash ?? "")
    .execute();
  expect(await brokenSets(publisher, manifest, now)).toEqual([two]);
  const other = { ...publisher, electionKey: new Uint8Array(32) };
  expect(await brokenSets(other, manifest, now)).toEqual([placeOf("01"), two]);
});

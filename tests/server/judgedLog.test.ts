/**
 * Verifiers made by others judge the log of a county: a real endpoint on a socket with its database, tablets set up and voters
 * checked in through its API. Go's sumdb reads checkpoint, tiles and entries over HTTP; Sigstore judges the checkpoint and
 * proofs made of tiles that were read over HTTP. Somebody in between who changes one bit is found by both.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCheckpoint, parseVkey, signNote } from "../../src/log/checkpoint.ts";
import { base64 } from "../../src/log/encoding.ts";
import { type HashSource, makeConsistencyProof, makeInclusionProof } from "../../src/log/merkleTree.ts";
import { bundlePath, decodeBundle, hashFromTiles, TILE_WIDTH, tilePath, tileWidthAt } from "../../src/log/tiles.ts";
import { openElection, plainVoters } from "../helpers/openElection.ts";
import { countyOnSocket, type Endpoint, enrolTablet, type NodeTablet, viewIn } from "../helpers/server.ts";
import { flipped, hasher, newSigner, noteOf, opened } from "../log/countyLog.ts";
import { type GoJob, GoJudge, hasGo, LiarInBetween } from "../log/goJudge.ts";
import { type Claim, sigstoreJudge } from "../log/sigstoreJudge.ts";

/**
 * Two full tiles and a partial one, below a partial one. One bit in each tile's part of the size: when two perfect subtrees
 * of the whole lie in one tile, older versions of tlog (Debian 12's) do not authenticate every tile they read.
 */
const SIZE = 0x2_80;
const INDEXES = [0, 1, 255, 256, 511, 512, SIZE - 1];
/** Entries of one push. */
const BATCH = 90;

let county: Endpoint & { readonly url: string };
let stop: () => Promise<void> = async () => undefined;
let liar: LiarInBetween;
let auditor: NodeTablet;
let vkey: string;
/** Every checkpoint that the county showed, oldest first. */
const notes: string[] = [];
const sizeIn = (note: string): number => Number(note.split("\n")[1]);
const newest = (): string => notes.at(-1) as string;

/** Bytes of the endpoint's answer, read over HTTP from `from`. */
async function read(path: string, from = county.url, headers: HeadersInit = {}): Promise<Uint8Array> {
  const answer = await fetch(from + path, { headers });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return new Uint8Array(await answer.arrayBuffer());
}
const tilesOf = (size: number, from = county.url): HashSource =>
  hashFromTiles(hasher, size, (name) => read(tilePath(name), from));
const bundleAt = (index: number): string => {
  const tile = Math.floor(index / TILE_WIDTH);
  return bundlePath({ index: tile, width: tileWidthAt(0, tile, SIZE) });
};
/** Entries are for enrolled devices: the headers with which one of them asks. */
const headersFor = (path: string) => auditor.headersFor("GET", path, new Uint8Array(0), 0);

beforeAll(async () => {
  let begun: Awaited<ReturnType<typeof countyOnSocket>> | undefined;
  const at = await openElection(plainVoters(60), async (now) => {
    begun = await countyOnSocket({ now, unlimited: true });
    return begun;
  });
  if (begun === undefined) throw new Error("no county");
  county = begun;
  stop = at.stop;
  const shown = async (): Promise<number> => {
    const note = new TextDecoder().decode(await read("/log/checkpoint"));
    if (note !== notes.at(-1)) notes.push(note);
    return sizeIn(note);
  };
  await shown();
  const desk = await at.workingTablet();
  for (const name of ["VoterAa", "VoterBa"]) expect((await desk.checkIn(name)).ok).toBe(true);
  await desk.core.syncNow();
  desk.core.stop();
  await shown();
  auditor = await enrolTablet(county);
  vkey = auditor.answer.vkey;
  const writers = [auditor, await enrolTablet(county, "library")];
  for (let n = 0, size = await shown(); size < SIZE; n++, size = await shown()) {
    const writer = writers[n % 2] as NodeTablet;
    const before = writer.leaves.length;
    for (let more = Math.min(BATCH, SIZE - size); more > 0; more--) await writer.checkIn(`V${(n * BATCH + more) % 60}`);
    viewIn(await writer.push(writer.leaves.slice(before)));
  }
  expect(sizeIn(newest())).toBe(SIZE);
  liar = await LiarInBetween.before(async (path, headers) => {
    const answer = await fetch(county.url + path, { headers });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  });
}, 60_000);

afterAll(async () => {
  await liar?.remove();
  await stop();
});

describe.skipIf(!hasGo)("golang.org/x/mod/sumdb on a county's endpoint", () => {
  let go: GoJudge;
  let job: GoJob;

  beforeAll(async () => {
    go = await GoJudge.build();
    const tiles = tilesOf(SIZE);
    const inclusion = await Promise.all(INDEXES.map((index) => makeInclusionProof(hasher, index, SIZE, tiles)));
    const old = notes.slice(0, -1);
    const consistency = await Promise.all(old.map((note) => makeConsistencyProof(hasher, sizeIn(note), SIZE, tiles)));
    const paths = [...new Set(INDEXES.map(bundleAt))];
    job = {
      URL: county.url,
      Vkey: vkey,
      OldNotes: old,
      Indexes: INDEXES,
      Inclusion: inclusion.map((proof) => opened(proof).map(base64)),
      Consistency: consistency.map((proof) => opened(proof).map(base64)),
      Headers: Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await headersFor(path)]))),
    };
  });
  afterAll(() => go?.remove());

  const through = (change: (path: string, body: Uint8Array) => Uint8Array): Promise<string> =>
    liar.lying(change, () => go.judge({ ...job, URL: liar.url }));

  test("accepts checkpoints, entries, inclusion and consistency, by its own reading of the tiles and by our proofs", async () => {
    expect(job.OldNotes.length).toBeGreaterThan(5);
    expect(await go.judge(job)).toBe("accepted");
    liar.asked = [];
    expect(await through((_, body) => body)).toBe("accepted");
    for (const path of ["0/000", "0/001", "0/002.p/128", "1/000.p/2", "entries/000", "entries/002.p/128"])
      expect(liar.asked).toContain(`/log/tile/${path}`);
  });

  test("cannot read entries without showing who it is", async () => {
    expect(await go.judge({ ...job, Headers: {} })).toMatch(/^refused: entry 0: .*40[13]/);
  });

  test("refuses a checkpoint of which one bit was changed, wherever it is, and one by another key", async () => {
    const length = new TextEncoder().encode(newest()).length;
    for (let at = 0; at < length; at += 7)
      expect(
        await through((path, body) => (path === "/log/checkpoint" ? flipped(body, at) : body)),
        `byte ${at}`,
      ).toMatch(/^refused: checkpoint: /);
    const impostor = await newSigner(newest().split("\n")[0]);
    const other = new TextEncoder().encode(await noteOf([Uint8Array.of(1)], impostor));
    expect(await through((path, body) => (path === "/log/checkpoint" ? other : body))).toMatch(
      /^refused: checkpoint: /,
    );
  });

  test("refuses a changed bit in any tile that it reads", async () => {
    liar.asked = [];
    await through((_, body) => body);
    const tiles = [...new Set(liar.asked.filter((path) => /^\/log\/tile\/\d/.test(path)))];
    expect(tiles.length).toBeGreaterThan(3);
    for (const tile of tiles)
      for (const at of [0, -1])
        expect(await through((path, body) => (path === tile ? flipped(body, at + body.length) : body)), tile).toMatch(
          /^refused: tiles for /,
        );
  });

  test("refuses a changed bit in an entry", async () => {
    const inBundle = (index: number, at: number): Promise<string> =>
      through((path, body) => (path === bundleAt(index) ? flipped(body, at + body.length) : body));
    expect(await inBundle(0, 40)).toMatch(/^refused: entry 0 by tiles/);
    expect(await inBundle(255, -1)).toMatch(/^refused: entry 255 by tiles/);
    expect(await inBundle(SIZE - 1, -1)).toMatch(/^refused: entry 639 by tiles/);
  });

  test("refuses our proofs when they are changed, cut, or about another entry", async () => {
    const change = (proof: readonly string[] = []): string[] =>
      proof.with(1, base64(flipped(Buffer.from(proof[1] as string, "base64"), 9)));
    const inclusion = (Inclusion: GoJob["Inclusion"]) => go.judge({ ...job, Inclusion });
    expect(await inclusion(job.Inclusion.with(3, change(job.Inclusion[3])))).toMatch(/inclusion proof 256/);
    expect(await inclusion(job.Inclusion.with(3, job.Inclusion[3]?.slice(1) ?? []))).toMatch(/inclusion proof 256/);
    expect(await inclusion(job.Inclusion.with(0, job.Inclusion[1] ?? []))).toMatch(/inclusion proof 0/);
    for (const [n, proof] of job.Consistency.entries()) {
      const Consistency = job.Consistency.with(n, change(proof));
      expect(await go.judge({ ...job, Consistency }), `from ${n}`).toMatch(/consistency proof/);
      expect(await go.judge({ ...job, Consistency: job.Consistency.with(n, proof.slice(1)) })).toMatch(/consistency/);
    }
  });

  test("refuses when the county rewrote what an earlier checkpoint showed", async () => {
    const { signer } = await county.county.sequencer.state();
    const old = notes[1] as string;
    const size = sizeIn(old);
    const rewritten = await signNote(
      encodeCheckpoint({ origin: signer.key.name, size, root: new Uint8Array(32) }),
      signer,
    );
    const consistency = [job.Consistency[1] ?? []];
    expect(await go.judge({ ...job, OldNotes: [old], Consistency: consistency })).toBe("accepted");
    const said = await go.judge({ ...job, OldNotes: [rewritten], Consistency: consistency });
    expect(said).toMatch(/^refused: consistency by tiles/);
  });
});

describe("@sigstore/verify on a county's endpoint", () => {
  let judge: (claim: Claim) => void;

  beforeAll(async () => {
    judge = sigstoreJudge(opened(await parseVkey(vkey)));
  });

  /** What an auditor has who reads everything from there. */
  const claimAt = async (index: number, from: string): Promise<Claim> => {
    const note = new TextDecoder().decode(await read("/log/checkpoint", from));
    const path = bundleAt(index);
    const bundle = opened(decodeBundle(await read(path, from, await headersFor(path))));
    const proof = opened(await makeInclusionProof(hasher, index, SIZE, tilesOf(SIZE, from)));
    return { note, index, entry: bundle[index % TILE_WIDTH] as Uint8Array, proof };
  };

  test("accepts the checkpoint and proofs made of the endpoint's tiles, for any entry", async () => {
    for (const index of INDEXES) judge(await claimAt(index, county.url));
    for (let index = 0; index < SIZE; index += 37) judge(await claimAt(index, county.url));
  });

  test("refuses when one bit of the checkpoint, a tile or an entry is changed on the way", async () => {
    const refusal = async (index: number, path: string, at: number): Promise<void> =>
      liar.lying(
        (asked, body) => (asked === path ? flipped(body, at + body.length) : body),
        async () => {
          const claim = await claimAt(index, liar.url);
          expect(() => judge(claim), `${path} at ${at}`).toThrow();
        },
      );
    for (let at = 0; at < newest().length; at += 7) await refusal(300, "/log/checkpoint", at);
    // Of each tile a hash that the proof is made of: a neighbour's, and the other half's.
    await refusal(256, "/log/tile/0/001", 32);
    await refusal(256, "/log/tile/0/002.p/128", 64 * 32);
    await refusal(600, "/log/tile/1/000.p/2", 0);
    await refusal(0, bundleAt(0), 40);
    await refusal(639, bundleAt(639), -1);
  });

  test("refuses a proof of the endpoint that is about another entry or cut, and a checkpoint by another key", async () => {
    const claim = await claimAt(300, county.url);
    expect(() => judge({ ...claim, index: 301 })).toThrow("root hash does not match");
    expect(() => judge({ ...claim, proof: claim.proof.slice(1) })).toThrow("invalid hash count");
    const impostor = await newSigner(newest().split("\n")[0]);
    const note = await noteOf([claim.entry], impostor);
    expect(() => judge({ note, index: 0, entry: claim.entry, proof: [] })).toThrow("invalid checkpoint signature");
  });
});

/**
 * Go's golang.org/x/mod/sumdb (note and tlog) judges our checkpoints, tiles and proofs, reading them over HTTP as any
 * auditor would. Needs Debian's golang-go and golang-golang-x-mod-dev; without them these tests are skipped.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64 } from "../../src/log/encoding.ts";
import { makeConsistencyProof, makeInclusionProof } from "../../src/log/merkleTree.ts";
import { encodeBundle, hashFromTiles, parseTilePath, tileWidthAt } from "../../src/log/tiles.ts";
import { entriesOf, flipped, hasher, newSigner, noteOf, opened, TileStore } from "./countyLog.ts";

const GOPATH = "/usr/share/gocode";
const hasGo = ((): boolean => {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
  } catch {
    return false; // no such program
  }
  return existsSync(join(GOPATH, "src/golang.org/x/mod/sumdb/tlog"));
})();
if (!hasGo) {
  console.warn("Skipped: Go's sumdb does not judge our log here (apt-get install golang-go golang-golang-x-mod-dev)");
}

const county = await newSigner();
const impostor = await newSigner();
// 257 full tiles, a partial one, and three tiles above. One bit in each byte of the size: when two perfect subtrees of
// the whole lie in one tile, older versions of tlog (Debian 12's) do not authenticate every tile they read.
const SIZE = 0x1_01_80;
const OLD_SIZE = 40_321;
const entries = entriesOf(SIZE);

describe.skipIf(!hasGo)("golang.org/x/mod/sumdb", () => {
  const folder = mkdtempSync(join(tmpdir(), "turnout-sumdb-"));
  const judge = join(folder, "judge");
  const store = new TileStore();
  let server: Server;
  let url = "";
  let checkpoint = "";
  let job: Record<string, unknown> & { Inclusion: string[][]; Consistency: string[]; Indexes: number[] };
  /** Changes what the server answers at a path. */
  let tamper: (path: string, body: Uint8Array) => Uint8Array = (_, body) => body;
  let asked: string[] = [];

  const answer = (path: string): Uint8Array | undefined => {
    if (path === "/log/checkpoint") return new TextEncoder().encode(checkpoint);
    const name = parseTilePath(path);
    if (name === undefined) return undefined;
    if (name.width > tileWidthAt(name.kind === "hashes" ? name.level : 0, name.index, SIZE)) return undefined;
    if (name.kind === "hashes") return store.read(name);
    const first = name.index * 256;
    return opened(encodeBundle(entries.slice(first, first + name.width)));
  };

  beforeAll(async () => {
    execFileSync("go", ["build", "-o", judge, join(import.meta.dirname, "go/main.go")], {
      env: { ...process.env, GO111MODULE: "off", GOPATH, CGO_ENABLED: "0", GOCACHE: join(folder, "cache") },
    });
    for (let at = 0; at < SIZE; at += 999) store.append(entries.slice(at, at + 999));
    checkpoint = await noteOf(entries, county);
    const source = hashFromTiles(hasher, SIZE, store.read);
    const indexes = [0, 255, 256, OLD_SIZE - 1, OLD_SIZE, 65_535, 65_536, SIZE - 1];
    const proofs = await Promise.all(indexes.map((index) => makeInclusionProof(hasher, index, SIZE, source)));
    const consistency = await makeConsistencyProof(hasher, OLD_SIZE, SIZE, source);
    server = createServer((request, response) => {
      const path = request.url ?? "";
      asked.push(path);
      const body = answer(path);
      response.writeHead(body === undefined ? 404 : 200);
      response.end(body === undefined ? undefined : tamper(path, body));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    job = {
      URL: url,
      Vkey: county.vkey,
      OldNote: await noteOf(entries.slice(0, OLD_SIZE), county),
      Indexes: indexes,
      Inclusion: proofs.map((proof) => opened(proof).map(base64)),
      Consistency: opened(consistency).map(base64),
    };
  }, 120_000);

  afterAll(async () => {
    await new Promise((closed) => server?.close(closed) ?? closed(undefined));
    rmSync(folder, { recursive: true, force: true });
  });

  const judged = (job: object): Promise<string> =>
    new Promise((done, failed) => {
      const child = spawn(judge, { stdio: ["pipe", "pipe", "pipe"] });
      let said = "";
      child.stdout.on("data", (chunk) => {
        said += chunk;
      });
      child.stderr.on("data", (chunk) => {
        said += chunk;
      });
      child.on("error", failed);
      child.on("close", () => done(said.trim()));
      child.stdin.end(JSON.stringify(job));
    });
  const withTamper = async (change: typeof tamper, changed: object = {}): Promise<string> => {
    tamper = change;
    try {
      return await judged({ ...job, ...changed });
    } finally {
      tamper = (_, body) => body;
    }
  };
  const unchanged: typeof tamper = (_, body) => body;

  test("accepts checkpoint, entries, inclusion and consistency, by its own reading of our tiles and by our proofs", async () => {
    asked = [];
    expect(await judged(job)).toBe("accepted");
    expect(asked).toContain("/log/tile/2/000.p/1");
    expect(asked).toContain("/log/tile/1/001.p/1");
    expect(asked).toContain("/log/tile/entries/257.p/128");
  });

  test("refuses a changed checkpoint, and one by another key", async () => {
    const changed = checkpoint.replace(`\n${SIZE}\n`, `\n${SIZE - 1}\n`);
    const other = (text: string) => withTamper((path, body) => (path === "/log/checkpoint" ? Buffer.from(text) : body));
    expect(await other(changed)).toMatch(/^refused: checkpoint: .*invalid signature/);
    expect(await other(await noteOf(entries.slice(0, 10), impostor))).toMatch(/^refused: checkpoint: /);
  });

  test("refuses a changed entry, and a changed hash in any tile that it reads", async () => {
    const inBundle = (bundle: string, at: number) =>
      withTamper((path, body) =>
        path.includes(`/log/tile/entries/${bundle}`) ? flipped(body, at < 0 ? body.length + at : at) : body,
      );
    expect(await inBundle("001", 3)).toMatch(/^refused: entry 256 by tiles/);
    expect(await inBundle("257", -1)).toMatch(/^refused: entry 65919 by tiles/);

    asked = [];
    await judged(job);
    const hashTiles = [...new Set(asked.filter((path) => /^\/log\/tile\/\d/.test(path)))];
    expect(hashTiles.length).toBeGreaterThan(5);
    for (const tile of hashTiles) {
      const said = await withTamper((path, body) => (path === tile ? flipped(body, 17) : body));
      expect(said, tile).toMatch(/^refused: tiles for entry/);
    }
  });

  test("refuses our proofs when they are changed, cut, or about another entry", async () => {
    const change = (proof: string[]): string[] =>
      proof.with(1, base64(flipped(Buffer.from(proof[1] as string, "base64"), 9)));
    const inclusion = (proofs: string[][]) => withTamper(unchanged, { Inclusion: proofs });
    expect(await inclusion(job.Inclusion.with(3, change(job.Inclusion[3] as string[])))).toMatch(
      /inclusion proof 40320/,
    );
    expect(await inclusion(job.Inclusion.with(3, (job.Inclusion[3] as string[]).slice(1)))).toMatch(/inclusion proof/);
    expect(await inclusion(job.Inclusion.with(0, job.Inclusion[1] as string[]))).toMatch(/inclusion proof 0/);
    const consistency = (proof: string[]) => withTamper(unchanged, { Consistency: proof });
    expect(await consistency(change(job.Consistency))).toMatch(/consistency proof/);
    expect(await consistency(job.Consistency.slice(1))).toMatch(/consistency proof/);
  });

  test("refuses when the county rewrote what an earlier checkpoint showed", async () => {
    const rewritten = await noteOf(entriesOf(OLD_SIZE, 1), county);
    expect(await withTamper(unchanged, { OldNote: rewritten })).toMatch(/^refused: consistency by tiles/);
  });
});

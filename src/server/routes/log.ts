/**
 * The county log over HTTP, C2SP tlog-tiles: checkpoint and hash tiles for everybody, entries for enrolled devices (their
 * bodies are sealed, but who sent how many when is nobody else's business; a tablet that was set aside may still hold the
 * key, and one that waits has shown no more than a code that many have seen: neither reads them).
 */
import type { Context } from "hono";
import { err, ok, type Result } from "../../domain/result.ts";
import { encodeBundle, MAX_TAKE, parseTilePath, TILE_WIDTH, tileWidthAt } from "../../log/tiles.ts";
import type { AppEnv, AppParts, CountyApp } from "../appParts.ts";
import { deviceAsks } from "../deviceAccess.ts";
import { readCheckpoint, readLeaves, readTile } from "../logStore.ts";
import { type Refusal, refuse } from "../problems.ts";

const immutable = "public, max-age=31536000, immutable";

export function logRoutes(app: CountyApp, parts: AppParts): void {
  const { database } = parts;
  const readerAsks = async (c: Context<AppEnv>): Promise<Result<void, Refusal>> => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return asks;
    const { trusted_through, waits } = asks.value.device;
    return trusted_through === null && waits === 0 ? ok(undefined) : err({ type: "notAllowed" });
  };

  app.get("/log/checkpoint", async (c) => {
    const row = await readCheckpoint(database);
    if (row === undefined) return refuse(c, { type: "notFound" });
    return c.body(row.note, 200, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  });

  app.get("/log/entries", async (c) => {
    const asks = await readerAsks(c);
    if (!asks.ok) return refuse(c, asks.error);
    const from = c.req.query("from") ?? "";
    const take = c.req.query("take") ?? String(TILE_WIDTH);
    if (!/^(0|[1-9]\d{0,14})$/.test(from)) return refuse(c, { type: "badRequest", what: "from: a log index" });
    if (!/^[1-9]\d{0,3}$/.test(take) || Number(take) > MAX_TAKE)
      return refuse(c, { type: "badRequest", what: `take: 1 to ${MAX_TAKE}` });
    const size = (await readCheckpoint(database))?.size ?? 0;
    const leaves = await readLeaves(database, Number(from), Math.min(size, Number(from) + Number(take)));
    return c.body(bundleOf(leaves), 200, {
      "Content-Type": "application/octet-stream",
      "Cache-Control": "no-store",
    });
  });

  app.get("/log/tile/*", async (c) => {
    const tile = parseTilePath(c.req.path);
    const size = tile === undefined ? 0 : ((await readCheckpoint(database))?.size ?? 0);
    if (tile === undefined) return refuse(c, { type: "notFound" });
    const level = tile.kind === "hashes" ? tile.level : 0;
    if (tile.width > tileWidthAt(level, tile.index, size)) return refuse(c, { type: "notFound" });
    const headers = { "Content-Type": "application/octet-stream", "Cache-Control": immutable };
    if (tile.kind === "hashes") {
      const hashes = await readTile(database, tile);
      return hashes === undefined
        ? refuse(c, { type: "notFound" })
        : c.body(hashes as Uint8Array<ArrayBuffer>, 200, headers);
    }
    const asks = await readerAsks(c);
    if (!asks.ok) return refuse(c, asks.error);
    const from = tile.index * TILE_WIDTH;
    const leaves = await readLeaves(database, from, from + tile.width);
    return c.body(bundleOf(leaves), 200, { ...headers, "Cache-Control": "private, max-age=31536000, immutable" });
  });
}

function bundleOf(leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bundle = encodeBundle(leaves);
  if (!bundle.ok) throw new Error("The county log holds an entry that is too long for a bundle");
  return bundle.value;
}

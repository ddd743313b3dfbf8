/**
 * The lock file outside the data folder: the newest signed checkpoint that this endpoint ever gave out. A data folder
 * that was restored from a backup is behind it, and the endpoint notices before it serves anything: a county log must
 * never go on from an older state, or two histories would carry one county's signature.
 *
 * The file is written before any answer of the commit leaves (without fsync: it must survive the endpoint, not the
 * machine, whose database would be as old as it). It holds the note itself and is overwritten in place.
 *
 * Several endpoints of one county may share the file: none writes an older checkpoint over a newer one. Two that write in
 * the same instant may still leave the older of the two; within a second each looks around and writes the newest.
 *
 * What can go wrong: a file that cannot be read stops the start; the operator looks, and removes it if sure.
 */
import { closeSync, constants, ftruncateSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { err, ok, type Result } from "../domain/result.ts";
import { type Checkpoint, openNote } from "../log/checkpoint.ts";
import { equalBytes } from "../log/encoding.ts";
import { rootAt, type TreeHasher } from "../log/merkleTree.ts";
import { hashFromTiles } from "../log/tiles.ts";
import { countySigner, epochOf } from "./countyKeys.ts";
import type { CountyDatabase } from "./database.ts";
import { readCheckpoint, readTile } from "./logStore.ts";

export type LastSeen = {
  /** Overwrites the file with this note, unless it holds a newer one (of a larger log, or of a later epoch). */
  write(note: string): void;
  close(): void;
};

/** What the file says; `note` as it was signed. */
export type Seen = Checkpoint & { readonly note: string };
export type SeenProblem = { readonly type: "lastSeenUnreadable"; readonly file: string };

/** Reads the file; undefined where there is none yet. The county's own signature on it is checked. */
export async function readLastSeen(file: string, logKey: Uint8Array): Promise<Result<Seen | undefined, SeenProblem>> {
  let note: string;
  try {
    note = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return ok(undefined);
    throw error;
  }
  if (note === "") return ok(undefined); // made, and ended before anything was signed
  const origin = note.split("\n")[0] ?? "";
  if (origin === "") return err({ type: "lastSeenUnreadable", file });
  const opened = await openNote(note, (await countySigner(logKey, origin)).vkey);
  return opened.ok ? ok({ ...opened.value, note }) : err({ type: "lastSeenUnreadable", file });
}

/** Beside the data folder, so that a backup of the folder does not hold it. */
export const lastSeenFileOf = (folder: string): string => `${folder.replace(/[\\/]+$/, "")}.seen`;

/** The longest note that is looked at before it is overwritten; the county's own have some 200 bytes. */
const NOTE_BYTES = 4096;

/** The file is made at the first write. */
export function openLastSeen(file: string): LastSeen {
  let place: number | undefined;
  const there = Buffer.alloc(NOTE_BYTES);
  return {
    write(note) {
      place ??= openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
      const length = readSync(place, there, 0, NOTE_BYTES, 0);
      if (isNewer(there.toString("utf8", 0, length), note)) return;
      const bytes = Buffer.from(note);
      writeSync(place, bytes, 0, bytes.length, 0);
      ftruncateSync(place, bytes.length); // another endpoint may have written a longer one
    },
    close() {
      if (place !== undefined) closeSync(place);
    },
  };
}

/** Whether the first note is of a later epoch, or of the same and a larger log. Text that is no note is never newer. */
function isNewer(one: string, other: string): boolean {
  const [origin = "", size = ""] = one.split("\n");
  const [otherOrigin = "", otherSize = ""] = other.split("\n");
  if (!/^\d{1,15}$/.test(size)) return false;
  const later = epochOf(origin) - epochOf(otherOrigin);
  return later > 0 || (later === 0 && Number(size) > Number(otherSize));
}

/** Whether the database holds everything that was seen: a later epoch, or at least as long and beginning with it. */
export async function holdsSeen(database: CountyDatabase, hasher: TreeHasher, seen: Seen): Promise<boolean> {
  const row = await readCheckpoint(database);
  if (row === undefined) return false;
  if (row.origin !== seen.origin) return epochOf(row.origin) > epochOf(seen.origin);
  if (row.size < seen.size) return false;
  const source = hashFromTiles(hasher, seen.size, (name) => readTile(database, name));
  const root = await rootAt(hasher, seen.size, source);
  return root.ok && equalBytes(root.value, seen.root);
}

/**
 * How long it takes to make a published roll out of a voter file: read the CSV, pack, sort, compress, encrypt, manifest; for
 * a million voters and for 5.8 million. Baselines in the same run: reading the same file and doing nothing, and the size
 * of the file. The file is invented and written to a temporary folder first, which is not measured.
 */
import { once } from "node:events";
import { createWriteStream, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { RollBuilder } from "../../src/roll/rollBuilder.ts";
import { chunksOf } from "../../src/roll/rollManifest.ts";
import { sealRoll } from "../../src/roll/sealRoll.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { rollKey } from "../helpers/memoryChunks.ts";
import { type BenchResult, result } from "./benchResult.ts";

const FIELDS = [
  "id",
  "lastName",
  "firstName",
  "middleName",
  "suffix",
  "birthDate",
  "houseNumber",
  "street",
  "unit",
  "city",
  "state",
  "zip",
  "split",
  "party",
  "partyRaw",
  "registration",
  "registrationRaw",
  "absentee",
  "flags",
  "language",
  "mailing",
] as const;

/** Measures a build of `only` voters, or of both sizes. */
export async function rollBuild(only?: number): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const count of only === undefined ? [1_000_000, 5_800_000] : [only]) results.push(...(await build(count)));
  return results;
}

async function build(count: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "turnout-bench-"));
  const file = join(folder, "voters.csv");
  try {
    await writeCsv(file, count);
    let from = performance.now();
    let read = 0;
    for (const voter of readCsv(file)) read += voter.id.length > 0 ? 1 : 0;
    if (read !== count) throw new Error(`The file holds ${read} voters.`);
    const reading = (performance.now() - from) / 1000;

    from = performance.now();
    const builder = new RollBuilder();
    for (const voter of readCsv(file)) builder.add(voter);
    const roll = builder.finish();
    if (!roll.ok) throw new Error(roll.error.type);
    const key = await rollKey();
    let saved = 0;
    const manifest = await sealRoll(roll.value, key, { election: "bench", version: 1 }, ({ bytes }) => {
      saved += bytes.length;
    });
    const seconds = (performance.now() - from) / 1000;
    const stored = chunksOf(manifest).reduce((sum, chunk) => sum + chunk.bytes, 0);
    if (saved !== stored || manifest.rows !== count) throw new Error("The manifest does not say what was stored.");
    const size = statSync(file).size / 1e6;
    const voters = count.toLocaleString("en");
    return [
      result(`${voters} voters: CSV to published roll`, seconds, "s", "reading the CSV alone", reading),
      result(`${voters} voters: stored`, stored / 1e6, "MB", "the CSV", size),
      result(
        `${voters} voters: peak memory of the process`,
        process.resourceUsage().maxRSS / 1000,
        "MB",
        "the CSV",
        size,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeCsv(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  let lines: string[] = [];
  for (const voter of inventedVoters(inventedElection(500), 1, count)) {
    lines.push(FIELDS.map((name) => cell(name === "flags" ? voter.flags.join(" ") : voter[name])).join(","));
    if (lines.length < 5000) continue;
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
    lines = [];
  }
  out.end(lines.length > 0 ? `${lines.join("\n")}\n` : "");
  await finished(out);
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads the file that `writeCsv` wrote; a plain reader, so that what is measured is the roll. */
function* readCsv(file: string): Generator<VoterRecord> {
  const handle = openSync(file, "r");
  const buffer = new Uint8Array(1 << 20);
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const length = readSync(handle, buffer);
    rest += decoder.decode(buffer.subarray(0, length), { stream: length > 0 });
    let at = 0;
    for (;;) {
      const line = cutLine(rest, at);
      if (line === undefined) break;
      yield line.voter;
      at = line.next;
    }
    rest = rest.slice(at);
    if (length === 0) return;
  }
}

function cutLine(text: string, from: number): { voter: VoterRecord; next: number } | undefined {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      let end = at + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0 || end + 1 >= text.length) return undefined;
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== "," && text[end] !== "\n") end++;
      if (end === text.length) return undefined;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at++] === "\n") break;
  }
  const voter = Object.fromEntries(FIELDS.map((name, n) => [name, cells[n]]));
  return { voter: { ...voter, flags: cells[18] === "" ? [] : cells[18]?.split(" ") } as VoterRecord, next: at };
}

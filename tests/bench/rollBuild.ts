/**
 * How long it takes to make a sealed roll out of a voter file: the real import of a North Carolina file with every check,
 * pack, sort, compress, encrypt, manifest; for a million voters and for 5.8 million. Baselines in the same run: splitting
 * the same file into fields and doing nothing, and the size of the file. The file is invented and written to a temporary
 * folder first, which is not measured.
 */
import { once } from "node:events";
import { closeSync, createWriteStream, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { RollBuilder } from "../../src/roll/rollBuilder.ts";
import { chunksOf } from "../../src/roll/rollManifest.ts";
import { sealRoll } from "../../src/roll/sealRoll.ts";
import { importVoterFiles } from "../../src/server/import/importVoterFiles.ts";
import { inventedVoters } from "../../src/training/inventedVoters.ts";
import { inventedElection } from "../helpers/inventedElection.ts";
import { rollKey } from "../helpers/memoryChunks.ts";
import { type BenchResult, result } from "./benchResult.ts";

/** Columns of a North Carolina file, in its order; those that the import has no use for stand there as in the real ones. */
const COLUMNS: readonly (readonly [string, (voter: VoterRecord) => string])[] = [
  ["county_id", () => "60"],
  ["county_desc", () => "MARLOW"],
  ["voter_reg_num", (voter) => voter.id],
  ["ncid", (voter) => voter.id],
  ["last_name", (voter) => voter.lastName],
  ["first_name", (voter) => voter.firstName],
  ["middle_name", (voter) => voter.middleName],
  ["name_suffix_lbl", (voter) => voter.suffix],
  ["status_cd", (voter) => (voter.registration === "inactive" ? "I" : "A")],
  ["voter_status_desc", (voter) => (voter.registration === "inactive" ? "INACTIVE" : "ACTIVE")],
  ["reason_cd", () => "AV"],
  ["res_street_address", (voter) => `${voter.houseNumber} ${voter.street} ${voter.unit}`],
  ["res_city_desc", (voter) => voter.city],
  ["state_cd", () => "NC"],
  ["zip_code", (voter) => voter.zip],
  ["mail_addr1", (voter) => voter.mailing.replaceAll(/\s+/g, " ")],
  ["mail_city", (voter) => voter.city],
  ["mail_state", () => "NC"],
  ["mail_zipcode", (voter) => voter.zip],
  ["full_phone_number", () => ""],
  ["race_code", () => "U"],
  ["party_cd", (voter) => (voter.party === "" ? "UNA" : voter.party)],
  ["gender_code", () => "U"],
  ["birth_year", (voter) => voter.birthDate.slice(0, 4)],
  ["registr_dt", () => "05/12/2014"],
  ["precinct_abbrv", (voter) => voter.split],
  ["precinct_desc", (voter) => `PRECINCT ${voter.split}`],
  ["confidential_ind", () => "N"],
];
const election = inventedElection(500);

/** Measures a build of `only` voters, or of both sizes. */
export async function rollBuild(only?: number): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const count of only === undefined ? [1_000_000, 5_800_000] : [only]) results.push(...(await build(count)));
  return results;
}

async function build(count: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "turnout-bench-"));
  const file = join(folder, "ncvoter.txt");
  try {
    await writeFile(file, count);
    let from = performance.now();
    const read = readAlone(file);
    if (read !== count) throw new Error(`The file holds ${read} voters.`);
    const reading = (performance.now() - from) / 1000;

    from = performance.now();
    const builder = new RollBuilder();
    const options = { files: [file], layout: "north-carolina", election } as const;
    const report = await importVoterFiles(options, (voter) => builder.add(voter));
    if (!report.ok) throw new Error(report.error.reason);
    if (report.value.accepted !== count) throw new Error(JSON.stringify({ ...report.value, files: [], counts: [] }));
    const imported = (performance.now() - from) / 1000;
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
      result(`${voters} voters: North Carolina file to sealed roll`, seconds, "s", "splitting the file alone", reading),
      result(`${voters} voters: of that, the import`, imported, "s", "splitting the file alone", reading),
      result(`${voters} voters: stored`, stored / 1e6, "MB", "the file", size),
      result(
        `${voters} voters: peak memory of the process`,
        process.resourceUsage().maxRSS / 1000,
        "MB",
        "the file",
        size,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeFile(file: string, count: number): Promise<void> {
  const out = createWriteStream(file);
  let lines = [COLUMNS.map(([name]) => name).join("\t")];
  for (const voter of inventedVoters(election, 1, count)) {
    lines.push(COLUMNS.map(([, value]) => value(voter)).join("\t"));
    if (lines.length < 5000) continue;
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
    lines = [];
  }
  out.end(lines.length > 0 ? `${lines.join("\n")}\n` : "");
  await finished(out);
}

/** Reads the file, splits it into lines and fields, and does nothing with them. Answers the number of voters. */
function readAlone(file: string): number {
  const handle = openSync(file, "r");
  const buffer = new Uint8Array(1 << 20);
  const decoder = new TextDecoder();
  let rest = "";
  let rows = -1; // the header
  for (;;) {
    const length = readSync(handle, buffer);
    const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: length > 0 })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.split("\t").length === COLUMNS.length) rows++;
    if (length === 0) break;
  }
  closeSync(handle);
  return rows;
}

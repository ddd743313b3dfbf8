/**
 * Imports voter files and stages the roll: read, packed, sealed under K and put aside until it is published. Nothing
 * that a tablet sees changes here. A difference from the completeness manifest stands with the staged roll and blocks
 * its publication (promise P2).
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import { RollBuilder } from "../roll/rollBuilder.ts";
import type { ImportReport } from "../server/import/importReport.ts";
import { importVoterFiles } from "../server/import/importVoterFiles.ts";
import { compareWithManifest, type Manifest, type ManifestDifference } from "../server/import/manifest.ts";
import { openProblemFile } from "../server/import/problemFile.ts";
import { type StagedRoll, stageRoll } from "../server/publish.ts";
import { writeWhole } from "./files.ts";
import type { ImportSource } from "./importSource.ts";
import type { Office } from "./openOffice.ts";
import { importRefusal, type Refusal } from "./refusal.ts";
import { countsCsv } from "./rollCounts.ts";
import { number, type Terminal } from "./terminal.ts";

/** What is kept with a staged roll: for the clerk who publishes it. No names, no ids. */
export const StagedReport = z.object({
  files: z.array(z.string()),
  read: z.int(),
  accepted: z.int(),
  needsDecision: z.int(),
  refused: z.int(),
  /** The roll was compared with the source's own counts. */
  manifest: z.boolean(),
  differences: z.array(z.object({ group: z.record(z.string(), z.string()), expected: z.int(), found: z.int() })),
});
export type StagedReport = z.infer<typeof StagedReport>;

export type StagedImport = {
  readonly report: ImportReport;
  readonly staged: StagedRoll;
  readonly differences: readonly ManifestDifference[];
  /** Every problem, and every group of the counts, as CSV. */
  readonly problemsFile: string;
  readonly countsFile: string;
};

/** Where the reports of the last import lie. */
export const reportsFolder = (data: string): string => join(data, "reports");

/** `amendedThrough`: the files hold every amendment of the county log before this index already; 0 for none. */
export async function stageImport(
  office: Office,
  data: string,
  source: ImportSource,
  manifest: Manifest | undefined,
  terminal: Terminal,
  amendedThrough = 0,
): Promise<Result<StagedImport, Refusal>> {
  const publisher = await office.publisher();
  if (!publisher.ok) return publisher;
  const { election } = office;
  await mkdir(reportsFolder(data), { recursive: true, mode: 0o700 });
  const problemsFile = join(reportsFolder(data), "import-problems.csv");
  const countsFile = join(reportsFolder(data), "import-counts.csv");
  const problems = openProblemFile(problemsFile);
  const builder = new RollBuilder();
  let imported: Awaited<ReturnType<typeof importVoterFiles>>;
  try {
    imported = await importVoterFiles(
      {
        ...source,
        election,
        onProblem: problems.write,
        onProgress({ file, bytesRead, bytesTotal, rows }) {
          const share = bytesTotal === 0 ? 100 : Math.floor((100 * bytesRead) / bytesTotal);
          terminal.progress(`Reading ${file}: ${share} %, ${number(rows)} rows`);
        },
      },
      (voter) => builder.add(voter),
    );
  } finally {
    problems.close();
  }
  if (!imported.ok) return err(importRefusal(imported.error));
  const report = imported.value;
  if (builder.rows === 0)
    return err({
      type: "noVoters",
      reason: `None of the ${number(report.read)} rows could be taken into the roll.`,
      remedy: `The reasons, row by row: ${problemsFile}`,
    });
  terminal.progress(`Sorting ${number(builder.rows)} voters`);
  const roll = builder.finish();
  if (!roll.ok) throw new Error("The importer let a voter id in twice"); // it holds back second rows itself
  const differences = manifest === undefined ? [] : compareWithManifest(report.counts, manifest);
  terminal.progress(`Sealing ${number(roll.value.rows)} voters`);
  const { read, accepted, needsDecision, refused } = report;
  const kept: StagedReport = {
    files: report.files.map(({ file }) => file),
    read,
    accepted,
    needsDecision,
    refused,
    manifest: manifest !== undefined,
    differences: differences.slice(0, 1000).map((one) => ({ ...one, group: { ...one.group } })), // as many as anyone reads
  };
  const staged = await stageRoll(publisher.value, roll.value, kept, amendedThrough);
  const written = await writeWhole(countsFile, countsCsv(election, staged.counts));
  return written.ok ? ok({ report, staged, differences, problemsFile, countsFile }) : written;
}

type Difference = {
  readonly group: Readonly<Record<string, string | undefined>>;
  readonly expected: number;
  readonly found: number;
};

/** "precinct 12, party LIB, status A: the source counts 214, the files hold 213" */
function differenceText({ group, expected, found }: Difference): string {
  const named = Object.entries(group).map(([name, code]) => `${name} ${code || "(blank)"}`);
  return `${named.join(", ") || "all voters"}: the manifest says ${number(expected)}, the files hold ${number(found)}`;
}

export function differencesRefusal(differences: readonly Difference[]): Refusal {
  const shown = differences.slice(0, 20).map(differenceText);
  const more = differences.length > shown.length ? [`… and ${differences.length - shown.length} more groups`] : [];
  return {
    type: "manifestDiffers",
    reason: ["The roll is not complete by its manifest:", ...shown, ...more].join("\n"),
    remedy: "It cannot be published. Ask the source for whole files or for the right manifest, and import again.",
  };
}

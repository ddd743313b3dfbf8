/** `turnout import`: reads voter files, says what became of every row, and stages the roll. Publishes nothing. */
import { err, ok, type Result } from "../../domain/result.ts";
import type { ImportProblem, ImportReport } from "../../server/import/importReport.ts";
import { type Manifest, readManifest } from "../../server/import/manifest.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { amendmentsFrom } from "../../server/storedRoll.ts";
import { overText } from "../amendmentsOver.ts";
import type { Command } from "../command.ts";
import { readText } from "../files.ts";
import { importSource, sourceOptions } from "../importSource.ts";
import { withOffice } from "../openOffice.ts";
import { importRefusal, type Refusal } from "../refusal.ts";
import { countedGroups, countsText, withoutBallot } from "../rollCounts.ts";
import { differencesRefusal, type StagedImport, stageImport } from "../stageImport.ts";
import { number, table } from "../terminal.ts";

/** Problems that people see; all are in the problems file. */
const SHOWN = 20;

export const importRoll: Command = {
  name: "import",
  summary: "Stages a roll from voter files, to be looked at and published.",
  options: [
    ...sourceOptions,
    {
      name: "manifest",
      value: "FILE",
      help: "the source's own counts by precinct, party, status (JSON or CSV); a difference blocks publication",
    },
    {
      name: "amended-through",
      value: "N|now|none",
      help: 'which changes of "turnout amend" the files hold already: up to entry N of the county log, all, or none (none)',
    },
  ],
  notes:
    "Every row is accepted, accepted with a mark that a clerk has to decide on, or refused; read = the sum of the three.\n" +
    "Driver-licence and social-security numbers are never read.\n" +
    'Changes that were sent with "turnout amend" go on lying over a new roll, and win over what its files say, unless\n' +
    "--amended-through says that the files hold them already.",
  async run(args, terminal) {
    const source = await importSource(args);
    if (!source.ok) return source;
    let manifest: Manifest | undefined;
    const manifestFile = args.text("manifest");
    if (manifestFile !== undefined) {
      const text = await readText(manifestFile);
      if (!text.ok) return text;
      const read = readManifest(text.value);
      if (!read.ok) return err({ ...importRefusal(read.error), file: manifestFile });
      manifest = read.value;
    }
    return withOffice(args.data, terminal, async (office) => {
      const through = amendedThrough(args.text("amended-through"), (await office.sequencer.refresh()).size);
      if (!through.ok) return through;
      const imported = await stageImport(office, args.data, source.value, manifest, terminal, through.value);
      if (!imported.ok) return imported;
      const { report, staged, differences, countsFile } = imported.value;
      const over = await amendmentsFrom(office.database, staged.amendedThrough);
      const json = { ...importJson(imported.value), amendmentsOver: over.map(({ index }) => index) };
      const withCounts = { ...json, counts: countedGroups(office.election, staged.counts) };
      if (differences.length > 0) {
        terminal.note(reportText(imported.value));
        const refusal = differencesRefusal(differences);
        return err({ ...refusal, answer: { ok: false, ...withCounts } });
      }
      await office.record.add("rollStaged", commandLine, { version: staged.version, voters: staged.voters });
      const noBallot = withoutBallot(office.election, staged.counts);
      const text = [
        reportText(imported.value),
        "",
        countsText(office.election, staged.counts, countsFile),
        "",
        ...(noBallot === 0
          ? []
          : [
              `${number(noBallot)} voters have no ballot style: check precincts and styles of the election definition.`,
            ]),
        manifest === undefined
          ? "No manifest was given: compare these counts with those of the source."
          : `The counts equal the manifest (${manifest.groups.length} groups).`,
        ...overText(over),
        `Staged as version ${staged.version}. Next: "turnout publish".`,
        ...(report.refused > 0 ? [`${number(report.refused)} rows are not in the roll.`] : []),
      ];
      return ok({ json: { ok: true, ...withCounts, withoutBallot: noBallot }, text: text.join("\n") });
    });
  },
};

/** The index before which amendments are in the files already; `size`: of the county log. */
function amendedThrough(asked: string | undefined, size: number): Result<number, Refusal> {
  if (asked === undefined || asked === "none") return ok(0);
  if (asked === "now") return ok(size);
  const entry = /^\d{1,15}$/.test(asked) ? Number(asked) : Number.NaN;
  if (entry < size) return ok(entry + 1);
  return err({
    type: "badArguments",
    reason: `--amended-through takes an entry of the county log (it has ${number(size)}), now, or none; not "${asked}".`,
    remedy: '"turnout amend" says in which entry its changes are.',
  });
}

function importJson({ report, staged, differences, problemsFile, countsFile }: StagedImport): object {
  const { read, accepted, needsDecision, refused, heldBack, problems, problemsTotal, problemsNotShown } = report;
  return {
    read,
    accepted,
    needsDecision,
    refused,
    heldBack,
    problems,
    problemsTotal,
    problemsNotShown,
    problemsFile,
    countsFile,
    causes: report.causes,
    files: report.files,
    staged: { version: staged.version, voters: staged.voters },
    differences,
  };
}

function reportText({ report, problemsFile }: StagedImport): string {
  const { read, accepted, needsDecision, refused, heldBack, files, causes, problems } = report;
  const held = heldBack > 0 ? ` (${number(heldBack)} of them held back: an earlier row has the same voter id)` : "";
  return [
    ...files.flatMap(fileLines),
    "",
    `Rows read         ${number(read).padStart(12)}`,
    `  accepted        ${number(accepted).padStart(12)}`,
    `  needs decision  ${number(needsDecision).padStart(12)}${held}`,
    `  refused         ${number(refused).padStart(12)}`,
    ...(causes.length === 0
      ? []
      : [
          "",
          table(
            ["Rows", "What", "Field", "Why", "First in"],
            causes.map((cause) => [
              number(cause.count),
              severityWords[cause.severity],
              cause.field,
              cause.kind,
              `${cause.firstFile}, line ${cause.firstRow}`,
            ]),
            new Set([0]),
          ),
        ]),
    ...problems
      .filter(({ severity }) => severity !== "note")
      .slice(0, SHOWN)
      .flatMap((problem) => ["", problemLines(problem)]),
    ...(report.problemsTotal > 0 ? ["", `All ${number(report.problemsTotal)} in ${problemsFile}`] : []),
  ].join("\n");
}

const severityWords = { refused: "refused", needsDecision: "needs decision", note: "note" } as const;

function problemLines({ file, row, field, severity, reason, remedy }: ImportProblem): string {
  return `${file}, line ${row}, ${field}: ${severityWords[severity]}. ${reason}\n  ${remedy}`;
}

function fileLines(file: ImportReport["files"][number]): string[] {
  const { layout, encoding, delimiter, header, read, blankLines, metadataRows } = file;
  const divided = delimiter === "tab" ? "tabs" : `"${delimiter}"`;
  const also = [
    ...(blankLines > 0 ? [`${number(blankLines)} blank lines`] : []),
    ...(metadataRows > 0 ? [`${number(metadataRows)} rows about the file`] : []),
  ];
  return [
    `${file.file}: ${layout}, ${encoding}, divided by ${divided}, ${header ? "with" : "without"} header; ${number(read)} rows${also.length > 0 ? `, ${also.join(", ")}` : ""}`,
    ...(file.secretColumnsLeftOut.length > 0 ? [`  never read: ${file.secretColumnsLeftOut.join(", ")}`] : []),
    ...(file.columnsNotUsed.length > 0 ? [`  not used: ${file.columnsNotUsed.join(", ")}`] : []),
    ...file.notes.map((note) => `  ${note}`),
  ];
}

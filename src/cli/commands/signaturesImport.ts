/** `turnout signatures import`: files the signatures that the county has of its voters, for tablets to show beside the new one. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../domain/result.ts";
import { sheetCell } from "../../server/csv.ts";
import { filedCount, SignatureFiler } from "../../server/filedSignatures.ts";
import {
  type ImageSource,
  imageSources,
  importSignatures,
  type SignatureProblem,
} from "../../server/import/signatureImages.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { rollToFile } from "../../server/publish.ts";
import type { Command } from "../command.ts";
import { damagedRoll } from "../currentRoll.ts";
import { systemRefusal, writeWhole } from "../files.ts";
import { withOffice } from "../openOffice.ts";
import { importRefusal, type Refusal } from "../refusal.ts";
import { reportsFolder } from "../stageImport.ts";
import { number } from "../terminal.ts";

/** Problems that people see; all are in the problems file. */
const SHOWN = 20;

export const signaturesImport: Command = {
  name: "signatures import",
  summary: "Takes images of voters' signatures on file, to be shown beside the new ones.",
  operands: "FOLDER|ZIP",
  options: [{ name: "anew", help: "forgets at the end whatever these files have no signature for" }],
  notes:
    "Each file is a PNG or JPEG image, named by its voter's id: 4711.png. Voters are those of the staged roll, else of the\n" +
    'published one. They go to the tablets with the next "turnout publish", each place\'s own voters only. Images are sealed\n' +
    "as they are read; remove the folder yourself when you are done.",
  async run(args, terminal) {
    const [path, ...more] = args.operands;
    if (path === undefined || more.length > 0)
      return err({ type: "badArguments", reason: "Name one folder, or one zip package." });
    const sources = await sourcesIn(path);
    if (!sources.ok) return sources;
    return withOffice(args.data, terminal, async (office) => {
      if (office.election.rules.signature?.reference !== true)
        return err({
          type: "notShown",
          reason: "The rules of this election do not show signatures on file.",
          remedy:
            "Where the law does, set rules.signature.reference in the election definition before the election is made.",
        });
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const roll = await rollToFile(publisher.value);
      if (!roll.ok)
        return err(
          roll.error.type === "notPublished"
            ? { type: "noRoll", reason: "There is no roll yet.", remedy: '"turnout import" comes first.' }
            : damagedRoll("the roll of these voters", roll.error.type),
        );
      const problems: SignatureProblem[] = [];
      const filer = await SignatureFiler.open(publisher.value);
      const counts = await importSignatures(
        filer,
        roll.value.roll,
        sources.value,
        (problem) => problems.push(problem),
        (read) => {
          if (read % 100 === 0) terminal.progress(`${number(read)} files`);
        },
      );
      const { read, taken, replaced, unknownVoter, refused } = counts;
      // Files of which none could be taken are the wrong files: what is there stays.
      const forgotten = args.has("anew") && taken + replaced > 0 ? await filer.forgetOthers() : 0;
      await office.record.add("signaturesFiled", commandLine, {
        taken: taken + replaced,
        refused: unknownVoter + refused,
        forgotten,
      });
      await mkdir(reportsFolder(args.data), { recursive: true, mode: 0o700 });
      const problemsFile = join(reportsFolder(args.data), "signature-problems.csv");
      const written = await writeWhole(problemsFile, problemLines(problems), 0o600);
      if (!written.ok) return written;
      const filed = await filedCount(office.database);
      return ok({
        json: { ...counts, forgotten, problems, problemsFile, filed },
        text: [
          `Files read       ${number(read).padStart(12)}`,
          `  taken          ${number(taken).padStart(12)}`,
          `  replaced       ${number(replaced).padStart(12)}`,
          `  unknown voter  ${number(unknownVoter).padStart(12)}`,
          `  refused        ${number(refused).padStart(12)}`,
          ...(args.has("anew") ? [`Forgotten        ${number(forgotten).padStart(12)}`] : []),
          ...problems.slice(0, SHOWN).flatMap(({ file, reason, remedy }) => ["", `${file}: ${reason}`, `  ${remedy}`]),
          ...(problems.length > 0 ? ["", `All ${number(problems.length)} in ${problemsFile}`] : []),
          "",
          `${number(filed)} signatures are on file. Next: "turnout publish", or "turnout publish --again" for the roll that tablets have.`,
        ].join("\n"),
      });
    });
  },
};

/** A path that is not there, or may not be read, is a refusal. */
async function sourcesIn(path: string): Promise<Result<AsyncIterable<ImageSource>, Refusal>> {
  try {
    const sources = await imageSources(path);
    return sources.ok ? sources : err(importRefusal(sources.error));
  } catch (error) {
    const refusal = systemRefusal(error, path);
    if (refusal === undefined) throw error;
    return err(refusal);
  }
}

function* problemLines(problems: readonly SignatureProblem[]): Generator<string> {
  yield "kind,file,reason,remedy\r\n";
  for (const { kind, file, reason, remedy } of problems)
    yield `${[kind, file, reason, remedy].map(sheetCell).join(",")}\r\n`;
}

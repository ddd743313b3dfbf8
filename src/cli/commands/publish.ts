/** `turnout publish`: makes the staged roll the new version, after a clerk has confirmed its counts. */
import { join } from "node:path";
import { err, ok } from "../../domain/result.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { publishRoll, stagedRoll } from "../../server/publish.ts";
import { amendmentsFrom } from "../../server/storedRoll.ts";
import { overText } from "../amendmentsOver.ts";
import type { Command } from "../command.ts";
import { withOffice } from "../openOffice.ts";
import { publishRefusal } from "../refusal.ts";
import { countsText, withoutBallot } from "../rollCounts.ts";
import { differencesRefusal, reportsFolder, StagedReport } from "../stageImport.ts";
import { number } from "../terminal.ts";

export const publish: Command = {
  name: "publish",
  summary: "Makes the staged roll the new version for all tablets.",
  options: [
    { name: "yes", help: "publishes without asking: the counts were looked at" },
    { name: "again", help: "publishes the current roll once more, with the workers and amendments as they are now" },
  ],
  async run(args, terminal) {
    return withOffice(args.data, terminal, async (office) => {
      const { election, database } = office;
      const staged = await stagedRoll(database);
      if (staged === undefined && !args.has("again")) {
        const published = (await office.sequencer.refresh()).roll;
        const how = '"turnout import" stages one.';
        return err({
          type: "nothingStaged",
          reason:
            published === undefined
              ? "No roll is staged."
              : `No roll is staged; version ${published.version} is published.`,
          remedy:
            published === undefined
              ? how
              : `${how} "turnout publish --again" publishes version ${published.version} once more with the workers and amendments of now.`,
        });
      }
      if (staged !== undefined && args.has("again"))
        return err({
          type: "rollStaged",
          reason: `A new roll is staged as version ${staged.version}.`,
          remedy: "Publish it without --again, or import another one in its place.",
        });
      if (staged !== undefined) {
        const report = StagedReport.safeParse(staged.report);
        if (!report.success)
          return err({
            type: "stagedReportUnreadable",
            reason:
              "What the import said of the staged roll cannot be read, so nobody can tell whether it is complete.",
            remedy: 'Stage it anew with "turnout import". It may have been staged by another version of this program.',
          });
        const { needsDecision, refused, manifest, differences } = report.data;
        if (differences.length > 0) return err(differencesRefusal(differences));
        const noBallot = withoutBallot(election, staged.counts);
        const shown = [
          countsText(election, staged.counts, join(reportsFolder(args.data), "import-counts.csv")),
          `${number(staged.voters)} voters, to be published as version ${staged.version}.`,
          `${number(needsDecision)} rows need a decision, ${number(refused)} were refused.`,
          manifest ? "The counts equal the source's manifest." : "There was no manifest to compare with.",
          ...overText(await amendmentsFrom(database, staged.amendedThrough)),
          ...(noBallot > 0 ? [`${number(noBallot)} voters have no ballot style.`] : []),
        ];
        terminal.note(shown.join("\n"));
      }
      if (!args.has("yes")) {
        if (!terminal.interactive)
          return err({
            type: "notConfirmed",
            reason: "Nobody is there to confirm the counts.",
            remedy: 'Look at them and publish with "turnout publish --yes".',
          });
        const said = await terminal.ask('Type "publish" to publish: ');
        if (said.toLowerCase() !== "publish")
          return err({ type: "notConfirmed", reason: "Not published.", remedy: "The staged roll is still there." });
      }
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const published = await publishRoll(publisher.value);
      if (!published.ok) return err(publishRefusal(published.error));
      const { version, voters, manifest, index, amendedThrough, folded, lost } = published.value;
      await office.record.add("rollPublished", commandLine, { version, voters });
      const over = await amendmentsFrom(database, amendedThrough);
      return ok({
        json: {
          version,
          voters,
          manifest,
          index,
          amendmentsOver: over.map((one) => one.index),
          amendmentsFolded: folded,
          amendmentsLost: lost,
        },
        text: [
          `Version ${version} is published: ${number(voters)} voters. Tablets load it when they next reach the county.`,
          ...(folded > 0 ? [`${number(folded)} amendments are part of it now.`] : []),
          ...(lost.length > 0
            ? [
                `The changes of these entries of the county log could not be opened and are not in it: ${lost.join(", ")}.`,
                'Give them anew with "turnout amend".',
              ]
            : []),
        ].join("\n"),
      });
    });
  },
};

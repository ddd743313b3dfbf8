/**
 * `turnout recover`: after the database was restored from a backup, or when a tablet can no longer send: brings the
 * missing events back from exported logs and from files that tablets saved.
 */
import { err, ok } from "../../domain/result.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Args, Command, Outcome } from "../command.ts";
import { type Office, withOffice } from "../openOffice.ts";
import { openRecoveryFile, type RecoveryFile } from "../recoveryFile.ts";
import { folderRefusal } from "../refusal.ts";
import { newestCheckpoint, takeLeavesBack, takeOwnEvents, takeSignatures } from "../takeBack.ts";
import { number, type Terminal } from "../terminal.ts";

export const recover: Command = {
  name: "recover",
  summary: "Brings missing events back from an exported log or from a file that a tablet saved.",
  options: [
    {
      name: "from",
      value: "FILE",
      several: true,
      help: "exported logs and files saved on tablets, as many as there are",
    },
    { name: "new-epoch", help: "gives up what is missing and goes on under a new name of the log; tablets see it" },
    { name: "yes", help: "with --new-epoch: without asking" },
  ],
  notes:
    "Stop the endpoint first and start it again afterwards. Rolls, set-up codes and amendments made after the backup do\n" +
    "not come back with the log: import and publish once more.",
  async run(args, terminal) {
    const names = args.texts("from");
    if (names.length === 0 && !args.has("new-epoch"))
      return err({ type: "badArguments", reason: "--from FILE is missing.", remedy: 'See "turnout recover --help".' });
    const files: RecoveryFile[] = [];
    for (const name of names) {
      const file = await openRecoveryFile(name);
      if (!file.ok) return file;
      files.push(file.value);
    }
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const goal = await newestCheckpoint(files, folder.value.keys.logKey);
    if (!goal.ok) return goal;
    return withOffice(args.data, terminal, async (office) => {
      const before = (await office.sequencer.refresh()).size;
      const taken = await takeLeavesBack(office, files, goal.value, terminal);
      if (!taken.ok) return taken;
      const { next, to } = taken.value;
      if (next < to) {
        if (args.has("new-epoch")) return newEpoch(office, args, terminal, { next, to });
        return err({
          type: "stillMissing",
          reason: `Entries ${number(next)} to ${number(to - 1)} are still missing. Nothing was changed.`,
          remedy:
            "Give the files of more tablets. Only if nobody has these entries any more: --new-epoch goes on without them.",
        });
      }
      const own = await takeOwnEvents(office, files);
      const signatures = await takeSignatures(office, files, terminal.now());
      const cut = files.filter(({ truncated }) => truncated()).map(({ file }) => file);
      const { size } = await office.sequencer.refresh();
      const broughtBack = to > before ? to - before : 0;
      await office.record.add("logRecovered", commandLine, { entries: broughtBack });
      return ok({
        json: {
          size,
          broughtBack,
          tabletEvents: own.events,
          tabletEventsAdded: own.added,
          notTaken: own.notTaken,
          signaturesAdded: signatures,
          truncated: cut,
        },
        text: [
          broughtBack > 0
            ? `${number(broughtBack)} entries of the county log are back; it is as the county last signed it.`
            : "Nothing was missing of what the county has signed.",
          ...(own.events > 0
            ? [`Tablets' own events: ${number(own.events)} read, ${number(own.added)} of them new.`]
            : []),
          ...(signatures > 0 ? [`Signatures of voters that were not at the county: ${number(signatures)}.`] : []),
          ...own.notTaken.map(({ file, from, to, reason }) =>
            from === to
              ? `Not taken: ${file}, event ${number(from)}. ${reason}`
              : `Not taken: ${file}, events ${number(from)} to ${number(to)}. ${reason}`,
          ),
          ...cut.map((file) => `${file} is cut short: what stood behind is not in it.`),
          "If the endpoint was running, start it again.",
        ].join("\n"),
      });
    });
  },
};

async function newEpoch(
  office: Office,
  args: Args,
  terminal: Terminal,
  { next, to }: { readonly next: number; readonly to: number },
): Promise<Outcome> {
  if (!args.has("yes")) {
    if (!terminal.interactive)
      return err({ type: "notConfirmed", reason: "Nobody is there to confirm a new epoch.", remedy: "Add --yes." });
    const said = await terminal.ask(
      `${number(to - next)} entries that the county signed are given up for good. Type "give up" to go on: `,
    );
    if (said.toLowerCase() !== "give up") return err({ type: "notConfirmed", reason: "Nothing was changed." });
  }
  const opened = await office.openEpoch();
  if (!opened.ok)
    return err({
      type: opened.error.type,
      reason:
        opened.error.type === "nothingMissing"
          ? "By the lock file beside the data folder nothing is missing."
          : "Something else wrote to the county log meanwhile. Nothing was changed.",
      remedy: "Stop every endpoint of this election and try again.",
    });
  const { epoch, origin } = opened.value;
  await office.record.add("epochOpened", commandLine, { epoch });
  return ok({
    json: { epoch, origin, givenUp: to - next },
    text: `Epoch ${epoch} is open: the log goes on as ${origin}. Export it and publish its key. Start the endpoint again.`,
  });
}

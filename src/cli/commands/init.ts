/** `turnout init`: makes the data folder of an election: keys, database, an empty county log. Never overwrites one. */
import { existsSync } from "node:fs";
import { readdir, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import { err, ok } from "../../domain/result.ts";
import { createCounty } from "../../server/dataFolder.ts";
import { lastSeenFileOf, openLastSeen } from "../../server/lastSeen.ts";
import { commandLine } from "../../server/officeRecord.ts";
import type { Command } from "../command.ts";
import { electionFile } from "../electionFile.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal } from "../refusal.ts";
import { keyBeside, withSignatureKey } from "../signatureKeyFile.ts";

export const init: Command = {
  name: "init",
  summary: "Makes the data folder of an election from its definition or a VxPollBook package.",
  options: [
    { name: "election", value: "FILE", required: true, help: "the definition (JSON) or the zip package" },
    {
      name: "signature-key",
      value: "FILE",
      help: "where voters sign: the file for the office's key to their signatures (beside the folder if left out)",
    },
    { name: "database-url", value: "URL", help: "a PostgreSQL database; without it SQLite in the data folder" },
  ],
  notes: "The folder must be empty or not be there. Back it up: it holds the keys of the election.",
  async run(args, terminal) {
    const drafted = await electionFile(args.required("election"));
    if (!drafted.ok) return drafted;
    const { notes } = drafted.value;
    const databaseUrl = args.text("database-url");
    if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
      return err({ type: "badArguments", reason: "--database-url takes an address that begins with postgres://." });
    const seen = lastSeenFileOf(args.data);
    if (existsSync(seen) && !(await holdsAnything(args.data)))
      return err({
        type: "electionWasHere",
        file: seen,
        reason: "This file says that the folder beside it held an election that has signed its log.",
        remedy:
          "Check that the folder's disk is mounted. If that election was removed on purpose, remove this file too.",
      });
    // Before any key is made.
    if (await holdsAnything(args.data)) return err(folderRefusal({ type: "folderNotEmpty", folder: args.data }));
    const signing = await withSignatureKey(drafted.value.election, args.text("signature-key") ?? keyBeside(args.data));
    if (!signing.ok) return signing;
    const { election, keyFile } = signing.value;
    const created = await createCounty(args.data, election, databaseUrl === undefined ? {} : { databaseUrl });
    if (!created.ok) {
      if (keyFile !== undefined) await unlink(keyFile); // of an election that has not begun
      return err(folderRefusal(created.error));
    }
    const { vkey } = created.value;
    const begun = await withOffice(args.data, terminal, async ({ sequencer, record }) => {
      await record.add("electionMade", commandLine, {});
      // From here on a folder restored from an older backup is told apart, even before anything is published.
      const lastSeen = openLastSeen(seen);
      lastSeen.write((await sequencer.state()).note);
      lastSeen.close();
      return ok({ json: {}, text: "" });
    });
    if (!begun.ok) return begun;
    const folder = resolve(args.data);
    const { id, name, date, county } = election;
    const places = election.places.map((place) => ({ id: place.id, name: place.name }));
    const lines = [
      `${name}, ${county}, ${date}: set up in ${folder}`,
      `Public key of the county log (publish it): ${vkey}`,
      ...(keyFile === undefined
        ? []
        : [
            `Key to the voters' signatures: ${resolve(keyFile)}. Move it to the office's safe, with a copy in another place.`,
          ]),
      ...notes.map((note) => `- ${note}`),
      'Next: "turnout office add NAME --role administrator", then "turnout import --roll FILE".',
    ];
    return ok({
      json: {
        folder,
        election: { id, name, date, county },
        places,
        vkey,
        signatureKey: keyFile === undefined ? null : resolve(keyFile),
        notes,
      },
      text: lines.join("\n"),
    });
  },
};

async function holdsAnything(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0;
}

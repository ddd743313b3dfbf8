/** `turnout draft`: proposes an election definition from voter files alone. Nothing in it is official. */
import { packs } from "../../domain/packs/packs.ts";
import { err, ok } from "../../domain/result.ts";
import { draftElection } from "../../server/import/draftElection.ts";
import type { Command } from "../command.ts";
import { writeNew } from "../files.ts";
import { importSource, sourceOptions } from "../importSource.ts";
import { importRefusal } from "../refusal.ts";

const states = [...packs.keys()];

export const draft: Command = {
  name: "draft",
  summary: "Drafts an election definition from a voter file: its precincts, parts, parties, a place per precinct.",
  options: [
    ...sourceOptions,
    { name: "out", value: "FILE", required: true, help: "where to write the definition, such as election.json" },
    {
      name: "pack",
      value: "STATE|none",
      help: `whose rules are copied: ${states.join(", ")}, none; without it, the file's own state`,
    },
    { name: "overwrite", help: "replaces a file that is there already" },
  ],
  notes: 'Edit the draft before "turnout init": date, name, places, addresses, ballot styles.',
  async run(args, terminal) {
    const source = await importSource(args);
    if (!source.ok) return source;
    const today = localDate(terminal.now());
    const pack = args.text("pack");
    if (pack !== undefined && pack !== "none" && !packs.has(pack))
      return err({
        type: "badArguments",
        reason: `There is no pack "${pack}".`,
        remedy: `The packs: ${states.join(", ")}; or none.`,
      });
    const drafted = await draftElection({ ...source.value, today, ...(pack === undefined ? {} : { pack }) });
    if (!drafted.ok) return err(importRefusal(drafted.error));
    const { election, notes } = drafted.value;
    const out = args.required("out");
    const written = await writeNew(out, `${JSON.stringify(election, null, 2)}\n`, args.has("overwrite"));
    if (!written.ok) return written;
    const { precincts, parties, places, ballotStyles, rules } = election;
    const found = `${precincts.length} precincts, ${parties.length} parties, ${ballotStyles.length} ballot styles, ${places.length} places`;
    const counted = {
      precincts: precincts.length,
      parties: parties.length,
      ballotStyles: ballotStyles.length,
      places: places.length,
    };
    return ok({
      json: { out, election: election.id, date: election.date, ...counted, pack: rules.pack, notes },
      text: [`${out}: ${found}.`, "To be checked:", ...notes.map((note) => `- ${note}`)].join("\n"),
    });
  },
};

/** "2026-11-03", by this machine's clock and zone. */
function localDate(now: number): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** `turnout export acts`: the office's own record as a file, and whether its rows follow from one another. */
import { err, ok } from "../../domain/result.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { number } from "../terminal.ts";

export const exportActs: Command = {
  name: "export acts",
  summary:
    "Writes who did what at the county, and when: sign-ins, failures, codes, revocations, publications, exports.",
  options: [{ name: "out", value: "FILE", required: true, help: "one JSON object in each line, oldest first" }],
  notes:
    "Each act carries a hash over itself and the act before it. If the rows in the database do not follow from one another,\n" +
    "the file is written all the same and the command ends with code 1.",
  async run(args, terminal) {
    const out = args.required("out");
    return withOffice(args.data, terminal, async ({ record }) => {
      let acts = 0;
      let last: string | null = null;
      async function* lines(): AsyncGenerator<string> {
        for await (const rows of record.all())
          for (const { at, hash, ...act } of rows) {
            acts++;
            last = hash;
            yield `${JSON.stringify({ time: new Date(at).toISOString(), ...act, hash })}\n`;
          }
      }
      const before = (await record.newest(1, undefined))[0]?.id ?? 0;
      // With the act of this export, which is written first.
      const written = await leaving(record, "actsExported", { acts: before + 1 }, () => writeWhole(out, lines()));
      if (!written.ok) return written;
      const brokenAt = await record.brokenAt();
      const json = { out, acts, lastHash: last, brokenAt: brokenAt ?? null };
      if (brokenAt !== undefined) {
        const refusal = {
          type: "recordBroken",
          file: out,
          reason: `Act ${number(brokenAt)} does not follow from the one before it: the record in the database was changed.`,
          remedy: "Compare it with an earlier export.",
        };
        return err({ ...refusal, answer: { ok: false, problem: refusal, ...json } });
      }
      return ok({ json, text: `${out}: ${number(acts)} acts, each following from the one before it.` });
    });
  },
};

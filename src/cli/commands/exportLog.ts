/** `turnout export log`: the county log as one file that `turnout verify` reads, with the county's public key beside it. */
import { ok } from "../../domain/result.ts";
import { openNote } from "../../log/checkpoint.ts";
import { openLogExport } from "../../log/logExport.ts";
import { matchCode } from "../../log/matchCode.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { number } from "../terminal.ts";

export const exportLog: Command = {
  name: "export log",
  summary: "Writes the county log and the public key with which anybody can verify it.",
  options: [{ name: "out", value: "FILE", required: true, help: "the log; the key goes to FILE.vkey" }],
  notes: "Bodies that name voters stay sealed: the file can be given to auditors and observers.",
  async run(args, terminal) {
    const out = args.required("out");
    return withOffice(args.data, terminal, async (office) => {
      let header = new Uint8Array();
      async function* chunks() {
        for await (const chunk of office.exportLog()) {
          if (header.length === 0) header = new Uint8Array(chunk);
          yield chunk;
        }
      }
      const { size: entries } = await office.sequencer.refresh();
      const written = await leaving(office.record, "logExported", { entries }, () => writeWhole(out, chunks()));
      if (!written.ok) return written;
      const exported = await openLogExport([header]);
      if (!exported.ok) throw new Error(`The export has no header: ${exported.error.type}`);
      const { vkey, note } = exported.value;
      const checkpoint = await openNote(note, vkey);
      if (!checkpoint.ok) throw new Error(`The county's own checkpoint does not open: ${checkpoint.error.type}`);
      const keyFile = `${out}.vkey`;
      const key = await writeWhole(keyFile, [`${vkey}\n`]);
      if (!key.ok) return key;
      const { size, root } = checkpoint.value;
      const code = matchCode(size, root);
      return ok({
        json: { out, keyFile, vkey, size, root: Buffer.from(root).toString("base64"), matchCode: code },
        text: `${out}: ${number(size)} entries, match code ${code}\n${keyFile}: the county's public key`,
      });
    });
  },
};

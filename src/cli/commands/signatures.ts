/** `turnout signatures`: opens the voters' signatures with the office's key, one picture each, and says which are missing. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok } from "../../domain/result.ts";
import { base64 } from "../../log/encoding.ts";
import { eventKey } from "../../protocol/keys.ts";
import { openSignature } from "../../protocol/sealedSignature.ts";
import { decodeSignature, pathOf, type Signature } from "../../protocol/signatureStrokes.ts";
import { sheetCell } from "../../server/csv.ts";
import { openCounty } from "../../server/dataFolder.ts";
import { zonedTime } from "../../server/participation.ts";
import { signatureCount, signatureFiles, signaturesNamed } from "../../server/signatureFiles.ts";
import type { Command } from "../command.ts";
import { writeWhole } from "../files.ts";
import { leaving } from "../leaving.ts";
import { withOffice } from "../openOffice.ts";
import { folderRefusal } from "../refusal.ts";
import { signatureKeyIn } from "../signatureKeyFile.ts";
import { number } from "../terminal.ts";

export const signatures: Command = {
  name: "signatures",
  summary: "Opens the signatures that voters gave on tablets: a picture (SVG) each, and a list of whose they are.",
  options: [
    { name: "key", value: "FILE", required: true, help: "the office's key, as the init command wrote it" },
    { name: "out", value: "FOLDER", required: true, help: "where to write the pictures and signatures.csv" },
  ],
  notes:
    "The folder holds voters' signatures: keep it as the law says. A check-in whose signature has not arrived is in the\n" +
    "list without a picture; one on a tablet arrives with the tablet's next contact.",
  async run(args, terminal) {
    const key = await signatureKeyIn(args.required("key"));
    if (!key.ok) return key;
    const folder = await openCounty(args.data);
    if (!folder.ok) return err(folderRefusal(folder.error));
    const { election, keys } = folder.value;
    if (election.signatureKey !== base64(key.value.publicKey))
      return err({ type: "badArguments", reason: "This is not the key of this election's signatures." });
    const bodies = await eventKey(keys.eventKey);
    const out = args.required("out");
    await mkdir(out, { recursive: true, mode: 0o700 });
    return withOffice(args.data, terminal, async ({ database, sequencer, record }) => {
      const opened = new Set<string>();
      let damaged = 0;
      const files = await signatureCount(database);
      const { size } = await sequencer.refresh();
      const named = await signaturesNamed(database, bodies, size);
      const writing = await leaving(record, "signaturesOpened", { files }, async () => {
        for await (const { hash, bytes } of signatureFiles(database)) {
          const signature = await openSignature(key.value, election.id, bytes);
          const drawing = signature.ok ? decodeSignature(signature.value) : undefined;
          if (drawing === undefined) damaged++;
          else {
            opened.add(hash);
            await writeFile(join(out, `${hash}.svg`), svgOf(drawing), { mode: 0o600 });
          }
        }
        const timeOf = zonedTime(election.timeZone);
        const lines = named.map(({ file, how, voter, place, wall, receipt }) =>
          [voter, place, timeOf(wall), receipt, how, opened.has(file) ? `${file}.svg` : ""].map(sheetCell).join(","),
        );
        const title = "voter_id,place,checked_in_at,receipt,signed_by,file";
        return writeWhole(
          join(out, "signatures.csv"),
          [title, ...lines].map((line) => `${line}\r\n`),
        );
      });
      if (!writing.ok) return writing;
      const missing = named.filter(({ file }) => !opened.has(file)).length;
      return ok({
        json: { out, opened: opened.size, named: named.length, missing, damaged },
        text: [
          `${out}: ${number(opened.size)} signatures opened, of ${number(named.length)} that check-ins name.`,
          ...(missing > 0 ? [`${number(missing)} are not at the county yet: they are still on tablets.`] : []),
          ...(damaged > 0 ? [`${number(damaged)} files do not open with this key.`] : []),
        ].join("\n"),
      });
    });
  },
};

function svgOf({ width, height, strokes }: Signature): string {
  const pen = 'fill="none" stroke="#000" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"';
  const drawn = `<path ${pen} d="${pathOf(strokes)}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${drawn}</svg>\n`;
}

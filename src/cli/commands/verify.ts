/** `turnout verify`: whether an exported log is whole, unchanged and the county's. Needs no data folder and no secret. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { err, ok, type Result } from "../../domain/result.ts";
import { createChainChecker } from "../../log/deviceChain.ts";
import { createTreeHasher } from "../../log/merkleTree.ts";
import { readReceipt } from "../../log/receipt.ts";
import { receiptSearch } from "../../log/receiptSearch.ts";
import { type LogVerdict, verifyExport } from "../../log/verifyLog.ts";
import type { Command } from "../command.ts";
import { readText, systemRefusal } from "../files.ts";
import type { Refusal } from "../refusal.ts";
import { number } from "../terminal.ts";

export const verify: Command = {
  name: "verify",
  summary: "Verifies an exported log: every event's signature and place, the tree, the county's signature on it.",
  operands: "FILE",
  options: [
    { name: "key", value: "VKEY", help: "the county's public key, as published: itself, or a file that holds it" },
    {
      name: "receipt",
      value: "FILE",
      help: "a tablet's receipt, a checkpoint that the county once signed, or a match code: itself, or a file",
    },
  ],
  notes:
    "Without --key the log is only shown to agree with itself: compare the fingerprint that is printed with the one that\n" +
    "the county published. With a key and a receipt, any change of what the receipt covers is found.",
  async run(args, terminal) {
    const [file, ...others] = args.operands;
    if (file === undefined || others.length > 0)
      return err({ type: "badArguments", reason: "Name one exported log.", remedy: 'See "turnout verify --help".' });
    const key = await textOrFile(args.text("key"), /\+[0-9a-f]{8}\+/);
    if (!key.ok) return key;
    const receipt = await textOrFile(args.text("receipt"), /^\d+(-[0-9A-Za-z]{1,4}){2,}$/);
    if (!receipt.ok) return receipt;
    const ofTablet = receipt.value === undefined ? undefined : readReceipt(receipt.value);
    const search = receiptSearch(ofTablet?.devices ?? []);
    const count = { entries: 0, devices: 0, handedOver: 0 };
    let verdict: LogVerdict;
    try {
      const { size: bytes } = await stat(file);
      const source = createReadStream(file);
      async function* chunks() {
        let read = 0;
        for await (const chunk of source as AsyncIterable<Buffer>) {
          read += chunk.length;
          terminal.progress(`Verifying: ${Math.floor((100 * read) / bytes)} %`);
          yield chunk;
        }
      }
      let counted: (() => typeof count) | undefined;
      verdict = await verifyExport(await createTreeHasher(), chunks(), {
        knownVkey: key.value?.trim(),
        receipt: ofTablet?.note ?? receipt.value,
        async checkEntries(logKey) {
          const checker = await createChainChecker(logKey);
          counted = checker.count;
          return async (from, entries) => {
            await search.check(from, entries);
            return checker.checkEntries(from, entries);
          };
        },
      });
      Object.assign(count, counted?.());
    } catch (error) {
      const refusal = systemRefusal(error, file);
      if (refusal === undefined) throw error;
      return err(refusal);
    }
    if (verdict.problem !== null) {
      const { type, what, index } = verdict.problem;
      const place = index === undefined ? "" : `Entry ${index}: `;
      return err({ type, file, reason: `${place}${what} (${type})`, answer: verdict });
    }
    const missing = search.missing();
    if (ofTablet !== undefined && missing.length > 0) {
      const of = missing.map(({ found, events }) => `${number(found)} of ${number(events)}`).join(", ");
      const reason = `Of the records that the receipt of tablet ${ofTablet.number} names, this log has ${of}, or other ones.`;
      const remedy = "The log itself is whole. Keep the tablet and the receipt, and ask the county for its records.";
      return err({ type: "receiptRecordsMissing", file, reason, remedy, answer: { ...verdict, ok: false, missing } });
    }
    const { size, matchCode, fingerprint, anchored } = verdict;
    return ok({
      json: { ...verdict, devices: count.devices, handedOver: count.handedOver },
      text: [
        `Whole and unchanged: ${number(size)} entries of ${count.devices} tablets and the county, every signature verified.`,
        ...(count.handedOver > 0 ? [`${number(count.handedOver)} of them were handed over out of their chain.`] : []),
        ...(ofTablet === undefined
          ? []
          : [`Every record that the receipt of tablet ${ofTablet.number} names is in it.`]),
        `Match code: ${matchCode}`,
        anchored
          ? "Signed with the key that you gave."
          : `NOT anchored: no key was given. Compare this fingerprint with the one that the county published:\n${fingerprint}`,
      ].join("\n"),
    });
  },
};

/** An option's value, or what the file of that name holds. `itself`: how a value that is no file looks. */
async function textOrFile(value: string | undefined, itself: RegExp): Promise<Result<string | undefined, Refusal>> {
  if (value === undefined || itself.test(value.trim())) return ok(value);
  return readText(value);
}

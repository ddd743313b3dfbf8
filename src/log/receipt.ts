/**
 * What a tablet prints once all of its records stand in the county's log: for paper and as a square code, to be
 * held against the county's published log.
 *
 *   turnout-receipt/1
 *   election <id>
 *   tablet <number>
 *   device <id> <number of its events> <hash of the last one>      once for each number that the tablet had
 *   files <number of signature files that the county proved to have>
 *
 *   the checkpoint, as the county signed it
 */
const format = "turnout-receipt/1";

export type ReceiptDevice = { readonly device: string; readonly events: number; readonly head: string };

export type Receipt = {
  readonly election: string;
  readonly number: number;
  readonly devices: readonly ReceiptDevice[];
  readonly files: number;
  /** The signed checkpoint. */
  readonly note: string;
};

export function encodeReceipt({ election, number, devices, files, note }: Receipt): string {
  const lines = devices.map(({ device, events, head }) => `device ${device} ${events} ${head}`);
  return [format, `election ${election}`, `tablet ${number}`, ...lines, `files ${files}`, "", note].join("\n");
}

/** Undefined for a text that is no such receipt. */
export function readReceipt(text: string): Receipt | undefined {
  const blank = text.replaceAll("\r\n", "\n").indexOf("\n\n");
  const plain = text.replaceAll("\r\n", "\n");
  const lines = plain.slice(0, blank).split("\n");
  if (blank < 0 || lines[0] !== format) return undefined;
  const said = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const [election, number, files] = [said("election"), Number(said("tablet")), Number(said("files"))];
  const devices = lines.flatMap((line) => {
    const [, device, events, head] = /^device ([0-9a-f]{32}) (\d{1,9}) ([0-9a-f]{64})$/.exec(line) ?? [];
    return device === undefined || head === undefined ? [] : { device, events: Number(events), head };
  });
  if (election === undefined || !Number.isInteger(number) || !Number.isInteger(files)) return undefined;
  return { election, number, devices, files, note: plain.slice(blank + 2) };
}

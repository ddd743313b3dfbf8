/**
 * What leaves the county: the office's record says so before it is out, and says it too if it then did not leave whole. So
 * nothing is out that the record does not know, whatever ends the command.
 */
import type { Result } from "../domain/result.ts";
import { type ActAbout, type ActName, commandLine, type OfficeRecord } from "../server/officeRecord.ts";
import type { Refusal } from "./refusal.ts";

export async function leaving<A extends ActName, T>(
  record: OfficeRecord,
  act: A,
  about: ActAbout[A],
  write: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  await record.add(act, commandLine, about);
  let whole = false;
  try {
    const written = await write();
    whole = written.ok;
    return written;
  } finally {
    if (!whole) await record.add("exportFailed", commandLine, { export: act });
  }
}

/** The county's data folder opened for one act of the office, and closed again whatever comes of it. */
import { err, type Result } from "../domain/result.ts";
import { type CountyOffice, openCountyOffice } from "../server/countyOffice.ts";
import type { FolderProblem } from "../server/dataFolder.ts";
import { jsonLog } from "../server/log.ts";
import type { Publisher } from "../server/publish.ts";
import type { Outcome } from "./command.ts";
import { folderRefusal, type Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** The same office; its refusals in words. */
export type Office = Omit<CountyOffice, "publisher" | "officeSecret" | "stop"> & {
  publisher(): Promise<Result<Publisher, Refusal>>;
  officeSecret(): Promise<Result<Uint8Array, Refusal>>;
};

export async function withOffice(
  data: string,
  terminal: Terminal,
  use: (office: Office) => Promise<Outcome>,
): Promise<Outcome> {
  const { now } = terminal;
  const opened = await openCountyOffice({
    folder: data,
    now,
    log: jsonLog((line) => terminal.note(line.trimEnd()), now),
  });
  if (!opened.ok) return err(folderRefusal(opened.error));
  const office = opened.value;
  const inWords = async <T>(
    asked: Promise<Result<T, FolderProblem | { readonly type: "countyBehind" }>>,
  ): Promise<Result<T, Refusal>> => {
    const answer = await asked;
    return answer.ok ? answer : err(folderRefusal(answer.error));
  };
  try {
    return await use({
      ...office,
      publisher: () => inWords(office.publisher()),
      officeSecret: () => inWords(office.officeSecret()),
    });
  } finally {
    await office.stop();
  }
}

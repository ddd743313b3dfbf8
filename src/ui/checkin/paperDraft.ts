/** Lines of paper that were read and are not entered yet. */
import type { PaperEntryCall } from "../../tablet/paperCalls.ts";

/** `name`, `given`: as people read them. */
export type PaperLine = PaperEntryCall["entries"][number] & { readonly name: string; readonly given: string };

export type PaperDraft = {
  readonly lines: readonly PaperLine[];
  readonly setLines: (next: (before: readonly PaperLine[]) => readonly PaperLine[]) => void;
};

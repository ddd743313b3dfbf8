/**
 * Verifies a whole county log from its entries: recomputes the tree, checks the county's signature on the checkpoint,
 * that the log begins with what a receipt saw, and lets the caller check every entry (event signature, device chain).
 *
 * Against a known key and a receipt, every edit, deletion, insertion or exchange of entries below the receipt's size is
 * found. Without a key the log is only shown to agree with itself: `anchored` is false and the fingerprint is there to
 * be compared with one that the county published. Verification stops at the first broken place.
 */
import { ok, type Result } from "../domain/result.ts";
import { type Checkpoint, encodeVkey, type LogKey, type NoteProblem, openNote, parseVkey } from "./checkpoint.ts";
import { base64, equalBytes, hex } from "./encoding.ts";
import { type ByteChunks, type LogExportProblem, openLogExport } from "./logExport.ts";
import { matchCode, matchesCode, parseMatchCode } from "./matchCode.ts";
import { CompactTree, type TreeHasher } from "./merkleTree.ts";

/** What is wrong with one entry, as its checker says it. */
export interface EntryProblem {
  readonly type: string;
  /** In words, without anything from the entry's body. */
  readonly what: string;
}

/** Checks entry `index`. Called once for each entry, in order, and only after the call before it has answered. */
export type EntryCheck = (
  index: number,
  entry: Uint8Array,
) => EntryProblem | undefined | Promise<EntryProblem | undefined>;

/** What is wrong with the first refused entry of a batch. */
export interface EntryRefused extends EntryProblem {
  /** In the log, not in the batch. */
  readonly index: number;
}

/**
 * Checks the entries from index `from` on. Called in order, but again before the calls before have answered, so that
 * signatures of many entries are verified at once. After a refusal the answers of later calls are not looked at.
 */
export type EntriesCheck = (from: number, entries: readonly Uint8Array[]) => Promise<EntryRefused | undefined>;

/** What the log is held against. */
export interface LogClaims {
  /** Signed checkpoint of exactly these entries. */
  readonly note: string;
  /** Verifier key that the verifier got elsewhere; it anchors the result. */
  readonly knownVkey?: string | undefined;
  /** Verifier key that came with the log; used only when no key is known. */
  readonly embeddedVkey?: string | undefined;
  /** A signed checkpoint note or a match code of this log at an earlier or the same size. */
  readonly receipt?: string | undefined;
  readonly checkEntry?: EntryCheck | undefined;
  /** Makes a checker of whole batches for a log of this key; called once the key has opened the checkpoint. */
  readonly checkEntries?: ((key: LogKey) => EntriesCheck | Promise<EntriesCheck>) | undefined;
}

/** The first broken place. `index` is that of an entry, where one can be named; `what` says it in words. */
export interface LogProblem {
  readonly type:
    | "exportBroken"
    | "keyMissing"
    | "keyMalformed"
    | "keyDiffers"
    | "checkpointRefused"
    | "receiptRefused"
    | "receiptDiffers"
    | "receiptBeyondLog"
    | "entryRefused"
    | "entriesMissing"
    | "entriesExtra"
    | "rootDiffers";
  readonly index?: number;
  readonly what: string;
}

/** Outcome of a verification, ready to be printed as JSON. */
export interface LogVerdict {
  readonly ok: boolean;
  /** True when the checkpoint is signed by the key that the verifier knew beforehand. */
  readonly anchored: boolean;
  /** Entries read up to the end or the broken place. */
  readonly size: number;
  /** Root recomputed over these entries, base64 as in a checkpoint. */
  readonly root: string;
  /** Match code of these entries. */
  readonly matchCode: string;
  /** SHA-256 of name and key, hex; null when there is no usable key. */
  readonly fingerprint: string | null;
  readonly problem: LogProblem | null;
}

type Batches = AsyncIterable<Result<readonly Uint8Array[], LogExportProblem>>;

interface Receipt {
  readonly size: number;
  readonly agrees: (root: Uint8Array) => boolean;
}

/** Verifies the entries of a log, streamed in batches from index 0. */
export async function verifyLog(hasher: TreeHasher, batches: Batches, claims: LogClaims): Promise<LogVerdict> {
  const tree = new CompactTree(hasher);
  let key: LogKey | undefined;
  let anchored = false;
  const verdict = (problem: LogProblem | null): LogVerdict => ({
    ok: problem === null,
    anchored,
    size: tree.size,
    root: base64(tree.root()),
    matchCode: matchCode(tree.size, tree.root()),
    fingerprint: key === undefined ? null : hex(key.fingerprint),
    problem,
  });

  const vkey = claims.knownVkey ?? claims.embeddedVkey;
  if (vkey === undefined) {
    return verdict({ type: "keyMissing", what: "no key was given and the log brings none" });
  }
  const parsed = await parseVkey(vkey);
  if (!parsed.ok) {
    return verdict({ type: "keyMalformed", what: parsed.error.what });
  }
  key = parsed.value;
  const opened = await openNote(claims.note, vkey);
  if (!opened.ok) {
    return verdict({ type: "checkpointRefused", what: inWords(opened.error) });
  }
  const checkpoint = opened.value;
  anchored = claims.knownVkey !== undefined;
  if (claims.embeddedVkey !== undefined && claims.embeddedVkey !== encodeVkey(key)) {
    return verdict({ type: "keyDiffers", what: "the key that came with the log is not the known key" });
  }
  const receipt = claims.receipt === undefined ? undefined : await readReceipt(claims.receipt, vkey);
  if (typeof receipt === "string") {
    return verdict({ type: "receiptRefused", what: receipt });
  }
  if (receipt !== undefined && receipt.size > checkpoint.size) {
    const what = `the receipt saw ${receipt.size} entries, the checkpoint has ${checkpoint.size}`;
    return verdict({ type: "receiptBeyondLog", index: checkpoint.size, what });
  }
  const { checkEntry } = claims;
  const checked = readAhead(batches, await claims.checkEntries?.(key));
  return verdict(await findProblem(hasher, tree, checked, { checkpoint, receipt, checkEntry }));
}

/** A batch whose entries before `refused` are good, or the place where the source ends wrongly. */
type CheckedBatch = Result<
  { readonly entries: readonly Uint8Array[]; readonly refused: EntryRefused | undefined },
  LogExportProblem
>;

/** Entries that are checked at the same time. */
const AHEAD = 4096;

/** Reads on while entries are being checked, and answers the batches in order. */
async function* readAhead(
  batches: Batches,
  checkEntries: EntriesCheck = async () => undefined,
): AsyncGenerator<CheckedBatch, void, void> {
  const waiting: { readonly end: number; readonly checked: Promise<CheckedBatch> }[] = [];
  let from = 0;
  let answered = 0;
  for await (const batch of batches) {
    const checked = batch.ok
      ? checkEntries(from, batch.value).then((refused) => ok({ entries: batch.value, refused }))
      : Promise.resolve(batch);
    checked.catch(() => undefined); // thrown below, unless the reader has stopped by then
    from += batch.ok ? batch.value.length : 0;
    waiting.push({ end: from, checked });
    while (waiting[0] !== undefined && from - answered > AHEAD) {
      answered = waiting[0].end;
      yield await waiting[0].checked;
      waiting.shift();
    }
  }
  for (const { checked } of waiting) yield await checked;
}

async function findProblem(
  hasher: TreeHasher,
  tree: CompactTree,
  batches: AsyncIterable<CheckedBatch>,
  against: { checkpoint: Checkpoint; receipt: Receipt | undefined; checkEntry: EntryCheck | undefined },
): Promise<LogProblem | null> {
  const { checkpoint, receipt, checkEntry } = against;
  const receiptProblem = (): LogProblem | null =>
    receipt?.size === tree.size && !receipt.agrees(tree.root())
      ? {
          type: "receiptDiffers",
          what: `the first ${receipt.size} entries are not those that the receipt saw`,
        }
      : null;

  const atStart = receiptProblem();
  if (atStart !== null) {
    return atStart;
  }
  for await (const batch of batches) {
    if (!batch.ok) {
      return brokenExport(batch.error);
    }
    const { entries, refused: inBatch } = batch.value;
    for (const entry of entries) {
      const index = tree.size;
      if (index >= checkpoint.size) {
        return { type: "entriesExtra", index, what: `the checkpoint ends after ${checkpoint.size} entries` };
      }
      const answer = inBatch?.index === index ? inBatch : checkEntry?.(index, entry);
      const refused = answer instanceof Promise ? await answer : answer;
      if (refused !== undefined) {
        return { type: "entryRefused", index, what: `${refused.type}: ${refused.what}` };
      }
      tree.append(hasher.leaf(entry));
      const atReceipt = receiptProblem();
      if (atReceipt !== null) {
        return atReceipt;
      }
    }
  }
  if (tree.size < checkpoint.size) {
    const what = `${tree.size} entries are there, the checkpoint has ${checkpoint.size}`;
    return { type: "entriesMissing", index: tree.size, what };
  }
  return equalBytes(tree.root(), checkpoint.root)
    ? null
    : { type: "rootDiffers", what: "the entries do not hash to the root that the county signed" };
}

/** A receipt is a signed note or a match code; an answer in words says why it is neither. */
async function readReceipt(text: string, vkey: string): Promise<Receipt | string> {
  if (text.trim().includes("\n")) {
    const opened = await openNote(text, vkey);
    if (!opened.ok) {
      return inWords(opened.error);
    }
    const { size, root } = opened.value;
    return { size, agrees: (other) => equalBytes(root, other) };
  }
  const code = parseMatchCode(text);
  if (!code.ok) {
    return code.error.type === "matchCodeMistyped"
      ? "the match code was mistyped: its check letter does not fit"
      : "neither a signed checkpoint nor a match code";
  }
  const { size } = code.value;
  return { size, agrees: (root) => matchesCode(code.value, size, root) };
}

function inWords(problem: NoteProblem): string {
  switch (problem.type) {
    case "vkeyMalformed":
    case "noteMalformed":
    case "checkpointMalformed":
      return `${problem.type}: ${problem.what}`;
    case "notSignedByKey":
      return `not signed by the key of ${problem.keyName}`;
    case "signatureWrong":
      return `the signature by ${problem.keyName} is wrong`;
    case "originDiffers":
      return `of the log ${problem.origin}, not ${problem.expected}`;
  }
}

function brokenExport(problem: LogExportProblem): LogProblem {
  switch (problem.type) {
    case "notALogExport":
      return { type: "exportBroken", what: "not a log export, or its first line was changed" };
    case "formatUnknown":
      return { type: "exportBroken", what: `unknown format ${JSON.stringify(problem.format)}` };
    case "entryTruncated":
      return { type: "exportBroken", index: problem.index, what: "the file ends within this entry" };
  }
}

/** Verifies an export file (`logExport.ts`), streamed; the key and checkpoint inside it are what is being checked. */
export async function verifyExport(
  hasher: TreeHasher,
  file: ByteChunks,
  claims: Pick<LogClaims, "knownVkey" | "receipt" | "checkEntry" | "checkEntries">,
): Promise<LogVerdict> {
  const opened = await openLogExport(file);
  if (opened.ok) {
    const { note, vkey, entries } = opened.value;
    return verifyLog(hasher, entries, { ...claims, note, embeddedVkey: vkey });
  }
  return {
    ok: false,
    anchored: false,
    size: 0,
    root: base64(hasher.emptyRoot),
    matchCode: matchCode(0, hasher.emptyRoot),
    fingerprint: null,
    problem: brokenExport(opened.error),
  };
}

/**
 * Brings missing events back into the county log: what the county signed and its database lost, from exports and tablets;
 * then what a tablet wrote and never could send, from the file that it saved. Every event is verified on the way by the
 * same code that takes it from a tablet; giving the same file again changes nothing.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { openNote } from "../log/checkpoint.ts";
import { countyDevice, readLeaf } from "../log/eventBytes.ts";
import { createTreeHasher } from "../log/merkleTree.ts";
import { encodeBundle } from "../log/tiles.ts";
import { pushBytes, pushEvents } from "../protocol/deviceLog.ts";
import { signatureFileName } from "../protocol/sealedSignature.ts";
import { type AcceptDeps, acceptPush, handOver, type PushProblem } from "../server/acceptEvents.ts";
import { hashOfEvent } from "../server/countyEvents.ts";
import { countySigner } from "../server/countyKeys.ts";
import { deviceKeys } from "../server/deviceKeys.ts";
import type { Seen } from "../server/lastSeen.ts";
import { knownHashes } from "../server/logStore.ts";
import { Recovery, type RecoveryProgress } from "../server/recovery.ts";
import { keepSignature, signatureCount } from "../server/signatureFiles.ts";
import type { Office } from "./openOffice.ts";
import type { RecoveryFile } from "./recoveryFile.ts";
import type { Refusal } from "./refusal.ts";
import { number, type Terminal } from "./terminal.ts";

/** The newest checkpoint of this county among the files; a checkpoint that the county did not sign is a refusal. */
export async function newestCheckpoint(
  files: readonly RecoveryFile[],
  logKey: Uint8Array,
): Promise<Result<Seen | undefined, Refusal>> {
  let newest: Seen | undefined;
  for (const { file, note } of files) {
    if (note === "") continue;
    const origin = note.split("\n")[0] ?? "";
    const opened = await openNote(note, (await countySigner(logKey, origin)).vkey);
    if (!opened.ok)
      return err({
        type: "otherCounty",
        file,
        reason: "The checkpoint in this file is not signed with the log key of this data folder.",
        remedy: "Give files of this election only.",
      });
    if (newest === undefined || opened.value.size > newest.size) newest = { ...opened.value, note };
  }
  return ok(newest);
}

/**
 * Fills the gap between the database and what the county once signed; `goal` where the lock file knows of none. A file that
 * gives something wrong is left, and the next one is tried; its refusal is answered if the gap stays open.
 */
export async function takeLeavesBack(
  office: Office,
  files: readonly RecoveryFile[],
  goal: Seen | undefined,
  terminal: Terminal,
): Promise<Result<RecoveryProgress, Refusal>> {
  const { sequencer, behind, election } = office;
  const { size } = await sequencer.refresh();
  const further = goal !== undefined && goal.size > Math.max(size, behind?.goal.size ?? 0);
  const recovery = further
    ? new Recovery({ sequencer, hasher: await createTreeHasher(), keys: deviceKeys(), election: election.id }, goal)
    : behind;
  if (recovery === undefined) return ok({ next: size, to: size });
  let refused: Refusal | undefined;
  for (const { file, entries } of files) {
    let from = 0;
    for await (const leaves of entries()) {
      const { next, to } = await recovery.progress();
      const at = from;
      from += leaves.length;
      if (from <= next && from < to) continue;
      const added = await recovery.add(at, leaves);
      if (!added.ok) {
        refused ??= recoveryRefusal(file, added.error);
        break;
      }
      terminal.progress(`Taking back: ${number(added.value.next)} of ${number(to)} entries`);
      if (added.value.next === to) return added;
    }
  }
  return refused === undefined ? ok(await recovery.progress()) : err(refused);
}

function recoveryRefusal(
  file: string,
  problem: Extract<Awaited<ReturnType<Recovery["add"]>>, { ok: false }>["error"],
): Refusal {
  const { type } = problem;
  switch (type) {
    case "badLeaf":
      return { type, file, reason: `Entry ${problem.index} is ${problem.what}.`, remedy: "Try another file." };
    case "notNext":
      return { type, file, reason: `Entry ${problem.next} is wanted next, and the file does not have it.` };
    case "rootDiffers":
      return {
        type,
        file,
        reason: "The entries of the files are not those that the county signed. Nothing was taken.",
        remedy: "Try other files one by one.",
      };
    case "logMoved":
      return {
        type,
        reason: "Something else wrote to the county log meanwhile. Nothing was taken.",
        remedy: "Stop every endpoint of this election and try again.",
      };
    default:
      return problem satisfies never;
  }
}

/** Events of a file that the county does not take, by their place among the tablet's own events in it, from 1. */
export type NotTaken = {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly reason: string;
};

export type OwnEventsTaken = {
  /** Events read. */
  readonly events: number;
  /** Of these, how many were not in the county log before. */
  readonly added: number;
  readonly notTaken: readonly NotTaken[];
};

/**
 * Adds what tablets wrote themselves. An event that the county cannot take is passed over and named; what stands behind it
 * and in later files is taken all the same.
 */
export async function takeOwnEvents(
  office: Pick<Office, "database" | "sequencer" | "election">,
  files: readonly RecoveryFile[],
): Promise<OwnEventsTaken> {
  const { sequencer, election } = office;
  const deps: AcceptDeps = { sequencer, election: election.id, keys: deviceKeys() };
  const notTaken: NotTaken[] = [];
  let events = 0;
  let added = 0;

  const take = async (file: string, { device, from, group }: Run): Promise<void> => {
    const refused: PushProblem | number =
      device === "" ? { type: "unknownDevice" } : await takeRun(office, deps, device, group);
    if (typeof refused === "number") {
      added += refused;
    } else if (group.length === 1 || refused.type === "unknownDevice") {
      const { type, reason } = refusedText(device, refused);
      notTaken.push({ file, from, to: from + group.length - 1, type, reason });
    } else {
      const half = group.length >> 1;
      await take(file, { device, from, group: group.slice(0, half) });
      await take(file, { device, from: from + half, group: group.slice(half) });
    }
  };

  for (const { file, ownEvents } of files) {
    let from = 1;
    for await (const leaves of ownEvents())
      for (const { device, group } of byDevice(leaves)) {
        await take(file, { device, from, group });
        from += group.length;
        events += group.length;
      }
  }
  return { events, added, notTaken };
}

/**
 * Keeps the sealed signatures that tablets could not send; the county kept others before. Answers how many are new to it.
 * What is no signature is found when the office opens them.
 */
export async function takeSignatures(
  { database }: Pick<Office, "database">,
  files: readonly RecoveryFile[],
  now: number,
): Promise<number> {
  const before = await signatureCount(database);
  for (const { device, signatures } of files)
    for await (const some of signatures())
      for (const bytes of some)
        await keepSignature(database, { id: device, waits: 0 }, await signatureFileName(bytes), bytes, now);
  return (await signatureCount(database)) - before;
}

/** Sends one run in; answers how many of its events are new, or why the run is refused whole. */
async function takeRun(
  { database }: Pick<Office, "database">,
  deps: AcceptDeps,
  device: string,
  group: readonly Uint8Array[],
): Promise<number | PushProblem> {
  const bundle = encodeBundle(group);
  if (!bundle.ok) return { type: "tooLarge" };
  const known = await knownHashes(database, group.map(hashOfLeaf));
  const pushed = await acceptPush(deps, device, bundle.value);
  // A broken chain is handed over whole, as the tablet itself would do it after it was set up again.
  const broken = !pushed.ok && brokenChain.has(pushed.error.type);
  const taken = broken ? await handOver(deps, device, countyDevice, bundle.value) : pushed;
  return taken.ok ? group.length - known.size : taken.error;
}

function hashOfLeaf(leaf: Uint8Array): string {
  const read = readLeaf(leaf);
  if (!read.ok) throw new Error("byDevice gives a device to events only");
  return hashOfEvent(read.value.bytes);
}

const brokenChain: ReadonlySet<PushProblem["type"]> = new Set<PushProblem["type"]>(["fork", "gap", "badEvent"]);

function refusedText(device: string, problem: PushProblem): Pick<NotTaken, "type" | "reason"> {
  if (device === "") return { type: "badEvent", reason: "This is not an event." };
  const what = "what" in problem ? `: ${problem.what}` : "";
  const reason =
    problem.type === "unknownDevice"
      ? `The tablet ${device} was never set up in this election.`
      : `The county does not take it from tablet ${device} (${problem.type}${what}).`;
  return { type: problem.type, reason };
}

/** `from`: the place of the first among the file's own events, from 1. */
type Run = { readonly device: string; readonly from: number; readonly group: readonly Uint8Array[] };

/** Runs of one device's events, each small enough for one push; the device is "" for what is no event. */
function* byDevice(leaves: readonly Uint8Array[]): Generator<Omit<Run, "from">, void, void> {
  let device = "";
  let group: Uint8Array[] = [];
  let bytes = 0;
  for (const leaf of leaves) {
    const read = readLeaf(leaf);
    const writer = read.ok ? read.value.envelope.device : "";
    if (group.length > 0 && (writer !== device || group.length === pushEvents || bytes + leaf.length + 2 > pushBytes)) {
      yield { device, group };
      group = [];
      bytes = 0;
    }
    device = writer;
    group.push(leaf);
    bytes += leaf.length + 2;
  }
  if (group.length > 0) yield { device, group };
}

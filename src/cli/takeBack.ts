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
import { type AcceptDeps, acceptPush, handOver, type PushProblem } from "../server/acceptEvents.ts";
import { hashOfEvent } from "../server/countyEvents.ts";
import { countySigner } from "../server/countyKeys.ts";
import { deviceKeys } from "../server/deviceKeys.ts";
import type { Seen } from "../server/lastSeen.ts";
import { knownHashes } from "../server/logStore.ts";
import { Recovery, type RecoveryProgress } from "../server/recovery.ts";
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

/** Fills the gap between the database and what the county once signed; `goal` where the lock file knows of none. */
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
  for (const { file, entries } of files) {
    let from = 0;
    for await (const leaves of entries()) {
      const { next, to } = await recovery.progress();
      const at = from;
      from += leaves.length;
      if (from <= next && from < to) continue;
      const added = await recovery.add(at, leaves);
      if (!added.ok) return err(recoveryRefusal(file, added.error));
      terminal.progress(`Taking back: ${number(added.value.next)} of ${number(to)} entries`);
      if (added.value.next === to) return added;
    }
  }
  return ok(await recovery.progress());
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

/** Adds what tablets wrote themselves. Answers how many of those events were not in the county log before. */
export async function takeOwnEvents(
  office: Office,
  files: readonly RecoveryFile[],
): Promise<Result<{ readonly events: number; readonly added: number }, Refusal>> {
  const { sequencer, election } = office;
  const deps: AcceptDeps = { sequencer, election: election.id, keys: deviceKeys() };
  let events = 0;
  let added = 0;
  for (const { file, ownEvents } of files)
    for await (const leaves of ownEvents())
      for (const { device, group, hashes } of byDevice(leaves)) {
        const bundle = encodeBundle(group);
        if (!bundle.ok) return err({ type: bundle.error.type, file, reason: "An event in this file is too large." });
        const known = await knownHashes(office.database, hashes);
        const pushed = await acceptPush(deps, device, bundle.value);
        // A broken chain is handed over whole, as the tablet itself would do it after it was set up again.
        const broken = !pushed.ok && brokenChain.has(pushed.error.type);
        const taken = broken ? await handOver(deps, device, countyDevice, bundle.value) : pushed;
        if (!taken.ok) return err(pushRefusal(file, device, taken.error));
        events += group.length;
        added += group.length - known.size;
      }
  return ok({ events, added });
}

const brokenChain: ReadonlySet<PushProblem["type"]> = new Set<PushProblem["type"]>(["fork", "gap", "badEvent"]);

function pushRefusal(file: string, device: string, problem: PushProblem): Refusal {
  const what = "what" in problem ? `: ${problem.what}` : "";
  return {
    type: problem.type,
    file,
    reason:
      problem.type === "unknownDevice"
        ? `The tablet ${device} was never set up in this election.`
        : `The events of tablet ${device} are refused (${problem.type}${what}).`,
  };
}

type Run = { readonly device: string; readonly group: readonly Uint8Array[]; readonly hashes: readonly string[] };

/** Runs of one device's events, each small enough for one push. */
function* byDevice(leaves: readonly Uint8Array[]): Generator<Run, void, void> {
  let device = "";
  let group: Uint8Array[] = [];
  let hashes: string[] = [];
  let bytes = 0;
  for (const leaf of leaves) {
    const read = readLeaf(leaf);
    const writer = read.ok ? read.value.envelope.device : "";
    if (group.length > 0 && (writer !== device || group.length === pushEvents || bytes + leaf.length + 2 > pushBytes)) {
      yield { device, group, hashes };
      group = [];
      hashes = [];
      bytes = 0;
    }
    device = writer;
    group.push(leaf);
    if (read.ok) hashes.push(hashOfEvent(read.value.bytes));
    bytes += leaf.length + 2;
  }
  if (group.length > 0) yield { device, group, hashes };
}

/** The screens' end of the tablet: starts its worker and speaks for it. A failed call is a bug and reaches the error screen. */
import type { FromWorker, TabletCommand, ToWorker } from "./tabletCalls.ts";
import type { Tablet } from "./tabletInterface.ts";
import type { TabletState } from "./tabletState.ts";

const starting: TabletState = {
  phase: { phase: "starting" },
  safety: { safety: "noNetwork", notSent: 0, lastHeard: undefined },
  election: undefined,
  placeId: undefined,
  number: undefined,
  rollVersion: undefined,
  voters: undefined,
  knownAt: undefined,
  notSent: 0,
  signaturesNotSent: 0,
  toCopy: 0,
  checkedInHere: 0,
  checkedInAtPlace: 0,
  polls: { state: "notOpened", since: undefined },
  ready: undefined,
  line: { state: "whole" },
  tabletsHere: 0,
  silent: false,
  closesAt: undefined,
  hours: { extension: undefined, lastInLine: undefined },
  waiting: 0,
  storageWarning: false,
  revision: 0,
};

/** Every command: none can be forgotten here. */
const asked: Record<TabletCommand, true> = {
  setUp: true,
  open: true,
  signIn: true,
  lock: true,
  close: true,
  workers: true,
  addWorker: true,
  workerCodes: true,
  takeWorker: true,
  mayAct: true,
  takeOver: true,
  setUpAnew: true,
  search: true,
  findScanned: true,
  voter: true,
  signatureOnFile: true,
  atAddress: true,
  checkIn: true,
  actOnBallot: true,
  undoBallotAct: true,
  noteOnVoter: true,
  registerVoter: true,
  cancelRegistration: true,
  cancelCheckIn: true,
  reprintSlip: true,
  absenteeBook: true,
  processAbsentee: true,
  cancelAbsenteeMark: true,
  doAtPlace: true,
  placeBook: true,
  writeInBook: true,
  readiness: true,
  sayReady: true,
  onPaper: true,
  enterFromPaper: true,
  waitingVoters: true,
  confirmation: true,
  paperList: true,
  exportReport: true,
  checkedInTwice: true,
  syncNow: true,
  exportLog: true,
  proof: true,
  carry: true,
  takeCarried: true,
  mayPractice: true,
};

/** Commands that one kind of tablet has beside those of all. */
type MoreCommands = { readonly [command: string]: (...args: never[]) => Promise<unknown> };

/** `more`: the names of those that this worker answers beside a tablet's own. */
export function startTablet<More extends MoreCommands = Record<never, never>>(
  worker: Worker,
  more: readonly (keyof More & string)[] = [],
): Tablet & More {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const watchers = new Set<(state: TabletState) => void>();
  let state = starting;
  let calls = 0;

  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === "state") {
      state = data.state;
      for (const watcher of watchers) watcher(state);
      return;
    }
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "answer") caller?.resolve(data.value);
    else caller?.reject(new Error(data.what));
  });
  // A worker that could not even start (its script is missing, its storage refuses) must not look like waiting.
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const caller of waiting.values()) caller.reject(new Error("the tablet's worker failed"));
    waiting.clear();
    state = { ...state, phase: { phase: "storageBroken", what: "worker" }, safety: { safety: "cannotRecord" } };
    for (const watcher of watchers) watcher(state);
  });

  const ask = (command: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      const message: ToWorker = { id: calls, command, args };
      worker.postMessage(message);
    });
  const calling = (names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)]));
  const tablet: Pick<Tablet, "state" | "watch"> = {
    state: () => state,
    watch(onState) {
      watchers.add(onState);
      onState(state);
      return () => watchers.delete(onState);
    },
  };
  // The types of the commands are those of `Tablet`: that every one crosses as it is, is what `asked` says.
  return Object.assign(tablet, calling(Object.keys(asked)), calling(more)) as Tablet & More;
}

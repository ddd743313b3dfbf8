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
  line: { state: "whole" },
  tabletsHere: 0,
  silent: false,
  closesAt: undefined,
  hours: { extension: undefined, lastInLine: undefined },
  waiting: 0,
  storageWarning: false,
  revision: 0,
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
  const call = <K extends TabletCommand>(command: K): Tablet[K] =>
    // biome-ignore lint/suspicious/noExplicitAny: one line stands for all commands; their types are those of Tablet.
    ((...args: any[]) => ask(command, args)) as Tablet[K];
  const others = more.map((command) => [command, (...args: unknown[]) => ask(command, args)] as const);

  const tablet: Tablet = {
    state: () => state,
    watch(onState) {
      watchers.add(onState);
      onState(state);
      return () => watchers.delete(onState);
    },
    setUp: call("setUp"),
    open: call("open"),
    signIn: call("signIn"),
    lock: call("lock"),
    close: call("close"),
    workers: call("workers"),
    addWorker: call("addWorker"),
    workerCodes: call("workerCodes"),
    takeWorker: call("takeWorker"),
    mayAct: call("mayAct"),
    takeOver: call("takeOver"),
    setUpAnew: call("setUpAnew"),
    search: call("search"),
    findScanned: call("findScanned"),
    voter: call("voter"),
    signatureOnFile: call("signatureOnFile"),
    atAddress: call("atAddress"),
    checkIn: call("checkIn"),
    actOnBallot: call("actOnBallot"),
    undoBallotAct: call("undoBallotAct"),
    noteOnVoter: call("noteOnVoter"),
    registerVoter: call("registerVoter"),
    cancelRegistration: call("cancelRegistration"),
    cancelCheckIn: call("cancelCheckIn"),
    reprintSlip: call("reprintSlip"),
    absenteeBook: call("absenteeBook"),
    processAbsentee: call("processAbsentee"),
    cancelAbsenteeMark: call("cancelAbsenteeMark"),
    doAtPlace: call("doAtPlace"),
    placeBook: call("placeBook"),
    writeInBook: call("writeInBook"),
    onPaper: call("onPaper"),
    enterFromPaper: call("enterFromPaper"),
    waitingVoters: call("waitingVoters"),
    confirmation: call("confirmation"),
    paperList: call("paperList"),
    exportReport: call("exportReport"),
    checkedInTwice: call("checkedInTwice"),
    syncNow: call("syncNow"),
    exportLog: call("exportLog"),
    proof: call("proof"),
    carry: call("carry"),
    takeCarried: call("takeCarried"),
  };
  return Object.assign(tablet, Object.fromEntries(others) as unknown as More);
}

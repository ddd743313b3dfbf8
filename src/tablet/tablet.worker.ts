/**
 * The composition root of the tablet: gives `TabletCore` the browser's storage, network, clock and randomness, and holds
 * the lock that makes it one tab. A second tab says so and may take over; the first one then stops.
 */
import "./workerStart.ts";
import { beginFreshJournal } from "./freshJournal.ts";
import { IndexedDbStore } from "./indexedDbStore.ts";
import { hearCounty } from "./liveStream.ts";
import { growingFile } from "./privateFile.ts";
import { SecondCopy } from "./secondCopy.ts";
import { PrivateFiles } from "./secretFiles.ts";
import { OneTab } from "./tabLock.ts";
import type { FromWorker, ToWorker } from "./tabletCalls.ts";
import { TabletCore } from "./tabletCore.ts";
import type { Tablet } from "./tabletInterface.ts";
import type { TabletState } from "./tabletState.ts";

declare const BUILD: string;

const send = (message: FromWorker): void => postMessage(message);
const show = (state: TabletState): void => send({ kind: "state", state });

const core = new TabletCore({
  store: new IndexedDbStore("turnout"),
  files: new PrivateFiles("turnout"),
  copy: new SecondCopy(growingFile("turnout", "records")),
  fetch: (path, init) => fetch(path, init),
  now: Date.now,
  uptime: () => performance.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  fraction: Math.random,
  build: BUILD,
  timeoutMs: 15_000,
  freeBytes: async () => {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? undefined : quota - (usage ?? 0);
  },
  timer: (ms, then) => {
    const id = setTimeout(then, ms);
    return () => clearTimeout(id);
  },
  live: (onPoke) => hearCounty("/api/live", onPoke),
  yieldToOthers: () => new Promise((go) => setTimeout(go)),
  startOpeners: async () => (await import("./entryOpeners.ts")).startOpeners(navigator.hardwareConcurrency),
  startChunkOpeners: async () => (await import("./chunkOpeners.ts")).startChunkOpeners(navigator.hardwareConcurrency),
});

const tab = new OneTab(
  navigator.locks,
  {
    begin: async () => {
      await beginFreshJournal(indexedDB);
      await core.start();
    },
    end: () => core.stop(),
    elsewhere: () => show({ ...core.state(), phase: { phase: "otherTab" } }),
  },
  3_000,
);
// What still ends in a tab that lost the poll book is not shown any more.
core.watch((state) => {
  if (tab.here) show(state);
});

const commands: Omit<Tablet, "state" | "watch"> = {
  setUp: (code, persistent) => core.setUp(code, persistent),
  open: (code) => core.open(code),
  signIn: (worker, pin) => core.signIn(worker, pin),
  lock: () => core.lock(),
  close: (second) => core.close(second),
  workers: () => core.workers(),
  addWorker: (call) => core.addWorker(call),
  workerCodes: (second) => core.workerCodes(second),
  takeWorker: (text) => core.takeWorker(text),
  mayAct: (act, approval, next) => core.mayAct(act, approval, next),
  takeOver: () => tab.run("otherTab"),
  setUpAnew: () => core.setUpAnew(),
  search: (query) => core.search(query),
  findScanned: (scan) => core.findScanned(scan),
  voter: (voterId, answers, unlisted) => core.voter(voterId, answers, unlisted),
  signatureOnFile: (voterId) => core.signatureOnFile(voterId),
  atAddress: (houseNumber, street) => core.atAddress(houseNumber, street),
  checkIn: (call) => core.checkIn(call),
  actOnBallot: (call) => core.actOnBallot(call),
  undoBallotAct: (call) => core.undoBallotAct(call),
  registerVoter: (call) => core.registerVoter(call),
  cancelRegistration: (call) => core.cancelRegistration(call),
  cancelCheckIn: (call) => core.cancelCheckIn(call),
  reprintSlip: (call) => core.reprintSlip(call),
  absenteeBook: () => core.absenteeBook(),
  processAbsentee: (call) => core.processAbsentee(call),
  cancelAbsenteeMark: (call) => core.cancelAbsenteeMark(call),
  doAtPlace: (call) => core.doAtPlace(call),
  placeBook: () => core.placeBook(),
  writeInBook: (call) => core.writeInBook(call),
  waitingVoters: () => core.waitingVoters(),
  confirmation: (event) => core.confirmation(event),
  paperList: (call) => core.paperList(call),
  checkedInTwice: () => core.checkedInTwice(),
  syncNow: () => core.syncNow(),
  exportLog: () => core.exportLog(),
};

self.addEventListener("message", ({ data: { id, command, args } }: MessageEvent<ToWorker>) => {
  const act = commands[command] as (...given: readonly unknown[]) => Promise<unknown>;
  act(...args).then(
    (value) => send({ kind: "answer", id, value }),
    (error: unknown) => send({ kind: "failed", id, what: error instanceof Error ? error.message : String(error) }),
  );
});

void tab.run("ifFree");

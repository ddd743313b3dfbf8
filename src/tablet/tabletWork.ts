/** What every worker that is a tablet has in common: the browser's own means, and the screens' calls with their answers. */
import type { FromWorker, TabletCommand, ToWorker } from "./tabletCalls.ts";
import type { TabletCore, TabletDeps } from "./tabletCore.ts";
import type { Tablet } from "./tabletInterface.ts";
import type { TabletState } from "./tabletState.ts";

const send = (message: FromWorker): void => postMessage(message);
export const show = (state: TabletState): void => send({ kind: "state", state });

type Platform = "now" | "uptime" | "random" | "fraction" | "freeBytes" | "timer" | "yieldToOthers";

/** Clock, randomness and room as the browser has them. */
export const platform: Pick<TabletDeps, Platform> = {
  now: Date.now,
  uptime: () => performance.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  fraction: Math.random,
  freeBytes: async () => {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? undefined : quota - (usage ?? 0);
  },
  timer: (ms, then) => {
    const id = setTimeout(then, ms);
    return () => clearTimeout(id);
  },
  yieldToOthers: () => new Promise((go) => setTimeout(go)),
};

/** Every command of the screens, answered by this core. `takeOver`: from another tab. */
export const commandsOf = (core: TabletCore, takeOver: () => Promise<void>): Pick<Tablet, TabletCommand> => ({
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
  takeOver,
  setUpAnew: () => core.setUpAnew(),
  search: (query) => core.search(query),
  findScanned: (scan) => core.findScanned(scan),
  voter: (voterId, answers, unlisted) => core.voter(voterId, answers, unlisted),
  signatureOnFile: (voterId) => core.signatureOnFile(voterId),
  atAddress: (houseNumber, street) => core.atAddress(houseNumber, street),
  checkIn: (call) => core.checkIn(call),
  actOnBallot: (call) => core.actOnBallot(call),
  undoBallotAct: (call) => core.undoBallotAct(call),
  noteOnVoter: (call) => core.noteOnVoter(call),
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
  onPaper: (line) => core.onPaper(line),
  enterFromPaper: (call) => core.enterFromPaper(call),
  waitingVoters: () => core.waitingVoters(),
  confirmation: (event) => core.confirmation(event),
  paperList: (call) => core.paperList(call),
  exportReport: (call) => core.exportReport(call),
  checkedInTwice: () => core.checkedInTwice(),
  syncNow: () => core.syncNow(),
  exportLog: () => core.exportLog(),
  proof: () => core.proof(),
  carry: (call) => core.carry(call),
  takeCarried: (bytes) => core.takeCarried(bytes),
});

/** Answers the screens' calls. A call that fails is told as failed, never left without an answer. */
export function answerCalls(commands: object): void {
  self.addEventListener("message", ({ data: { id, command, args } }: MessageEvent<ToWorker>) => {
    const act = (commands as Record<string, (...given: readonly unknown[]) => Promise<unknown>>)[command];
    const answered = act === undefined ? Promise.reject(new Error(`no command ${command}`)) : act(...args);
    answered.then(
      (value) => send({ kind: "answer", id, value }),
      (error: unknown) => send({ kind: "failed", id, what: error instanceof Error ? error.message : String(error) }),
    );
  });
}

/**
 * The composition root of a tablet that practices: the browser's storage under names of its own, and no network at all.
 * One tab practices at a time.
 */
import "../tablet/workerStart.ts";
import { growingFile } from "../tablet/privateFile.ts";
import { PrivateFiles } from "../tablet/secretFiles.ts";
import { OneTab } from "../tablet/tabLock.ts";
import { answerCalls, platform, show } from "../tablet/tabletWork.ts";
import { CappedStore } from "./cappedStore.ts";
import { mostEvents, practiceNames } from "./names.ts";
import { type PracticeCommands, PracticeTablet } from "./practiceTablet.ts";
import { practiceStates } from "./world.ts";

declare const BUILD: string;

const { database, folder, lock } = practiceNames;
let anew = false;

const tablet = new PracticeTablet({
  ...platform,
  store: new CappedStore(database, mostEvents),
  files: new PrivateFiles(folder),
  countyFile: growingFile(folder, "county"),
  recordsFile: growingFile(folder, "records"),
  build: BUILD,
  wipe,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

const tab = new OneTab(
  navigator.locks,
  {
    begin: async () => {
      const fromTheBeginning = anew;
      anew = false;
      await tablet.start(fromTheBeginning);
    },
    end: () => tablet.stop(),
    elsewhere: () => show({ ...tablet.core.state(), phase: { phase: "otherTab" } }),
  },
  3_000,
  lock,
);
tablet.core.watch((state) => {
  if (tab.here) show(state);
});

const practice: PracticeCommands = {
  resume: async (fromTheBeginning) => {
    anew = fromTheBeginning;
    await tab.run("ifFree");
    return { begun: tablet.begun || !tab.here, states: practiceStates };
  },
  begin: (under) => tablet.begin(under),
  pack: async () => tablet.pack(),
  openWithCard: () => tablet.openWithCard(),
  play: (scenario) => tablet.play(scenario),
  judge: (did) => tablet.rehearsal().judge(did),
  somebody: () => tablet.rehearsal().somebody(),
  setNetwork: async (on) => tablet.setNetwork(on),
  trouble: (which) => tablet.trouble(which),
  setClock: async (clock) => tablet.setClock(clock),
  endPlay: async () => tablet.rehearsal().end(),
};

answerCalls(tablet.core, { ...practice, takeOver: () => tab.run("otherTab") });

/** Before anything of it was opened, and with the lock in hand: nobody writes meanwhile. */
async function wipe(): Promise<void> {
  await deleted(indexedDB.deleteDatabase(database));
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(folder, { recursive: true }).catch((error: DOMException) => {
    if (error.name !== "NotFoundError") throw error;
  });
}

function deleted(request: IDBOpenDBRequest): Promise<void> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });
}

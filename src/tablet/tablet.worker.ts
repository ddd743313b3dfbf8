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
import { TabletCore } from "./tabletCore.ts";
import { answerCalls, platform, show } from "./tabletWork.ts";

declare const BUILD: string;

const core = new TabletCore({
  store: new IndexedDbStore("turnout"),
  files: new PrivateFiles("turnout"),
  copy: new SecondCopy(growingFile("turnout", "records")),
  fetch: (path, init) => fetch(path, init),
  ...platform,
  build: BUILD,
  timeoutMs: 15_000,
  live: (onPoke) => hearCounty("/api/live", onPoke),
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

answerCalls(core, { takeOver: () => tab.run("otherTab") });

void tab.run("ifFree");

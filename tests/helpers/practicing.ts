/** A tablet that practices, in Node: storage and files in memory, its timers in the test's hand. Nothing of it is replaced. */
import { PracticeTablet } from "../../src/practice/practiceTablet.ts";
import { MemoryFiles } from "./coreTablet.ts";
import { MemoryFile } from "./memoryFile.ts";
import { MemoryStore } from "./memoryStore.ts";

export class Practicing {
  readonly files = new MemoryFiles();
  readonly countyFile = new MemoryFile();
  readonly recordsFile = new MemoryFile();
  readonly store = new MemoryStore();
  tablet!: PracticeTablet;
  now = Date.now();

  constructor() {
    this.restart();
  }

  /** The program anew on what is stored, as after a reload; `start` is the caller's. */
  restart(): void {
    this.tablet?.stop();
    this.tablet = new PracticeTablet({
      store: this.store,
      files: this.files,
      countyFile: this.countyFile,
      recordsFile: this.recordsFile,
      now: () => this.now,
      uptime: () => performance.now(),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      fraction: () => 0.5,
      build: "test",
      freeBytes: async () => 1e12,
      timer: () => () => undefined,
      yieldToOthers: async () => undefined,
      wipe: async () => {
        for (const file of [this.countyFile, this.recordsFile]) await file.write(0, new Uint8Array(0));
        this.store.restore(new MemoryStore().backup());
        this.files.kept.clear();
      },
      timeZone: "America/New_York",
    });
  }
}

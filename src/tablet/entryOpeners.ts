/** Second workers for opening entries, as many as the processor has room for beside the tablet's own. */
import { encodeBundle } from "../log/tiles.ts";
import type { EntriesToOpen } from "./entryOpener.worker.ts";
import type { EntryOpener, OpenedEntry } from "./entryOpening.ts";
import { SecondWorker, workersFor } from "./secondWorker.ts";

/** `cores`: of the processor, as the browser tells it. */
export function startOpeners(cores: number): EntryOpener[] {
  return Array.from({ length: workersFor(cores) }, startOpener);
}

function startOpener(): EntryOpener {
  const worker = new SecondWorker<EntriesToOpen, string>(
    new Worker(new URL("./entryOpener.worker.ts", import.meta.url), { type: "module" }),
  );
  return {
    async open(key, leaves) {
      const bundle = encodeBundle(leaves);
      if (!bundle.ok) throw new Error(bundle.error.type);
      return JSON.parse(await worker.ask({ key, bundle: bundle.value }, [bundle.value.buffer])) as OpenedEntry[];
    },
    end: () => worker.end(),
  };
}

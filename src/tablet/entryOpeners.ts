/** Second workers for opening entries, as many as the processor has room for beside the tablet's own. */
import { encodeBundle } from "../log/tiles.ts";
import type { Opened, ToOpen } from "./entryOpener.worker.ts";
import type { EntryOpener, OpenedEntry } from "./entryOpening.ts";

const most = 3;

/** `cores`: of the processor, as the browser tells it. */
export function startOpeners(cores: number): EntryOpener[] {
  return Array.from({ length: Math.max(1, Math.min(most, cores - 1)) }, startOpener);
}

function startOpener(): EntryOpener {
  const worker = new Worker(new URL("./entryOpener.worker.ts", import.meta.url), { type: "module" });
  type Waiting = { readonly resolve: (entries: OpenedEntry[]) => void; readonly reject: (why: Error) => void };
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let broken: Error | undefined;
  const fail = (why: Error): void => {
    broken = why;
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Opened>) => {
    waiting.get(data.id)?.resolve(JSON.parse(data.entries) as OpenedEntry[]);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", () => fail(new Error("the second worker failed")));
  return {
    open(key, leaves) {
      if (broken !== undefined) return Promise.reject(broken);
      const bundle = encodeBundle(leaves);
      if (!bundle.ok) return Promise.reject(new Error(bundle.error.type));
      const message: ToOpen = { id: ++asked, key, bundle: bundle.value };
      worker.postMessage(message, [bundle.value.buffer]);
      return new Promise((resolve, reject) => waiting.set(message.id, { resolve, reject }));
    },
    end() {
      fail(new Error("ended"));
      worker.terminate();
    },
  };
}

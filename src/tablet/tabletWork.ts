/** What every worker that is a tablet has in common: the browser's own means, and the screens' calls with their answers. */
import type { FromWorker, TabletCommand, ToWorker } from "./tabletCalls.ts";
import type { TabletDeps } from "./tabletCore.ts";
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

/** Takes the tablet over from another tab. */
type FromOtherTab = Pick<Tablet, "takeOver">;
/** What the screens ask for is a method of the core, by its own name and with the same arguments. */
type Core = Pick<Tablet, Exclude<TabletCommand, keyof FromOtherTab>>;

/** Answers the screens' calls. A call that fails is told as failed, never left without an answer. */
export function answerCalls(core: Core, others: FromOtherTab & object): void {
  self.addEventListener("message", ({ data: { id, command, args } }: MessageEvent<ToWorker>) => {
    const asked: object = command in others ? others : core;
    const answer = async (): Promise<unknown> =>
      (Reflect.get(asked, command) as (...given: unknown[]) => unknown).apply(asked, args as unknown[]);
    answer().then(
      (value) => send({ kind: "answer", id, value }),
      (error: unknown) => send({ kind: "failed", id, what: error instanceof Error ? error.message : String(error) }),
    );
  });
}

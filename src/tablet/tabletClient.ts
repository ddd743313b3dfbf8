/** The screens' end of the tablet: starts its worker and speaks for it. A failed call is a bug and reaches the error screen. */
import type { FromWorker, ToWorker } from "./tabletCalls.ts";
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

/** Commands that one kind of tablet has beside those of all. */
type MoreCommands = { readonly [command: string]: (...args: never[]) => Promise<unknown> };

/** Whatever it is asked for crosses to the worker under its own name: which commands there are is said by the types alone. */
export function startTablet<More extends MoreCommands = Record<never, never>>(worker: Worker): Tablet & More {
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
  const tablet: Record<string, unknown> & Pick<Tablet, "state" | "watch"> = {
    state: () => state,
    watch(onState) {
      watchers.add(onState);
      onState(state);
      return () => watchers.delete(onState);
    },
  };
  return new Proxy(tablet, {
    get: (known, name: string) => {
      // "then" is what whoever awaits a tablet looks for.
      if (!(name in known) && name !== "then") known[name] = (...args: readonly unknown[]) => ask(name, args);
      return known[name];
    },
  }) as unknown as Tablet & More;
}

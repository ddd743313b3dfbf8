/** The messages between the screens and the tablet's worker: 25 lines instead of a library. */
import type { Tablet } from "./tabletInterface.ts";
import type { TabletState } from "./tabletState.ts";

/** Commands that cross to the worker, with their arguments as they are. */
export type TabletCommand = Exclude<keyof Tablet, "state" | "watch">;

export type ToWorker = { readonly id: number; readonly command: string; readonly args: readonly unknown[] };
export type FromWorker =
  | { readonly kind: "state"; readonly state: TabletState }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly what: string };

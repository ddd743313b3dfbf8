/**
 * What the screens are given from outside: the tablet, the clock, ids for commands, and the new version that may wait.
 * The composition root (main.tsx) makes it once; tests give a scripted one. A screen never reaches for these itself.
 */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import type { Program } from "../protocol/program.ts";
import type { Tablet } from "../tablet/tabletInterface.ts";
import type { TabletState } from "../tablet/tabletState.ts";
import type { PrintQueue } from "./printing/printQueue.ts";

/** Another version of the app than the one that runs. Nothing of it is loaded, and nothing changes, without a yes. */
export type AppUpdate = {
  /** The one that the county has; undefined if it is the one that runs. */
  readonly waiting: () => Program | undefined;
  readonly watch: (onChange: () => void) => () => void;
  /** Loads this one whole, beside the version in use. False: it could not be had now, or the county has another by now. */
  readonly load: (program: Program) => Promise<boolean>;
  /** Lets the one that was loaded take over; the page then loads itself again. */
  readonly take: () => void;
  /** Gives up the one that was loaded. */
  readonly leave: () => void;
};

export type Surroundings = {
  readonly tablet: Tablet;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newCommandId: () => string;
  /** Asks the browser to keep what the tablet stores; its answer. */
  readonly askPersistence: () => Promise<boolean>;
  readonly update: AppUpdate;
  readonly prints: PrintQueue;
  /** Where this is a practice: what the status line says of it, and what can be done about it. */
  readonly practice?: { readonly sentence: ReactNode; readonly acts: ReactNode };
};

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error("a screen outside of its surroundings");
  return surroundings;
}

export function useTablet(): Tablet {
  return useSurroundings().tablet;
}

/** The newest state of the tablet; the screen is drawn again with every new one. */
export function useTabletState(): TabletState {
  const tablet = useTablet();
  const watch = useCallback((onChange: () => void) => tablet.watch(onChange), [tablet]);
  return useSyncExternalStore(watch, () => tablet.state());
}

/** The version that the county has, if it is another than the one that runs. */
export function useNewVersion(): Program | undefined {
  const { update } = useSurroundings();
  return useSyncExternalStore(update.watch, update.waiting);
}

/** The time, drawn again every `every` milliseconds. */
export function useNow(every = 1000): number {
  const { now } = useSurroundings();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), every);
    return () => clearInterval(timer);
  }, [now, every]);
  return time;
}

/** Hands a failure that no screen can answer to the error screen. Use as the `catch` of every call to the tablet. */
export function useFailure(): (failure: unknown) => void {
  const [, setNothing] = useState<undefined>();
  return useCallback((failure: unknown) => {
    setNothing(() => {
      throw failure instanceof Error ? failure : new Error(String(failure));
    });
  }, []);
}

/**
 * The little of scanning that the check-in screen has from its start: a place for the part that knows scanners, which is
 * loaded after it (`Scanner.tsx`), to hear keys before everybody else, and what the find pane shows of it.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ScanProblem } from "../../protocol/scan.ts";
import type { Desk } from "./desk.ts";

export type Scanning = {
  /** The law does not ask for identification: nobody must have a card. */
  readonly optional: boolean;
  readonly byCamera: boolean;
  readonly listening: boolean;
  /** Why the newest scan led to nobody; gone with the next thing that happens on the desk. */
  readonly problem: ScanProblem | undefined;
  readonly keys: RefObject<((event: KeyboardEvent) => void) | undefined>;
  begin(): void;
  end(): void;
  listen(): void;
  refuse(problem: ScanProblem | undefined): void;
};

export function useScanning({ view }: Desk, optional: boolean): Scanning {
  const [byCamera, setByCamera] = useState(false);
  const [listening, setListening] = useState(false);
  const [problem, refuse] = useState<ScanProblem>();
  const keys = useRef<(event: KeyboardEvent) => void>(undefined);
  // Before the effects of the panes: whoever listens first can keep a scanner's keys from them.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent): void => keys.current?.(event);
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changes on the desk
  useEffect(() => refuse(undefined), [view]);
  const begin = useCallback(() => setByCamera(true), []);
  const end = useCallback(() => setByCamera(false), []);
  const listen = useCallback(() => setListening(true), []);
  return useMemo(
    () => ({ optional, byCamera, listening, problem, keys, begin, end, listen, refuse }),
    [optional, byCamera, listening, problem, begin, end, listen],
  );
}

/**
 * One act of a dialog: one command id until it is answered, one call in flight, and why the last one was not done. Ten
 * taps send one command, and a try after a failure sends the same one again.
 */
import { useRef, useState } from "react";
import type { Result } from "../../domain/result.ts";
import { useFailure, useSurroundings } from "../surroundings.ts";

type Problem = { readonly type: string };
export type OneAct<P extends Problem> = {
  readonly busy: boolean;
  readonly problem: P | undefined;
  /** `done` hears of success, `refused` of a problem. */
  run<T>(call: (cmd: string) => Promise<Result<T, P>>, done: (value: T) => void, refused?: () => void): void;
};

export function useOneAct<P extends Problem>(): OneAct<P> {
  const { newCommandId } = useSurroundings();
  const fail = useFailure();
  const cmd = useRef<string>(undefined);
  const inFlight = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<P>();
  return {
    busy,
    problem,
    run: (call, done, refused) => {
      if (inFlight.current) return;
      inFlight.current = true;
      setBusy(true);
      setProblem(undefined);
      cmd.current ??= newCommandId();
      call(cmd.current)
        .then((result) => {
          if (result.ok) return done(result.value);
          refused?.();
          setProblem(result.error);
        })
        .finally(() => {
          inFlight.current = false;
          setBusy(false);
        })
        .catch(fail);
    },
  };
}

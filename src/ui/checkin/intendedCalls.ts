/**
 * Calls that a worker intends once: one command id for each, made with the first tap and kept until the tablet has answered
 * that it is recorded or refused. Ten taps send one call; a try after "not recorded" or after a failure sends the same id
 * again, on which the tablet acts once.
 */
import { type RefObject, useCallback, useRef, useState } from "react";
import type { Result } from "../../domain/result.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useSurroundings } from "../surroundings.ts";

/** `what`: the call but for its id and the inspector's PIN. */
export type Intended = { readonly what: string; readonly cmd: string };

type Problem = { readonly type: string };
type IntendedCalls = {
  readonly busy: boolean;
  readonly inFlight: RefObject<boolean>;
  readonly intended: RefObject<Intended | undefined>;
  /** Does nothing while a call is in flight. `answered` runs before the next call may. */
  run<T, E extends Problem>(
    call: object,
    ask: (cmd: string) => Promise<Result<T, E | NotRecorded>>,
    answered: (result: Result<T, E | NotRecorded>) => void,
  ): Promise<void>;
};

export function useIntendedCalls(): IntendedCalls {
  const { newCommandId } = useSurroundings();
  const inFlight = useRef(false);
  const intended = useRef<Intended>(undefined);
  const [busy, setBusy] = useState(false);
  const run: IntendedCalls["run"] = useCallback(
    async (call, ask, answered) => {
      if (inFlight.current) return;
      inFlight.current = true;
      setBusy(true);
      const what = JSON.stringify(call);
      if (intended.current?.what !== what) intended.current = { what, cmd: newCommandId() };
      try {
        const result = await ask(intended.current.cmd);
        if (result.ok || !mayBeTriedAgain(result.error)) intended.current = undefined;
        answered(result);
      } finally {
        inFlight.current = false;
        setBusy(false);
      }
    },
    [newCommandId],
  );
  return { busy, inFlight, intended, run };
}

/** A new list without this voter is an answer: nothing is to be sent again. */
const mayBeTriedAgain = (error: Problem | NotRecorded): boolean =>
  error.type === "notRecorded" && !("what" in error && error.what === "notOnThisRoll");

/** What the tablet answers, on a screen: asked anew whenever something was recorded or heard, and as time passes. */
import { useEffect, useState } from "react";
import type { Tablet } from "../../tablet/tabletInterface.ts";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";

/** `ask`: the same function each time. `every`: milliseconds. Undefined until the tablet has answered. */
export function useAskedAgain<T>(ask: (tablet: Tablet) => Promise<T | undefined>, every: number): T | undefined {
  const { tablet } = useSurroundings();
  const fail = useFailure();
  const { revision, ready } = useTabletState();
  const [round, setRound] = useState(0);
  const [view, setView] = useState<T>();
  useEffect(() => {
    const timer = setInterval(() => setRound((before) => before + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision or a new round may know more
  useEffect(() => {
    let wanted = true;
    ask(tablet)
      .then((now) => {
        if (wanted && now !== undefined) setView(now);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [ask, tablet, revision, ready, round, fail]);
  return view;
}

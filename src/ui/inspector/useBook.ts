/** The book of the place on a screen: asked anew whenever something was recorded or heard, and written to one act at a time. */
import { useState } from "react";
import type { BookAct } from "../../domain/bookActs.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import type { Tablet } from "../../tablet/tabletInterface.ts";
import type { Approval } from "../../tablet/voterCalls.ts";
import { useIntendedCalls } from "../checkin/intendedCalls.ts";
import { useFailure, useSurroundings } from "../surroundings.ts";
import type { BookProblem } from "../text/BookWords.tsx";
import { useAskedAgain } from "./askedAgain.ts";

/** Also without news: a wait, and how long nobody was heard, change by themselves (ms). */
const again = 30_000;

const askBook = (tablet: Tablet): Promise<PlaceBookView | undefined> => tablet.placeBook();

/** Undefined until the tablet has answered. */
export const usePlaceBook = (): PlaceBookView | undefined => useAskedAgain(askBook, again);

export type WriteInBook = {
  readonly busy: boolean;
  readonly problem: BookProblem | undefined;
  readonly write: (act: BookAct, done: () => void, second?: Approval, refused?: () => void) => void;
};

/** Ten taps write one event, and so does a try after a failure. */
export function useWriteInBook(): WriteInBook {
  const { tablet } = useSurroundings();
  const fail = useFailure();
  const { busy, run } = useIntendedCalls();
  const [problem, setProblem] = useState<BookProblem>();
  return {
    busy,
    problem,
    write: (act, done, second, refused) => {
      setProblem(undefined);
      run(
        act,
        (cmd) => tablet.writeInBook({ ...act, cmd, ...(second === undefined ? {} : { second }) }),
        (written) => {
          if (written.ok) return done();
          refused?.();
          setProblem(written.error);
        },
      ).catch(fail);
    },
  };
}

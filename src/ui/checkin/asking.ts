/** What the check-in screen asks of the tablet, again with every change of what is known. Older answers never win. */
import { useEffect, useRef, useState } from "react";
import type { Answers } from "../../domain/disposition.ts";
import type { Confirmation, Recorded, SearchResult, VoterView } from "../../tablet/tabletInterface.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

/** The result of the newest query; the one before stays until it is there, so that nothing jumps. */
export function useSearch(query: string): SearchResult | undefined {
  const tablet = useTablet();
  const fail = useFailure();
  const { revision } = useTabletState();
  const [result, setResult] = useState<SearchResult>();
  const newest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means that the marks on the rows may differ
  useEffect(() => {
    const mine = ++newest.current;
    if (query.trim() === "") {
      setResult(undefined);
      return;
    }
    tablet
      .search(query)
      .then((found) => {
        if (found !== undefined && mine === newest.current) setResult(found);
      })
      .catch(fail);
  }, [tablet, query, revision, fail]);
  return result;
}

const nothingAnswered: Answers = {};

/**
 * The voter as known now; asked again when a check-in arrives from elsewhere. `again`: ask once more. Undefined while
 * the tablet looks, "gone" when it has looked and the list in use does not hold this voter.
 */
export function useVoter(
  voterId: string | undefined,
  again: unknown,
  answers: Answers = nothingAnswered,
): VoterView | "gone" | undefined {
  const tablet = useTablet();
  const fail = useFailure();
  const { revision } = useTabletState();
  const [answer, setAnswer] = useState<{ readonly to: string; readonly view: VoterView | undefined }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: revision and again say when to ask again
  useEffect(() => {
    if (voterId === undefined) return;
    let wanted = true;
    tablet
      .voter(voterId, answers)
      .then((view) => {
        if (wanted) setAnswer({ to: voterId, view });
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, voterId, answers, revision, again, fail]);
  if (answer === undefined || answer.to !== voterId) return undefined;
  return answer.view ?? "gone";
}

/** Where this check-in stands, asked again with every new state of the tablet until the county has confirmed it. */
export function useConfirmation(recorded: Recorded): Confirmation {
  const tablet = useTablet();
  const fail = useFailure();
  const state = useTabletState();
  const [confirmation, setConfirmation] = useState<Confirmation>("onThisTablet");
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new state may hold the confirmation
  useEffect(() => {
    if (confirmation === "confirmed") return;
    let wanted = true;
    tablet
      .confirmation(recorded.event)
      .then((now) => {
        if (wanted) setConfirmation(now);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, recorded, state, confirmation, fail]);
  return confirmation;
}

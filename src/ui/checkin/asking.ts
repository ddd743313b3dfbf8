/** What the check-in screen asks of the tablet, again with every change of what is known. Older answers never win. */
import { useEffect, useRef, useState } from "react";
import type { Answers } from "../../domain/disposition.ts";
import type { Unlisted } from "../../domain/person.ts";
import type { AddressFound, Confirmation, SearchResult, VoterView } from "../../tablet/foundVoters.ts";
import type { Recorded } from "../../tablet/voterCalls.ts";
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
  unlisted?: Unlisted,
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
      .voter(voterId, answers, unlisted)
      .then((view) => {
        if (wanted) setAnswer({ to: voterId, view });
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, voterId, answers, unlisted, revision, again, fail]);
  if (answer === undefined || answer.to !== voterId) return undefined;
  return answer.view ?? "gone";
}

/** Who lives at the address that is being typed; the answer before stays until the next is there. */
export function useAddress(houseNumber: string, street: string): AddressFound | undefined {
  const tablet = useTablet();
  const fail = useFailure();
  const { revision } = useTabletState();
  const [found, setFound] = useState<AddressFound>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a new revision the list may be another one
  useEffect(() => {
    if (houseNumber.trim() === "" || street.trim() === "") {
      setFound(undefined);
      return;
    }
    let wanted = true;
    tablet
      .atAddress(houseNumber, street)
      .then((answer) => {
        if (wanted) setFound(answer);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, houseNumber, street, revision, fail]);
  return found;
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

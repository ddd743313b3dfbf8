/** What the tablet finds of its records at the county, asked anew whenever it has heard of the county or recorded something. */
import { useEffect, useState } from "react";
import type { SendingProof } from "../../tablet/carryCalls.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

/** Undefined until the tablet has looked. `round`: another number looks once more. */
export function useProof(round = 0): SendingProof | undefined {
  const tablet = useTablet();
  const fail = useFailure();
  const { knownAt, notSent, signaturesNotSent } = useTabletState();
  const [proof, setProof] = useState<SendingProof>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each of these there may be more to find
  useEffect(() => {
    let wanted = true;
    tablet
      .proof()
      .then((found) => {
        if (wanted) setProof(found);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, fail, knownAt, notSent, signaturesNotSent, round]);
  return proof;
}

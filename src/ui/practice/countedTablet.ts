/**
 * A practicing tablet that counts what a worker does on its screens: each voter looked at, each answer given, each entry
 * written. Nothing else of it changes. The newest view is kept for whoever points at what comes next.
 */
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { Tablet } from "../../tablet/tabletInterface.ts";

export type Steps = {
  /** Since the last `begin`. */
  readonly count: () => number;
  readonly begin: () => void;
  readonly newestView: () => VoterView | undefined;
};

const writes = [
  "checkIn",
  "registerVoter",
  "cancelRegistration",
  "cancelCheckIn",
  "reprintSlip",
  "actOnBallot",
  "undoBallotAct",
  "noteOnVoter",
  "writeInBook",
  "sayReady",
  "doAtPlace",
] as const satisfies readonly (keyof Tablet)[];

export function countedTablet<T extends Tablet>(tablet: T): { readonly tablet: T; readonly steps: Steps } {
  let count = 0;
  let last = "";
  let newest: VoterView | undefined;
  const voter: Tablet["voter"] = async (voterId, answers, unlisted) => {
    // Asked again with every news; it is a step only where something else is asked.
    const asked = JSON.stringify([voterId, answers ?? {}, unlisted?.person ?? null]);
    if (asked !== last) count++;
    last = asked;
    const view = await tablet.voter(voterId, answers, unlisted);
    newest = view;
    return view;
  };
  const counting = writes.map((name) => {
    const act = tablet[name] as (call: unknown) => Promise<{ readonly ok: boolean }>;
    return [
      name,
      async (call: unknown) => {
        const done = await act(call);
        if (done.ok) count++;
        return done;
      },
    ] as const;
  });
  return {
    tablet: Object.assign(Object.create(tablet) as T, { voter }, Object.fromEntries(counting)),
    steps: {
      count: () => count,
      begin: () => {
        count = 0;
        last = "";
        newest = undefined;
      },
      newestView: () => newest,
    },
  };
}

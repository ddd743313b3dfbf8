/**
 * What the poll worker has before them: the query, the voter chosen, the steps done, the check-in just recorded. It is
 * view and draft only, nothing of the election. It outlives the lock screen; when another worker takes the tablet, it is
 * put aside and comes back with the worker who began it.
 *
 * One intended check-in has one command id, made with the first tap and kept until the tablet has answered that the
 * check-in is recorded or refused. Ten taps therefore send one call, and a try after "not recorded" or after a failure
 * sends the same id again, which the tablet acts on once.
 */
import { useCallback, useMemo, useRef, useState } from "react";
import type { CheckInProblem } from "../../domain/checkIn.ts";
import type { Step } from "../../domain/disposition.ts";
import type { CheckInCall, FoundVoter, Recorded, VoterView } from "../../tablet/tabletInterface.ts";
import { useFailure, useSurroundings } from "../surroundings.ts";

export type Chosen = { readonly voterId: string; readonly found: CheckInCall["found"]; readonly lookalike: boolean };
export type Outcomes = Partial<Record<Step["step"], string>>;

/** A new list came between the search and the check-in, and this voter is not on it. */
export type NoLongerListed = { readonly type: "noLongerListed" };

export type DeskView =
  | {
      readonly at: "finding";
      readonly query: string;
      /** "none": the worker says that the voter is not in the list. */
      readonly chosen: Chosen | "none" | undefined;
      readonly outcomes: Outcomes;
      readonly problem: CheckInProblem | NoLongerListed | undefined;
    }
  | { readonly at: "recorded"; readonly recorded: Recorded }
  | { readonly at: "notRecorded"; readonly back: DeskView & { readonly at: "finding" } };

export type Finding = DeskView & { readonly at: "finding" };

export const emptyDesk: Finding = { at: "finding", query: "", chosen: undefined, outcomes: {}, problem: undefined };

export type Desk = {
  readonly view: DeskView;
  readonly busy: boolean;
  /** Some worker's voter is not done with: chosen, being recorded, or recorded and still before them. */
  serving(): boolean;
  search(query: string): void;
  choose(found: FoundVoter): void;
  /** A voter whom no search of this screen found: from another list, or by a scanned card. */
  show(voterId: string, found?: "search" | "scan"): void;
  noneOfThese(): void;
  /** Back to the list, the query kept. */
  backToList(): void;
  /** The next voter; `typed` is already in the search box. */
  next(typed?: string): void;
  setOutcome(step: Step["step"], outcome: string | undefined): void;
  checkIn(voter: VoterView, style: string): void;
  /** Another worker takes the tablet; undefined when it is neither open nor locked: then all drafts are gone. */
  handTo(worker: string | undefined): void;
};

/** What a worker had begun when another one took the tablet. */
type Draft = { readonly view: Finding; readonly intended: Intended | undefined };
type Intended = { readonly voterId: string; readonly style: string; readonly cmd: string };

const servesVoter = (view: DeskView): boolean => view.at !== "finding" || view.chosen !== undefined;

export function useDesk(): Desk {
  const { tablet, newCommandId } = useSurroundings();
  const fail = useFailure();
  const [view, setView] = useState<DeskView>(emptyDesk);
  const [busy, setBusy] = useState(false);
  const inFlight = useRef(false);
  const intended = useRef<Intended>(undefined);
  const worker = useRef<string>(undefined);
  const newest = useRef(view);
  newest.current = view;
  const aside = useRef(new Map<string, Draft>());

  const change = useCallback((by: (finding: Finding) => Finding) => {
    setView((before) => (before.at === "finding" ? by(before) : before));
  }, []);

  const send = useCallback(
    async (voter: VoterView, style: string, from: Finding): Promise<void> => {
      const voterId = voter.voter.id;
      const chosen = from.chosen;
      if (inFlight.current || chosen === undefined || chosen === "none" || voter.disposition.kind !== "regular") return;
      inFlight.current = true;
      setBusy(true);
      if (intended.current?.voterId !== voterId || intended.current.style !== style)
        intended.current = { voterId, style, cmd: newCommandId() };
      const { cmd } = intended.current;
      const by = worker.current;
      // The poll worker has heard name and address when the primary act is pressed.
      const outcomes: Outcomes = { confirmIdentity: "nameAndAddressSaid", ...from.outcomes };
      const done = voter.disposition.steps.flatMap(({ step }) => {
        const outcome = outcomes[step];
        return outcome === undefined ? [] : [{ step, outcome }];
      });
      try {
        const result = await tablet.checkIn({ cmd, voterId, style, found: chosen.found, done });
        if (result.ok) {
          intended.current = undefined;
          setView({ at: "recorded", recorded: result.value });
        } else if (result.error.type === "notRecorded") {
          if (result.error.what === "notOnThisRoll") {
            intended.current = undefined;
            setView({ ...from, problem: { type: "noLongerListed" } });
          } else if (result.error.what !== "notOpen") setView({ at: "notRecorded", back: from });
          // Not open: another screen comes by itself. What was begun stays for the worker who began it.
          else if (worker.current !== by) setView(emptyDesk);
        } else {
          intended.current = undefined;
          setView({ ...from, problem: result.error });
        }
      } finally {
        inFlight.current = false;
        setBusy(false);
      }
    },
    [tablet, newCommandId],
  );

  // Apart from what changes with every letter typed, so that the list is drawn again only when it is another list.
  const acts = useMemo(
    () => ({
      search: (query: string) => {
        if (!inFlight.current) setView({ ...emptyDesk, query });
      },
      choose: ({ voter, similarity, lookalike }: FoundVoter) => {
        if (inFlight.current) return;
        const found = similarity === "match" ? "search" : "similar";
        change(({ query }) => ({ ...emptyDesk, query, chosen: { voterId: voter.id, found, lookalike } }));
      },
      show: (voterId: string, found: "search" | "scan" = "search") => {
        if (!inFlight.current) setView({ ...emptyDesk, chosen: { voterId, found, lookalike: false } });
      },
      noneOfThese: () => change(({ query }) => ({ ...emptyDesk, query, chosen: "none" })),
      backToList: () => {
        if (inFlight.current) return;
        setView((before) => {
          if (before.at === "notRecorded") return before.back;
          return { ...emptyDesk, query: before.at === "finding" ? before.query : "" };
        });
      },
      next: (typed = "") => {
        if (!inFlight.current) setView({ ...emptyDesk, query: typed });
      },
      setOutcome: (step: Step["step"], outcome: string | undefined) =>
        change((finding) => {
          const { [step]: _, ...others } = finding.outcomes;
          return { ...finding, outcomes: outcome === undefined ? others : { ...others, [step]: outcome } };
        }),
      handTo: (next: string | undefined) => {
        const before = worker.current;
        worker.current = next;
        if (next === undefined) aside.current.clear();
        if (before === undefined || before === next || inFlight.current) return;
        const { current: left } = newest;
        if (next !== undefined && left.at === "finding")
          aside.current.set(before, { view: left, intended: intended.current });
        const draft = next === undefined ? undefined : aside.current.get(next);
        if (next !== undefined) aside.current.delete(next);
        setView(draft?.view ?? emptyDesk);
        intended.current = draft?.intended;
      },
    }),
    [change],
  );

  return useMemo<Desk>(
    () => ({
      ...acts,
      view,
      busy,
      serving: () => busy || [view, ...[...aside.current.values()].map((draft) => draft.view)].some(servesVoter),
      checkIn: (voter, style) => {
        if (view.at === "finding") void send(voter, style, view).catch(fail);
      },
    }),
    [acts, view, busy, send, fail],
  );
}

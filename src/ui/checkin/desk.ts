/**
 * What the poll worker has before them: the query, the voter chosen, the steps done, the check-in just recorded. It is
 * view and draft only, nothing of the election. It outlives the lock screen; when another worker takes the tablet, it is
 * put aside and comes back with the worker who began it, or goes along to the inspector who was asked and takes it over.
 */
import { useCallback, useMemo, useRef, useState } from "react";
import type { CardDates } from "../../domain/idExpiry.ts";
import type { Unlisted } from "../../domain/person.ts";
import type { WrongCheckIn } from "../../domain/wrongVoter.ts";
import type { FoundVoter, VoterView } from "../../tablet/foundVoters.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import type { Approval, Recorded } from "../../tablet/voterCalls.ts";
import { useFailure, useTablet } from "../surroundings.ts";
import {
  begunByOther,
  type DeskView,
  emptyDesk,
  type Finding,
  handedBackBy,
  servesVoter,
  type WrongOne,
  wrongIn,
} from "./deskView.ts";
import { nothingDone, otherHands, sameCard, type WorkActs, workActs } from "./deskWork.ts";
import { type Intended, useIntendedCalls } from "./intendedCalls.ts";
import type { Ladder } from "./ladder.ts";

export type Desk = WorkActs & {
  readonly view: DeskView;
  readonly busy: boolean;
  /** Some worker's voter is not done with: chosen, being recorded, or recorded and still before them. */
  serving(): boolean;
  /** `card`: what was scanned, where it led to a list. */
  search(query: string, card?: CardDates): void;
  choose(found: FoundVoter): void;
  /** A voter whom no search of this screen found: from another list, or by a scanned card. */
  show(voterId: string, found?: "search" | "scan", card?: CardDates): void;
  noneOfThese(): void;
  /** Up the ladder, or down again; undefined: begin again. */
  climb(ladder: Ladder | undefined): void;
  /** The end of the ladder: what is done with somebody who is not on the list. */
  showUnlisted(unlisted: Unlisted): void;
  /** Recorded now; `second`: an inspector who agrees. */
  register(unlisted: Unlisted, second: Approval | undefined): void;
  /** Back to the list, the query kept. */
  backToList(): void;
  /** The same, after the chosen voter turned out to be somebody else: `name`. */
  doesNotMatch(name: string): void;
  /** The next voter; `typed` is already in the search box. */
  next(typed?: string): void;
  /** The right voter is looked for, and checked in instead. It ends with a check-in, a cancel, or the wrong one shown again. */
  putRight(wrong: WrongOne): void;
  /** `second`: an inspector who agrees. `insteadOf`: the check-in that is put right by it. */
  checkIn(voter: VoterView, style: string, second: Approval | undefined, insteadOf?: WrongCheckIn): void;
  /** Another ballot was given in the place of a spoiled one. */
  recorded(given: Recorded): void;
  /** Of the worker who has the tablet for a while; the one who lent it has it next. */
  readonly loan: Loan | undefined;
  /** What stands here goes along when that worker takes the tablet next; undefined: it does not come to it. */
  lend(loan: Loan | undefined): void;
  /** Another worker takes the tablet; undefined when it is neither open nor locked: then all drafts are gone. */
  handTo(worker: string | undefined): void;
};

/** The tablet with the voter at it, from the worker who began to the inspector who was asked. */
export type Loan = { readonly from: WorkerName; readonly to: string };

/** What a worker had begun when another one took the tablet. */
type Draft = { readonly view: Finding; readonly intended: Intended | undefined };

export function useDesk(): Desk {
  const tablet = useTablet();
  const fail = useFailure();
  const [view, setView] = useState<DeskView>(emptyDesk);
  const { busy, inFlight, intended, run } = useIntendedCalls();
  const worker = useRef<string>(undefined);
  const newest = useRef(view);
  newest.current = view;
  const aside = useRef(new Map<string, Draft>());
  const [loan, setLoan] = useState<Loan>();
  const lent = useRef<Loan>(undefined);
  const lend = useCallback((made: Loan | undefined) => {
    lent.current = made;
    setLoan(made);
  }, []);

  const change = useCallback((by: (finding: Finding) => Finding) => {
    setView((before) => (before.at === "finding" ? by(before) : before));
  }, []);

  /** Not recorded: another screen comes by itself where the tablet is not open; what was begun stays for who began it. */
  const notRecorded = useCallback((what: string, from: Finding, by: string | undefined) => {
    if (what === "notOnThisRoll") setView({ ...from, problem: { type: "noLongerListed" } });
    else if (what !== "notOpen") setView({ at: "notRecorded", back: from });
    else if (worker.current !== by) setView(emptyDesk);
  }, []);

  const send = useCallback(
    async (
      { voter, disposition, ...view }: VoterView,
      style: string,
      second: Approval | undefined,
      insteadOf: WrongCheckIn | undefined,
      from: Finding,
    ): Promise<void> => {
      const { chosen, work } = from;
      if (chosen === undefined || chosen === "none") return;
      if (disposition.kind !== "regular" && disposition.kind !== "provisional") return;
      const { answers, forms, signed, details } = work;
      const { unlisted = view.unlisted } = chosen;
      const signs = disposition.steps.some(({ step }) => step === "sign") ? signed : undefined;
      const call = {
        ...{ voterId: voter.id, style, found: chosen.found, ballot: disposition.kind, answers, forms },
        ...(signs?.signature === undefined ? {} : { signature: signs.signature }),
        ...(signs === undefined || signs.signature !== undefined ? {} : { cannotSign: signs.cannotSign.trim() }),
        ...(unlisted === undefined ? {} : { unlisted }),
        ...(insteadOf === undefined ? {} : { insteadOf }),
        ...(Object.keys(details).length === 0 ? {} : { details }),
        ...otherHands(work, worker.current),
      };
      const by = worker.current;
      await run(
        call,
        (cmd) => tablet.checkIn({ cmd, ...call, ...(second === undefined ? {} : { second }) }),
        (result) => {
          if (result.ok) setView({ at: "recorded", recorded: result.value, wrong: insteadOf && from.wrong });
          else if (result.error.type === "notRecorded") notRecorded(result.error.what, from, by);
          else setView({ ...from, problem: result.error });
        },
      );
    },
    [tablet, run, notRecorded],
  );

  const sendRegistration = useCallback(
    async (unlisted: Unlisted, second: Approval | undefined, from: Finding): Promise<void> => {
      const { answers, forms, details } = from.work;
      const call = { unlisted, answers, forms, details, ...otherHands(from.work, worker.current) };
      const by = worker.current;
      await run(
        call,
        (cmd) => tablet.registerVoter({ cmd, ...call, ...(second === undefined ? {} : { second }) }),
        (result) => {
          if (result.ok)
            setView({ ...emptyDesk, chosen: { voterId: result.value.voterId, found: "search", lookalike: false } });
          else if (result.error.type === "notRecorded") notRecorded(result.error.what, from, by);
          else setView({ ...from, problem: result.error });
        },
      );
    },
    [tablet, run, notRecorded],
  );

  // Apart from what changes with every letter typed, so that the list is drawn again only when it is another list.
  const acts = useMemo(
    () => ({
      ...workActs((by) => change((finding) => ({ ...finding, work: by(finding.work), problem: undefined }))),
      search: (query: string, card?: CardDates) => {
        if (inFlight.current) return;
        setView((before) => ({
          ...{ ...emptyDesk, query, wrong: wrongIn(before), work: { ...nothingDone, card } },
          ladder: before.at === "finding" && query !== "" ? before.ladder : undefined,
        }));
      },
      choose: ({ voter, similarity, lookalike }: FoundVoter) => {
        if (inFlight.current) return;
        const found = similarity === "match" ? "search" : "similar";
        change(({ query, wrong, work }) => ({
          ...{ ...emptyDesk, query, wrong, work: sameCard(work) },
          chosen: { voterId: voter.id, found, lookalike },
        }));
      },
      show: (voterId: string, found: "search" | "scan" = "search", card?: CardDates) => {
        if (inFlight.current) return;
        setView((before) => {
          const wrong = wrongIn(before);
          const stays = wrong?.voter === voterId ? undefined : wrong;
          const work = { ...nothingDone, card };
          return { ...emptyDesk, wrong: stays, work, chosen: { voterId, found, lookalike: false } };
        });
      },
      noneOfThese: () => change(({ query, ladder, wrong }) => ({ ...emptyDesk, query, ladder, wrong, chosen: "none" })),
      climb: (ladder: Ladder | undefined) => change((finding) => ({ ...finding, ladder })),
      showUnlisted: (unlisted: Unlisted) =>
        change(({ query, ladder, wrong }) => ({
          ...{ ...emptyDesk, query, ladder, wrong },
          chosen: { voterId: "", found: "search", lookalike: false, unlisted },
        })),
      doesNotMatch: (unmatched: string) =>
        change(({ query, ladder, wrong, work }) => ({
          ...{ ...emptyDesk, query, ladder, wrong, unmatched, work: sameCard(work) },
        })),
      backToList: () => {
        if (inFlight.current) return;
        setView((before) => {
          if (before.at === "notRecorded") return before.back;
          if (before.at !== "finding") return emptyDesk;
          const { query, ladder, wrong, chosen } = before;
          const work = sameCard(before.work);
          const climbed = chosen !== "none" && chosen?.unlisted !== undefined;
          return { ...emptyDesk, query, ladder, wrong, work, chosen: climbed ? "none" : undefined };
        });
      },
      next: (typed = "") => {
        if (!inFlight.current) setView({ ...emptyDesk, query: typed });
      },
      putRight: (wrong: WrongOne) => {
        if (!inFlight.current) setView({ ...emptyDesk, wrong });
      },
      recorded: (given: Recorded) => {
        if (!inFlight.current) setView({ at: "recorded", recorded: given, wrong: undefined });
      },
      handTo: (next: string | undefined) => {
        const before = worker.current;
        worker.current = next;
        if (next === undefined) aside.current.clear();
        if (before === undefined || before === next || inFlight.current) return;
        const { current: left } = newest;
        const { current: made } = lent;
        if (made?.from.id === before && made.to === next) return setView(begunByOther(left, made.from));
        lend(undefined);
        const lentTo = made?.to === before ? made : undefined;
        if (next !== undefined && left.at === "finding") {
          const finding = lentTo === undefined ? left : handedBackBy(left, lentTo.to);
          aside.current.set(lentTo?.from.id ?? before, { view: finding, intended: intended.current });
        }
        const draft = next === undefined ? undefined : aside.current.get(next);
        if (next !== undefined) aside.current.delete(next);
        setView(draft?.view ?? emptyDesk);
        intended.current = draft?.intended;
      },
    }),
    [change, lend, inFlight, intended],
  );

  return useMemo<Desk>(
    () => ({
      ...acts,
      ...{ view, busy, loan, lend },
      serving: () => busy || [view, ...[...aside.current.values()].map((draft) => draft.view)].some(servesVoter),
      checkIn: (voter, style, second, insteadOf) => {
        if (view.at === "finding") void send(voter, style, second, insteadOf, view).catch(fail);
      },
      register: (unlisted, second) => {
        if (view.at === "finding") void sendRegistration(unlisted, second, view).catch(fail);
      },
    }),
    [acts, view, busy, loan, lend, send, sendRegistration, fail],
  );
}

/**
 * What the poll worker has before them: the query, the voter chosen, the steps done, the check-in just recorded. It is
 * view and draft only, nothing of the election. It outlives the lock screen; when another worker takes the tablet, it is
 * put aside and comes back with the worker who began it, or goes along to the inspector who was asked and takes it over.
 *
 * One intended check-in has one command id, made with the first tap and kept until the tablet has answered that the
 * check-in is recorded or refused. Ten taps therefore send one call, and a try after "not recorded" or after a failure
 * sends the same id again, which the tablet acts on once.
 */
import { useCallback, useMemo, useRef, useState } from "react";
import type { CheckInProblem } from "../../domain/checkIn.ts";
import type { Answers, Situation, WayId } from "../../domain/disposition.ts";
import type { HeldBallot } from "../../domain/heldBallots.ts";
import type { Unlisted } from "../../domain/person.ts";
import type { WrongCheckIn } from "../../domain/wrongVoter.ts";
import type { Signature } from "../../protocol/signatureStrokes.ts";
import type {
  Approval,
  CheckInCall,
  FoundVoter,
  PinProblem,
  Recorded,
  VoterView,
  WorkerName,
} from "../../tablet/tabletInterface.ts";
import { useFailure, useSurroundings } from "../surroundings.ts";
import type { Ladder } from "./ladder.ts";

export type Chosen = {
  readonly voterId: string;
  readonly found: CheckInCall["found"];
  readonly lookalike: boolean;
  /** Somebody who is not on the list, as the ladder found it. */
  readonly unlisted?: Unlisted;
};

/** What was found out and done for the chosen voter. */
export type Work = {
  readonly answers: Answers;
  /** Completed by the voter. */
  readonly forms: readonly string[];
  /** The ballot chosen, where there is a choice; of its party's. */
  readonly style: string | undefined;
  readonly signed: SignedHere | undefined;
  /** The one in which the voter reads. */
  readonly language: string | undefined;
  /** Of a wrong voter's ballot that the right one does not get: where it is. */
  readonly taken: Exclude<WrongCheckIn["ballot"], "kept"> | undefined;
  /** The ballot chosen among those that differ by their languages only. */
  readonly ballotLanguage: string | undefined;
  /** Who helps the voter; "" while nobody is named. */
  readonly assistant: string;
  /** The worker who began with this voter, where the inspector took over. */
  readonly begunBy: WorkerName | undefined;
};
/** What is not the voter's own hand counts once the poll worker says that they saw it; why nobody signed, once it is noted. */
export type SignedHere =
  | { readonly signature: Signature; readonly witnessed: boolean }
  | { readonly signature?: undefined; readonly cannotSign: string };
const nothingDone: Work = {
  ...{ answers: {}, forms: [], style: undefined },
  ...{ signed: undefined, language: undefined, taken: undefined },
  ...{ ballotLanguage: undefined, assistant: "", begunBy: undefined },
};

/** Somebody who was checked in by mistake, while the right voter is looked for. */
export type WrongOne = HeldBallot & { readonly voter: string; readonly name: string };

/** A new list came between the search and the check-in, and this voter is not on it. */
export type NoLongerListed = { readonly type: "noLongerListed" };

export type DeskView =
  | {
      readonly at: "finding";
      readonly query: string;
      /** "none": the worker says that the voter is not in the list. */
      readonly chosen: Chosen | "none" | undefined;
      /** What was tried for somebody who is not found; kept while other names are searched for. */
      readonly ladder: Ladder | undefined;
      readonly work: Work;
      readonly wrong: WrongOne | undefined;
      readonly problem: CheckInProblem | PinProblem | NoLongerListed | undefined;
    }
  | { readonly at: "recorded"; readonly recorded: Recorded; readonly wrong: WrongOne | undefined }
  | { readonly at: "notRecorded"; readonly back: DeskView & { readonly at: "finding" } };

export type Finding = DeskView & { readonly at: "finding" };

export const emptyDesk: Finding = {
  at: "finding",
  query: "",
  chosen: undefined,
  ladder: undefined,
  work: nothingDone,
  wrong: undefined,
  problem: undefined,
};

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
  /** Up the ladder, or down again; undefined: begin again. */
  climb(ladder: Ladder | undefined): void;
  /** The end of the ladder: what is done with somebody who is not on the list. */
  showUnlisted(unlisted: Unlisted): void;
  /** Recorded now; `second`: an inspector who agrees. */
  register(unlisted: Unlisted, second: Approval | undefined): void;
  /** Back to the list, the query kept. */
  backToList(): void;
  /** The next voter; `typed` is already in the search box. */
  next(typed?: string): void;
  /** Which way it is; null: the voter says so, and no more is known yet; undefined: not so, or not known. */
  answer(situation: Situation, way: WayId | null | undefined): void;
  complete(form: string, done: boolean): void;
  chooseStyle(style: string): void;
  /** The voter signed; undefined: is to sign again. */
  sign(signature: Signature | undefined): void;
  witness(seen: boolean): void;
  /** The voter cannot sign; why, as the poll worker notes it. */
  cannotSign(why: string): void;
  speak(language: string): void;
  /** `style`: a ballot in that language. */
  chooseLanguage(style: string): void;
  nameAssistant(name: string): void;
  /** The right voter is looked for, and checked in instead. It ends with a check-in, a cancel, or the wrong one shown again. */
  putRight(wrong: WrongOne): void;
  takeBack(taken: Work["taken"]): void;
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
/** `what`: the call but for its id and the inspector's PIN. */
type Intended = { readonly what: string; readonly cmd: string };

const servesVoter = (view: DeskView): boolean =>
  view.at !== "finding" || view.chosen !== undefined || view.wrong !== undefined;

const wrongIn = (view: DeskView): WrongOne | undefined => (view.at === "finding" ? view.wrong : undefined);

function begunByOther(view: DeskView, begunBy: WorkerName): DeskView {
  if (view.at === "notRecorded") return { ...view, back: { ...view.back, work: { ...view.back.work, begunBy } } };
  return view.at === "finding" ? { ...view, work: { ...view.work, begunBy }, problem: undefined } : view;
}

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
  const [loan, setLoan] = useState<Loan>();
  const lent = useRef<Loan>(undefined);
  const lend = useCallback((made: Loan | undefined) => {
    lent.current = made;
    setLoan(made);
  }, []);

  const change = useCallback((by: (finding: Finding) => Finding) => {
    setView((before) => (before.at === "finding" ? by(before) : before));
  }, []);

  const work = useCallback(
    (by: (work: Work) => Work) => change((finding) => ({ ...finding, work: by(finding.work), problem: undefined })),
    [change],
  );

  const send = useCallback(
    async (
      voter: VoterView,
      style: string,
      second: Approval | undefined,
      insteadOf: WrongCheckIn | undefined,
      from: Finding,
    ): Promise<void> => {
      const voterId = voter.voter.id;
      const { chosen, work } = from;
      const { disposition } = voter;
      if (inFlight.current || chosen === undefined || chosen === "none") return;
      if (disposition.kind !== "regular" && disposition.kind !== "provisional") return;
      inFlight.current = true;
      setBusy(true);
      const { answers, forms, signed, assistant, begunBy } = work;
      const { unlisted = voter.unlisted } = chosen;
      const signs = disposition.steps.some(({ step }) => step === "sign") ? signed : undefined;
      const call = {
        ...{ voterId, style, found: chosen.found, ballot: disposition.kind, answers, forms },
        ...(signs?.signature === undefined ? {} : { signature: signs.signature }),
        ...(signs === undefined || signs.signature !== undefined ? {} : { cannotSign: signs.cannotSign.trim() }),
        ...(unlisted === undefined ? {} : { unlisted }),
        ...(insteadOf === undefined ? {} : { insteadOf }),
        ...(assistant === "" ? {} : { assistant }),
        ...(begunBy === undefined || begunBy.id === worker.current ? {} : { begunBy: begunBy.id }),
      };
      const what = JSON.stringify(call);
      if (intended.current?.what !== what) intended.current = { what, cmd: newCommandId() };
      const { cmd } = intended.current;
      const by = worker.current;
      try {
        const result = await tablet.checkIn({ cmd, ...call, ...(second === undefined ? {} : { second }) });
        if (result.ok) {
          intended.current = undefined;
          setView({ at: "recorded", recorded: result.value, wrong: insteadOf && from.wrong });
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

  const sendRegistration = useCallback(
    async (unlisted: Unlisted, second: Approval | undefined, from: Finding): Promise<void> => {
      if (inFlight.current) return;
      inFlight.current = true;
      setBusy(true);
      const { answers, forms } = from.work;
      const call = { unlisted, answers, forms };
      const what = JSON.stringify(call);
      if (intended.current?.what !== what) intended.current = { what, cmd: newCommandId() };
      const { cmd } = intended.current;
      try {
        const result = await tablet.registerVoter({ cmd, ...call, ...(second === undefined ? {} : { second }) });
        if (result.ok) {
          intended.current = undefined;
          const { voterId } = result.value;
          setView({ ...emptyDesk, chosen: { voterId, found: "search", lookalike: false } });
        } else if (result.error.type === "notRecorded") {
          if (result.error.what !== "notOpen") setView({ at: "notRecorded", back: from });
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
        if (inFlight.current) return;
        setView((before) => ({
          ...{ ...emptyDesk, query, wrong: wrongIn(before) },
          ladder: before.at === "finding" && query !== "" ? before.ladder : undefined,
        }));
      },
      choose: ({ voter, similarity, lookalike }: FoundVoter) => {
        if (inFlight.current) return;
        const found = similarity === "match" ? "search" : "similar";
        change(({ query, wrong }) => ({ ...emptyDesk, query, wrong, chosen: { voterId: voter.id, found, lookalike } }));
      },
      show: (voterId: string, found: "search" | "scan" = "search") => {
        if (inFlight.current) return;
        setView((before) => {
          const wrong = wrongIn(before);
          const stays = wrong?.voter === voterId ? undefined : wrong;
          return { ...emptyDesk, wrong: stays, chosen: { voterId, found, lookalike: false } };
        });
      },
      noneOfThese: () => change(({ query, ladder, wrong }) => ({ ...emptyDesk, query, ladder, wrong, chosen: "none" })),
      climb: (ladder: Ladder | undefined) => change((finding) => ({ ...finding, ladder })),
      showUnlisted: (unlisted: Unlisted) =>
        change(({ query, ladder, wrong }) => ({
          ...{ ...emptyDesk, query, ladder, wrong },
          chosen: { voterId: "", found: "search", lookalike: false, unlisted },
        })),
      backToList: () => {
        if (inFlight.current) return;
        setView((before) => {
          if (before.at === "notRecorded") return before.back;
          if (before.at !== "finding") return emptyDesk;
          const { query, ladder, wrong, chosen } = before;
          const climbed = chosen !== "none" && chosen?.unlisted !== undefined;
          return { ...emptyDesk, query, ladder, wrong, chosen: climbed ? "none" : undefined };
        });
      },
      next: (typed = "") => {
        if (!inFlight.current) setView({ ...emptyDesk, query: typed });
      },
      answer: (situation: Situation, way: WayId | null | undefined) =>
        work((before) => {
          const { [situation]: _, ...others } = before.answers;
          const answers = way === undefined ? others : { ...others, [situation]: way };
          return { ...before, answers, signed: undefined };
        }),
      complete: (form: string, done: boolean) =>
        work((before) => {
          const others = before.forms.filter((one) => one !== form);
          return { ...before, forms: done ? [...others, form] : others };
        }),
      // The voter signs for one ballot, in one situation.
      chooseStyle: (style: string) =>
        work((before) => {
          const signed = before.style === style ? before.signed : undefined;
          return { ...before, style, signed, taken: undefined };
        }),
      sign: (signature: Signature | undefined) =>
        work((before) => ({ ...before, signed: signature && { signature, witnessed: false } })),
      witness: (witnessed: boolean) =>
        work((before) =>
          before.signed?.signature === undefined ? before : { ...before, signed: { ...before.signed, witnessed } },
        ),
      cannotSign: (why: string) => work((before) => ({ ...before, signed: { cannotSign: why } })),
      speak: (language: string) => work((before) => ({ ...before, language })),
      putRight: (wrong: WrongOne) => {
        if (!inFlight.current) setView({ ...emptyDesk, wrong });
      },
      takeBack: (taken: Work["taken"]) => work((before) => ({ ...before, taken })),
      recorded: (given: Recorded) => {
        if (!inFlight.current) setView({ at: "recorded", recorded: given, wrong: undefined });
      },
      chooseLanguage: (ballotLanguage: string) => work((before) => ({ ...before, ballotLanguage, signed: undefined })),
      nameAssistant: (assistant: string) => work((before) => ({ ...before, assistant })),
      handTo: (next: string | undefined) => {
        const before = worker.current;
        worker.current = next;
        if (next === undefined) aside.current.clear();
        if (before === undefined || before === next || inFlight.current) return;
        const { current: left } = newest;
        const { current: made } = lent;
        if (made?.from.id === before && made.to === next) return setView(begunByOther(left, made.from));
        lend(undefined);
        const whose = made?.to === before ? made.from.id : before;
        if (next !== undefined && left.at === "finding")
          aside.current.set(whose, { view: left, intended: intended.current });
        const draft = next === undefined ? undefined : aside.current.get(next);
        if (next !== undefined) aside.current.delete(next);
        setView(draft?.view ?? emptyDesk);
        intended.current = draft?.intended;
      },
    }),
    [change, work, lend],
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

/** What was found out and done for the chosen voter, and how each act of the poll worker changes it. Nothing is recorded yet. */
import type { OtherHands } from "../../domain/checkIn.ts";
import type { Detail, Details } from "../../domain/details.ts";
import type { Answers, Situation, WayId } from "../../domain/disposition.ts";
import type { CardDates } from "../../domain/idExpiry.ts";
import type { WrongCheckIn } from "../../domain/wrongVoter.ts";
import type { Signature } from "../../protocol/signatureStrokes.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";

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
  /** What was written down beside the answers. */
  readonly details: Details;
  /** Of the card that was scanned for this voter, and nothing else of it; kept on the desk only, and told nobody. */
  readonly card: CardDates | undefined;
  /** The worker who began with this voter, where the inspector took over. */
  readonly begunBy: WorkerName | undefined;
  /** Inspectors who had taken over and handed the voter back. */
  readonly takenOverBy: readonly string[];
};

/** Whose hands the voter was in beside those of `worker`, as a command tells it. */
export function otherHands({ begunBy, takenOverBy }: Work, worker: string | undefined): OtherHands {
  const others = takenOverBy.filter((one) => one !== worker);
  return {
    ...(begunBy === undefined || begunBy.id === worker ? {} : { begunBy: begunBy.id }),
    ...(others.length === 0 ? {} : { takenOverBy: others }),
  };
}

/** What is not the voter's own hand counts once the poll worker says that they saw it; why nobody signed, once it is noted. */
export type SignedHere =
  | { readonly signature: Signature; readonly witnessed: boolean }
  | { readonly signature?: undefined; readonly cannotSign: string };

export const nothingDone: Work = {
  ...{ answers: {}, forms: [], style: undefined },
  ...{ signed: undefined, language: undefined, taken: undefined },
  ...{ ballotLanguage: undefined, details: {}, card: undefined, begunBy: undefined, takenOverBy: [] },
};

/** Another voter of the list that the same card led to. */
export const sameCard = ({ card }: Work): Work => ({ ...nothingDone, card });

export type WorkActs = {
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
  write(detail: Detail, text: string): void;
  takeBack(taken: Work["taken"]): void;
};

/** `change`: applies a change to the work at hand. A signature is for one ballot, in one situation: a change of either ends it. */
export function workActs(change: (by: (work: Work) => Work) => void): WorkActs {
  return {
    answer: (situation, way) =>
      change((work) => {
        const { [situation]: _, ...others } = work.answers;
        const answers = way === undefined ? others : { ...others, [situation]: way };
        // What came of comparing a signature is said of that very signature.
        return situation === "signatureDiffers" ? { ...work, answers } : { ...work, answers, signed: undefined };
      }),
    complete: (form, done) =>
      change((work) => {
        const others = work.forms.filter((one) => one !== form);
        return { ...work, forms: done ? [...others, form] : others };
      }),
    chooseStyle: (style) =>
      change((work) => {
        const signed = work.style === style ? work.signed : undefined;
        return { ...work, style, signed, taken: undefined };
      }),
    sign: (signature) => change((work) => ({ ...work, signed: signature && { signature, witnessed: false } })),
    witness: (witnessed) =>
      change((work) =>
        work.signed?.signature === undefined ? work : { ...work, signed: { ...work.signed, witnessed } },
      ),
    cannotSign: (why) => change((work) => ({ ...work, signed: { cannotSign: why } })),
    speak: (language) => change((work) => ({ ...work, language })),
    chooseLanguage: (ballotLanguage) => change((work) => ({ ...work, ballotLanguage, signed: undefined })),
    write: (detail, text) => change((work) => ({ ...work, details: { ...work.details, [detail]: text } })),
    takeBack: (taken) => change((work) => ({ ...work, taken })),
  };
}

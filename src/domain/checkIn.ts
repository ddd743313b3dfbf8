/**
 * Turns a poll worker's command into one event, or says in types why not. Pure: the disposition is computed again here
 * from what is known at this moment, so that a check-in that arrived from another tablet while the screen was open is
 * seen before the event is written.
 */
import { type Actors, authorise, mayApprove } from "./authority.ts";
import { type Details, detailNames, writtenFor } from "./details.ts";
import {
  type Answers,
  type Disposition,
  type DispositionInput,
  disposition,
  ladderSteps,
  type Situation,
  type Step,
  type WayId,
} from "./disposition.ts";
import type { BallotStyle, Rules } from "./election.ts";
import type { EventName, Role } from "./eventFields.ts";
import type { BodyOf } from "./events.ts";
import { kindsFor } from "./identification.ts";
import { joinsBy } from "./partyRules.ts";
import { seenIds } from "./person.ts";
import { err, ok, type Result } from "./result.ts";
import { maySign, type Signed, signedStep } from "./signatureRules.ts";
import type { Standing } from "./standing.ts";
import { putRight, type WrongCheckIn, type WrongVoterProblem } from "./wrongVoter.ts";

/** Who acts, on which tablet, and what this tablet last saw of the county. Stands in every event. */
export type Witness = {
  readonly cmd: string;
  readonly worker: string;
  readonly role: Role;
  readonly wall: number;
  readonly seen: { readonly size: number; readonly root: string } | null;
  readonly second?: Actors["second"];
};

/** Who else had this voter, where an inspector took over. */
export type OtherHands = {
  /** The worker who began with this voter, where another one took over. */
  readonly begunBy?: string | undefined;
  /** Inspectors who took over and handed the voter back before the act. */
  readonly takenOverBy?: readonly string[] | undefined;
};

/** As an event tells it. */
export const handsSteps = ({ begunBy, takenOverBy = [] }: OtherHands): Issued["steps"] => [
  ...(begunBy === undefined ? [] : [{ step: "begunBy", outcome: begunBy }]),
  ...takenOverBy.map((outcome) => ({ step: "takenOverBy", outcome })),
];

export type IssueCommand = OtherHands & {
  /** The id of the ballot style that the screen showed and the voter receives. */
  readonly style: string;
  readonly found: "search" | "scan" | "similar";
  /** What the screen showed that the voter gets; what was learnt since may have changed it. */
  readonly ballot: "regular" | "provisional";
  /** What the poll worker found out. */
  readonly answers: Answers;
  /** Forms that the voter completed. */
  readonly forms: readonly string[];
  /** Another voter's check-in that this one puts right. */
  readonly insteadOf?: WrongCheckIn | undefined;
  /** Where the voter signed on the tablet. */
  readonly signed?: Signed | undefined;
  /** What was written down beside the answers. */
  readonly details?: Details | undefined;
};

/** What is known of that other voter, and the last ballot that this tablet recorded. */
export type WrongOne = { readonly standing: Standing; readonly last: EventName | undefined };

export type CheckInProblem =
  | { readonly type: "notAllowed"; readonly disposition: Disposition }
  | { readonly type: "stepMissing"; readonly step: Step }
  | { readonly type: "otherBallot"; readonly offered: readonly string[] }
  | WrongVoterProblem;

type Paper = { readonly roll: number; readonly receipt: string };
type Issued = BodyOf<"VoterCheckedIn"> | BodyOf<"ProvisionalIssued">;

/** A check-in with a regular ballot, or a provisional ballot: what the disposition says, if the screen said the same. */
export function issueBallot(
  input: DispositionInput,
  witness: Witness,
  command: IssueCommand,
  paper: Paper,
  wrong?: WrongOne,
): Result<Issued, CheckInProblem> {
  const { permits } = input.election.rules;
  const allowed = authorise(permits, "checkIn", witness);
  if (!allowed.ok) return allowed;
  const now = disposition(input, command.answers);
  if ((now.kind !== "regular" && now.kind !== "provisional") || now.kind !== command.ballot)
    return err({ type: "notAllowed", disposition: now });
  if (now.approval.length > 0) {
    const approved = mayApprove(permits, witness);
    if (!approved.ok) return approved;
  }
  const style = now.choices.find((choice) => choice.id === command.style);
  if (style === undefined) return err({ type: "otherBallot", offered: now.choices.map((choice) => choice.id) });
  const missing = now.steps.find((step) => step.step === "form" && !command.forms.includes(step.form));
  const { signed } = command;
  const unsigned = now.steps.find(({ step }) => step === "sign" && !maySign(input.election.rules.signature, signed));
  if (missing !== undefined) return err({ type: "stepMissing", step: missing });
  if (unsigned !== undefined) return err({ type: "stepMissing", step: unsigned });
  const { details = {} } = command;
  const unwritten = now.steps.find((step) => step.step === "detail" && writtenFor(step, details) === undefined);
  if (unwritten !== undefined) return err({ type: "stepMissing", step: unwritten });
  const gets = { voter: input.voter.id, style: style.id, kind: now.kind };
  const { insteadOf } = command;
  const right =
    insteadOf && wrong ? putRight(input, wrong.standing, witness, insteadOf, gets, wrong.last) : ok(undefined);
  if (!right.ok) return right;
  const unlisted = input.newcomer?.as === "person" ? input.newcomer.unlisted : undefined;
  if (unlisted !== undefined && now.kind === "regular") return err({ type: "notAllowed", disposition: now });
  const body = {
    ...witness,
    voter: input.voter.id,
    place: input.place.id,
    split: input.voter.split,
    style: style.id,
    ...(style.party === undefined ? {} : { party: style.party }),
    ...paper,
    found: command.found,
    steps: [
      ...(unlisted === undefined ? [] : ladderSteps(unlisted)),
      ...handsSteps(command),
      ...stepsDone(now, style, signed, details, input),
    ],
    ...(right.value === undefined ? {} : { insteadOf: right.value }),
  };
  return ok(
    now.kind === "regular"
      ? { type: "VoterCheckedIn", ...body }
      : {
          type: "ProvisionalIssued",
          ...body,
          ...(unlisted === undefined ? {} : { person: unlisted.person, lookedAt: seenIds(unlisted.lookedAt) }),
          reasons: now.reasons.map(({ situation, code }) => ({ situation, ...(code === undefined ? {} : { code }) })),
        },
  );
}

/** As the event tells it: what was asked with the answer, what was written down, the forms, the ballot chosen, in order. */
function stepsDone(
  { questions, steps }: Extract<Disposition, { kind: "regular" | "provisional" }>,
  style: BallotStyle,
  signed: Signed | undefined,
  details: Details,
  { election: { rules }, voter: { party: member } }: DispositionInput,
): Issued["steps"] {
  return [
    { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
    ...questions.flatMap(({ situation, answer }) => [
      { step: situation as string, outcome: answer ?? "" },
      ...kindShown(rules, situation, answer, details),
    ]),
    ...steps.flatMap((step) => {
      switch (step.step) {
        case "confirmIdentity":
          return [];
        case "form":
          return { step: `form: ${step.form}`, outcome: "completed" };
        case "proof":
          return { step: `proof: ${step.proof}`, outcome: "shown" };
        case "detail":
          // The kind of identification stands beside its answer, asked for or not.
          if (step.detail === "identificationKind") return [];
          return { step: detailNames[step.detail], outcome: writtenFor(step, details) ?? "" };
        case "chooseLanguage":
          return { step: step.step, outcome: style.id };
        case "chooseBallot": {
          const chosen = { step: step.step, outcome: style.id };
          const { party } = style;
          return party !== undefined && joinsBy(rules.primary, party, member)
            ? [chosen, { step: "joinsParty", outcome: party }]
            : chosen;
        }
        case "sign":
          return signed === undefined ? [] : signedStep(signed);
        default:
          return step satisfies never;
      }
    }),
  ];
}

/** The kind of identification, if the poll worker named one and it counts for that answer. */
function kindShown(
  { identificationKinds }: Rules,
  situation: Situation,
  answer: WayId | undefined,
  { identificationKind: kind }: Details,
): Issued["steps"] {
  if (situation !== "identification" || !kindsFor(identificationKinds, answer).some((one) => one === kind)) return [];
  return [{ step: detailNames.identificationKind, outcome: kind ?? "" }];
}

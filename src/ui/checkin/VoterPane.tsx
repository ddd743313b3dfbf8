/** The one voter: banner, who it is, what to ask, what is to be done first, the ballot, and the acts, always in place. */

import { Trans, useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { ballotChosen } from "../../domain/ballotStyle.ts";
import type { CheckInProblem } from "../../domain/checkIn.ts";
import { isConfidential } from "../../domain/confidential.ts";
import type { Question, Reason } from "../../domain/disposition.ts";
import type { BallotStyle, Election } from "../../domain/election.ts";
import { moveDays } from "../../domain/moveDays.ts";
import { listName } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import { useInspectorAgrees } from "../components/InspectorAgrees.tsx";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import {
  BannerSentence,
  CautionSentence,
  isForVoter,
  openStep,
  toneOf,
  toneShape,
} from "../text/DispositionSentence.tsx";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { Say } from "../text/SaySentence.tsx";
import { longDate } from "../text/times.ts";
import { ballotLanguages } from "../text/voterText.ts";
import { BallotActs } from "./BallotActs.tsx";
import { ComparedSignatures } from "./ComparedSignatures.tsx";
import type { Desk } from "./desk.ts";
import type { Chosen, Finding } from "./deskView.ts";
import { Instead } from "./Instead.tsx";
import { NotOnRollFacts } from "./LookFirst.tsx";
import type { Mark } from "./MarkTag.tsx";
import { markNow } from "./markNow.ts";
import { Questions, Said } from "./Questions.tsx";
import { Steps } from "./Steps.tsx";
import { VoterWho } from "./VoterFacts.tsx";
import { VoterNotes } from "./VoterNotes.tsx";
import { WaitingPane } from "./WaitingPane.tsx";
import { TakeBackBanner, useWrongOne, WrongOnesBallot } from "./WrongOnesBallot.tsx";

type VoterPaneProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly chosen: Chosen;
  /** Undefined while the tablet looks: the space is kept. */
  readonly view: VoterView | undefined;
  readonly onInspector: () => void;
  readonly onCancel: (ballots: readonly GivenBallot[]) => void;
  /** The tablet is turned to the voter. */
  readonly onTurn: () => void;
  /** What the answers given so far come to; undefined: nothing was answered, or nobody is chosen any more. */
  readonly onMark: (mark: Mark["mark"] | undefined) => void;
};

export function VoterPane({ view, ...rest }: VoterPaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const there = view !== undefined;
  useEffect(() => {
    // In portrait the list has gone, and the focus with it.
    if (there && document.activeElement === document.body) heading.current?.focus();
  }, [there]);
  if (view === undefined) return <WaitingPane />;
  return <OneVoter {...rest} view={view} heading={heading} />;
}

type OneVoterProps = Omit<VoterPaneProps, "view"> & {
  readonly view: VoterView;
  readonly heading: RefObject<HTMLHeadingElement | null>;
};

function OneVoter({ desk, finding, chosen, view, onInspector, onCancel, onTurn, onMark, heading }: OneVoterProps) {
  const { t } = useLingui();
  const { election } = useTabletState();
  const { disposition, voter } = view;
  const ballot = disposition.kind === "regular" || disposition.kind === "provisional" ? disposition : undefined;
  const registering = disposition.kind === "register" ? disposition : undefined;
  const todo = ballot ?? registering;
  const open = todo && openStep(todo.steps, finding.work);
  const back = open?.step === "sign" && finding.work.signed !== undefined;
  const mark = markNow(disposition, open, finding.work);
  useEffect(() => {
    onMark(mark);
    return () => onMark(undefined);
  }, [mark, onMark]);
  const style = styleOf(view, finding);
  const wrongOne = useWrongOne(finding, style, ballot?.kind);
  const takeBack = wrongOne !== undefined && wrongOne.insteadOf === undefined ? finding.wrong : undefined;
  const tone = takeBack === undefined ? toneOf(disposition, open) : "ask";
  const approves = todo !== undefined && todo.approval.length > 0;
  const inspector = useInspectorAgrees(
    approves || wrongOne?.inspector === true,
    approves ? "approveException" : "putRight",
  );
  const said = finding.wrong === undefined || wrongOne?.insteadOf !== undefined;
  const pane = useRef<HTMLElement>(null);
  const nothingOpen = open === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is asked moves the fields
  useEffect(() => {
    // On a small tablet the answers, or the fields for the inspector's PIN, would stand below what is in view.
    const needed = nothingOpen ? ".body > .question, .secondPerson" : ".body > .question";
    pane.current?.querySelector(needed)?.scrollIntoView?.({ block: "nearest" });
  }, [disposition, nothingOpen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each answer the control that gave it goes
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement !== document.body || Object.keys(finding.work.answers).length === 0) return;
    pane.current?.querySelector<HTMLElement>(".question .choice, .steps .now input, .act .primary")?.focus();
  }, [disposition]);
  const { problem } = finding;
  const { signature: given } = finding.work.signed ?? {};
  // A mark and another person's signature are not the voter's own hand.
  const toCompare = election?.rules.signature?.reference === true && given?.how === "own" ? given : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a PIN that was refused is typed again, whole
  useEffect(() => {
    if (problem !== undefined) inspector.clear();
  }, [problem]);
  return (
    <section className="card voter" aria-label={t`Voter`} ref={pane}>
      <p className={`banner ${tone}`} role="status">
        <Shape shape={toneShape[tone]} />
        {takeBack === undefined ? (
          <BannerSentence disposition={disposition} open={open} back={back} />
        ) : (
          <TakeBackBanner wrong={takeBack} />
        )}
      </p>
      <VoterWho view={view} heading={heading} onBack={desk.backToList} />
      <div className="body">
        {wrongOne === undefined ? null : <WrongOnesBallot desk={desk} finding={finding} now={wrongOne} />}
        <NotOnRollFacts desk={desk} view={view} />
        <VoterNotes view={view} />
        {finding.problem === undefined || finding.problem.type === "noLongerListed" ? null : (
          <p className="caution" role="alert">
            <Shape shape="ask" />
            <ProblemWords problem={finding.problem} />
          </p>
        )}
        {disposition.cautions.length === 0 ? null : (
          <div className="caution">
            <Shape shape="ask" />
            <span>
              {disposition.cautions.map((caution) => (
                <span key={caution} className="oneCaution">
                  <CautionSentence caution={caution} />
                </span>
              ))}
            </span>
          </div>
        )}
        {disposition.kind === "none" ? (
          <Instead
            desk={desk}
            work={finding.work}
            view={view}
            disposition={disposition}
            unlisted={chosen.unlisted ?? view.unlisted}
            typed={chosen.unlisted}
            onCancel={onCancel}
          />
        ) : (
          <>
            {isConfidential(voter) ? (
              <p className="say">
                <Trans>Do not say or write down this voter's name or address.</Trans>
              </p>
            ) : view.newcomer === undefined ? (
              <Say
                lookalike={chosen.lookalike}
                then={election?.rules.say ?? "voterStates"}
                party={election !== undefined && saysParty(election)}
              />
            ) : null}
            <Questions
              desk={desk}
              work={finding.work}
              questions={disposition.questions.filter(asked)}
              view={view}
              papersFirst={todo === undefined}
            />
            {toCompare === undefined ? null : (
              <ComparedSignatures desk={desk} work={finding.work} voterId={voter.id} signature={toCompare} />
            )}
            <Questions
              desk={desk}
              work={finding.work}
              questions={disposition.questions.filter(ofSignature)}
              view={view}
            />
            {todo === undefined ? null : (
              <Steps
                desk={desk}
                steps={todo.steps}
                work={finding.work}
                view={view}
                compared={toCompare !== undefined}
              />
            )}
            {inspector.fields}
            {disposition.kind === "provisional" ? (
              <p className="provisional">
                {disposition.reasons.some(({ situation }) => situation === "afterHours") ? (
                  <Trans>Extended hours: keep it apart from the other provisional ballots too.</Trans>
                ) : (
                  <Trans>It is kept apart, and the county decides later whether it counts.</Trans>
                )}
                <BringLater questions={disposition.questions} />
              </p>
            ) : null}
            <Said desk={desk} disposition={disposition} newcomer={view.newcomer} />
          </>
        )}
        {disposition.kind === "none" && hasBallot(disposition.why) ? null : <BallotActs desk={desk} view={view} />}
      </div>
      {ballot === undefined ? null : <Ballot style={style} provisional={disposition.kind === "provisional"} />}
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button
          className="second"
          onPress={() => (chosen.unlisted === undefined ? desk.doesNotMatch(listName(voter)) : desk.backToList())}
          isDisabled={desk.busy}
        >
          {chosen.unlisted === undefined ? <Trans>Does not match</Trans> : <Trans>Correct the details</Trans>}
        </Button>
        {disposition.kind === "none" ? (
          <Button className="primary quietPrimary" onPress={() => desk.next()}>
            <Trans>Next voter</Trans>
          </Button>
        ) : open !== undefined && isForVoter(open) && !back ? (
          <Button className="primary" onPress={onTurn}>
            <Trans>Turn to the voter</Trans>
          </Button>
        ) : (
          <Button
            className={desk.busy ? "primary busy" : "primary"}
            isDisabled={
              todo === undefined ||
              open !== undefined ||
              (ballot !== undefined && style === undefined) ||
              !said ||
              !inspector.ready
            }
            onPress={() => {
              const { unlisted = view.unlisted } = chosen;
              if (style !== undefined) desk.checkIn(view, style.id, inspector.approval, wrongOne?.insteadOf);
              else if (registering !== undefined && unlisted !== undefined) desk.register(unlisted, inspector.approval);
            }}
          >
            <ActWords busy={desk.busy} kind={disposition.kind} instead={finding.wrong !== undefined} />
          </Button>
        )}
      </div>
    </section>
  );
}

/** What makes the ballot count, and the last day for it. */
function BringLater({ questions }: { readonly questions: readonly Question[] }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const taken = questions.flatMap(({ ways, answer }) => ways.filter(({ way }) => way === answer));
  const cure = taken.find(({ cureDays }) => cureDays !== undefined);
  if (election === undefined || cure === undefined) return null;
  const { until } = moveDays({ least: -(cure.cureDays ?? 0) }, election.date);
  const day = longDate(until, i18n.locale);
  return (
    <b className="bringLater">
      {cure.way === "idExemptLater" ? (
        <Trans>Tell the voter: sign the affidavit at the county by {day}.</Trans>
      ) : (
        <Trans>Tell the voter: show ID to the county by {day}.</Trans>
      )}
    </b>
  );
}

/** What is asked of a signature stands below it. */
const ofSignature = ({ situation }: Question): boolean => situation === "signatureDiffers";
const asked = (question: Question): boolean => !ofSignature(question);

type ActWordsProps = {
  readonly busy: boolean;
  readonly kind: VoterView["disposition"]["kind"];
  readonly instead: boolean;
};

function ActWords({ busy, kind, instead }: ActWordsProps) {
  if (busy) return <Trans>Recording</Trans>;
  if (kind === "register") return <Trans>Register</Trans>;
  if (instead) return <Trans>Check in instead</Trans>;
  return kind === "provisional" ? <Trans>Record provisional</Trans> : <Trans>Check in</Trans>;
}

/** Then what can be done with the ballot stands right below it. */
const hasBallot = ({ reason }: Reason): boolean => reason === "checkedIn" || reason === "provisionalIssued";

/** In a primary, of everyone: with the name, and aloud. */
const saysParty = ({ rules, ballotStyles }: Election): boolean =>
  rules.primary?.choice === "saidAloud" && ballotStyles.some(({ party }) => party !== undefined);

/** The ballot that the voter gets: the only one, or the one chosen. */
function styleOf({ disposition }: VoterView, { work }: Finding): BallotStyle | undefined {
  if (disposition.kind !== "regular" && disposition.kind !== "provisional") return undefined;
  return ballotChosen(disposition.choices, work);
}

/** The line keeps its height while no ballot is chosen. */
function Ballot({ style, provisional }: { style: BallotStyle | undefined; provisional: boolean }) {
  const { i18n } = useLingui();
  return (
    <p className="ballot">
      {provisional ? <Trans>Provisional ballot</Trans> : <Trans>Ballot</Trans>}
      <bdi>
        <b>{style?.id ?? "\u00a0"}</b>
      </bdi>
      <span>{style === undefined ? "" : ballotLanguages(style, i18n.locale)}</span>
    </p>
  );
}

function ProblemWords({ problem }: { problem: CheckInProblem | PinProblem }) {
  switch (problem.type) {
    case "notAllowed":
      return <Trans>Not recorded: something changed in the meantime. Read the top line.</Trans>;
    case "stepMissing":
      return <Trans>Not recorded: a step before the ballot is still open.</Trans>;
    case "otherBallot":
      return <Trans>Not recorded: this voter gets another ballot. Choose again.</Trans>;
    case "notTheWrongOne":
      return <Trans>Not recorded: the wrong check-in is cancelled already. Check in as usual.</Trans>;
    case "takeBallotBack": {
      const { style } = problem;
      return <Trans>Not recorded: take back ballot {style} first.</Trans>;
    }
    case "notYourRole":
      return problem.act === "checkIn" ? (
        <Trans>Not recorded: your role does not check in voters. Lock the tablet and let a poll worker sign in.</Trans>
      ) : (
        <Trans>Not recorded: an inspector must say that it is so.</Trans>
      );
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

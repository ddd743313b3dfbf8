/** The steps before a ballot beyond hearing name and address: forms to complete, and the choice of a ballot. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { languageBallots } from "../../domain/ballotStyle.ts";
import type { Step } from "../../domain/disposition.ts";
import type { BallotStyle } from "../../domain/election.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { PrintForm } from "../printing/latePrinting.tsx";
import { useTabletState } from "../surroundings.ts";
import { isDone, isForVoter, openStep } from "../text/DispositionSentence.tsx";
import { PartyOfBallot, PartyQuestion, TellBound, TellMember } from "../text/PartySentence.tsx";
import { ballotLanguages } from "../text/voterText.ts";
import { DetailField } from "./DetailField.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";
import { VoterStep } from "./VoterStep.tsx";

type StepsProps = {
  readonly desk: Desk;
  readonly steps: readonly Step[];
  readonly work: Work;
  readonly view: VoterView;
  /** The signature is seen beside the one on file. */
  readonly compared: boolean;
};

export function Steps({ desk, steps, work, view, compared }: StepsProps) {
  const list = useRef<HTMLOListElement>(null);
  const now = openStep(steps, work);
  const begun = steps.some((step) => step.step !== "confirmIdentity" && isDone(step, work));
  useEffect(() => {
    if (begun && now !== undefined) list.current?.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  }, [begun, now]);
  if (steps.every(({ step }) => step === "confirmIdentity")) return null;
  return (
    <ol className="steps" ref={list}>
      {steps.map((step) => {
        if (step.step === "confirmIdentity") return null;
        const state = isDone(step, work) ? "done" : step === now ? "now" : "later";
        return (
          <li key={keyOf(step)} className={state}>
            {isForVoter(step) ? (
              <VoterStep desk={desk} step={step} work={work} compared={compared} />
            ) : (
              <OneStep desk={desk} step={step} work={work} view={view} now={state === "now"} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

function keyOf(step: Step): string {
  if (step.step === "form") return step.form;
  if (step.step === "detail") return `detail ${step.detail}`;
  return step.step === "proof" ? `proof ${step.proof}` : step.step;
}

type OneStepProps = {
  readonly desk: Desk;
  readonly step: Exclude<Step, { step: "confirmIdentity" }>;
  readonly work: Work;
  readonly view: VoterView;
  readonly now: boolean;
};

function OneStep({ desk, step, work, view, now }: OneStepProps): ReactNode {
  const printing = useTabletState().election?.rules.printing !== undefined;
  switch (step.step) {
    case "form":
      return (
        <>
          <Tick done={isDone(step, work)} onDone={(done) => desk.complete(step.form, done)}>
            <Trans>Voter completed: {step.form}</Trans>
          </Tick>
          {printing ? <PrintForm name={step.form} view={view} /> : null}
        </>
      );
    case "proof":
      return (
        <Tick done={isDone(step, work)} onDone={(done) => desk.complete(step.proof, done)}>
          <Trans>Voter showed: {step.proof}</Trans>
        </Tick>
      );
    case "detail":
      return <DetailField desk={desk} step={step} work={work} now={now} />;
    case "chooseBallot":
      return <ChooseBallot {...step} chosen={work.style} onChoose={desk.chooseStyle} />;
    case "chooseLanguage":
      return (
        <ChooseLanguage
          choices={languageBallots(step.choices, work.style)}
          chosen={work.ballotLanguage}
          onChoose={desk.chooseLanguage}
        />
      );
    case "sign":
      return null;
    default:
      return step satisfies never;
  }
}

type TickProps = {
  readonly done: boolean;
  readonly onDone: (done: boolean) => void;
  readonly children: ReactNode;
};

function Tick({ done, onDone, children }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={done} onChange={(event) => onDone(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}

type ChooseProps = {
  readonly choices: readonly BallotStyle[];
  readonly chosen: string | undefined;
  readonly onChoose: (style: string) => void;
};

/** Nothing to choose where the party's ballot is one for everybody. */
function ChooseLanguage({ choices, chosen, onChoose }: ChooseProps): ReactNode {
  const { i18n } = useLingui();
  if (choices.length === 0) return null;
  return (
    <fieldset className="choices">
      <legend>
        <Trans>In which language does the voter want the ballot?</Trans>
      </legend>
      {choices.map((style) => (
        <label key={style.id} className={style.id === chosen ? "choice on" : "choice"}>
          <input type="radio" name="language" checked={style.id === chosen} onChange={() => onChoose(style.id)} />
          <span>
            {ballotLanguages(style, i18n.locale)}
            <small>
              <bdi>{style.id}</bdi>
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type ChooseBallotProps = ChooseProps & Pick<Extract<Step, { step: "chooseBallot" }>, "how" | "joins">;

function ChooseBallot({ choices, how, joins, chosen, onChoose }: ChooseBallotProps) {
  return (
    <fieldset className="choices">
      <legend>
        <PartyQuestion how={how} />
      </legend>
      <TellBound />
      <TellMember joins={joins} />
      {choices.map((style) => (
        <label key={style.id} className={style.id === chosen ? "choice on" : "choice"}>
          <input type="radio" name="ballot" checked={style.id === chosen} onChange={() => onChoose(style.id)} />
          <span>
            <PartyOfBallot party={style.party} />
            <small>
              <bdi>{style.id}</bdi>
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

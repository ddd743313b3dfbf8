/** The steps before a ballot beyond hearing name and address: forms to complete, and the choice of a ballot. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { Step } from "../../domain/disposition.ts";
import type { BallotStyle } from "../../domain/election.ts";
import type { VoterView } from "../../tablet/tabletInterface.ts";
import { PrintForm } from "../printing/latePrinting.tsx";
import { useTabletState } from "../surroundings.ts";
import { isDone, isForVoter, openStep } from "../text/DispositionSentence.tsx";
import type { Desk, Work } from "./desk.ts";
import { VoterStep } from "./VoterStep.tsx";

type StepsProps = {
  readonly desk: Desk;
  readonly steps: readonly Step[];
  readonly work: Work;
  readonly view: VoterView;
};

export function Steps({ desk, steps, work, view }: StepsProps) {
  const printing = useTabletState().election?.rules.printing !== undefined;
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
              <VoterStep desk={desk} step={step} work={work} />
            ) : step.step === "chooseBallot" ? (
              <ChooseBallot choices={step.choices} chosen={work.style} onChoose={desk.chooseStyle} />
            ) : step.step !== "form" && step.step !== "proof" ? null : (
              <>
                <label className="tick">
                  <input
                    type="checkbox"
                    checked={isDone(step, work)}
                    onChange={(event) =>
                      desk.complete(step.step === "form" ? step.form : step.proof, event.target.checked)
                    }
                  />
                  <span>
                    {step.step === "form" ? (
                      <Trans>Voter completed: {step.form}</Trans>
                    ) : (
                      <Trans>Voter showed: {step.proof}</Trans>
                    )}
                  </span>
                </label>
                {printing && step.step === "form" ? <PrintForm name={step.form} view={view} /> : null}
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function keyOf(step: Step): string {
  if (step.step === "form") return step.form;
  return step.step === "proof" ? `proof ${step.proof}` : step.step;
}

type ChooseBallotProps = {
  readonly choices: readonly BallotStyle[];
  readonly chosen: string | undefined;
  readonly onChoose: (style: string) => void;
};

function ChooseBallot({ choices, chosen, onChoose }: ChooseBallotProps) {
  const { election } = useTabletState();
  return (
    <fieldset className="choices">
      <legend>
        <Trans>Which ballot does the voter want?</Trans>
      </legend>
      {choices.map((style) => {
        const party = election?.parties.find((one) => one.id === style.party)?.name ?? style.party;
        return (
          <label key={style.id} className={style.id === chosen ? "choice on" : "choice"}>
            <input type="radio" name="ballot" checked={style.id === chosen} onChange={() => onChoose(style.id)} />
            <span>
              {party === undefined ? <Trans>No party</Trans> : <bdi>{party}</bdi>}
              <small>
                <bdi>{style.id}</bdi>
              </small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

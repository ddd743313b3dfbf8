/** The steps before a regular ballot beyond hearing name and address, each with something to tick. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import type { Step } from "../../domain/disposition.ts";
import type { BallotStyle } from "../../domain/election.ts";
import { useTabletState } from "../surroundings.ts";
import type { Outcomes } from "./desk.ts";

type StepsProps = {
  readonly steps: readonly Step[];
  readonly outcomes: Outcomes;
  readonly onOutcome: (step: Step["step"], outcome: string | undefined) => void;
};

/** What is written into the record when the step is ticked. A chosen ballot is written as its style's id. */
const tickOutcome = {
  askIdentification: "shown",
  affirmAddress: "affirmed",
  surrenderAbsentee: "surrendered",
} as const;

export function Steps({ steps, outcomes, onOutcome }: StepsProps) {
  const list = useRef<HTMLOListElement>(null);
  const more = steps.filter(({ step }) => step !== "confirmIdentity");
  const now = more.find(({ step }) => outcomes[step] === undefined)?.step;
  const begun = more.some(({ step }) => outcomes[step] !== undefined);
  useEffect(() => {
    if (begun && now !== undefined) list.current?.querySelector(".now")?.scrollIntoView({ block: "nearest" });
  }, [begun, now]);
  if (more.length === 0) return null;
  return (
    <ol className="steps" ref={list}>
      {more.map((step) => {
        const state = outcomes[step.step] !== undefined ? "done" : step.step === now ? "now" : "later";
        if (step.step === "confirmIdentity") return null;
        return (
          <li key={step.step} className={state}>
            {step.step === "chooseBallot" ? (
              <ChooseBallot
                choices={step.choices}
                chosen={outcomes.chooseBallot}
                onChoose={(style) => onOutcome("chooseBallot", style)}
              />
            ) : (
              <TickStep
                done={outcomes[step.step] !== undefined}
                onTick={(done) =>
                  onOutcome(step.step, done ? tickOutcome[step.step as keyof typeof tickOutcome] : undefined)
                }
              >
                <StepWords step={step.step} />
              </TickStep>
            )}
          </li>
        );
      })}
    </ol>
  );
}

type TickStepProps = {
  readonly done: boolean;
  readonly onTick: (done: boolean) => void;
  readonly children: ReactNode;
};

function TickStep({ done, onTick, children }: TickStepProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={done} onChange={(event) => onTick(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}

function StepWords({ step }: { step: keyof typeof tickOutcome }) {
  switch (step) {
    case "askIdentification":
      return (
        <>
          <Trans>Voter showed identification</Trans>
          <small>
            <Trans>None to show? Ask the inspector.</Trans>
          </small>
        </>
      );
    case "affirmAddress":
      return (
        <>
          <Trans>Voter affirms living at this address</Trans>
          <small>
            <Trans>Registration is inactive. Moved? Ask the inspector.</Trans>
          </small>
        </>
      );
    case "surrenderAbsentee":
      return (
        <>
          <Trans>Voter handed over the absentee ballot</Trans>
          <small>
            <Trans>Not brought along? Ask the inspector.</Trans>
          </small>
        </>
      );
    default:
      return step satisfies never;
  }
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
              {party ?? <Trans>No party</Trans>}
              <small>{style.id}</small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Checks of the morning on a screen: what failed, with what to do and a reason; what somebody has to look at, with yes and no. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Checked } from "../../domain/overrides.ts";
import { Shape } from "../components/Shape.tsx";
import { type AnyCheck, checkHelp, checkName, checkQuestion } from "../text/checkWords.tsx";
import { ReasonField } from "./ReasonField.tsx";

export type Answers = Readonly<Partial<Record<AnyCheck, boolean>>>;
export type Reasons = Readonly<Partial<Record<AnyCheck, string>>>;

type CheckListProps = {
  readonly checked: readonly Checked<AnyCheck>[];
  /** Those that only a person can see, in order; the others the tablet found out. */
  readonly asks: readonly AnyCheck[];
  readonly answers: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly reasons: Reasons;
  readonly onReasons: (reasons: Reasons) => void;
  /** The question, where it is another than the name of the check. */
  readonly question?: (check: AnyCheck) => ReactNode;
  /** What puts it right, where this tablet can; or what belongs to the question. */
  readonly beside?: (check: AnyCheck) => ReactNode;
  /** Questions to which "no" is the good answer. */
  readonly hopesForNo?: readonly AnyCheck[];
};

export function CheckList({ checked, asks, answers, onAnswers, reasons, onReasons, ...rest }: CheckListProps) {
  const { i18n } = useLingui();
  const { question, beside, hopesForNo = [] } = rest;
  const isAsked = (check: AnyCheck): boolean => asks.includes(check);
  const failed = checked.filter(({ check, state }) => state === "failed" && !isAsked(check));
  const passed = checked.filter(({ check, state }) => state === "passed" && !isAsked(check)).length;
  const below = ({ check, mayOverride, state }: Checked<AnyCheck>): ReactNode =>
    state !== "failed" ? null : (
      <>
        <p className="quiet whatToDoNow">{i18n._(checkHelp[check])}</p>
        {mayOverride ? (
          <ReasonField
            reason={reasons[check] ?? ""}
            onReason={(reason) => onReasons({ ...reasons, [check]: reason })}
          />
        ) : null}
      </>
    );
  return (
    <>
      <p className="checkState">
        <Shape shape="ready" />
        <Plural value={passed} one="# check passed by itself." other="# checks passed by themselves." />
      </p>
      {failed.map((one) => (
        <div key={one.check} className="check">
          <div className="checkHead">
            <p className="checkState">
              <Shape shape={one.mayOverride ? "ask" : "stop"} />
              <span>
                <Trans>Not so:</Trans> {i18n._(checkName[one.check])}
              </span>
            </p>
            {beside?.(one.check)}
          </div>
          {below(one)}
        </div>
      ))}
      {checked
        .filter(({ check }) => isAsked(check))
        .map((one) => {
          const { check } = one;
          const good = !hopesForNo.includes(check);
          const answer = answers[check];
          const button = (yes: boolean) => (
            <Button
              className={answer === (yes === good) ? "second on" : "second"}
              aria-pressed={answer === (yes === good)}
              onPress={() => onAnswers({ ...answers, [check]: yes === good })}
            >
              {yes ? <Trans>Yes</Trans> : <Trans>No</Trans>}
            </Button>
          );
          return (
            <fieldset key={check} className="check asked">
              <legend>{question?.(check) ?? i18n._(checkQuestion[check] ?? checkName[check])}</legend>
              <div className="yesNo">
                {button(true)}
                {button(false)}
              </div>
              {beside?.(check)}
              {below(one)}
            </fieldset>
          );
        })}
    </>
  );
}

/** Reasons of those checks that have one. */
export const overridesOf = (reasons: Reasons): { check: string; reason: string }[] =>
  Object.entries(reasons).map(([check, reason = ""]) => ({ check, reason }));

/** What is written down beside an answer: one field, or a choice of kinds. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { type DetailStep, writtenFor } from "../../domain/details.ts";
import { exceptionReasons, idKinds } from "../../domain/identification.ts";
import { isIssuer } from "../../protocol/licenceIssuer.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { ExceptionSentence, IdKindSentence } from "../text/IdKindSentence.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";
import { Field } from "./Field.tsx";
import { readDays } from "./personFields.ts";

type DetailFieldProps = {
  readonly desk: Desk;
  readonly step: DetailStep;
  readonly work: Work;
  /** It is this step's turn. */
  readonly now: boolean;
};

export function DetailField({ desk, step, work, now }: DetailFieldProps): ReactNode {
  const { t } = useLingui();
  const { detail } = step;
  const written = work.details[detail] ?? "";
  switch (detail) {
    case "assistantName":
      return (
        <Field label={t`Name of the person who helps`} value={written} onType={(text) => desk.write(detail, text)} />
      );
    case "otherCounty":
      return <Field label={t`The other county`} value={written} onType={(text) => desk.write(detail, text)} />;
    case "issuingState":
      return <StateField written={written} onWrite={(state) => desk.write(detail, state)} />;
    case "identificationKind":
    case "documentKind":
    case "exceptionReason":
    case "identityProof":
    case "citizenshipProof":
    case "residenceProof":
      return <ChoiceField step={step} written={written} now={now} onWrite={(code) => desk.write(detail, code)} />;
    case "dateOfMove":
      return <DayField step={step} written={written} onWrite={(day) => desk.write(detail, day)} />;
    default:
      return detail satisfies never;
  }
}

type ChoiceFieldProps = {
  readonly step: DetailStep;
  readonly written: string;
  readonly now: boolean;
  readonly onWrite: (code: string) => void;
};

/** One of several: open while its turn is, else one line, so that three lists do not stand below one another. */
function ChoiceField({ step: { detail, oneOf = [] }, written, now, onWrite }: ChoiceFieldProps) {
  const [again, setAgain] = useState(false);
  const chosen = oneOf.includes(written);
  if (!again && (chosen || !now))
    return (
      <div className="answered">
        {chosen ? <Shape shape="ready" small /> : null}
        <span>
          <small>
            <ChoiceQuestion detail={detail} />
          </small>
          {chosen ? <CodeSentence code={written} /> : null}
        </span>
        {chosen ? (
          <Button className="slim" onPress={() => setAgain(true)}>
            <Trans>Change</Trans>
          </Button>
        ) : null}
      </div>
    );
  return (
    <fieldset className="choices">
      <legend>
        <ChoiceQuestion detail={detail} />
      </legend>
      {oneOf.map((code) => (
        <Button
          key={code}
          className={code === written ? "choice on" : "choice"}
          aria-pressed={code === written}
          onPress={() => {
            setAgain(false);
            onWrite(code);
          }}
        >
          <CodeSentence code={code} />
        </Button>
      ))}
    </fieldset>
  );
}

function ChoiceQuestion({ detail }: { readonly detail: DetailStep["detail"] }): ReactNode {
  switch (detail) {
    case "exceptionReason":
      return <Trans>Why does the voter have no ID to show?</Trans>;
    case "identityProof":
      return <Trans>What shows who it is, and the age?</Trans>;
    case "citizenshipProof":
      return <Trans>What shows that the voter is a citizen?</Trans>;
    case "residenceProof":
      return <Trans>What shows where the voter lives now?</Trans>;
    default:
      return <Trans>What does the voter show?</Trans>;
  }
}

function CodeSentence({ code }: { readonly code: string }): ReactNode {
  const kind = idKinds.find((one) => one === code);
  const reason = exceptionReasons.find((one) => one === code);
  if (kind !== undefined) return <IdKindSentence kind={kind} />;
  return reason === undefined ? null : <ExceptionSentence reason={reason} />;
}

type DayFieldProps = {
  readonly step: DetailStep;
  readonly written: string;
  readonly onWrite: (day: string) => void;
};

/** Typed as people write it; the year may be left out. */
function DayField({ step, written, onWrite }: DayFieldProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(written);
  const { until = "" } = step;
  const [year = "", month = "", day = ""] = until.split("-");
  const wrong =
    written === "" && /\d{4}\s*$/.test(typed) ? t`That day does not fit the answer. Change one of them.` : undefined;
  return (
    <Field
      label={t`Day of the move`}
      hint={`${Number(month)}/${Number(day)}/${year}`}
      value={typed}
      problem={wrong}
      onType={(text) => {
        setTyped(text);
        const whole = /^\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*$/.test(text) ? `${text.trim()}/${year}` : text;
        onWrite(readDays(whole).find((one) => writtenFor(step, { dateOfMove: one }) !== undefined) ?? "");
      }}
    />
  );
}

type StateFieldProps = { readonly written: string; readonly onWrite: (state: string) => void };

/** Two letters that name an issuer, and not this state: its own cards are another answer. */
function StateField({ written, onWrite }: StateFieldProps) {
  const { t } = useLingui();
  const own = useTabletState().election?.state;
  const [typed, setTyped] = useState(written);
  const wrong = typed.length < 2 || written !== "" ? undefined : t`Type two letters of another state, such as VT.`;
  return (
    <Field
      label={t`State that issued it, two letters`}
      value={typed}
      problem={wrong}
      onType={(text) => {
        const state = text.trim().toUpperCase();
        setTyped(state);
        onWrite(isIssuer(state) && state !== own ? state : "");
      }}
    />
  );
}

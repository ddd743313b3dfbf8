/** What is written down beside an answer: one field, or a choice of kinds. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { type DetailStep, writtenFor } from "../../domain/details.ts";
import { idKinds } from "../../domain/identification.ts";
import { isIssuer } from "../../protocol/licenceIssuer.ts";
import { useTabletState } from "../surroundings.ts";
import { IdKindSentence } from "../text/IdKindSentence.tsx";
import type { Desk } from "./desk.ts";
import type { Work } from "./deskWork.ts";
import { Field } from "./Field.tsx";
import { readDays } from "./personFields.ts";

type DetailFieldProps = { readonly desk: Desk; readonly step: DetailStep; readonly work: Work };

export function DetailField({ desk, step, work }: DetailFieldProps): ReactNode {
  const { t } = useLingui();
  const { detail, oneOf = [] } = step;
  const written = work.details[detail] ?? "";
  switch (detail) {
    case "assistantName":
      return (
        <Field label={t`Name of the person who helps`} value={written} onType={(text) => desk.write(detail, text)} />
      );
    case "issuingState":
      return <StateField written={written} onWrite={(state) => desk.write(detail, state)} />;
    case "identificationKind":
      return (
        <fieldset className="choices">
          <legend>
            <Trans>What does the voter show?</Trans>
          </legend>
          {idKinds
            .filter((kind) => oneOf.includes(kind))
            .map((kind) => (
              <label key={kind} className={kind === written ? "choice on" : "choice"}>
                <input
                  type="radio"
                  name="identificationKind"
                  checked={kind === written}
                  onChange={() => desk.write(detail, kind)}
                />
                <IdKindSentence kind={kind} />
              </label>
            ))}
        </fieldset>
      );
    case "dateOfMove":
      return <DayField step={step} written={written} onWrite={(day) => desk.write(detail, day)} />;
    default:
      return detail satisfies never;
  }
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

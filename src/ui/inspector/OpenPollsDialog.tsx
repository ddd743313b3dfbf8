/** Opening the polls: what the tablet checked by itself, what only a person can see, and a reason for what may be overridden. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { type Asked, openingOf } from "../../domain/bookActs.ts";
import type { Checked, OpeningCheck } from "../../domain/openingChecks.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Labelled } from "../checkin/Field.tsx";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { checkName } from "../text/BookWords.tsx";
import { longDate, timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";

const asks = ["time", "paperList", "battery", "camera", "printer"] as const satisfies readonly OpeningCheck[];
type Answers = Readonly<Partial<Record<(typeof asks)[number], boolean>>>;

const askedOf = ({ time, paperList, battery, camera, printer }: Answers): Asked => ({
  ...{ asked: { rightTime: time, paperList, battery }, camera, printer },
});

export function OpenPollsDialog({ book, onClose }: { readonly book: PlaceBookView; readonly onClose: () => void }) {
  const { i18n, t } = useLingui();
  const { election } = useTabletState();
  const [answers, setAnswers] = useState<Answers>({});
  const [reasons, setReasons] = useState<Readonly<Partial<Record<OpeningCheck, string>>>>({});
  const asked = askedOf(answers);
  const checked = openingOf({ tablet: book.opening }, asked);
  const asking = checked.filter(({ check }) => asks.some((one) => one === check));
  const failed = checked.filter(({ check, state }) => state === "failed" && !asks.some((one) => one === check));
  const passed = checked.length - asking.length - failed.length;
  const overrides = Object.entries(reasons).map(([check, reason = ""]) => ({ check: check as OpeningCheck, reason }));
  const clock = timeOfDay(book.now, election?.timeZone ?? "UTC", i18n.locale);
  const today = longDate(book.day, i18n.locale);
  const reasonFor = ({ check, mayOverride }: Checked) =>
    mayOverride ? (
      <Labelled label={t`Open all the same, because (no names of voters)`} problem={undefined}>
        {() => (
          <input
            value={reasons[check] ?? ""}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setReasons({ ...reasons, [check]: event.target.value })}
          />
        )}
      </Labelled>
    ) : null;
  return (
    <BookDialog
      title={book.place.polls === undefined ? <Trans>Open the polls</Trans> : <Trans>Open the polls again</Trans>}
      name={<Trans>Open the polls</Trans>}
      act="openPolls"
      says={{ what: "openPolls", overrides, ...asked }}
      onClose={onClose}
    >
      <p className="checkState">
        <Shape shape="ready" />
        <Trans>
          {passed} checks passed. Checked in here so far: {i18n.number(book.served)}.
        </Trans>
      </p>
      {failed.map((one) => (
        <div key={one.check} className="check">
          <p className="checkState">
            <Shape shape={one.mayOverride ? "ask" : "stop"} />
            <span>
              <Trans>Not so:</Trans> {i18n._(checkName[one.check])}
            </span>
          </p>
          {reasonFor(one)}
        </div>
      ))}
      {asking.map((one) => {
        const check = one.check as (typeof asks)[number];
        const answer = answers[check];
        const say = (yes: boolean) => () => setAnswers({ ...answers, [check]: yes });
        return (
          <fieldset key={check} className="check asked">
            <legend>
              {check === "time" ? (
                <Trans>
                  Is it {clock}, {today}?
                </Trans>
              ) : (
                i18n._(checkName[check])
              )}
            </legend>
            <div className="yesNo">
              <Button
                className={answer === true ? "second on" : "second"}
                aria-pressed={answer === true}
                onPress={say(true)}
              >
                <Trans>Yes</Trans>
              </Button>
              <Button
                className={answer === false ? "second on" : "second"}
                aria-pressed={answer === false}
                onPress={say(false)}
              >
                <Trans>No</Trans>
              </Button>
            </div>
            {one.state === "failed" ? reasonFor(one) : null}
          </fieldset>
        );
      })}
    </BookDialog>
  );
}

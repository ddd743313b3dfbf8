/** Opening the polls: what the tablet checked by itself, what only a person can see, and a reason for what may be overridden. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { type Asked, openingOf } from "../../domain/bookActs.ts";
import type { Checked, OpeningCheck } from "../../domain/openingChecks.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Labelled } from "../checkin/Field.tsx";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { checkName } from "../text/BookWords.tsx";
import { longDate, timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";

const asks = ["time", "paperList", "battery", "camera", "printer"] as const satisfies readonly OpeningCheck[];
/** They outlive the dialog: what is missing is written down in between. */
export type Answers = Readonly<Partial<Record<(typeof asks)[number], boolean>>>;
export type DoNow = "count" | "seal";
const doneBy: Readonly<Partial<Record<OpeningCheck, DoNow>>> = { stock: "count", counters: "count", seals: "seal" };

const askedOf = ({ time, paperList, battery, camera, printer }: Answers): Asked => ({
  ...{ asked: { rightTime: time, paperList, battery }, camera, printer },
});

type OpenPollsDialogProps = {
  readonly book: PlaceBookView;
  readonly answers: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly onDoNow: (act: DoNow) => void;
  readonly onClose: () => void;
};

export function OpenPollsDialog({ book, answers, onAnswers, onDoNow, onClose }: OpenPollsDialogProps) {
  const { i18n, t } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election } = useTabletState();
  const [reasons, setReasons] = useState<Readonly<Partial<Record<OpeningCheck, string>>>>({});
  const asked = askedOf(answers);
  const checked = openingOf({ tablet: book.opening }, asked);
  const asking = checked.filter(({ check }) => asks.some((one) => one === check));
  const failed = checked.filter(({ check, state }) => state === "failed" && !asks.some((one) => one === check));
  const passed = checked.length - asking.length - failed.length;
  const overrides = Object.entries(reasons).map(([check, reason = ""]) => ({ check: check as OpeningCheck, reason }));
  const clock = timeOfDay(book.now, election?.timeZone ?? "UTC", i18n.locale);
  const today = longDate(book.day, i18n.locale);
  const code = book.openingCode;
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
      <p className="wordCode">
        <Trans>
          All tablets must show <b>{code}</b>
        </Trans>
      </p>
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
          <DoItNow check={one.check} onDoNow={onDoNow} onAsk={() => void tablet.syncNow().catch(fail)} />
          {reasonFor(one)}
        </div>
      ))}
      <Button
        className="second"
        onPress={() => onAnswers(Object.fromEntries(asks.map((check) => [check, true])) as Answers)}
      >
        <Trans>I looked: all of these are so</Trans>
      </Button>
      {asking.map((one) => {
        const check = one.check as (typeof asks)[number];
        const answer = answers[check];
        const say = (yes: boolean) => () => onAnswers({ ...answers, [check]: yes });
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

type DoItNowProps = {
  readonly check: OpeningCheck;
  readonly onDoNow: (act: DoNow) => void;
  readonly onAsk: () => void;
};

/** What puts a failed check right, where this tablet can. */
function DoItNow({ check, onDoNow, onAsk }: DoItNowProps) {
  const act = doneBy[check];
  if (act !== undefined)
    return (
      <Button className="second" onPress={() => onDoNow(act)}>
        <Trans>Do it now</Trans>
      </Button>
    );
  if (check !== "list" && check !== "news") return null;
  return (
    <Button className="second" onPress={onAsk}>
      <Trans>Ask the county now</Trans>
    </Button>
  );
}

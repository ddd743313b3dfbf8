/**
 * This tablet made ready for the day: the code that all tablets must show, what the tablet found out by itself, what somebody has to
 * look at, and one tap. Stands on the lock screen too, before anybody has signed in: with the opening card in hand one goes
 * from tablet to tablet.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { dayOf as isoDay } from "../../domain/electionDay.ts";
import type { Checked } from "../../domain/overrides.ts";
import { checkReady, type ReadyCheck, type ReadySeen } from "../../domain/readyChecks.ts";
import type { ReadyView } from "../../tablet/readyCalls.ts";
import type { ReadyProblem } from "../../tablet/readyCommands.ts";
import type { Tablet } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useIntendedCalls } from "../checkin/intendedCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { testPage } from "../printing/testPage.ts";
import { usePrint, usePrintState } from "../printing/usePrints.ts";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { OverrideProblemWords } from "../text/BookWords.tsx";
import type { AnyCheck } from "../text/checkWords.tsx";
import { NotRecordedWords } from "../text/NotRecordedWords.tsx";
import { dayOf, longDate, timeOfDay } from "../text/times.ts";
import { useAskedAgain } from "./askedAgain.ts";
import { type Answers, CheckList, overridesOf, type Reasons } from "./CheckList.tsx";
import { type CameraTrial, tryCamera } from "./tryCamera.ts";
import "../styles/inspector.css";

/** Also without news: the time is asked about (ms). */
const again = 15_000;

const askReadiness = (tablet: Tablet): Promise<ReadyView | undefined> => tablet.readiness();
const useReadiness = (): ReadyView | undefined => useAskedAgain(askReadiness, again);

/** `plain`: within a dialog, without a card of its own. */
export function ReadyCard({ plain = false }: { readonly plain?: boolean }) {
  const { t } = useLingui();
  const view = useReadiness();
  if (view === undefined) return null;
  const inside = view.said === undefined ? <ToBeReady view={view} /> : <IsReady view={view} />;
  return plain ? (
    <div className="readiness">{inside}</div>
  ) : (
    <section className="card readiness" aria-label={t`Ready for the day`}>
      {inside}
    </section>
  );
}

function Code({ view: { code } }: { readonly view: ReadyView }) {
  return (
    <p className="wordCode">
      <Trans>
        All tablets must show <b>{code}</b>
      </Trans>
    </p>
  );
}

function IsReady({ view }: { readonly view: ReadyView }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const at = timeOfDay(view.said?.body.wall ?? 0, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <>
      <Code view={view} />
      <p className="checkState" role="status">
        <Shape shape="ready" />
        <Trans>This tablet is ready since {at}.</Trans>
      </p>
    </>
  );
}

const asks: readonly ReadyCheck[] = ["printer"];

function ToBeReady({ view }: { readonly view: ReadyView }) {
  const { i18n } = useLingui();
  const { tablet } = useSurroundings();
  const { election } = useTabletState();
  const fail = useFailure();
  const camera = useCamera();
  const { busy, run } = useIntendedCalls();
  const [answers, setAnswers] = useState<Answers>({});
  const [reasons, setReasons] = useState<Reasons>({});
  const [doubt, setDoubt] = useState(false);
  const [problem, setProblem] = useState<ReadyProblem | NotRecorded>();
  const zone = election?.timeZone ?? "UTC";
  const { facts, code, now } = view;
  const found: ReadySeen = { camera: camera === undefined ? undefined : camera === "works", printer: answers.printer };
  // Whoever taps "ready" has answered both questions with yes.
  const yes: ReadySeen = doubt
    ? { rightTime: answers.time, battery: answers.battery }
    : { rightTime: true, battery: true };
  const seen: ReadySeen = { ...found, ...yes };
  const checked: readonly Checked<AnyCheck>[] = checkReady(facts, seen);
  if (!facts.days.includes(facts.today))
    return (
      <p className="checkState">
        <Shape shape="stop" />
        <Trans>
          Today, {longDate(facts.today, i18n.locale)}, is no day of voting here. If that is wrong, set the tablet’s
          date.
        </Trans>
      </p>
    );
  const [clock, date] = [timeOfDay(now, zone, i18n.locale), longDate(facts.today, i18n.locale)];
  const questions: readonly ReadyCheck[] = doubt ? ["time", "battery"] : [];
  const printing: readonly ReadyCheck[] = facts.printing ? asks : [];
  const listed = checked.filter(({ check }) => doubt || (check !== "time" && check !== "battery"));
  return (
    <>
      <Code view={view} />
      <Joining view={view} />
      <CheckList
        checked={listed.filter(({ check }) => check !== "camera" || camera !== undefined)}
        asks={[...questions, ...printing]}
        answers={answers}
        onAnswers={setAnswers}
        reasons={reasons}
        onReasons={setReasons}
        question={(check) =>
          check === "time" ? (
            <Trans>
              Is it {clock}, {date}?
            </Trans>
          ) : undefined
        }
        beside={(check) =>
          check === "printer" ? (
            <TestPage />
          ) : check === "list" ? (
            <Button className="second" onPress={() => void tablet.syncNow().catch(fail)}>
              <Trans>Ask the county now</Trans>
            </Button>
          ) : null
        }
      />
      {doubt ? null : (
        <div className="askedOnce">
          <p>
            <Trans>
              Is it {clock}, {date}?
            </Trans>
          </p>
          <p>
            <Trans>Is the battery above 80 %, or power plugged in?</Trans>
          </p>
        </div>
      )}
      <div className="problem" role="alert">
        {problem === undefined ? null : <ReadyProblemWords problem={problem} />}
      </div>
      <div className="row">
        {doubt ? null : (
          <Button className="second" onPress={() => setDoubt(true)}>
            <Trans>No, something is wrong</Trans>
          </Button>
        )}
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={camera === undefined}
          onPress={() => {
            setProblem(undefined);
            const call = { code, seen, overrides: overridesOf(reasons) };
            run(
              call,
              (cmd) => tablet.sayReady({ ...call, cmd }),
              (said) => setProblem(said.ok ? undefined : said.error),
            ).catch(fail);
          }}
        >
          {doubt ? <Trans>Ready</Trans> : <Trans>Yes to both: ready</Trans>}
        </Button>
      </div>
    </>
  );
}

/** What a tablet that comes to an open place, or heard nothing lately, does not know. */
function Joining({ view: { heard, polls, facts } }: { readonly view: ReadyView }) {
  const { election } = useTabletState();
  const zone = election?.timeZone ?? "UTC";
  if (polls === "open")
    return (
      <p className="caution">
        <Trans>The polls are open here, and this tablet joins.</Trans> <Unknown heard={heard} />
      </p>
    );
  const heardToday = heard !== undefined && isoDay(heard, zone) === facts.today;
  return heardToday ? null : (
    <p className="caution">
      <Trans>Nothing was heard of the county today.</Trans> <Unknown heard={heard} />
    </p>
  );
}

export function Unknown({ heard }: { readonly heard: number | undefined }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const zone = election?.timeZone ?? "UTC";
  if (heard === undefined) return <Trans>It knows no check-ins of other tablets.</Trans>;
  const [at, on] = [timeOfDay(heard, zone, i18n.locale), dayOf(heard, zone, i18n.locale)];
  return (
    <Trans>
      It does not know check-ins that others made after {at}, {on}.
    </Trans>
  );
}

function useCamera(): CameraTrial | undefined {
  const [trial, setTrial] = useState<CameraTrial>();
  useEffect(() => {
    const stop = new AbortController();
    void tryCamera(stop.signal).then((found) => {
      if (!stop.signal.aborted) setTrial(found);
    });
    return () => stop.abort();
  }, []);
  return trial;
}

/** Whether it came out whole only a person can see. */
function TestPage() {
  const { i18n } = useLingui();
  const { newCommandId, now } = useSurroundings();
  const { election, placeId } = useTabletState();
  const place = election?.places.find(({ id }) => id === placeId)?.name ?? "";
  const [asked, setAsked] = useState<string>();
  const state = usePrintState(asked);
  const print = usePrint();
  return (
    <>
      <Button
        className="second"
        isDisabled={state === "waiting" || state === "printing"}
        onPress={() => {
          const id = newCommandId();
          const time = timeOfDay(now(), election?.timeZone ?? "UTC", i18n.locale);
          print(id, async () => [testPage(i18n, place, time)]);
          setAsked(id);
        }}
      >
        <Trans>Print a test page</Trans>
      </Button>
      {state === "failed" ? (
        <p role="status">
          <Trans>Nothing was printed: this tablet has no printer, or it did not answer.</Trans>
        </p>
      ) : null}
    </>
  );
}

function ReadyProblemWords({ problem }: { readonly problem: ReadyProblem | NotRecorded }) {
  switch (problem.type) {
    case "codeChanged":
      return <Trans>Not recorded: the list changed meanwhile. Compare the code again.</Trans>;
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <OverrideProblemWords problem={problem} />;
  }
}

/** Who works at this tablet: choose the worker, then the PIN. A worker who is locked out does not hold up the others. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { Frame } from "../components/Frame.tsx";
import { PinPad } from "../components/PinPad.tsx";
import { ProgramLine } from "../components/ProgramLine.tsx";
import { StorageWarning } from "../components/StorageWarning.tsx";
import { useFailure, useNewVersion, useTablet, useTabletState } from "../surroundings.ts";
import { PinProblemSentence } from "../text/ProblemSentence.tsx";
import { roleName } from "../text/roleName.ts";
import { timeOfDay } from "../text/times.ts";
import { ReadyScreen } from "./lateScreens.tsx";
import { UpdateByInspector } from "./lateUpdate.tsx";
import { ReadWorkerCode } from "./ReadWorkerCode.tsx";

type LockScreenProps = {
  readonly opened: boolean;
  readonly workers: readonly WorkerName[];
  /** A voter is not done with on this tablet. */
  readonly serving: boolean;
  /** Whose tablet it is, where the inspector took over. */
  readonly next?: string | undefined;
};

/** Up to so many names fit on one screen; beyond that a worker types the beginning of a name. */
const fewWorkers = 12;

/** The workers of whose names one begins with what was typed, the first screenful. */
function named(workers: readonly WorkerName[], typed: string): readonly WorkerName[] {
  const begin = typed.trim().toLowerCase();
  const begins = (worker: WorkerName): boolean =>
    worker.name
      .toLowerCase()
      .split(/[\s-]+/)
      .some((part) => part.startsWith(begin)) || worker.name.toLowerCase().startsWith(begin);
  return workers.filter(begins).slice(0, fewWorkers);
}

export function LockScreen({ opened, workers, serving, next }: LockScreenProps) {
  const { t, i18n } = useLingui();
  const { closesAt, election, ready } = useTabletState();
  const program = useNewVersion();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(next);
  // "": nobody yet, the tablet is made ready first.
  const worker = workers.find((one) => one.id === chosen) ?? (workers.length === 1 ? workers[0] : undefined);
  const getReady =
    ready === false ? (
      <Button className="second" onPress={() => setChosen("")}>
        <Trans>Get ready</Trans>
      </Button>
    ) : null;
  return (
    <Frame>
      <main className="oneThing">
        {chosen === "" ? (
          <ReadyScreen onBack={setChosen} />
        ) : worker === undefined ? (
          <section className="card">
            <h1>
              <Trans>Who works here?</Trans>
            </h1>
            <p>
              {opened ? (
                <Trans>This tablet is locked. Choose your name.</Trans>
              ) : (
                <Trans>The tablet was started again. Nothing is lost. Choose your name.</Trans>
              )}
            </p>
            {workers.length > fewWorkers ? (
              <input
                aria-label={t`Your name`}
                placeholder={t`Your name`}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            ) : null}
            {getReady}
            {closesAt === undefined ? null : (
              <p className="caution">
                <Trans>
                  The polls are suspended for the night. Inspector: sign in and close this tablet. It closes by itself
                  at {timeOfDay(closesAt, election?.timeZone ?? "UTC", i18n.locale)}.
                </Trans>
              </p>
            )}
            <ul className="workers">
              {named(workers, typed).map((one) => (
                <li key={one.id}>
                  <Button className="worker" onPress={() => setChosen(one.id)}>
                    <bdi className="name">{one.name}</bdi>
                    <span className="quiet">{i18n._(roleName[one.role])}</span>
                  </Button>
                </li>
              ))}
            </ul>
            {opened ? (
              <ReadWorkerCode onTaken={({ id }) => setChosen(id)} />
            ) : (
              <p className="quiet">
                <Trans>Not listed? Someone listed here signs in first.</Trans>
              </p>
            )}
            <StorageWarning />
          </section>
        ) : (
          <>
            <EnterPin worker={worker} onOther={workers.length > 1 ? () => setChosen(undefined) : undefined} />
            {workers.length > 1 ? null : getReady}
          </>
        )}
        {program !== undefined && opened && (worker === undefined || workers.length === 1) ? (
          <UpdateByInspector program={program} workers={workers} serving={serving} />
        ) : null}
        <ProgramLine />
      </main>
    </Frame>
  );
}

function EnterPin({ worker, onOther }: { worker: WorkerName; onOther: (() => void) | undefined }) {
  const { i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election } = useTabletState();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PinProblem>();
  const signIn = async (pin: string): Promise<void> => {
    setBusy(true);
    const result = await tablet.signIn(worker.id, pin);
    setBusy(false);
    setProblem(result.ok ? undefined : result.error);
  };
  const until =
    problem?.type === "workerLocked" ? timeOfDay(problem.until, election?.timeZone ?? "UTC", i18n.locale) : "";
  return (
    <section className="card pin">
      <div className="who">
        <h1>
          <bdi>{worker.name}</bdi>
        </h1>
        <p className="quiet">{i18n._(roleName[worker.role])}</p>
      </div>
      <PinPad busy={busy} onPin={(pin) => void signIn(pin).catch(fail)} />
      <div className="problem" role="alert">
        {problem === undefined ? null : <PinProblemSentence problem={problem} until={until} />}
      </div>
      {onOther === undefined ? null : (
        <Button className="plain" onPress={onOther}>
          <Trans>Other worker</Trans>
        </Button>
      )}
    </section>
  );
}

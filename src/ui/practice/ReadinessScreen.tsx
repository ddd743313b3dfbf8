/** Who is ready: of this tablet and of those that were read, with times as a picture; a certificate, a file, a QR code, CSV. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import {
  type ClassFile,
  joined,
  type Readiness,
  readClassFile,
  readinessCsv,
  readinessOf,
  trend,
} from "../../training/readiness.ts";
import { Field } from "../checkin/Field.tsx";
import { CameraDialog } from "../components/CameraDialog.tsx";
import { Frame } from "../components/Frame.tsx";
import { QrCode } from "../components/QrCode.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { dayOf } from "../text/times.ts";
import { certificate } from "./certificate.ts";
import { keep, kept } from "./readinessKept.ts";
import { saveText } from "./saveFile.ts";

export function ReadinessScreen({ onBack }: { readonly onBack: () => void }) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const { prints, now, newCommandId } = useSurroundings();
  const [known, setKnown] = useState(kept);
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState(false);
  const own = readinessOf(known.attempts.filter(({ worker }) => worker !== ""));
  const all = joined(known.others, own);
  const file: ClassFile = { format: "turnout-readiness/1", workers: all };
  const text = JSON.stringify(file);
  const take = (read: string): boolean => {
    const more = readClassFile(read);
    setProblem(more === undefined);
    if (more === undefined) return false;
    setKnown(keep({ others: joined(known.others, more.workers) }));
    setReading(false);
    return true;
  };
  const rename = (worker: string): void => {
    // What was tried before anybody said who they are is theirs.
    const attempts = known.attempts.map((one) => (one.worker === "" ? { ...one, worker } : one));
    setKnown(keep({ worker, attempts: worker === "" ? known.attempts : attempts }));
  };
  const certify = (one: Readiness): void => {
    const day = dayOf(now(), election?.timeZone ?? "UTC", i18n.locale);
    const documents = async () => [certificate(i18n, one, day, election?.name ?? "")];
    prints.add({ id: newCommandId(), documents, paper: "letter", language: i18n.locale });
  };
  return (
    <Frame>
      <main className="oneThing readiness">
        <section className="card">
          <h1>
            <Trans>Who is ready</Trans>
          </h1>
          <p className="quiet">
            <Trans>This stays on this tablet, apart from every election.</Trans>
          </p>
          <Field label={t`Who practices here now (name or initials)`} value={known.worker} onType={rename} />
          {all.length === 0 ? (
            <p>
              <Trans>Nobody has practiced under a name yet.</Trans>
            </p>
          ) : (
            <ul className="readyWorkers">
              {all.map((one) => (
                <li key={one.worker}>
                  <b>
                    <bdi>{one.worker}</bdi>
                  </b>
                  <span>
                    <Plural value={one.tried} one="# case tried" other="# cases tried" />
                  </span>
                  <span>
                    <Trans>right the first time: {one.rightFirst}</Trans>
                  </span>
                  <span>
                    <Trans>repeated: {one.repeated}</Trans>
                  </span>
                  <Times of={one} />
                  <Button className="second" onPress={() => certify(one)}>
                    <Trans>Print a certificate</Trans>
                  </Button>
                </li>
              ))}
            </ul>
          )}
          {all.length === 0 || text.length > 1_800 ? null : (
            <details>
              <summary>
                <Trans>Show as a code for the trainer's tablet</Trans>
              </summary>
              <div className="workerCode">
                <QrCode text={text} label={t`Who is ready, for the trainer's tablet`} />
              </div>
            </details>
          )}
          <div className="row">
            <Button className="second" onPress={() => setReading(true)}>
              <Trans>Read another tablet's code</Trans>
            </Button>
            <label className="second fileButton">
              <Trans>Read a file</Trans>
              <input
                type="file"
                accept=".json,application/json"
                onChange={(event) => {
                  const [chosen] = event.target.files ?? [];
                  void chosen?.text().then(take, () => setProblem(true));
                }}
              />
            </label>
            <Button
              className="second"
              isDisabled={all.length === 0}
              onPress={() => saveText("practice-class.json", text)}
            >
              <Trans>Save to a file</Trans>
            </Button>
            <Button
              className="second"
              isDisabled={all.length === 0}
              onPress={() => saveText("practice-class.csv", readinessCsv(all))}
            >
              <Trans>Save as CSV</Trans>
            </Button>
          </div>
          <p className="problem" role="alert">
            {problem ? <Trans>That is no summary of a practice. Choose another one.</Trans> : null}
          </p>
          <Button className="primary" onPress={onBack}>
            <Trans>Back</Trans>
          </Button>
        </section>
      </main>
      {reading ? (
        <CameraDialog
          title={<Trans>Read another tablet's code</Trans>}
          symbols={["QRCode"]}
          onText={(read) => (take(read) ? "stop" : "goOn")}
          onClose={() => setReading(false)}
          words={(trouble) =>
            trouble === undefined ? (
              <Trans>Hold the other tablet's code in front of the camera.</Trans>
            ) : (
              <Trans>There is no camera here. Read a file instead.</Trans>
            )
          }
          close={<Trans>Back</Trans>}
        />
      ) : null}
    </Frame>
  );
}

/** Seconds for a voter, one bar each, the newest last. */
function Times({ of }: { readonly of: Readiness }) {
  const { t } = useLingui();
  const { seconds } = of;
  const times = trend(of);
  if (seconds.length === 0) return null;
  const most = Math.max(...seconds, 1);
  const { before, now } = times ?? { before: 0, now: 0 };
  return (
    <span className="times">
      <svg
        viewBox={`0 0 ${seconds.length * 8} 40`}
        role="img"
        aria-label={t`Seconds for each voter: ${seconds.join(", ")}`}
      >
        {seconds.map((one, at) => {
          const high = Math.max(2, (one * 38) / most);
          // biome-ignore lint/suspicious/noArrayIndexKey: times in their order
          return <rect key={at} x={at * 8} y={40 - high} width="6" height={high} />;
        })}
      </svg>
      {times === undefined ? null : (
        <span>
          <Trans>
            {before} s at first, {now} s now
          </Trans>
        </span>
      )}
    </span>
  );
}

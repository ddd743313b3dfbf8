/** What an administrator does with tablets: accept those that wait, set one aside and take that back, look at alarms. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { mayAsk, type Overview } from "../../protocol/office.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
import { OfficeProblemText } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";

type Tablet = Overview["tablets"][number];
type PanelProps = { readonly office: Office; readonly overview: Overview; readonly onDone: () => void };

export function CodeAlarms({ office, overview, onDone }: PanelProps) {
  const { i18n } = useLingui();
  const [problem, setProblem] = useState<OfficeProblem>();
  const { alarms, election, me, places } = overview;
  const newest = Math.max(...alarms.map(({ act }) => act));
  const seen = async (): Promise<void> => {
    const answer = await office.alarmsSeen(newest);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <section className="panel wide alarm" role="alert">
      <h2>
        <Shape shape="stop" />
        <Plural
          value={alarms.length}
          one="A set-up code for one tablet was used again"
          other="Set-up codes for one tablet were used again, # times"
        />
      </h2>
      <p>
        <Trans>
          Somebody else has seen the code. The second tablet was refused. Make sure that the tablet that was set up
          first is yours, and set it aside if it is not.
        </Trans>
      </p>
      <ul>
        {alarms.map(({ act, at, first, place, address }) => {
          const time = timeOfDay(at, election.timeZone, i18n.locale);
          const where = places.find(({ id }) => id === place)?.name;
          return (
            <li key={act}>
              <b>{time}</b>
              <span>{where ?? <Trans>Spare</Trans>}</span>
              {first === null ? null : (
                <span>
                  <Trans>first used by tablet {first}</Trans>
                </span>
              )}
              {address === null ? null : (
                <span>
                  <Trans>now from {address}</Trans>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {mayAsk(me.role, "alarmsSeen") ? (
        <Button className="second" onPress={() => void seen()}>
          <Trans>I have looked at this</Trans>
        </Button>
      ) : null}
      {problem === undefined ? null : (
        <div className="problem">
          <OfficeProblemText problem={problem} />
        </div>
      )}
    </section>
  );
}

export function TabletsThatWait({ office, overview, onDone }: PanelProps) {
  const waiting = overview.tablets.filter(({ state }) => state === "waits");
  return (
    <section className="panel wide waits" id="waits">
      <h2>
        <Shape shape="ask" />
        <Plural value={waiting.length} one="# tablet waits to be accepted" other="# tablets wait to be accepted" />
      </h2>
      <p>
        <Trans>
          Accept a tablet only if you see its number on a tablet of yours. Until then it gets no list of voters.
        </Trans>
      </p>
      <ul>
        {waiting.map((tablet) => (
          <li key={tablet.device}>
            {mayAsk(overview.me.role, "accept") ? (
              <Accept office={office} overview={overview} tablet={tablet} onDone={onDone} />
            ) : (
              <WaitingTablet overview={overview} tablet={tablet} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WaitingTablet({ overview, tablet }: { overview: Overview; tablet: Tablet }) {
  const { i18n } = useLingui();
  const { number } = tablet;
  const time = timeOfDay(tablet.enrolledAt, overview.election.timeZone, i18n.locale);
  return (
    <span className="which">
      <b>
        <Trans>Tablet {number}</Trans>
      </b>
      <small>
        <Trans>set up at {time}</Trans>
      </small>
    </span>
  );
}

function Accept({ office, overview, tablet, onDone }: PanelProps & { readonly tablet: Tablet }) {
  const { t } = useLingui();
  const [place, setPlace] = useState(tablet.place ?? "");
  const [problem, setProblem] = useState<OfficeProblem>();
  const { device, number } = tablet;
  const accept = async (): Promise<void> => {
    const answer = await office.accept({ device, place: place === "" ? null : place });
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <>
      <WaitingTablet overview={overview} tablet={tablet} />
      <select
        aria-label={t`Polling place of tablet ${number}`}
        value={place}
        onChange={(event) => setPlace(event.target.value)}
      >
        {overview.places.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
        <option value="">{t`Spare, for any place`}</option>
      </select>
      <Button className="primary" onPress={() => void accept()}>
        <Trans>Accept tablet {number}</Trans>
      </Button>
      {problem === undefined ? null : (
        <div className="problem wholeRow" role="alert">
          <OfficeProblemText problem={problem} />
        </div>
      )}
    </>
  );
}

type TabletActsProps = { readonly office: Office; readonly tablet: Tablet; readonly onDone: () => void };

export function TabletActs({ office, tablet, onDone }: TabletActsProps) {
  const [asking, setAsking] = useState(false);
  const { number, state } = tablet;
  const close = (done: boolean): void => {
    setAsking(false);
    if (done) onDone();
  };
  return (
    <>
      <Button className="plain" onPress={() => setAsking(true)}>
        {state === "revoked" ? <Trans>Take back</Trans> : <Trans>Set aside</Trans>}
        <span className="unseen">
          <Trans>tablet {number}</Trans>
        </span>
      </Button>
      {asking && state === "revoked" ? <TakeBack office={office} tablet={tablet} onClose={close} /> : null}
      {asking && state !== "revoked" ? <SetAside office={office} tablet={tablet} onClose={close} /> : null}
    </>
  );
}

type ActProps = { readonly office: Office; readonly tablet: Tablet; readonly onClose: (done: boolean) => void };

function SetAside({ office, tablet, onClose }: ActProps) {
  const [which, setWhich] = useState<"all" | "none" | "through">("all");
  const [through, setThrough] = useState(String(Math.max(0, tablet.newest)));
  const [problem, setProblem] = useState<OfficeProblem>();
  const { device, number, newest } = tablet;
  const trustedThrough = which === "all" ? newest : which === "none" ? -1 : Number(through);
  const unfit = which === "through" && !/^\d{1,9}$/.test(through);
  const setAside = async (): Promise<void> => {
    const answer = await office.revoke({ device, trustedThrough });
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onClose(true);
  };
  return (
    <ActDialog title={<Trans>Set tablet {number} aside?</Trans>} onClose={() => onClose(false)}>
      <p>
        <Trans>
          For a tablet that is lost or stolen. When it next hears of it, it destroys its keys and its list of voters.
          What it records from now on is kept, and does not count. You can take this back.
        </Trans>
      </p>
      <fieldset className="choices">
        <legend>
          <Trans>Which of its records still count?</Trans>
        </legend>
        <label className={which === "all" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "all"} onChange={() => setWhich("all")} />
          <span>
            <Trans>All that the county has now</Trans>
          </span>
        </label>
        <label className={which === "through" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "through"} onChange={() => setWhich("through")} />
          <span>
            <Trans>Those up to its record number</Trans>
          </span>
        </label>
        {which === "through" ? <ThroughField value={through} newest={newest} onChange={setThrough} /> : null}
        <label className={which === "none" ? "choice on" : "choice"}>
          <input type="radio" name="which" checked={which === "none"} onChange={() => setWhich("none")} />
          <span>
            <Trans>None</Trans>
          </span>
        </label>
      </fieldset>
      <div className="problem" role="alert">
        {problem === undefined ? null : <OfficeProblemText problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={() => onClose(false)}>
          <Trans>Leave it as it is</Trans>
        </Button>
        <Button className="primary" isDisabled={unfit} onPress={() => void setAside()}>
          <Trans>Set aside</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

type ThroughProps = { readonly value: string; readonly newest: number; readonly onChange: (value: string) => void };

function ThroughField({ value, newest, onChange }: ThroughProps) {
  const { t } = useLingui();
  return (
    <input
      inputMode="numeric"
      aria-label={t`Number of the last record that counts (0 is the first, ${newest} the newest)`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function TakeBack({ office, tablet, onClose }: ActProps) {
  const [problem, setProblem] = useState<OfficeProblem>();
  const { device, number } = tablet;
  const takeBack = async (): Promise<void> => {
    const answer = await office.reinstate(device);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onClose(true);
  };
  return (
    <ActDialog title={<Trans>Take tablet {number} back?</Trans>} onClose={() => onClose(false)}>
      <p>
        <Trans>
          Everything that it has recorded counts, as if it had never been set aside. When it next reaches the county it
          loads the list of voters again; the opening card of its place opens it.
        </Trans>
      </p>
      <div className="problem" role="alert">
        {problem === undefined ? null : <OfficeProblemText problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={() => onClose(false)}>
          <Trans>Leave it as it is</Trans>
        </Button>
        <Button className="primary" onPress={() => void takeBack()}>
          <Trans>Take back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

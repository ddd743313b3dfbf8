/** Set-up codes: for one tablet (30 minutes) or for many while this page shows it (two hours at most). */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useId, useState } from "react";
import { Button } from "react-aria-components";
import type { Overview } from "../../protocol/office.ts";
import { QrCode } from "../components/QrCode.tsx";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
import { OfficeProblemLine } from "./OfficeProblemText.tsx";
import type { Code, NewCodeAsked, Office, OfficeProblem } from "./officeClient.ts";

type SetUpTabletsProps = { readonly office: Office; readonly overview: Overview; readonly now: () => number };

const spare = "";
/** How often the endpoint is told that the code is still shown; it ends 90 seconds after the last time. */
const keepEvery = 20_000;

export function SetUpTablets({ office, overview, now }: SetUpTabletsProps) {
  const placeField = useId();
  const [place, setPlace] = useState(overview.places[0]?.id ?? spare);
  const [kind, setKind] = useState<NewCodeAsked["kind"]>("session");
  const [code, setCode] = useState<Code>();
  const [problem, setProblem] = useState<OfficeProblem>();
  const [busy, setBusy] = useState(false);
  const waiting = overview.tablets.filter(({ state }) => state === "waits").length;
  const ask = async (): Promise<void> => {
    setBusy(true);
    const result = await office.newCode({ place: place === spare ? null : place, kind });
    setBusy(false);
    setProblem(result.ok ? undefined : result.error);
    setCode(result.ok ? result.value : undefined);
  };
  return (
    <section className="panel setUpTablets">
      <h2>
        <Trans>Set up tablets</Trans>
      </h2>
      <div className="askCode">
        <label htmlFor={placeField}>
          <Trans>For which polling place?</Trans>
        </label>
        <select id={placeField} value={place} onChange={(event) => setPlace(event.target.value)}>
          {overview.places.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <SpareOption />
        </select>
        <fieldset className="choices">
          <legend>
            <Trans>How many tablets?</Trans>
          </legend>
          <label className={kind === "session" ? "choice on" : "choice"}>
            <input type="radio" name="kind" checked={kind === "session"} onChange={() => setKind("session")} />
            <span>
              <Trans>Many, while this page shows the code</Trans>
            </span>
          </label>
          <label className={kind === "single" ? "choice on" : "choice"}>
            <input type="radio" name="kind" checked={kind === "single"} onChange={() => setKind("single")} />
            <span>
              <Trans>One, within 30 minutes</Trans>
            </span>
          </label>
        </fieldset>
        <Button className={busy ? "primary busy" : "primary"} onPress={() => void (busy ? undefined : ask())}>
          <Trans>Show a code</Trans>
        </Button>
        {waiting === 0 ? null : (
          <p className="caution" role="status">
            <Shape shape="ask" />
            <a href="#waits">
              <Plural value={waiting} one="# tablet waits to be accepted" other="# tablets wait to be accepted" />
            </a>
          </p>
        )}
        <OfficeProblemLine problem={problem} />
      </div>
      {code === undefined ? null : (
        <ShownCode
          key={code.code}
          office={office}
          code={code}
          overview={overview}
          now={now}
          onHide={() => setCode(undefined)}
        />
      )}
    </section>
  );
}

function SpareOption() {
  const { t } = useLingui();
  return <option value={spare}>{t`Spare tablets, for any place`}</option>;
}

type ShownCodeProps = {
  readonly office: Office;
  readonly code: Code;
  readonly overview: Overview;
  readonly now: () => number;
  readonly onHide: () => void;
};

function ShownCode({ office, code, overview, now, onHide }: ShownCodeProps) {
  const { t, i18n } = useLingui();
  const [expires, setExpires] = useState(code.expires);
  const [over, setOver] = useState(code.expires <= now());
  useEffect(() => {
    const timer = setInterval(() => setOver(expires <= now()), 1000);
    return () => clearInterval(timer);
  }, [expires, now]);
  const many = code.kind === "session";
  useEffect(() => {
    if (!many) return;
    const keep = async (): Promise<void> => {
      const kept = await office.keepCode(code.name);
      if (kept.ok) setExpires(kept.value);
    };
    const timer = setInterval(() => void keep(), keepEvery);
    return () => clearInterval(timer);
  }, [office, code, many]);
  const hide = (): void => {
    // Who does not see it any more cannot use it any more; without an answer it ends by itself.
    if (many && !over) void office.endCode(code.name);
    onHide();
  };
  const practice = `${code.practice.slice(0, 3)} ${code.practice.slice(3)}`;
  const until = timeOfDay(expires, overview.election.timeZone, i18n.locale);
  const where = overview.places.find((one) => one.id === code.place)?.name;
  return (
    <div className="shownCode">
      <p className="where">{where ?? <Trans>Spare tablets</Trans>}</p>
      {over ? (
        <p role="alert">
          <Trans>This code is over. Show a new one.</Trans>
        </p>
      ) : (
        <>
          <QrCode text={code.qr} label={t`Set-up code to scan`} />
          <p className="code" dir="ltr">
            {code.code}
          </p>
          <p>
            {code.kind === "single" ? (
              <Trans>Good for one tablet until {until}</Trans>
            ) : (
              <Trans>Good for many tablets, while this page shows it. Each of them waits above to be accepted.</Trans>
            )}
          </p>
          <p className="quiet">
            <Trans>Practice code of closed tablets: {practice}</Trans>
          </p>
        </>
      )}
      <Button className="second" onPress={hide}>
        {many ? <Trans>End the code</Trans> : <Trans>Hide the code</Trans>}
      </Button>
    </div>
  );
}

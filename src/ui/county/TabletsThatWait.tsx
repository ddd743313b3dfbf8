/** Tablets that were set up with a code for many and wait: an administrator accepts each for a place, or as a spare. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { mayAsk, type Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { timeOfDay } from "../text/times.ts";
import { OfficeProblemText } from "./OfficeProblemText.tsx";
import type { OfficeProblem } from "./officeClient.ts";
import type { PanelProps } from "./panelProps.ts";

type Tablet = Overview["tablets"][number];

export function TabletsThatWait({ office, overview, onDone }: PanelProps) {
  const waiting = overview.tablets.filter(({ state }) => state === "waits");
  return (
    <section className="panel waits" id="waits">
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

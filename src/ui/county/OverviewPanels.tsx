/** Live counts by place, tablets, lists published, voters checked in twice, entries set aside, and the match code. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { mayAsk, type Overview } from "../../protocol/office.ts";
import { Shape } from "../components/Shape.tsx";
import { build, shortBuild } from "../program.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import type { Office } from "./officeClient.ts";
import { Scroll } from "./Scroll.tsx";
import { CodeAlarms, TabletActs, TabletsThatWait } from "./TabletActs.tsx";

type Tablet = Overview["tablets"][number];

type PanelsProps = {
  readonly office: Office;
  readonly overview: Overview;
  /** Something was done: what is shown is to be asked again. */
  readonly onDone: () => void;
};

export function OverviewPanels({ office, overview, onDone }: PanelsProps) {
  return (
    <>
      {overview.alarms.length > 0 ? <CodeAlarms office={office} overview={overview} onDone={onDone} /> : null}
      {overview.tablets.some(({ state }) => state === "waits") ? (
        <TabletsThatWait office={office} overview={overview} onDone={onDone} />
      ) : null}
      {overview.twice.length > 0 ? <Twice overview={overview} /> : null}
      {overview.quarantine.length > 0 ? (
        <Entries entries={overview.quarantine} overview={overview}>
          <Plural
            value={overview.quarantine.length}
            one="# record could not be read and is not counted"
            other="# records could not be read and are not counted"
          />
        </Entries>
      ) : null}
      {overview.flagged.length > 0 ? (
        <Entries entries={overview.flagged} overview={overview}>
          <Plural
            value={overview.flagged.length}
            one="# record counts but breaks a rule: look at it"
            other="# records count but break a rule: look at them"
          />
        </Entries>
      ) : null}
      <Places overview={overview} />
      <Record overview={overview} />
      <Tablets office={office} overview={overview} onDone={onDone} />
    </>
  );
}

function Places({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  return (
    <section className="panel">
      <h2>
        <Plural value={overview.checkedIn} one="# voter checked in" other="# voters checked in" />
      </h2>
      <Scroll>
        <table>
          <thead>
            <tr>
              <th>
                <Trans>Polling place</Trans>
              </th>
              <th className="number">
                <Trans>Tablets</Trans>
              </th>
              <th className="number">
                <Trans>Checked in</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {overview.places.map((place) => (
              <tr key={place.id}>
                <td>{place.name}</td>
                <td className="number">{i18n.number(place.tablets)}</td>
                <td className="number">{i18n.number(place.checkedIn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Tablets({ office, overview, onDone }: PanelsProps) {
  const { i18n } = useLingui();
  const acts = mayAsk(overview.me.role, "revoke");
  const newest = overview.rolls.at(-1)?.version;
  const own = shortBuild(build);
  const place = (id: string | null): ReactNode =>
    id === null ? <Trans>Spare</Trans> : (overview.places.find((one) => one.id === id)?.name ?? id);
  return (
    <section className="panel wide">
      <h2>
        <Trans>Tablets</Trans>
      </h2>
      {overview.tablets.length === 0 ? (
        <p className="quiet">
          <Trans>No tablet is set up yet.</Trans>
        </p>
      ) : (
        <Scroll>
          <table>
            <thead>
              <tr>
                <th className="number">
                  <Trans>Tablet</Trans>
                </th>
                <th>
                  <Trans>Polling place</Trans>
                </th>
                <th>
                  <Trans>Last heard</Trans>
                </th>
                <th className="number">
                  <Trans>Not sent</Trans>
                </th>
                <th className="number">
                  <Trans>List</Trans>
                </th>
                <th>
                  <Trans>Program</Trans>
                </th>
                <th className="number">
                  <Trans>Records here</Trans>
                </th>
                <th>
                  <Trans>State</Trans>
                </th>
                {acts ? (
                  <th>
                    <span className="unseen">
                      <Trans>Acts</Trans>
                    </span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {overview.tablets.map((tablet) => (
                <tr key={tablet.device}>
                  <td className="number">{tablet.number}</td>
                  <td>{place(tablet.place)}</td>
                  <td>
                    <LastHeard tablet={tablet} overview={overview} />
                  </td>
                  <td className="number">{i18n.number(tablet.notSent)}</td>
                  <td className="number">{tablet.roll}</td>
                  <td>
                    <Program tablet={tablet} />
                  </td>
                  <td className="number">{i18n.number(tablet.accepted)}</td>
                  <td>
                    <State tablet={tablet} newestRoll={newest} overview={overview} />
                  </td>
                  {acts ? (
                    <td className="acts">
                      <TabletActs office={office} tablet={tablet} onDone={onDone} />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p className="quiet">
        <Trans>
          The county has program {own}. That guards against mix-ups only: it is no proof that nobody changed the program
          of a tablet.
        </Trans>
      </p>
    </section>
  );
}

/** Marked where it is not the county's own build. */
function Program({ tablet }: { tablet: Tablet }) {
  const program = shortBuild(tablet.build);
  if (tablet.build === build || tablet.build === "" || tablet.state !== "good") return program;
  return (
    <Mark tone="ask">
      <Trans>Another: {program}</Trans>
    </Mark>
  );
}

const quietFor = 10 * 60_000;

function LastHeard({ tablet, overview }: { tablet: Tablet; overview: Overview }) {
  const { i18n } = useLingui();
  if (tablet.lastHeard === null) return <Trans>never</Trans>;
  const { timeZone } = overview.election;
  const time = timeOfDay(tablet.lastHeard, timeZone, i18n.locale);
  const day = dayOf(tablet.lastHeard, timeZone, i18n.locale);
  const text = day === dayOf(overview.time, timeZone, i18n.locale) ? time : `${day}, ${time}`;
  if (tablet.state === "good" && overview.time - tablet.lastHeard > quietFor)
    return (
      <Mark tone="ask">
        <Trans>Not heard since {text}</Trans>
      </Mark>
    );
  return text;
}

/** Somebody looks at it within the hour, or the list of acts still tells. */
const heldFor = 3_600_000;

type StateProps = { readonly tablet: Tablet; readonly newestRoll: number | undefined; readonly overview: Overview };

function State({ tablet, newestRoll, overview }: StateProps) {
  const { i18n } = useLingui();
  switch (tablet.state) {
    case "waits":
      return (
        <Mark tone="ask">
          <Trans>Waits to be accepted</Trans>
        </Mark>
      );
    case "revoked":
      return (
        <Mark tone="stop">
          <Trans>Set aside</Trans>
        </Mark>
      );
    case "handedOver":
      return (
        <Mark tone="mute">
          <Trans>Replaced, records handed over</Trans>
        </Mark>
      );
    case "good":
      if (tablet.heldAt !== null && Math.abs(overview.time - tablet.heldAt) < heldFor) {
        const time = timeOfDay(tablet.heldAt, overview.election.timeZone, i18n.locale);
        return (
          <Mark tone="ask">
            <Trans>Too many wrong PINs at {time}</Trans>
          </Mark>
        );
      }
      if (!tablet.persistent)
        return (
          <Mark tone="ask">
            <Trans>Browser may clear its storage</Trans>
          </Mark>
        );
      if (newestRoll !== undefined && tablet.roll < newestRoll)
        return (
          <Mark tone="ask">
            <Trans>Older list</Trans>
          </Mark>
        );
      return (
        <Mark tone="ready">
          <Trans>Good</Trans>
        </Mark>
      );
    default:
      return tablet.state satisfies never;
  }
}

function Mark({ tone, children }: { tone: "ready" | "ask" | "stop" | "mute"; children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <Shape shape={tone === "mute" ? "elsewhere" : tone} />
      <span>{children}</span>
    </span>
  );
}

function Twice({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const place = (id: string): string => overview.places.find((one) => one.id === id)?.name ?? id;
  return (
    <section className="panel wide alarm">
      <h2>
        <Shape shape="ask" />
        <Plural value={overview.twice.length} one="# voter checked in twice" other="# voters checked in twice" />
      </h2>
      <ul>
        {overview.twice.map(({ voter, checkIns }) => (
          <li key={voter}>
            <b>
              <Trans>Voter {voter}</Trans>
            </b>
            {checkIns.map((one) => {
              const time = timeOfDay(one.wall, overview.election.timeZone, i18n.locale);
              const where = place(one.place);
              const { receipt } = one;
              return (
                <span key={`${one.device} ${receipt}`}>
                  <Trans>
                    {time}, {where}, receipt {receipt}
                  </Trans>
                </span>
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}

type EntriesProps = {
  readonly entries: Overview["quarantine"];
  readonly overview: Overview;
  readonly children: ReactNode;
};

/** Records that somebody must look at; the newest twenty, because a county may have many of one kind. */
function Entries({ entries, overview, children }: EntriesProps) {
  return (
    <section className="panel wide alarm">
      <h2>
        <Shape shape="ask" />
        {children}
      </h2>
      <ul>
        {entries.slice(-20).map(({ index, device, why }) => {
          const number = overview.tablets.find((tablet) => tablet.device === device)?.number ?? device;
          return (
            <li key={index}>
              <b>
                <Trans>Tablet {number}</Trans>
              </b>
              <span>
                <Trans>Record {index}</Trans>
              </span>
              <span>{why}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Record({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const { rolls, log, election } = overview;
  return (
    <section className="panel">
      <h2>
        <Trans>Record and lists</Trans>
      </h2>
      <dl>
        <div>
          <dt>
            <Trans>Match code</Trans>
          </dt>
          <dd className="matchCode">{log.matchCode}</dd>
        </div>
        <div>
          <dt>
            <Trans>Records</Trans>
          </dt>
          <dd>{i18n.number(log.size)}</dd>
        </div>
        {rolls.map(({ version, voters, publishedAt }) => {
          const day = dayOf(publishedAt, election.timeZone, i18n.locale);
          const time = timeOfDay(publishedAt, election.timeZone, i18n.locale);
          return (
            <div key={version}>
              <dt>
                <Trans>List {version}</Trans>
              </dt>
              <dd>
                <Plural value={voters} one="# voter" other="# voters" />
                <small>
                  <Trans>
                    published {day}, {time}
                  </Trans>
                </small>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

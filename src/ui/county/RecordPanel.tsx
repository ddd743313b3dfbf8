/** The record's match code and size, and the lists published. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Overview } from "../../protocol/office.ts";
import { dayOf, timeOfDay } from "../text/times.ts";

export function RecordPanel({ overview }: { overview: Overview }) {
  const { i18n } = useLingui();
  const { rolls, log, election, signatures } = overview;
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
          <dd className="matchCode">
            <bdi>{log.matchCode}</bdi>
          </dd>
        </div>
        <div>
          <dt>
            <Trans>Records</Trans>
          </dt>
          <dd>{i18n.number(log.size)}</dd>
        </div>
        {signatures === null ? null : (
          <div>
            <dt>
              <Trans>Signatures</Trans>
            </dt>
            <dd>
              <Arrived {...signatures} />
            </dd>
          </div>
        )}
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

function Arrived({ named, here }: NonNullable<Overview["signatures"]>) {
  return <Plural value={named} one={`${here} of # has arrived`} other={`${here} of # have arrived`} />;
}

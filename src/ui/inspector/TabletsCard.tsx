/** Who checks in on which tablet, how many, and how old the news of it are; and the counts split by where they come from. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

/** A tablet of which nothing new came for so long may be out of hearing (ms). */
const silent = 10 * 60_000;

export function TabletsCard({ book }: { readonly book: PlaceBookView }) {
  const { i18n, t } = useLingui();
  const { election, checkedInHere, checkedInAtPlace, notSent } = useTabletState();
  const clock = (wall: number): string => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  const { tablets, ownDevice, names, now, knownAt, elsewhere, fromPaper } = book;
  return (
    <section className="card book" aria-label={t`Tablets`}>
      <h2>
        {knownAt === undefined ? (
          <Trans>Tablets: nothing heard of the others yet</Trans>
        ) : (
          <Trans>Tablets, as known at {clock(knownAt)}</Trans>
        )}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Tablet</Trans>
            </th>
            <th scope="col">
              <Trans>Worker</Trans>
            </th>
            <th scope="col" className="sheets">
              <Trans>Checked in</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {tablets.map(({ device, number, last, checkedIn }) => (
            <tr key={device}>
              <td>{number}</td>
              <td>
                {last === undefined ? null : <bdi>{names[last.worker] ?? last.worker}</bdi>}{" "}
                {device === ownDevice ? (
                  <small>
                    <Trans>this tablet</Trans>
                  </small>
                ) : last === undefined ? (
                  <small>
                    <Trans>nothing heard yet</Trans>
                  </small>
                ) : now - last.wall > silent ? (
                  <small>
                    <Trans>last at {clock(last.wall)}</Trans>
                  </small>
                ) : null}
              </td>
              <td className="sheets">{i18n.number(checkedIn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="split">
        <div>
          <dt>
            <Trans>This tablet</Trans>
          </dt>
          <dd>{i18n.number(checkedInHere)}</dd>
        </div>
        <div>
          <dt>
            <Trans>This place, as far as known</Trans>
          </dt>
          <dd>{i18n.number(checkedInAtPlace)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Of them entered from paper</Trans>
          </dt>
          <dd>{i18n.number(fromPaper)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Other places, as far as known</Trans>
          </dt>
          <dd>{i18n.number(elsewhere)}</dd>
        </div>
        <div>
          <dt>
            <Trans>Only on this tablet</Trans>
          </dt>
          <dd>{i18n.number(notSent)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** Who checks in on which tablet, how many, and how old the news of it are; and the counts split by where they come from. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { clockSaid, HoldsLines, ofHolds, silent } from "./HoldsLines.tsx";

export function TabletsCard({ book }: { readonly book: PlaceBookView }) {
  const { i18n, t } = useLingui();
  const { election, checkedInHere, checkedInAtPlace, notSent } = useTabletState();
  const clock = (wall: number): string => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  const { tablets, ownDevice, names, now, knownAt, elsewhere, fromPaper, holds } = book;
  const own = holds.find(({ device }) => device === ownDevice);
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
            <th scope="col" className="sheets">
              <Trans>At the county</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {tablets.map(({ device, number, last, checkedIn }) => {
            const held = ofHolds(book, device);
            const mine = device === ownDevice;
            return (
              <tr key={device}>
                <td>{number}</td>
                <td>
                  {last === undefined ? null : <bdi>{names[last.worker] ?? last.worker}</bdi>}
                  <small>
                    {mine ? (
                      <Trans>this tablet</Trans>
                    ) : held?.heard === undefined ? (
                      <Trans>nothing heard yet</Trans>
                    ) : (
                      <span className={now - held.heard > silent ? "unheard" : undefined}>
                        <Trans>heard {clock(held.heard)}</Trans>
                      </span>
                    )}
                  </small>
                  {held === undefined || clockSaid(held) === undefined ? null : (
                    <small>
                      <Trans>clock {clockSaid(held)} min off</Trans>
                    </small>
                  )}
                  {held === undefined || held.build === "" || held.build === own?.build ? null : (
                    <small>
                      <Trans>program {held.build}</Trans>
                    </small>
                  )}
                </td>
                <td className="sheets">{i18n.number(checkedIn)}</td>
                <td className="sheets">
                  {held === undefined ? null : (
                    <Trans>
                      {i18n.number(held.atCounty)} of {i18n.number(held.records)}
                    </Trans>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <HoldsLines book={book} />
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
        {own === undefined ? null : (
          <div>
            <dt>
              <Trans>Program of this tablet</Trans>
            </dt>
            <dd>{own.build}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** Check-ins for each quarter of an hour as a plot, the wait now, and ballot styles that run short. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { LineWait } from "../../domain/lineWait.ts";
import type { PlaceBook } from "../../domain/placeBook.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

export function PaceCard({ book }: { readonly book: PlaceBookView }) {
  const { i18n, t } = useLingui();
  const { pace, wait, stock } = book;
  const short = stock.filter((style) => style.short);
  return (
    <section className="card book pace" aria-label={t`Line and ballots`}>
      <h2>
        <Trans>Check-ins each 15 minutes</Trans> · <WaitWords wait={wait} />
      </h2>
      {wait?.tooLong === true ? (
        <p className="caution">
          <Shape shape="ask" />
          <Trans>Nobody should wait longer than 30 minutes. Call the county for help.</Trans>
        </p>
      ) : null}
      {short.map(({ style, left }) => (
        <p key={style} className="caution">
          <Shape shape="ask" />
          <Trans>
            Ballots {style} run short: {i18n.number(left)} left. Call the county.
          </Trans>
        </p>
      ))}
      {pace.length === 0 ? (
        <p className="quiet">
          <Trans>Nobody was checked in today.</Trans>
        </p>
      ) : (
        <Plot pace={pace} />
      )}
    </section>
  );
}

function WaitWords({ wait }: { readonly wait: LineWait | undefined }): ReactNode {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  if (wait === undefined) return <Trans>line not counted yet</Trans>;
  const at = timeOfDay(wait.at, election?.timeZone ?? "UTC", i18n.locale);
  if (wait.wait === undefined)
    return <Plural value={wait.people} one={`# in line at ${at}`} other={`# in line at ${at}`} />;
  return (
    <Plural
      value={Math.round(wait.wait / 60_000)}
      one={`wait about # minute at ${at}`}
      other={`wait about # minutes at ${at}`}
    />
  );
}

const height = 120;
/** Width of a quarter of an hour, and of its bar. */
const step = 28;
const bar = 20;

function Plot({ pace }: Pick<PlaceBook, "pace">) {
  const { i18n, t } = useLingui();
  const { election } = useTabletState();
  const zone = election?.timeZone ?? "UTC";
  const most = Math.max(1, ...pace.map(({ checkIns }) => checkIns));
  const hour = 4 * 15 * 60_000;
  const clock = (wall: number): string => timeOfDay(wall, zone, i18n.locale);
  const last = pace.at(-1);
  const busiest = pace.find(({ checkIns }) => checkIns === most);
  const said = t`Most at ${clock(busiest?.from ?? 0)}: ${most}. Last quarter: ${last?.checkIns ?? 0}.`;
  const width = Math.max(pace.length * step + 60, 900);
  return (
    <svg className="plot" viewBox={`0 0 ${width} ${height + 26}`} role="img" aria-label={said}>
      {pace.map(({ from, checkIns }, at) => {
        const tall = (checkIns / most) * (height - 6);
        return <rect key={from} x={20 + at * step} y={height - tall} width={bar} height={tall} rx="2" />;
      })}
      <path d={`M10 ${height}H${width - 10}`} />
      {pace.map(({ from }, at) =>
        from % hour === 0 || at === 0 ? (
          <text key={from} x={20 + at * step} y={height + 20}>
            {clock(from)}
          </text>
        ) : null,
      )}
    </svg>
  );
}

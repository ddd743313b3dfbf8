/** Who still holds records that were not found at the county: a sentence for each tablet, with what one knows of it and since when. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type Holds, missingOf } from "../../domain/whoHolds.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";

/** A tablet of which nothing new came for so long may be out of hearing (ms). */
export const silent = 10 * 60_000;
/** A clock that is off by less is right (ms). */
const rightClock = 60_000;

export const ofHolds = ({ holds }: PlaceBookView, device: string): Holds | undefined =>
  holds.find((one) => one.device === device);

/** By how many minutes a tablet's own clock is off; undefined where it is right, or nobody knows. */
export function clockSaid({ clockOff }: Holds): number | undefined {
  return clockOff === undefined || Math.abs(clockOff) < rightClock
    ? undefined
    : Math.round(Math.abs(clockOff) / 60_000);
}

export function HoldsLines({ book }: { readonly book: PlaceBookView }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { holds, ownDevice, now, heardAt } = book;
  const clock = (wall: number): string => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  const missing = holds.filter((one) => missingOf(one) > 0);
  // What is on its way just now is no news of a tablet that is heard.
  const named = missing.filter(
    ({ device, heard, carried }) => device === ownDevice || carried > 0 || heard === undefined || now - heard > silent,
  );
  return (
    <>
      {heardAt === undefined || now - heardAt <= silent ? null : (
        <p>
          <Trans>
            The county last spoke of the tablets at {clock(heardAt)}. Newer records of theirs are not known here.
          </Trans>
        </p>
      )}
      {named.length === 0 ? null : (
        <ul className="plainList">
          {named.map((one) => (
            <li key={one.device}>
              <HoldsSentence holds={one} own={one.device === ownDevice} clock={clock} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type SentenceProps = { readonly holds: Holds; readonly own: boolean; readonly clock: (wall: number) => string };

function HoldsSentence({ holds, own, clock }: SentenceProps) {
  const { i18n } = useLingui();
  const { number, records, atCounty, carried, heard } = holds;
  const [all, there] = [i18n.number(records), i18n.number(atCounty)];
  return (
    <>
      {own ? (
        <Trans>
          This tablet has {all} records; {there} are at the county.
        </Trans>
      ) : heard === undefined ? (
        <Trans>
          Tablet {number} has {all} records; {there} are at the county.
        </Trans>
      ) : (
        <Trans>
          Tablet {number} was last heard {clock(heard)} with {all} records; {there} are at the county.
        </Trans>
      )}{" "}
      {carried === 0 ? null : (
        <Plural
          value={carried}
          one="# of them lies on this tablet to be sent."
          other="# of them lie on this tablet to be sent."
        />
      )}
    </>
  );
}

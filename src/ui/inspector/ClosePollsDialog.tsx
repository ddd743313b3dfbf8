/** The end of the day: suspended for the night, or closed for good. Two acts that do not look alike. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Goes } from "../../domain/bookActs.ts";
import { legalClose } from "../../domain/placeHours.ts";
import { stranded } from "../../domain/whoHolds.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { SentNow } from "../carry/SentLines.tsx";
import { Field } from "../checkin/Field.tsx";
import { useTabletState } from "../surroundings.ts";
import { longDate, timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";
import { HoldsLines } from "./HoldsLines.tsx";

type EndProps = { readonly book: PlaceBookView; readonly onClose: () => void };

/** `onSuspended`: the tablets are closed next, so that a night in a cupboard finds no key on them. */
export function SuspendDialog({ book, onClose, onSuspended }: EndProps & { readonly onSuspended: () => void }) {
  return (
    <BookDialog
      title={<Trans>Suspend for the night</Trans>}
      name={<Trans>Suspend for the night</Trans>}
      act="suspendPolls"
      says={{ what: "suspendPolls" }}
      onClose={onClose}
      onWritten={onSuspended}
    >
      <p>
        <Trans>Voting goes on here on another day. The polls open again with the same number of voters.</Trans>{" "}
        <Trans>Close every tablet then: this one asks for it next.</Trans>
      </p>
      <BeforeTheEnd book={book} />
    </BookDialog>
  );
}

export function ClosePollsDialog({ book, onClose }: EndProps) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const [sure, setSure] = useState("");
  const { hours } = useTabletState();
  const early = election !== undefined && book.day < election.date;
  const close = election === undefined ? 0 : Math.max(legalClose(election), hours.extension?.until ?? 0);
  const beforeTheHour = !early && book.now < close;
  const asks = early || beforeTheHour;
  const left = stranded(book.holds, book.now);
  const [goes, setGoes] = useState<Goes>();
  const whole = (!asks || sure === book.day) && (left.length === 0 || goes !== undefined);
  const hour = timeOfDay(close, election?.timeZone ?? "UTC", i18n.locale);
  const day = longDate(book.day, i18n.locale);
  return (
    <BookDialog
      title={<Trans>Close the polls for good</Trans>}
      name={<Trans>Close the polls</Trans>}
      act="closePolls"
      two={early || left.length > 0}
      says={whole ? { what: "closePolls", sure: early ? sure : undefined, goes } : undefined}
      onClose={onClose}
    >
      {early ? (
        <p className="caution">
          <Trans>This is not the last day. To stop for the night, go back and choose “Suspend for the night”.</Trans>
        </p>
      ) : null}
      {beforeTheHour ? (
        <p className="caution">
          <Trans>
            By law the polls close at {hour}. Whoever comes until then may vote: close now only if you must.
          </Trans>
        </p>
      ) : null}
      <BeforeTheEnd book={book} />
      {left.length === 0 ? null : <HowItGoes book={book} goes={goes} onGoes={setGoes} />}
      {asks ? <Field label={t`Type the date of today, ${day}, as ${book.day}`} value={sure} onType={setSure} /> : null}
    </BookDialog>
  );
}

type HowItGoesProps = {
  readonly book: PlaceBookView;
  readonly goes: Goes | undefined;
  readonly onGoes: (goes: Goes) => void;
};

/** To leave with records that no tablet can send now is lawful: two people say how they get to the county. */
function HowItGoes({ book, goes, onGoes }: HowItGoesProps) {
  const { t, i18n } = useLingui();
  const numbers = new Intl.ListFormat(i18n.locale).format(stranded(book.holds, book.now).map(({ number }) => number));
  const ways = [
    ["sealedTablets", t`Sealed tablets go to the county: ${numbers}`],
    ["file", t`Their records were saved as files, and go to the county`],
  ] as const;
  return (
    <fieldset className="check waysOut">
      <legend>
        <Trans>Records stay behind. How do they get to the county?</Trans>
      </legend>
      <HoldsLines book={book} />
      {ways.map(([way, words]) => (
        <Button
          key={way}
          className={goes === way ? "second on" : "second"}
          aria-pressed={goes === way}
          onPress={() => onGoes(way)}
        >
          {words}
        </Button>
      ))}
      <p>
        <Trans>To save them: “Inspector”, then “Records to the county”, on each of these tablets.</Trans>
      </p>
    </fieldset>
  );
}

/** What one should know before it; nothing of it keeps anybody from ending the day. */
function BeforeTheEnd({ book }: { readonly book: PlaceBookView }) {
  const { i18n } = useLingui();
  const { waiting } = useTabletState();
  const open = book.balance.differences.filter(({ state }) => state !== "zero").length;
  return (
    <ul className="plainList">
      <li>
        <Trans>Voters served here: {i18n.number(book.served)}</Trans>
      </li>
      {waiting === 0 ? null : (
        <li>
          <Plural
            value={waiting}
            one="# voter still waits at the help table or at a car."
            other="# voters still wait at the help table or at a car."
          />
        </li>
      )}
      <li>
        <SentNow />
      </li>
      {open === 0 ? null : (
        <li>
          <Plural value={open} one="# line of the balance is open." other="# lines of the balance are open." />
        </li>
      )}
    </ul>
  );
}

/** Short notes for the record of the place: how many stand in line, what happened, a seal. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Field, Labelled } from "../checkin/Field.tsx";
import { BookDialog } from "./BookDialog.tsx";
import { NumberField, numberIn } from "./NumberField.tsx";

type NoteProps = { readonly book: PlaceBookView; readonly onClose: () => void };

export function LineDialog({ onClose }: NoteProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const people = numberIn(typed);
  return (
    <BookDialog
      title={<Trans>Count the line</Trans>}
      name={<Trans>Write it down</Trans>}
      act="count"
      says={people === undefined ? undefined : { what: "countLine", people }}
      onClose={onClose}
    >
      <NumberField label={t`People in line now`} value={typed} onType={setTyped} />
    </BookDialog>
  );
}

export function IncidentDialog({ book, onClose }: NoteProps) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [ago, setAgo] = useState("");
  const happened = Math.round(book.now - (numberIn(ago) ?? 0) * 60_000);
  return (
    <BookDialog
      title={<Trans>Report an incident</Trans>}
      name={<Trans>Write it down</Trans>}
      act="reportIncident"
      says={words.trim() === "" ? undefined : { what: "reportIncident", happened, words }}
      onClose={onClose}
    >
      <p>
        <Trans>Say what happened, and leave out names and addresses of voters.</Trans>
      </p>
      <Labelled label={t`What happened`} problem={undefined}>
        {() => <textarea value={words} rows={4} maxLength={1000} onChange={(event) => setWords(event.target.value)} />}
      </Labelled>
      <NumberField label={t`Minutes ago (empty: now)`} value={ago} onType={setAgo} />
    </BookDialog>
  );
}

const hows = ["applied", "found", "broken"] as const;

export function SealDialog({ onClose }: NoteProps) {
  const { t } = useLingui();
  const [on, setOn] = useState("");
  const [number, setNumber] = useState("");
  const [initials, setInitials] = useState("");
  const [how, setHow] = useState<(typeof hows)[number]>("applied");
  const who = initials.split(/[\s,]+/).filter((one) => one !== "");
  const whole = on.trim() !== "" && number.trim() !== "" && who.length > 0;
  const names = { applied: t`Put on now`, found: t`Found whole`, broken: t`Broken` };
  return (
    <BookDialog
      title={<Trans>Write down a seal</Trans>}
      name={<Trans>Write it down</Trans>}
      act="recordSeal"
      says={whole ? { what: "recordSeal", on: on.trim(), number: number.trim(), how, initials: who } : undefined}
      onClose={onClose}
    >
      <Field label={t`What it seals (scanner 1, ballot box)`} value={on} onType={setOn} />
      <Field label={t`Number of the seal`} value={number} onType={(typed) => setNumber(typed.slice(0, 40))} />
      <label className="note">
        <span>
          <Trans>How it is</Trans>
        </span>
        <select value={how} onChange={(event) => setHow(event.target.value as (typeof hows)[number])}>
          {hows.map((one) => (
            <option key={one} value={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <Field label={t`Initials of those who looked`} value={initials} onType={setInitials} />
    </BookDialog>
  );
}

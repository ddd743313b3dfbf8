/** What the board says of a difference, and the balance signed as it stands: "could not be explained" is a lawful ending. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type Difference, openRest, toSign } from "../../domain/balance.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Field, Labelled } from "../checkin/Field.tsx";
import { CauseWords, differenceName } from "../text/BookWords.tsx";
import { BookDialog } from "./BookDialog.tsx";
import { useWhoAndWhen } from "./CauseEvents.tsx";
import { missingOf, NotCounted } from "./NotCounted.tsx";
import { NumberField, numberIn } from "./NumberField.tsx";

type ExplainProps = {
  readonly book: PlaceBookView;
  readonly difference: Difference;
  readonly onClose: () => void;
};

/** So many entries are offered one by one; of more, nobody can say which it was. */
const mostToChoose = 20;

export function ExplainDialog({ book, difference, onClose }: ExplainProps) {
  const { t, i18n } = useLingui();
  const whoAndWhen = useWhoAndWhen(book);
  const { canExplain } = difference;
  const open = openRest(difference);
  const [cause, setCause] = useState(canExplain.length > 0 ? "0" : "own");
  const [typed, setTyped] = useState(String(Math.abs(canExplain[0]?.sheets ?? open)));
  const [words, setWords] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const events = canExplain[Number(cause)]?.events ?? [];
  const choosable = events.length <= mostToChoose ? events : [];
  // One entry alone needs no choice.
  const by = events.length === 1 ? events : choosable.filter(({ hash }) => picked.has(hash));
  const sheets = (numberIn(typed) ?? 0) * Math.sign(open);
  const choose = (next: string): void => {
    setCause(next);
    setPicked(new Set());
    setTyped(String(Math.abs(canExplain[Number(next)]?.sheets ?? open)));
  };
  const pick = (hash: string): void => {
    const next = new Set([...picked, hash].filter((one) => one !== hash || !picked.has(one)));
    setPicked(next);
    // An entry is one ballot, unless the board says otherwise.
    if (next.size > 0) setTyped(String(Math.min(next.size, Math.abs(open))));
  };
  const name = i18n._(differenceName[difference.difference]);
  const whole = sheets !== 0 && words.trim() !== "" && (choosable.length === 0 || by.length > 0);
  return (
    <BookDialog
      title={<Trans>Explain the difference: {name}</Trans>}
      name={<Trans>Write it down</Trans>}
      act="explainBalance"
      says={
        whole
          ? {
              ...{ what: "explain", difference: difference.difference, sheets, words },
              how: cause === "couldNotBe" ? "couldNotBe" : "explained",
              by: by.map(({ hash }) => hash),
            }
          : undefined
      }
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend>
          <Trans>What the board found</Trans>
        </legend>
        {[
          ...canExplain.map((one, at) => [String(at), <CauseWords key={one.cause} cause={one} />] as const),
          ["own", <Trans key="own">Something else</Trans>] as const,
          ["couldNotBe", <Trans key="couldNotBe">It could not be explained</Trans>] as const,
        ].map(([value, said]) => (
          <label key={value} className={cause === value ? "choice on" : "choice"}>
            <input type="radio" name="cause" checked={cause === value} onChange={() => choose(value)} />
            <span>{said}</span>
          </label>
        ))}
      </fieldset>
      {choosable.length < 2 ? null : (
        <fieldset className="choices">
          <legend>
            <Trans>Which of them?</Trans>
          </legend>
          {choosable.map((event) => (
            <label key={event.hash} className={picked.has(event.hash) ? "choice on" : "choice"}>
              <input type="checkbox" checked={picked.has(event.hash)} onChange={() => pick(event.hash)} />
              <span>{whoAndWhen(event)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <NumberField label={t`For how many ballots`} value={typed} onType={setTyped} />
      <Labelled label={t`In your words, without names of voters`} problem={undefined}>
        {() => <textarea value={words} rows={3} maxLength={500} onChange={(event) => setWords(event.target.value)} />}
      </Labelled>
    </BookDialog>
  );
}

type SignProps = { readonly book: PlaceBookView; readonly onClose: () => void };

export function SignDialog({ book, onClose }: SignProps) {
  const { t, i18n } = useLingui();
  const [names, setNames] = useState("");
  const members = names.split(",").flatMap((one) => (one.trim() === "" ? [] : one.trim()));
  const open = toSign(book.balance);
  const missing = missingOf(book.balance.differences);
  return (
    <BookDialog
      title={<Trans>Sign the balance</Trans>}
      name={<Trans>Sign</Trans>}
      act="explainBalance"
      says={members.length === 0 ? undefined : { what: "sign", members }}
      onClose={onClose}
    >
      {missing.length === 0 ? null : <NotCounted missing={missing} />}
      {open.length === 0 && missing.length > 0 ? null : open.length === 0 ? (
        <p>
          <Trans>Nothing is missing: the count and the book agree.</Trans>
        </p>
      ) : (
        <ul className="plainList">
          {open.map(({ difference, sheets, unexplained }) => {
            const name = i18n._(differenceName[difference]);
            return (
              <li key={difference}>
                <Trans>
                  {name}: {i18n.number(sheets)}, of which without explanation {i18n.number(unexplained)}
                </Trans>
              </li>
            );
          })}
        </ul>
      )}
      <p>
        <Trans>Each member of the board reads this and agrees.</Trans>
      </p>
      <Field label={t`Names of all members, with commas between`} value={names} onType={setNames} />
    </BookDialog>
  );
}

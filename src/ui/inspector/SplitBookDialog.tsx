/**
 * Splitting the book: this tablet is told how many lines there are and which one it is. Every tablet is told so by hand, and the
 * match code says that all of them mean the same. Joining it by hand stands behind it, for when it does not happen by itself.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { SplitPlan } from "../../domain/bookActs.ts";
import { bookLine, linesOfOthers } from "../../domain/bookLine.ts";
import { lineName, sameLines } from "../../domain/lines.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";
import { usePlaceBook } from "./useBook.ts";
import "../styles/inspector.css";

export function SplitBookDialog({ onClose }: { readonly onClose: () => void }) {
  const book = usePlaceBook();
  const [joining, setJoining] = useState(false);
  if (book === undefined) return null;
  if (book.plans.length === 0) return <CannotSplit onClose={onClose} />;
  return joining ? (
    <JoinDialog onClose={onClose} />
  ) : (
    <SplitDialog book={book} onClose={onClose} onJoin={() => setJoining(true)} />
  );
}

/** So many lines can be chosen where fewer tablets are known. */
const fewest = 4;

type SplitProps = { readonly book: PlaceBookView; readonly onClose: () => void; readonly onJoin: () => void };

function SplitDialog({ book, onClose, onJoin }: SplitProps) {
  const { plans, place, ownDevice } = book;
  const own = bookLine(place, ownDevice);
  const { tablets } = book;
  const [of, setOf] = useState(own.state === "line" ? own.lines.length : Math.max(2, tablets.length));
  // In order of the tablets' numbers, where there is one line for each.
  const mine = tablets.findIndex(({ device }) => device === ownDevice) + 1;
  const [chosen, setChosen] = useState(own.state === "line" ? own.line : of === tablets.length ? mine : 0);
  const [takes, setTakes] = useState(false);
  const plan = plans.find(({ lines }) => lines.length === of);
  const line = chosen > of ? 0 : chosen;
  const taken = plan && linesOfOthers(place, ownDevice).find(({ body }) => body.line === line && sameLines(body, plan));
  const by = tablets.find(({ device }) => device === taken?.name.device)?.number ?? "";
  const ready = plan !== undefined && line > 0 && (taken === undefined || takes);
  return (
    <BookDialog
      title={<Trans>Split the book</Trans>}
      name={line === 0 ? <Trans>Serve this line</Trans> : <Trans>Serve line {line}</Trans>}
      act="splitBook"
      says={ready ? { what: "splitBook", of, line, code: plan.code, takes } : undefined}
      onClose={onClose}
    >
      <WhatIsSo book={book} />
      <fieldset className="lineChoice">
        <legend>
          <Trans>How many tablets check in voters here?</Trans>
        </legend>
        {plans
          .map(({ lines }) => lines.length)
          .filter((count) => count <= Math.max(fewest, tablets.length + 1, of))
          .map((count) => (
            <Button
              key={count}
              className={count === of ? "second on" : "second"}
              aria-pressed={count === of}
              onPress={() => setOf(count)}
            >
              {count}
            </Button>
          ))}
      </fieldset>
      {plan === undefined ? null : <LineOfTablet plan={plan} line={line} onLine={setChosen} />}
      {taken === undefined ? null : (
        <label className="tick">
          <input type="checkbox" checked={takes} onChange={(event) => setTakes(event.target.checked)} />
          <span>
            <Trans>Tablet {by} serves this line. It is put away, and this one takes its place.</Trans>
          </span>
        </label>
      )}
      {own.state === "whole" ? null : (
        <Button className="second" onPress={onJoin}>
          <Trans>Join the book by hand</Trans>
        </Button>
      )}
    </BookDialog>
  );
}

function WhatIsSo({ book: { knownAt } }: Pick<SplitProps, "book">) {
  const { i18n } = useLingui();
  const { silent, election } = useTabletState();
  const at = knownAt === undefined ? "" : timeOfDay(knownAt, election?.timeZone ?? "UTC", i18n.locale);
  if (!silent)
    return (
      <p>
        <Trans>Split the book only if a tablet of this place is not connected.</Trans>
      </p>
    );
  return (
    <p>
      {at === "" ? (
        <Trans>This tablet has heard no other tablet yet.</Trans>
      ) : (
        <Trans>The last news of the other tablets are of {at}.</Trans>
      )}{" "}
      <Trans>Do this on every tablet, one line each.</Trans>
    </p>
  );
}

type LineOfTabletProps = {
  readonly plan: SplitPlan;
  /** 0: none yet. */
  readonly line: number;
  readonly onLine: (line: number) => void;
};

function LineOfTablet({ plan: { lines, code }, line, onLine }: LineOfTabletProps) {
  return (
    <>
      <fieldset className="lineChoice named">
        <legend>
          <Trans>Which line is this tablet?</Trans>
        </legend>
        {lines.map((range, at) => {
          const { line: number, from, through } = lineName(lines, at + 1);
          return (
            <Button
              key={range.from}
              className={number === line ? "second on" : "second"}
              aria-pressed={number === line}
              onPress={() => onLine(number)}
            >
              <Trans>
                Line {number}: {from} to {through}
              </Trans>
            </Button>
          );
        })}
      </fieldset>
      <p className="wordCode">
        <Trans>
          Every tablet must show <b>{code}</b>
        </Trans>
      </p>
    </>
  );
}

function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <BookDialog
      title={<Trans>Join the book by hand</Trans>}
      name={<Trans>Join the book</Trans>}
      act="splitBook"
      says={{ what: "joinBook" }}
      onClose={onClose}
    >
      <p>
        <Trans>The book joins by itself once every line is heard. Join it by hand only if a tablet is put away.</Trans>
      </p>
      <p>
        <Trans>
          This tablet then checks in every name. It does not know the check-ins of tablets that were not heard. Take
          those from their paper or records.
        </Trans>
      </p>
      <p>
        <Trans>Do this on every tablet that still shows a line.</Trans>
      </p>
    </BookDialog>
  );
}

function CannotSplit({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActDialog title={<Trans>Split the book</Trans>} onClose={onClose}>
      <p>
        <Trans>The list of this place has too few names for two lines. Use one tablet.</Trans>
      </p>
      <div className="row">
        <Button className="primary" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** What people count and read: ballots received and unused by style, scanner counters, piles. One count, one entry. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { BookAct } from "../../domain/bookActs.ts";
import { CountedLine } from "../../domain/placeEvents.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { lineName } from "../text/BookWords.tsx";
import { placeOf } from "../text/voterText.ts";
import { BookDialog } from "./BookDialog.tsx";
import { NumberField, numberIn } from "./NumberField.tsx";
import { StackFields, stackIn } from "./StackFields.tsx";

/** "received", "unused", a line's name, or "scanner 1 start". */
type What = string;

type CountProps = {
  readonly book: PlaceBookView;
  /** The polls are about to be opened: what is still missing for that comes first. */
  readonly opening?: boolean;
  readonly onClose: () => void;
};

export function CountDialog({ book, opening = false, onClose }: CountProps) {
  const { t, i18n } = useLingui();
  const { election, placeId } = useTabletState();
  const place = placeOf(election, placeId);
  const [what, setWhat] = useState<What>(opening ? firstMissing(book) : "unused");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [written, setWritten] = useState(0);
  const all = election?.ballotStyles.map(({ id }) => id) ?? [];
  const styles = what === "received" ? all : stylesOf(book, all);
  const scanners = Array.from({ length: place?.scanners ?? 1 }, (_, at) => at + 1);
  const lines: readonly CountedLine[] = election?.rules.balance.lines ?? [];
  const others = CountedLine.options.filter((line) => !lines.includes(line));
  const digits = (key: string): string => typed[key] ?? "";
  const type = (key: string) => (value: string) => setTyped({ ...typed, [key]: value });
  const choose = (next: What): void => {
    setWhat(next);
    setTyped({});
  };
  const isStock = what === "received" || what === "unused";
  return (
    <BookDialog
      title={<Trans>Write down a count</Trans>}
      name={<Trans>Write it down</Trans>}
      act="count"
      says={saidOf(what, styles, typed, book)}
      onClose={onClose}
      onWritten={() => {
        setTyped({});
        setWritten(written + 1);
      }}
    >
      <label className="note">
        <span>
          <Trans>What was counted</Trans>
        </span>
        <select value={what} onChange={(event) => choose(event.target.value)}>
          <option value="unused">{t`Ballots unused now`}</option>
          <option value="received">{t`Ballots received`}</option>
          {scanners.flatMap((scanner) => [
            <option
              key={`${scanner} start`}
              value={`scanner ${scanner} start`}
            >{t`Scanner ${scanner}: counter at the start`}</option>,
            <option
              key={`${scanner} end`}
              value={`scanner ${scanner} end`}
            >{t`Scanner ${scanner}: counter now`}</option>,
          ])}
          {[...lines, ...others].map((line) => (
            <option key={line} value={line}>
              {i18n._(lineName[line])}
            </option>
          ))}
        </select>
      </label>
      {isStock ? (
        styles.map((style) => (
          <StackFields key={style} style={style} typed={typed} onType={(key, value) => type(key)(value)} />
        ))
      ) : (
        <NumberField label={t`Number`} value={digits("one")} onType={type("one")} />
      )}
      {isStock ? (
        <p className="quiet">
          <Trans>
            Sealed packs at the number printed on them, opened packs as counted. Leave empty what was not counted.
          </Trans>
        </p>
      ) : null}
      {what === "received" && book.stock.length > 0 ? (
        <p className="caution oneCaution">
          <Trans>This is added to what was received before. To correct a count, take it back under “Written”.</Trans>
        </p>
      ) : null}
      <p role="status" className="quiet">
        {written === 0 ? "" : <Trans>Written down. Count the next one, or go back.</Trans>}
      </p>
    </BookDialog>
  );
}

/** What the opening still lacks: the stock first, then each scanner's counter. */
function firstMissing({ place, opening: { scanners, today } }: PlaceBookView): What {
  if (place.received.length === 0) return "received";
  const read = (scanner: number): boolean =>
    place.counters.some((one) => one.scanner === scanner && one.day === today && one.moment === "start");
  const next = Array.from({ length: scanners }, (_, at) => at + 1).find((scanner) => !read(scanner));
  return next === undefined ? "unused" : `scanner ${next} start`;
}

/** Styles that were received here; before anything was, all of the election. */
function stylesOf({ stock }: PlaceBookView, all: readonly string[]): readonly string[] {
  return stock.length === 0 ? all : stock.map(({ style }) => style);
}

function saidOf(
  what: What,
  styles: readonly string[],
  typed: Readonly<Record<string, string>>,
  { place }: PlaceBookView,
): BookAct | undefined {
  if (what === "received" || what === "unused") {
    const stacks = styles.flatMap((style) => {
      const stack = stackIn(style, typed);
      return stack === undefined ? [] : stack;
    });
    const delivery = what === "unused" ? 0 : 1 + Math.max(0, ...place.received.map((one) => one.delivery));
    return stacks.length === 0 ? undefined : { what: "countStock", delivery, stacks };
  }
  const one = numberIn(typed["one"] ?? "");
  if (one === undefined) return undefined;
  const [, scanner, moment] = /^scanner (\d+) (start|end)$/.exec(what) ?? [];
  if (scanner !== undefined)
    return { what: "readCounter", scanner: Number(scanner), moment: moment as "start" | "end", reads: one };
  const line = CountedLine.options.find((option) => option === what);
  return line === undefined ? undefined : { what: "countPile", line, count: one };
}

/** The balance as it stands: what is gone and found by count, what the book says, and each difference with what may be behind it. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Difference, Term } from "../../domain/balance.ts";
import type { LineName } from "../../domain/balanceLines.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { CauseWords, differenceName, lineName } from "../text/BookWords.tsx";
import { timeOfDay } from "../text/times.ts";
import { CauseEvents } from "./CauseEvents.tsx";
import { missingOf, NotCounted } from "./NotCounted.tsx";
import { PollsState } from "./PollsState.tsx";

type BalanceCardProps = { readonly book: PlaceBookView; readonly onExplain: (difference: Difference) => void };

export function BalanceCard({ book, onExplain }: BalanceCardProps) {
  const { i18n, t } = useLingui();
  const { election } = useTabletState();
  const { balance, now } = book;
  const at = timeOfDay(now, election?.timeZone ?? "UTC", i18n.locale);
  const stock = balance.differences.find(({ difference }) => difference === "stock");
  const open = balance.differences.filter(({ state }) => state !== "zero" && state !== "notCounted");
  const missing = missingOf(balance.differences);
  return (
    <section className="card book" aria-label={t`Balance`}>
      <h2>
        <Trans>Balance at {at}</Trans> · <PollsState book={book} />
      </h2>
      <div className="twoSides">
        <Side title={<Trans>Ballots gone</Trans>} rows={goneRows(book, stock)} sum={<Trans>Not accounted for</Trans>}>
          {stock === undefined || stock.state === "notCounted" ? "–" : i18n.number(stock.sheets)}
        </Side>
        <Side title={<Trans>The book says</Trans>} rows={bookRows(book)} sum={<Trans>Issued</Trans>}>
          {i18n.number(balance.issued)}
        </Side>
      </div>
      {open.length + missing.length === 0 ? (
        <p className="inBalance">
          <Shape shape="ready" /> <Trans>Nothing is missing: the count and the book agree.</Trans>
        </p>
      ) : (
        open.map((one) => <OpenDifference key={one.difference} book={book} difference={one} onExplain={onExplain} />)
      )}
      {missing.length === 0 ? null : <NotCounted missing={missing} />}
      <Signed book={book} />
    </section>
  );
}

function Signed({ book: { balance } }: { readonly book: PlaceBookView }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  if (balance.signed === undefined) return null;
  const { entry, asItStands } = balance.signed;
  const at = timeOfDay(entry.body.wall, election?.timeZone ?? "UTC", i18n.locale);
  const names = new Intl.ListFormat(i18n.locale).format(entry.body.members);
  return (
    <p className="signed">
      <Shape shape={asItStands ? "ready" : "ask"} />
      {asItStands ? (
        <Trans>
          Signed at {at} by {names}.
        </Trans>
      ) : (
        <Trans>Signed at {at}, and changed since. Sign again.</Trans>
      )}
    </p>
  );
}

type Row = { readonly line: LineName | "gone"; readonly sheets: number | undefined; readonly signed?: boolean };

function goneRows({ balance }: PlaceBookView, stock: Difference | undefined): Row[] {
  // An empty pile says nothing; the scanner's number is what everybody looks for.
  const found = (stock?.terms ?? []).filter(
    ({ line, sheets }) => !isStock(line) && (sheets !== 0 || line === "scanned"),
  );
  return [{ line: "gone", sheets: balance.gone }, ...found.map(({ line, sheets }) => ({ line, sheets: 0 - sheets }))];
}

const isStock = (line: Term["line"]): boolean => line === "received" || line === "onDemand" || line === "unused";

function bookRows({ balance }: PlaceBookView): Row[] {
  const inBook = (line: LineName, sign: 1 | -1): Row => ({
    line,
    sheets: sign * (balance.lines.get(line)?.book?.regular ?? 0),
    signed: line !== "checkedIn",
  });
  return [inBook("checkedIn", 1), inBook("cancelled", -1), inBook("replaced", 1)];
}

type SideProps = {
  readonly title: ReactNode;
  readonly rows: readonly Row[];
  readonly sum: ReactNode;
  readonly children: ReactNode;
};

function Side({ title, rows, sum, children }: SideProps) {
  const { i18n } = useLingui();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {title}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, sheets, signed }) => (
          <tr key={line}>
            <td>{line === "gone" ? <Trans>Received less unused</Trans> : i18n._(lineName[line])}</td>
            <td className="sheets">
              {sheets === undefined
                ? "–"
                : i18n.number(sheets, signed === true ? { signDisplay: "exceptZero" } : undefined)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{sum}</th>
          <td className="sheets">{children}</td>
        </tr>
      </tfoot>
    </table>
  );
}

type OpenDifferenceProps = BalanceCardProps & { readonly difference: Difference };

function OpenDifference({ book, difference: one, onExplain }: OpenDifferenceProps) {
  const { i18n } = useLingui();
  const { state, sheets, canExplain, explanations, unexplained } = one;
  const name = i18n._(differenceName[one.difference]);
  const settled = state === "explained" || state === "couldNotBeExplained";
  return (
    <div className={settled ? "difference settled" : "difference"}>
      <p>
        <b>{name}:</b> <DifferenceWords difference={one} />
      </p>
      {settled ? null : (
        <ul>
          {canExplain.map((cause, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one cause may stand there more than once
            <li key={`${cause.cause} ${cause.line} ${at}`}>
              <Trans>Perhaps:</Trans> <CauseWords cause={cause} />
              <CauseEvents book={book} events={cause.events} />
            </li>
          ))}
          {unexplained === 0 || sheets === 0 ? null : (
            <li>
              <Plural value={Math.abs(unexplained)} one="# is unexplained" other="# are unexplained" />
            </li>
          )}
        </ul>
      )}
      {explanations.map(({ name: { hash }, body: { words } }) => (
        <p key={hash} className="said">
          “{words}”
        </p>
      ))}
      {settled ? null : (
        <Button className="second" onPress={() => onExplain(one)}>
          <Trans>Explain</Trans>
        </Button>
      )}
    </div>
  );
}

function DifferenceWords({ difference: { difference, sheets } }: { readonly difference: Difference }): ReactNode {
  const count = Math.abs(sheets);
  if (sheets === 0) return <Trans>more was explained than there is. Take an explanation back.</Trans>;
  if (difference === "stock")
    return sheets > 0 ? (
      <Plural
        value={count}
        one="# ballot is not accounted for. Count the unused stack again."
        other="# ballots are not accounted for. Count the unused stack again."
      />
    ) : (
      <Plural value={count} one="# ballot more than the stack lost." other="# ballots more than the stack lost." />
    );
  if (difference === "scanned")
    return sheets > 0 ? (
      <Plural
        value={count}
        one="# ballot more was cast than the book issued."
        other="# ballots more were cast than the book issued."
      />
    ) : (
      <Plural value={count} one="# ballot of the book was not cast." other="# ballots of the book were not cast." />
    );
  return sheets > 0 ? (
    <Plural
      value={count}
      one="# more was counted than the book says."
      other="# more were counted than the book says."
    />
  ) : (
    <Plural
      value={count}
      one="# fewer was counted than the book says."
      other="# fewer were counted than the book says."
    />
  );
}

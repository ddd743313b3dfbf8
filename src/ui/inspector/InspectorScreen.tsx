/** The place on one screen: balance, tablets, line and ballots; below, what the inspector writes down. Live, from this tablet. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Difference } from "../../domain/balance.ts";
import { instantOf } from "../../domain/electionDay.ts";
import { isOpen } from "../../domain/polls.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { CloseDialog } from "../checkin/CloseDialog.tsx";
import { TwiceCards, useCheckedInTwice } from "../checkin/TwiceCards.tsx";
import type { TwiceWays } from "../checkin/twiceWays.ts";
import { useTabletState } from "../surroundings.ts";
import { situationName } from "../text/situationNames.ts";
import { BalanceCard } from "./BalanceCard.tsx";
import { ClosePollsDialog, SuspendDialog } from "./ClosePollsDialog.tsx";
import { CountDialog } from "./CountDialog.tsx";
import { CustodyDialog } from "./CustodyDialog.tsx";
import { IncidentDialog, LineDialog, SealDialog } from "./NoteDialogs.tsx";
import { type DoNow, type OpeningDraft, OpenPollsDialog, untouched } from "./OpenPollsDialog.tsx";
import { PaceCard } from "./PaceCard.tsx";
import { ReportDialog } from "./ReportDialog.tsx";
import { ExplainDialog, SignDialog } from "./SettleDialogs.tsx";
import { TabletsCard } from "./TabletsCard.tsx";
import { usePlaceBook } from "./useBook.ts";
import { WrittenDialog } from "./WrittenDialog.tsx";
import "../styles/inspector.css";

type Shown =
  | "open"
  | "closeTablet"
  | "suspend"
  | "close"
  | "count"
  | "line"
  | "incident"
  | "seal"
  | "custody"
  | "sign"
  | "written"
  | "report";

/** `at`: "open" where the polls are to be opened, and nothing else was asked for. */
export function InspectorScreen({ at, ...ways }: TwiceWays & { readonly at: "book" | "open" }) {
  const { t } = useLingui();
  const book = usePlaceBook();
  const [shown, setShown] = useState<Shown>();
  useEffect(() => setShown(at === "open" ? "open" : undefined), [at]);
  const [explaining, setExplaining] = useState<Difference>();
  const [draft, setDraft] = useState<OpeningDraft>(untouched);
  const [opening, setOpening] = useState(false);
  // What the opening lacks is written down in between: then back to it.
  const close = (): void => {
    setShown(opening && shown !== "open" ? "open" : undefined);
    setOpening(false);
  };
  const doNow = (act: DoNow): void => {
    setShown(act);
    setOpening(true);
  };
  return (
    <main className="inspector">
      <h1 className="unseen">
        <Trans>The place today</Trans>
      </h1>
      {book === undefined ? null : (
        <>
          {/* Scrolled by the keyboard too. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a pointer */}
          <section className="bookCards" tabIndex={0} aria-label={t`The place today`}>
            <TwiceOnScreen {...ways} />
            <BalanceCard book={book} onExplain={setExplaining} />
            <TabletsCard book={book} />
            <PaceCard book={book} />
            <Provisionals book={book} />
          </section>
          <PollsAct book={book} onAct={setShown} />
          {shown === "open" ? (
            <OpenPollsDialog
              book={book}
              draft={draft}
              onDraft={setDraft}
              onDoNow={doNow}
              onOpened={() => {
                setDraft(untouched);
                setShown("report");
              }}
              onClose={close}
            />
          ) : null}
          {shown === undefined || shown === "open" ? null : dialogs[shown](book, close, setShown, opening)}
          {explaining === undefined ? null : (
            <ExplainDialog book={book} difference={explaining} onClose={() => setExplaining(undefined)} />
          )}
        </>
      )}
    </main>
  );
}

const dialogs: Readonly<
  Record<
    Exclude<Shown, "open">,
    (book: PlaceBookView, onClose: () => void, show: (next: Shown) => void, opening: boolean) => ReactNode
  >
> = {
  suspend: (book, onClose, show) => (
    <SuspendDialog book={book} onClose={onClose} onSuspended={() => show("closeTablet")} />
  ),
  closeTablet: (_, onClose) => <CloseDialog onClose={onClose} />,
  close: (book, onClose) => <ClosePollsDialog book={book} onClose={onClose} />,
  count: (book, onClose, _, opening) => <CountDialog book={book} opening={opening} onClose={onClose} />,
  line: (book, onClose) => <LineDialog book={book} onClose={onClose} />,
  incident: (book, onClose) => <IncidentDialog book={book} onClose={onClose} />,
  seal: (book, onClose) => <SealDialog book={book} onClose={onClose} />,
  custody: (book, onClose) => <CustodyDialog book={book} onClose={onClose} />,
  sign: (book, onClose) => <SignDialog book={book} onClose={onClose} />,
  report: (book, onClose) => <ReportDialog book={book} onClose={onClose} />,
  written: (book, onClose) => <WrittenDialog book={book} onClose={onClose} />,
};

type PollsActProps = { readonly book: PlaceBookView; readonly onAct: (act: Shown) => void };

/** What is written down, always in the same places; what opens or ends the day at the right. */
function PollsAct({ book, onAct }: PollsActProps) {
  const { election } = useTabletState();
  const { place, day } = book;
  const { polls } = place;
  const open = isOpen(place);
  const early = election !== undefined && day < election.date;
  // The largest button is what is to be done next: to end the day is that from its legal end on only.
  const atEnd = election !== undefined && book.now >= instantOf(day, election.polls.close, election.timeZone);
  return (
    <div className="bookActs">
      <Button className="second" onPress={() => onAct("count")}>
        <Trans>Count</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("line")}>
        <Trans>Line</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("incident")}>
        <Trans>Incident</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("seal")}>
        <Trans>Seal</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("written")}>
        <Trans>Written</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("sign")}>
        <Trans>Sign</Trans>
      </Button>
      <Button className="second" onPress={() => onAct("report")}>
        <Trans>Report</Trans>
      </Button>
      {open && early ? (
        <Button className="second" onPress={() => onAct("close")}>
          <Trans>Close for good</Trans>
        </Button>
      ) : null}
      {polls?.body.type === "PollsClosed" || polls?.body.type === "PollsSuspended" ? (
        <Button className={polls.body.type === "PollsClosed" ? "primary" : "second"} onPress={() => onAct("custody")}>
          <Trans>What leaves</Trans>
        </Button>
      ) : null}
      {polls?.body.type === "PollsClosed" ? null : (
        <Button
          className={open && !atEnd ? "second" : "primary"}
          onPress={() => onAct(open ? (early ? "suspend" : "close") : "open")}
        >
          {open ? (
            early ? (
              <Trans>Suspend for the night</Trans>
            ) : (
              <Trans>Close the polls</Trans>
            )
          ) : (
            <Trans>Open the polls</Trans>
          )}
        </Button>
      )}
    </div>
  );
}

/** What nobody has looked at yet stands first; nothing where there is none. */
function TwiceOnScreen(ways: TwiceWays) {
  const { t } = useLingui();
  const voters = useCheckedInTwice();
  if (voters.length === 0) return null;
  return (
    <section className="card book wide" aria-label={t`Checked in twice`}>
      <h2>
        <Trans>Checked in twice</Trans>
      </h2>
      <TwiceCards voters={voters} {...ways} />
    </section>
  );
}

function Provisionals({ book: { provisionals } }: { readonly book: PlaceBookView }) {
  const { t, i18n } = useLingui();
  if (provisionals.length === 0) return null;
  return (
    <section className="card book" aria-label={t`Provisional ballots`}>
      <h2>
        <Trans>Provisional ballots by reason</Trans>
      </h2>
      <ul className="plainList">
        {provisionals.map(({ reason, ballots }) => (
          <li key={reason}>
            {situationName(i18n, reason)}: <Plural value={ballots} one="# ballot" other="# ballots" />
          </li>
        ))}
      </ul>
    </section>
  );
}

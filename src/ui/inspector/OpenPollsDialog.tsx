/**
 * Opening the polls, once for the place: this tablet is ready first; then which others are, what was checked, what only a person can
 * see, a reason for what may be overridden, and the names of the board, who sign.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { checkOpening, type OpeningCheck, type OpeningSeen } from "../../domain/openingChecks.ts";
import type { PlaceBookView } from "../../tablet/bookCalls.ts";
import { Field } from "../checkin/Field.tsx";
import { ActDialog } from "../components/ActDialog.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import type { AnyCheck } from "../text/checkWords.tsx";
import { dayOf, timeOfDay } from "../text/times.ts";
import { BookDialog } from "./BookDialog.tsx";
import { type Answers, CheckList, overridesOf, type Reasons } from "./CheckList.tsx";
import { ReadyCard } from "./ReadyCard.tsx";
import { TabletsReady } from "./TabletsReady.tsx";

const asks = ["tablets", "paperList", "absenteeList"] as const satisfies readonly OpeningCheck[];

/** What was answered and typed. It outlives the dialog: what is missing is written down in between. */
export type OpeningDraft = {
  readonly answers: Answers;
  readonly reasons: Reasons;
  readonly members: string | undefined;
  readonly paperListOf: string;
};
export const untouched: OpeningDraft = { answers: {}, reasons: {}, members: undefined, paperListOf: "" };

export type DoNow = "count" | "seal";
const doneBy: Readonly<Partial<Record<AnyCheck, DoNow>>> = { stock: "count", counters: "count", seals: "seal" };

type OpenPollsDialogProps = {
  readonly book: PlaceBookView;
  readonly draft: OpeningDraft;
  readonly onDraft: (draft: OpeningDraft) => void;
  readonly onDoNow: (act: DoNow) => void;
  readonly onOpened: () => void;
  readonly onClose: () => void;
};

export function OpenPollsDialog(props: OpenPollsDialogProps) {
  const { book, onClose } = props;
  if (book.opening.thisReady) return <SignOpening {...props} />;
  return (
    <ActDialog title={<Trans>Open the polls: this tablet first</Trans>} onClose={onClose}>
      <ReadyCard plain />
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

function SignOpening({ book, draft, onDraft, onDoNow, onOpened, onClose }: OpenPollsDialogProps) {
  const { i18n, t } = useLingui();
  const { phase } = useTabletState();
  const { answers, reasons, paperListOf } = draft;
  const worker = phase.phase === "working" ? phase.worker.name : "";
  const members = draft.members ?? worker;
  const { paperList, absenteeList } = answers;
  const seen: OpeningSeen = { sameCode: answers.tablets, paperList, absenteeList };
  const checked = checkOpening(book.opening, seen);
  // Where a tablet is known to differ, no answer makes it alike.
  const differs = book.readiness.some(({ state }) => state === "differs");
  const allHeard = book.readiness.every(({ state }) => state === "ready");
  const asked = asks.filter((check) => check !== "tablets" || !(differs || allHeard));
  const code = book.openingCode;
  const names = members.split(",").map((one) => one.trim());
  return (
    <BookDialog
      title={book.place.polls === undefined ? <Trans>Open the polls</Trans> : <Trans>Open the polls again</Trans>}
      name={<Trans>Sign and open the polls</Trans>}
      act="openPolls"
      says={{
        ...{ what: "openPolls", overrides: overridesOf(reasons), seen, paperListOf },
        members: names.filter((one) => one !== ""),
      }}
      onWritten={onOpened}
      onClose={onClose}
    >
      <p className="wordCode">
        <Trans>
          All tablets must show <b>{code}</b>
        </Trans>
      </p>
      <TabletsReady book={book} />
      <p>
        <Trans>Checked in here so far: {i18n.number(book.served)}.</Trans>
      </p>
      <CheckList
        checked={checked}
        asks={asked}
        answers={answers}
        onAnswers={(next) => onDraft({ ...draft, answers: next })}
        reasons={reasons}
        onReasons={(next) => onDraft({ ...draft, reasons: next })}
        question={(check) =>
          check === "tablets" ? (
            <Trans>Do the tablets that were not heard here show {code} too?</Trans>
          ) : check === "absenteeList" ? (
            <AbsenteeQuestion listOf={book.look.listOf} />
          ) : undefined
        }
        hopesForNo={["absenteeList"]}
        beside={(check) =>
          check === "paperList" ? (
            <Field
              label={t`It says “as of”`}
              value={paperListOf}
              onType={(next) => onDraft({ ...draft, paperListOf: next })}
            />
          ) : check === "absenteeList" && answers.absenteeList === false ? (
            <MarkSupplement />
          ) : (
            <PutRight check={check} onDoNow={onDoNow} />
          )
        }
      />
      <Button
        className="second"
        onPress={() =>
          onDraft({ ...draft, answers: Object.fromEntries(asked.map((check) => [check, true])) as Answers })
        }
      >
        <Trans>I looked: all is well</Trans>
      </Button>
      <Field
        label={t`The board signs: names of all members, with commas between`}
        value={members}
        onType={(next) => onDraft({ ...draft, members: next })}
      />
    </BookDialog>
  );
}

function AbsenteeQuestion({ listOf }: { readonly listOf: number | undefined }) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const zone = election?.timeZone ?? "UTC";
  if (listOf === undefined) return <Trans>Has a paper list of absentee voters come?</Trans>;
  const [at, on] = [timeOfDay(listOf, zone, i18n.locale), dayOf(listOf, zone, i18n.locale)];
  return (
    <Trans>
      The absentee list here is as of {at}, {on}. Is there a newer paper supplement?
    </Trans>
  );
}

/** A voter's absentee ballot is the county's to mark, on all tablets at once; until then only the paper knows of it. */
function MarkSupplement() {
  return (
    <div className="supplement">
      <p className="quiet">
        <Trans>Without a phone: keep it on table 1, and look there before each check-in.</Trans>
      </p>
      <AskCounty />
    </div>
  );
}

/** What puts a failed check right, where this tablet can. */
function PutRight({ check, onDoNow }: { readonly check: AnyCheck; readonly onDoNow: (act: DoNow) => void }) {
  const act = doneBy[check];
  if (act !== undefined)
    return (
      <Button className="second" onPress={() => onDoNow(act)}>
        <Trans>Do it now</Trans>
      </Button>
    );
  return check === "news" || check === "tablets" ? <AskCounty /> : null;
}

function AskCounty() {
  const tablet = useTablet();
  const fail = useFailure();
  return (
    <Button className="second" onPress={() => void tablet.syncNow().catch(fail)}>
      <Trans>Ask the county now</Trans>
    </Button>
  );
}

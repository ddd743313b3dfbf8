/** The book of the place in words: lines of the balance, what can explain a difference, checks of the opening, and refusals. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { CanExplain } from "../../domain/balanceCauses.ts";
import type { LineName, MissingCount } from "../../domain/balanceLines.ts";
import type { BookActProblem } from "../../domain/bookActs.ts";
import type { OverrideProblem } from "../../domain/overrides.ts";
import type { CountedLine, DifferenceName } from "../../domain/placeEvents.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ApprovalProblemSentence } from "./NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "./NotRecordedWords.tsx";
import { longDate } from "./times.ts";

const pileName: Readonly<Record<CountedLine, MessageDescriptor>> = {
  spoiled: msg`Spoiled or taken back`,
  provisional: msg`Provisional`,
  handedBack: msg`Handed back unvoted`,
  leftWithoutCasting: msg`Left behind`,
  challenged: msg`Challenged`,
  emergencyBin: msg`Emergency bin`,
  handCounted: msg`Ballots counted by hand`,
  absenteeCast: msg`Absentee ballots cast here`,
  absenteeDroppedOff: msg`Absentee ballots dropped off`,
  onDemand: msg`Printed on demand`,
  signatures: msg`Signatures`,
};

export const lineName: Readonly<Record<LineName, MessageDescriptor>> = {
  ...pileName,
  received: msg`Ballots received`,
  unused: msg`Ballots unused`,
  scanned: msg`Scanner reads`,
  checkedIn: msg`Given at check-in`,
  cancelled: msg`Cancelled`,
  replaced: msg`Replacements`,
  takenAway: msg`Taken away by voters`,
};

export const differenceName: Readonly<Record<DifferenceName, MessageDescriptor>> = {
  ...pileName,
  stock: msg`Ballot stock`,
  scanned: msg`Scanner and book`,
};

export function MissingWords({ missing }: { readonly missing: MissingCount }): ReactNode {
  const { i18n } = useLingui();
  switch (missing.line) {
    case "scanned": {
      const { scanner, day } = missing;
      const on = day === "" ? "" : longDate(day, i18n.locale);
      return missing.moment === "start" ? (
        <Trans>
          scanner {scanner} at the start {on}
        </Trans>
      ) : (
        <Trans>
          scanner {scanner} now {on}
        </Trans>
      );
    }
    case "received":
      return missing.style === undefined ? (
        <Trans>ballots received</Trans>
      ) : (
        <Trans>ballots {missing.style} left from the day before</Trans>
      );
    case "unused":
      return missing.style === undefined ? (
        <Trans>unused ballots</Trans>
      ) : (
        <Trans>unused ballots {missing.style}</Trans>
      );
    default:
      return i18n._(lineName[missing.line]);
  }
}

/** What may be behind it: people look, and say what they found. */
export function CauseWords({ cause: { cause, line, most, sheets } }: { readonly cause: CanExplain }): ReactNode {
  const { i18n } = useLingui();
  const [count, taken] = [Math.abs(most), Math.abs(sheets)];
  const pile = line === undefined ? "" : i18n._(lineName[line]);
  switch (cause) {
    case "cancelledAfterBallot":
      return (
        <Plural
          value={count}
          one="# check-in was cancelled after the ballot was given"
          other="# check-ins were cancelled after the ballot was given"
        />
      );
    case "checkedInTwice":
      return <Plural value={count} one="# voter is checked in twice" other="# voters are checked in twice" />;
    case "enteredFromPaper":
      return (
        <Plural value={count} one="# check-in was entered from paper" other="# check-ins were entered from paper" />
      );
    case "takenAway":
      return <Plural value={count} one="# voter left with the ballot" other="# voters left with their ballots" />;
    case "givenAroundCount":
      // Of many that may be it no more are named than are missing.
      return taken < count ? (
        <Trans>
          {taken} of {count} ballots that were given shortly before or after the count
        </Trans>
      ) : (
        <Plural
          value={count}
          one="# ballot was given shortly before or after the count"
          other="# ballots were given shortly before or after the count"
        />
      );
    case "recorded":
      return (
        <Trans>
          the book has {count} under “{pile}” that may lie elsewhere
        </Trans>
      );
    case "countedLine":
      return (
        <Trans>
          “{pile}” was counted {count} off the book
        </Trans>
      );
    default:
      return cause satisfies never;
  }
}

export type BookProblem = BookActProblem | PinProblem | NotRecorded;

/** Of the opening, and of making a tablet ready. */
export function OverrideProblemWords({ problem }: { readonly problem: OverrideProblem }): ReactNode {
  switch (problem.type) {
    case "mustBePutRight":
      return <Trans>Not done: what is marked in red must be put right first.</Trans>;
    case "notLookedAt":
      return <Trans>Not done: answer every question first.</Trans>;
    case "reasonNeeded":
      return <Trans>Not done: give a reason beside each check that failed.</Trans>;
    default:
      return problem satisfies never;
  }
}

export function BookProblemWords({ problem }: { readonly problem: BookProblem }): ReactNode {
  const { i18n } = useLingui();
  switch (problem.type) {
    case "mustBePutRight":
    case "notLookedAt":
    case "reasonNeeded":
      return <OverrideProblemWords problem={problem} />;
    case "notSigned":
      return <Trans>Not opened: type the names of those who sign.</Trans>;
    case "pollsAre":
      return problem.open ? <Trans>The polls are open already.</Trans> : <Trans>The polls are not open.</Trans>;
    case "notTheLastDay": {
      const day = longDate(problem.day, i18n.locale);
      return (
        <Trans>Not closed: this is not the last day. Two workers must agree, and one types the date, {day}.</Trans>
      );
    }
    case "recordsLeft":
      return (
        <Plural
          value={problem.records}
          one="Not closed: # record stays here. Two workers must agree, and say how it gets to the county."
          other="Not closed: # records stay here. Two workers must agree, and say how they get to the county."
        />
      );
    case "notThatMany":
      return problem.open === 0 ? (
        <Trans>Not recorded: nothing is left to explain here.</Trans>
      ) : (
        <Plural
          value={problem.open}
          one="Not recorded: # ballot is left to explain, not more."
          other="Not recorded: # ballots are left to explain, not more."
        />
      );
    case "linesChanged":
      return <Trans>Not split: the list changed meanwhile. Compare the codes again.</Trans>;
    case "lineTaken": {
      const { line } = problem;
      return <Trans>Not split: another tablet serves line {line}.</Trans>;
    }
    case "notSplit":
      return <Trans>The book is whole already.</Trans>;
    case "noSuchEntry":
      return <Trans>That was taken back already.</Trans>;
    case "notCounted":
      return <Trans>Not signed: counts are missing.</Trans>;
    case "notWhole":
      return <Trans>Not recorded: a number or a word is missing, or too long.</Trans>;
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

/** Why what was recorded is right or not, in words. Total over `scoring.ts`. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Played } from "../../practice/rehearsal.ts";
import type { Right } from "../../training/rightWay.ts";
import type { Why } from "../../training/scoring.ts";
import { WaySentence } from "../text/SituationSentence.tsx";
import { isWay } from "./ways.ts";

export function OutcomeWord({ outcome }: Pick<Played, "outcome">): ReactNode {
  switch (outcome) {
    case "right":
      return <Trans>Right</Trans>;
    case "acceptable":
      return <Trans>Acceptable</Trans>;
    case "wrong":
      return <Trans>Not right</Trans>;
    default:
      return outcome satisfies never;
  }
}

export function WhySentence({ why }: { readonly why: Why }): ReactNode {
  switch (why.why) {
    case "asDue":
      return <Trans>The record holds what it should.</Trans>;
    case "otherLawfulWay":
      return <Trans>What you noted is true. Another answer came first.</Trans>;
    case "putRight":
      return <Trans>It was wrong at first, and you put it right.</Trans>;
    case "nothingRecorded":
      return <Trans>Nothing that was needed stands in the record.</Trans>;
    case "otherVoter":
      return <Trans>A ballot was given in the name of somebody else.</Trans>;
    case "twice":
      return <Trans>The voter was checked in twice.</Trans>;
    case "noBallotDue":
      return <Trans>A ballot was given, and none was due.</Trans>;
    case "provisionalInstead":
      return <Trans>The ballot was provisional. A regular one was due.</Trans>;
    case "regularInstead":
      return <Trans>The ballot was regular. A provisional one was due.</Trans>;
    case "otherStyle":
      return <Trans>The voter got another precinct's ballot.</Trans>;
    case "notListedThoughListed":
      return <Trans>The voter is on the list, and was treated as if not.</Trans>;
    case "notSo":
      return isWay(why.noted) ? (
        <Trans>
          You noted “<WaySentence way={why.noted} />
          ”, and it was not so.
        </Trans>
      ) : (
        <Trans>You noted something that was not so.</Trans>
      );
    case "notNoted":
      return <Trans>The voter told you something that nobody noted.</Trans>;
    case "toldOther":
      return <Trans>The voter was told something else than the screen said.</Trans>;
    case "underOtherName":
      return <Trans>The check-in stands under your colleague's name.</Trans>;
    case "noBallotGiven":
      return <Trans>The first part was done. The voter has no ballot yet.</Trans>;
    case "spoiledInstead":
      return <Trans>The ballot was spoiled, and only the slip was lost.</Trans>;
    case "reprintedInstead":
      return <Trans>The slip was printed again, and the ballot was not replaced.</Trans>;
    case "noNewBallot":
      return <Trans>The old ballot was taken, and no new one was given.</Trans>;
    case "otherDeed":
      return <Trans>Something else was written down than what happened.</Trans>;
    case "bothCancelled":
      return <Trans>Both check-ins were canceled. One of them was right.</Trans>;
    case "otherReason":
      return <Trans>It is put right, with another reason than the true one.</Trans>;
    case "onlyReported":
      return <Trans>It was reported. The record still counts two.</Trans>;
    case "wrongOneStands":
      return <Trans>The wrong check-in still stands.</Trans>;
    case "closedForGood":
      return <Trans>The polls were closed for good, and voting goes on tomorrow.</Trans>;
    case "onlySuspended":
      return <Trans>The polls were suspended, not closed.</Trans>;
    case "notSentYet":
      return <Trans>The polls were closed before everything was sent.</Trans>;
    case "otherNumber":
      return <Trans>The number in the record is another one.</Trans>;
    case "swapped":
      return <Trans>The two numbers were swapped.</Trans>;
    case "couldNotBe":
      return <Trans>It could be explained: somebody saw what happened.</Trans>;
    default:
      return why satisfies never;
  }
}

/** What was due, in a line. */
export function DueSentence({ right, placeNames }: { readonly right: Right; readonly placeNames: string }): ReactNode {
  if (right.registers) return <Trans>Due: register the voter, then give the ballot.</Trans>;
  switch (right.kind) {
    case "regular":
      return <Trans>Due: a regular ballot.</Trans>;
    case "provisional":
      return <Trans>Due: a provisional ballot.</Trans>;
    case "none":
      if (placeNames !== "") return <Trans>Due: no ballot here. The voter goes to {placeNames}.</Trans>;
      return right.instead === "callCounty" ? (
        <Trans>Due: no ballot before the county has said yes.</Trans>
      ) : (
        <Trans>Due: no ballot today.</Trans>
      );
    default:
      return right.kind satisfies never;
  }
}

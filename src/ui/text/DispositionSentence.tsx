/**
 * Dispositions in words: the banner (a verb first, with its tone and shape), why there is no regular ballot, and what
 * to offer instead. Total over the domain's reasons, offers, steps and cautions.
 */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { languageBallots } from "../../domain/ballotStyle.ts";
import { type Detail, writtenFor } from "../../domain/details.ts";
import type { Caution, Disposition, Offer, Reason, Step } from "../../domain/disposition.ts";
import type { Work } from "../checkin/deskWork.ts";
import type { ShapeName } from "../components/Shape.tsx";
import { AskBanner } from "./SituationSentence.tsx";

export type Tone = "ready" | "ask" | "stop";

type Done = Pick<Work, "forms" | "style" | "signed" | "ballotLanguage" | "details">;

/** Whether the voter does this step, on the tablet that is turned to them. */
export function isForVoter(step: Step): boolean {
  return step.step === "sign" || (step.step === "chooseBallot" && step.how === "private");
}

/** Whether a step is done; hearing name and address is confirmed by the primary act itself. */
export function isDone(step: Step, { forms, style, signed, ballotLanguage, details }: Done): boolean {
  switch (step.step) {
    case "confirmIdentity":
      return true;
    case "form":
      return forms.includes(step.form);
    case "proof":
      return forms.includes(step.proof);
    case "detail":
      return writtenFor(step, details) !== undefined;
    case "chooseBallot":
      return step.choices.some(({ id }) => id === style);
    case "chooseLanguage": {
      const ballots = languageBallots(step.choices, style);
      return ballots.length === 0 || ballots.some(({ id }) => id === ballotLanguage);
    }
    case "sign":
      if (signed === undefined) return false;
      if (signed.signature === undefined) return signed.cannotSign.trim() !== "";
      return signed.signature.how === "own" || signed.witnessed;
    default:
      return step satisfies never;
  }
}

/** The first step that is still open. */
export function openStep(steps: readonly Step[], work: Done): Step | undefined {
  return steps.find((step) => !isDone(step, work));
}

export function toneOf(disposition: Disposition, open: Step | undefined): Tone {
  if (disposition.kind === "ask") return "ask";
  // That everyone signs puts nobody in question.
  if (disposition.kind === "regular") return open === undefined || open.step === "sign" ? "ready" : "ask";
  if (disposition.kind === "provisional" || disposition.kind === "register") return "ask";
  switch (disposition.why.reason) {
    case "checkedIn":
    case "provisionalIssued":
    case "earlyVoted":
    case "absenteeCast":
    case "absenteeReturned":
    case "removed":
    case "underage":
    case "afterHours":
      return "stop";
    case "absenteeIssued":
    case "absenteeRequested":
    case "absenteeRejected":
    case "votedInParty":
    case "otherPlace":
    case "newPlace":
    case "limitedBallot":
    case "otherLine":
    case "identification":
    case "inactive":
    case "moved":
    case "nameChanged":
    case "pending":
    case "challenged":
    case "challengedHere":
    case "challengeGround":
    case "partyChallenged":
    case "handedBack":
    case "unknownStatus":
    case "confidential":
    case "newsOld":
    case "assistance":
    case "curbside":
    case "accommodation":
    case "signatureDiffers":
    case "noBallotStyle":
    case "notRegisteredHere":
    case "notOnList":
    case "looksLikeVoter":
      return "ask";
    default:
      return disposition.why satisfies never;
  }
}

export const toneShape: Record<Tone, ShapeName> = { ready: "ready", ask: "ask", stop: "stop" };

type BannerProps = {
  readonly disposition: Disposition;
  readonly open: Step | undefined;
  /** The voter is done with the step, and it is for the poll worker to end it. */
  readonly back?: boolean;
};

export function BannerSentence({ disposition, open, back = false }: BannerProps): ReactNode {
  if (disposition.kind === "none") return <ReasonBanner why={disposition.why} />;
  if (disposition.kind === "ask") return <AskBanner situation={disposition.question.situation} />;
  if (open?.step === "form") return <Trans>Have the voter complete the form</Trans>;
  if (open?.step === "proof") return <Trans>Ask the voter to show proof</Trans>;
  if (open?.step === "detail") return <DetailBanner detail={open.detail} />;
  if (open?.step === "chooseLanguage") return <Trans>Ask in which language</Trans>;
  if (open !== undefined && isForVoter(open) && back) return <Trans>Say how the voter signed</Trans>;
  if (open !== undefined && isForVoter(open)) return <Trans>Turn the tablet to the voter</Trans>;
  if (disposition.kind === "register") return <Trans>Register the voter</Trans>;
  if (open?.step === "chooseBallot")
    return open.how === "saidAloud" ? (
      <Trans>Ask the voter to say the party aloud</Trans>
    ) : (
      <Trans>Ask which ballot</Trans>
    );
  return disposition.kind === "regular" ? <Trans>Ready to check in</Trans> : <Trans>Give a provisional ballot</Trans>;
}

function DetailBanner({ detail }: { detail: Detail }): ReactNode {
  switch (detail) {
    case "assistantName":
      return <Trans>Write down who helps the voter</Trans>;
    case "issuingState":
      return <Trans>Write down which state issued it</Trans>;
    case "identificationKind":
      return <Trans>Choose what the voter shows</Trans>;
    case "otherCounty":
      return <Trans>Ask which other county it is</Trans>;
    case "documentKind":
      return <Trans>Choose which paper the voter shows</Trans>;
    case "exceptionReason":
      return <Trans>Ask why the voter has no ID</Trans>;
    case "identityProof":
    case "citizenshipProof":
    case "residenceProof":
      return <Trans>Ask the voter to show proof</Trans>;
    case "dateOfMove":
      return <Trans>Ask on which day the voter moved</Trans>;
    default:
      return detail satisfies never;
  }
}

function ReasonBanner({ why }: { why: Reason }): ReactNode {
  switch (why.reason) {
    case "checkedIn":
      if (why.cast.length > 0) return <Trans>Stop: checked in, and absentee ballot was cast</Trans>;
      return why.checkIns.length > 1 ? <Trans>Stop: checked in twice</Trans> : <Trans>Stop: already checked in</Trans>;
    case "absenteeCast":
      return <Trans>Stop: absentee ballot was cast</Trans>;
    case "absenteeReturned":
      return <Trans>Stop: absentee ballot came back</Trans>;
    case "absenteeIssued":
      return <Trans>Ask the inspector: absentee ballot was sent</Trans>;
    case "absenteeRequested":
      return <Trans>Ask the inspector: absentee ballot was requested</Trans>;
    case "absenteeRejected":
      return <Trans>Ask the inspector: absentee ballot was not accepted</Trans>;
    case "votedInParty":
      return <Trans>Ask the inspector: voted in another party's primary</Trans>;
    case "earlyVoted":
      return <Trans>Stop: voted early</Trans>;
    case "otherPlace": {
      const [place] = why.places;
      if (place === undefined || why.places.length > 1) return <Trans>Send to another polling place</Trans>;
      const { name } = place;
      return <Trans>Send to {name}</Trans>;
    }
    case "newPlace":
      return <Trans>Send to the place of the new address</Trans>;
    case "limitedBallot": {
      if (why.place === undefined) return <Trans>Call the county: limited ballot</Trans>;
      if (why.here) return <Trans>Call the early voting clerk: limited ballot</Trans>;
      const { name } = why.place;
      return <Trans>Send to {name}</Trans>;
    }
    case "otherLine": {
      if (why.line === undefined) return <Trans>Ask the inspector: this tablet has no line</Trans>;
      const { line, from, through } = why.line;
      return (
        <Trans>
          Send to line {line} ({from} to {through})
        </Trans>
      );
    }
    case "inactive":
      return <Trans>Ask the inspector: registration is inactive</Trans>;
    case "pending":
      return <Trans>Ask the inspector: registration is not complete</Trans>;
    case "challenged":
    case "challengedHere":
    case "challengeGround":
    case "partyChallenged":
      return <Trans>Ask the inspector: voter is challenged</Trans>;
    case "afterHours":
      return <Trans>Stop: came after the polls closed</Trans>;
    case "newsOld":
      return <Trans>Call the county: news are old</Trans>;
    case "assistance":
    case "curbside":
    case "accommodation":
      return <Trans>Ask the inspector</Trans>;
    case "underage":
      return <Trans>Stop: not yet of voting age</Trans>;
    case "provisionalIssued":
      return <Trans>Stop: has a provisional ballot already</Trans>;
    case "handedBack":
      return <Trans>Ask the inspector: handed a ballot back</Trans>;
    case "identification":
      return <Trans>Ask the inspector: no identification</Trans>;
    case "moved":
      return <Trans>Ask the inspector: voter has moved</Trans>;
    case "nameChanged":
      return <Trans>Ask the inspector: name has changed</Trans>;
    case "signatureDiffers":
      return <Trans>Ask the inspector: signatures differ</Trans>;
    case "removed":
      return <Trans>Stop: registration was cancelled</Trans>;
    case "unknownStatus":
      return <Trans>Call the county: status is not clear</Trans>;
    case "confidential":
      return <Trans>Call the county: record is confidential</Trans>;
    case "noBallotStyle":
      return <Trans>Call the county: no ballot is known</Trans>;
    case "notRegisteredHere":
      return <Trans>Call the county: precinct is not known</Trans>;
    case "notOnList":
      return <Trans>Ask the inspector: voter is not on the list</Trans>;
    case "looksLikeVoter":
      return <Trans>Look at these voters first</Trans>;
    default:
      return why satisfies never;
  }
}

/** What lies behind the banner, in one or two sentences. */
export function ReasonSentence({ why }: { why: Reason }): ReactNode {
  switch (why.reason) {
    case "checkedIn":
      if (why.cast.length > 0) return <Trans>This voter may have voted twice. Give no ballot.</Trans>;
      return why.checkIns.length > 1 ? (
        <Trans>This voter was checked in more than once. Give no ballot.</Trans>
      ) : (
        <Trans>Give no second ballot, unless the first one is spoiled.</Trans>
      );
    case "absenteeCast":
      return <Trans>This voter's absentee ballot was cast at a polling place. Give no ballot.</Trans>;
    case "absenteeReturned":
      return <Trans>The county already has this voter's absentee ballot. Give no regular ballot.</Trans>;
    case "absenteeIssued":
      return <Trans>The county sent this voter an absentee ballot, and it has not come back.</Trans>;
    case "absenteeRequested":
      return <Trans>This voter asked for an absentee ballot. Give no regular ballot.</Trans>;
    case "absenteeRejected":
      return <Trans>This voter's absentee ballot came back and was not accepted. Give no regular ballot.</Trans>;
    case "votedInParty":
      return <Trans>Only the ballot of the party of the first primary is open to this voter.</Trans>;
    case "earlyVoted":
      return <Trans>The list says that this voter voted before today. Give no regular ballot.</Trans>;
    case "otherPlace":
      return why.places.length > 1 ? (
        <Trans>The voter's ballot is at one of these places:</Trans>
      ) : (
        <Trans>The voter's ballot is at this place:</Trans>
      );
    case "newPlace":
      return <Trans>After this move the voter's ballot is at the place of the new address.</Trans>;
    case "limitedBallot":
      return why.here ? (
        <Trans>The early voting clerk gives the limited ballot, at this place.</Trans>
      ) : (
        <Trans>Only the main early voting place gives the limited ballot for this voter.</Trans>
      );
    case "otherLine":
      return why.line === undefined ? (
        <Trans>The book of this place is split, and only the other tablets check in voters.</Trans>
      ) : (
        <Trans>Another tablet here checks in voters of this name.</Trans>
      );
    case "inactive":
      return <Trans>The county could not reach this voter at the address on the list.</Trans>;
    case "pending":
      return <Trans>Something is missing from this voter's registration.</Trans>;
    case "challenged":
    case "challengedHere":
    case "challengeGround":
    case "partyChallenged":
      return <Trans>Somebody has questioned this voter's right to vote. The inspector decides.</Trans>;
    case "provisionalIssued":
      return <Trans>This voter was given a provisional ballot. Give no second ballot.</Trans>;
    case "handedBack":
      return <Trans>This voter handed a ballot back unvoted earlier and left.</Trans>;
    case "identification":
      return <Trans>Without identification this voter gets no ballot here.</Trans>;
    case "moved":
      return <Trans>This voter cannot vote here after the move.</Trans>;
    case "nameChanged":
      return <Trans>The name on the list is not the voter's name any more.</Trans>;
    case "signatureDiffers":
      return <Trans>The voter's signature is not like the one on file.</Trans>;
    case "afterHours":
      return <Trans>Who came after closing time cannot vote here any more.</Trans>;
    case "newsOld":
      return <Trans>This voter may have voted at another place, and the tablet would not know.</Trans>;
    case "assistance":
    case "curbside":
    case "accommodation":
      return <Trans>The voter may not be served so here.</Trans>;
    case "underage":
      return <Trans>By the list this voter is not yet 18 on election day. Compare the birth date.</Trans>;
    case "removed":
      return <Trans>This voter is no longer on the list of those who may vote.</Trans>;
    case "unknownStatus":
      return <Trans>The list holds a status that nobody has decided on.</Trans>;
    case "confidential":
      return <Trans>Do not say or write down this voter's name or address.</Trans>;
    case "noBallotStyle":
      return <Trans>The election has no ballot for this voter's precinct. The county must say which one.</Trans>;
    case "notRegisteredHere":
      return <Trans>The election does not hold this voter's precinct.</Trans>;
    case "notOnList":
      return <Trans>This person is not on the list and gets no ballot from this tablet.</Trans>;
    case "looksLikeVoter":
      return <Trans>This person looks like someone on the list. Compare name, birth date and address.</Trans>;
    default:
      return why satisfies never;
  }
}

export function OfferSentence({ offer }: { offer: Offer | "otherLine" }): ReactNode {
  switch (offer) {
    case "otherPlace":
    case "newPlace":
    case "mainPlace":
      return <Trans>Let a voter who does not want to go ask the inspector.</Trans>;
    case "otherLine":
      return <Trans>Show the voter the way to that line.</Trans>;
    case "inspector":
      return <Trans>Ask the inspector what to do. Do not send the voter away.</Trans>;
    case "callCounty":
      return <Trans>Ask the inspector to call the county. Do not send the voter away.</Trans>;
    default:
      return offer satisfies never;
  }
}

export function CautionSentence({ caution }: { caution: Caution }): ReactNode {
  switch (caution) {
    case "listIsOld":
      return <Trans>The list is old: other places may not show.</Trans>;
    case "listIncomplete":
      return <Trans>Part of the county's changes is not on this tablet.</Trans>;
    case "checkInSetAside":
      return <Trans>A check-in on a tablet that the county has set aside does not count. Tell the inspector.</Trans>;
    case "checkInCancelled":
      return <Trans>An earlier check-in was cancelled.</Trans>;
    default:
      return caution satisfies never;
  }
}

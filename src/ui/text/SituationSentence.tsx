/**
 * Situations and the ways in which they go on, in words: what the poll worker asks, and what the answers are. Total over
 * the domain's situations and ways; a pack chooses among them and invents none.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { RaisedHere, SaidByVoter, Situation, WayId } from "../../domain/disposition.ts";
import { legalClose } from "../../domain/placeHours.ts";
import { useTabletState } from "../surroundings.ts";
import { PartyOfBallot } from "./PartySentence.tsx";
import { timeOfDay } from "./times.ts";

/** The banner while it is asked: a verb first. */
export function AskBanner({ situation }: { situation: Situation }): ReactNode {
  switch (situation) {
    case "identification":
      return <Trans>Ask for identification</Trans>;
    case "absenteeIssued":
      return <Trans>Ask for the absentee ballot</Trans>;
    case "votedInParty":
      return <Trans>Ask whether the voter voted in that primary</Trans>;
    case "inactive":
      return <Trans>Ask where the voter lives now</Trans>;
    case "moved":
      return <Trans>Ask where the voter moved</Trans>;
    case "nameChanged":
      return <Trans>Ask for the new name</Trans>;
    case "pending":
      return <Trans>Ask for what is missing from the registration</Trans>;
    case "challengedHere":
      return <Trans>Ask who challenges the voter</Trans>;
    case "challengeGround":
      return <Trans>Ask what the challenge says</Trans>;
    case "challenged":
      return <Trans>Ask the inspector: voter is challenged</Trans>;
    case "partyChallenged":
      return <Trans>Ask for a statement of the party</Trans>;
    case "handedBack":
      return <Trans>Ask the inspector: handed a ballot back</Trans>;
    case "confidential":
      return <Trans>Ask for the voter's number</Trans>;
    case "unknownStatus":
      return <Trans>Ask the inspector to call the county</Trans>;
    case "notOnList":
      return <Trans>Decide with the inspector: voter is not on the list</Trans>;
    case "afterHours":
      return <Trans>Ask whether the voter was in line at closing time</Trans>;
    case "newsOld":
      return <Trans>Ask the inspector to call the county: news are old</Trans>;
    case "assistance":
      return <Trans>Ask who helps the voter</Trans>;
    case "curbside":
      return <Trans>Serve the voter at the car</Trans>;
    case "accommodation":
      return <Trans>Ask what the voter needs</Trans>;
    case "signatureDiffers":
      return <Trans>Compare the signatures with the inspector</Trans>;
    case "checkedIn":
    case "provisionalIssued":
    case "absenteeCast":
    case "absenteeRequested":
    case "absenteeRejected":
    case "absenteeReturned":
    case "earlyVoted":
    case "removed":
    case "underage":
    case "otherPlace":
    case "newPlace":
    case "otherLine":
      return <Trans>Ask the inspector</Trans>;
    default:
      return situation satisfies never;
  }
}

type SituationQuestionProps = {
  readonly situation: Situation;
  /** What a challenge says. */
  readonly ground?: Ground;
  /** Of the voter, by the list. */
  readonly party?: string | undefined;
};

/** Above the ways. */
export function SituationQuestion({ situation, ground, party }: SituationQuestionProps): ReactNode {
  switch (situation) {
    case "identification":
      return <Trans>Does the voter show identification?</Trans>;
    case "absenteeIssued":
      return <Trans>The county sent this voter an absentee ballot. Where is it?</Trans>;
    case "votedInParty":
      return (
        <Trans>
          By the list the voter voted in this primary: <PartyOfBallot party={party ?? ""} />. Did they?
        </Trans>
      );
    case "inactive":
      return <Trans>Registration is inactive. Does the voter still live at this address?</Trans>;
    case "moved":
      return <Trans>Where did the voter move?</Trans>;
    case "nameChanged":
      return <Trans>The voter's name has changed.</Trans>;
    case "pending":
      return <Trans>Something is missing from this registration. Does the voter show it?</Trans>;
    case "challengedHere":
      return <Trans>Who challenges this voter's right to vote?</Trans>;
    case "challengeGround":
      return <Trans>What does the challenge say?</Trans>;
    case "challenged":
      return <ChallengeQuestion ground={ground} />;
    case "partyChallenged":
      return <Trans>An official doubts the voter's party. Does the voter sign for it?</Trans>;
    case "handedBack":
      return <Trans>This voter handed a ballot back unvoted. What now?</Trans>;
    case "confidential":
      return <Trans>The record is confidential. Who says that it is this voter's?</Trans>;
    case "unknownStatus":
      return <Trans>What does the county say?</Trans>;
    case "notOnList":
      return <Trans>This person is not on the list. What do they want?</Trans>;
    case "afterHours":
      return <InLineQuestion />;
    case "newsOld":
      return <Trans>The voter may have voted at another place. What does the county say?</Trans>;
    case "assistance":
      return <Trans>Who helps the voter with the ballot?</Trans>;
    case "curbside":
      return <Trans>Where is the voter served?</Trans>;
    case "accommodation":
      return <Trans>What does the voter need?</Trans>;
    case "signatureDiffers":
      return <Trans>The signatures look different. What did you find?</Trans>;
    case "otherLine":
      return <Trans>If the voter is to be served here all the same:</Trans>;
    case "checkedIn":
    case "provisionalIssued":
    case "absenteeCast":
    case "absenteeRequested":
    case "absenteeRejected":
    case "absenteeReturned":
    case "earlyVoted":
    case "removed":
    case "underage":
    case "otherPlace":
    case "newPlace":
      return <Trans>If the voter disagrees:</Trans>;
    default:
      return situation satisfies never;
  }
}

type Ground = WayId | null | undefined;

/** What is asked of a voter who is challenged, by what the challenge says. */
function ChallengeQuestion({ ground }: { ground: Ground }): ReactNode {
  switch (ground) {
    case "saysOtherPerson":
      return <Trans>Ask: “Are you the person of this name on the list?” What came of it?</Trans>;
    case "saysLivesElsewhere":
      return <Trans>Ask: “Where do you live, and since when?” What came of it?</Trans>;
    case "saysNotCitizen":
      return <Trans>Ask: “Are you a citizen of the United States?” What came of it?</Trans>;
    case "saysTooYoung":
      return <Trans>Ask: “When were you born?” What came of it?</Trans>;
    case "saysVoted":
      return <Trans>Ask: “Have you voted already, here or by mail?” What came of it?</Trans>;
    case "saysConvicted":
      return <Trans>Ask: “Has a court taken away your right to vote?” What came of it?</Trans>;
    case "saysOtherParty":
      return <Trans>Ask: “Which party do you belong to?” What came of it?</Trans>;
    default:
      return <Trans>Somebody has questioned this voter's right to vote. What came of it?</Trans>;
  }
}

/** What the poll worker taps when it is so. */
export function WaySentence({ way }: { way: WayId }): ReactNode {
  switch (way) {
    case "idShown":
      return <Trans>Yes, shown</Trans>;
    case "idOtherState":
      return <Trans>Yes, a license or ID card of another state</Trans>;
    case "idNameSimilar":
      return <Trans>Yes, with a name that is slightly different</Trans>;
    case "idException":
      return <Trans>No, and the voter declares why</Trans>;
    case "idExempt":
      return <Trans>No: the certificate says (E)</Trans>;
    case "idExemptLater":
      return <Trans>No: religion, or a natural disaster</Trans>;
    case "idNone":
      return <Trans>No, none to show</Trans>;
    case "ballotSurrendered":
      return <Trans>Voter hands it over</Trans>;
    case "noticeShown":
      return <Trans>Voter shows the county's notice instead</Trans>;
    case "ballotNotHere":
      return <Trans>Voter does not have it here</Trans>;
    case "willNotUseIt":
      return <Trans>Voter has not sent it and will not use it</Trans>;
    case "notReturned":
      return <Trans>It was not sent back</Trans>;
    case "notProcessed":
      return <Trans>The ballot is not processed yet and is set aside</Trans>;
    case "notVoted":
      return <Trans>Voter says they have not voted</Trans>;
    case "comesBack":
      return <Trans>Voter comes back to vote</Trans>;
    case "addressSame":
      return <Trans>Yes, at this address</Trans>;
    case "hasMoved":
      return <Trans>No, the voter has moved</Trans>;
    case "movedWithin":
      return <Trans>Within this precinct</Trans>;
    case "movedRecently":
      return <Trans>To another precinct, a short time before the election</Trans>;
    case "movedInCounty":
      return <Trans>To or from another precinct of this county</Trans>;
    case "movedIntoCounty":
      return <Trans>To or from another county</Trans>;
    case "movedHere":
      return <Trans>The voter lives at an address of this place now</Trans>;
    case "nameFormSigned":
      return <Trans>Voter gives the new name and signs for it</Trans>;
    case "nameSame":
      return <Trans>The voter is the same person</Trans>;
    case "documentsShown":
      return <Trans>Voter shows the documents</Trans>;
    case "documentsMissing":
      return <Trans>No, not here</Trans>;
    case "officialChallenges":
      return <Trans>An election official of this place</Trans>;
    case "voterOfCounty":
      return <Trans>A registered voter of this county</Trans>;
    case "voterOfTown":
      return <Trans>A registered voter of this town or ward</Trans>;
    case "appointedChallenger":
      return <Trans>A challenger of a party or of the attorney general</Trans>;
    case "mayNotChallenge":
      return <Trans>Somebody else: no challenge, go on</Trans>;
    case "saysOtherPerson":
      return <Trans>Voter is not the person on the list</Trans>;
    case "saysLivesElsewhere":
      return <Trans>Voter lives somewhere else</Trans>;
    case "saysNotCitizen":
      return <Trans>Voter is not a citizen</Trans>;
    case "saysTooYoung":
      return <Trans>Voter is too young</Trans>;
    case "saysVoted":
      return <Trans>Voter has voted already</Trans>;
    case "saysConvicted":
      return <Trans>Voter lost the right to vote by a conviction</Trans>;
    case "saysOtherParty":
      return <Trans>Voter belongs to another party</Trans>;
    case "samePartyBallot":
      return <Trans>Yes: that party's ballot only</Trans>;
    case "otherPartyDenied":
      return <Trans>No, the voter swears that they did not</Trans>;
    case "partyStatementSigned":
      return <Trans>Yes, signs the statement</Trans>;
    case "partyStatementRefused":
      return <Trans>No, does not sign it</Trans>;
    case "challengeAnswered":
      return <Trans>Answered: the voter may vote</Trans>;
    case "challengeUpheld":
      return <Trans>Not settled in the voter's favor</Trans>;
    case "isRegistered":
      return <Trans>Voter says they are registered</Trans>;
    case "seventeenInPrimary":
      return <Trans>Voter is 17 and turns 18 by the general election</Trans>;
    case "ofAge":
      return <Trans>Voter says they are old enough</Trans>;
    case "countySaysYes":
      return <Trans>The county says that this voter may vote here</Trans>;
    case "numberGiven":
      return <Trans>The voter gave this number</Trans>;
    case "insistsHere":
      return <Trans>Voter wants to vote here</Trans>;
    case "claimsRegistration":
      return <Trans>Says that they are registered: provisional ballot</Trans>;
    case "registeredElsewhere":
      return <Trans>Moved here, registered in another county of this state</Trans>;
    case "registersToday":
      return <Trans>Registers now</Trans>;
    case "inLineAtClose":
      return <Trans>Yes, in line</Trans>;
    case "underOrder":
      return <UnderOrder />;
    case "cameTooLate":
      return <Trans>No, came too late</Trans>;
    case "countySaysNotVoted":
      return <Trans>The county says that this voter has not voted</Trans>;
    case "countyNotReached":
      return <Trans>The county cannot be reached</Trans>;
    case "personChosen":
      return <Trans>A person whom the voter chose</Trans>;
    case "officialsHelp":
      return <Trans>Poll workers</Trans>;
    case "helpNotWanted":
      return <Trans>Nobody: the voter wants no help</Trans>;
    case "atTheCar":
      return <Trans>At the car</Trans>;
    case "seated":
      return <Trans>A chair, or a place at the front of the line</Trans>;
    case "accessibleMachine":
      return <Trans>The accessible voting machine</Trans>;
    case "interpreter":
      return <Trans>An interpreter</Trans>;
    case "sameHand":
      return <Trans>The same person signed both</Trans>;
    case "otherHand":
      return <Trans>They are not from the same person</Trans>;
    case "lineNotServed":
      return <Trans>Nobody serves that line now</Trans>;
    case "sentFromLine":
      return <Trans>That line sent the voter here</Trans>;
    case "cannotChangeLine":
      return <Trans>The voter cannot go to that line</Trans>;
    default:
      return way satisfies never;
  }
}

/** What the voter may say that the list does not tell, or somebody against the voter. */
export function SaidSentence({ said }: { said: SaidByVoter | RaisedHere }): ReactNode {
  switch (said) {
    case "challengedHere":
      return <Trans>Voter is challenged</Trans>;
    case "partyChallenged":
      return <Trans>Party is doubted</Trans>;
    case "moved":
      return <Trans>Voter has moved</Trans>;
    case "nameChanged":
      return <Trans>Name has changed</Trans>;
    case "assistance":
      return <Trans>Somebody helps</Trans>;
    case "curbside":
      return <Trans>At the car</Trans>;
    case "accommodation":
      return <Trans>Needs something else</Trans>;
    default:
      return said satisfies never;
  }
}

/** By the law's own hour: an order that extends it does not change who was in line. */
function InLineQuestion(): ReactNode {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  if (election === undefined) return null;
  const close = timeOfDay(legalClose(election), election.timeZone, i18n.locale);
  return <Trans>Was this voter in line at {close}?</Trans>;
}

function UnderOrder(): ReactNode {
  const { i18n } = useLingui();
  const { election, hours } = useTabletState();
  if (election === undefined || hours.extension === undefined) return <Trans>No, came later, under an order</Trans>;
  const until = timeOfDay(hours.extension.until, election.timeZone, i18n.locale);
  return <Trans>No, came later, by {until} under the order</Trans>;
}

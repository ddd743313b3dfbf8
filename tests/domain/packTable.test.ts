/** Every situation under every pack, literally: a rule that is changed is seen in review as a changed line here. */
import { expect, test } from "vitest";
import { packs } from "../../src/domain/packs/packs.ts";
import { type Situation, situations } from "../../src/domain/situation.ts";
import { lineOf } from "./packTable.ts";

const table: Readonly<Record<string, Readonly<Record<Situation, string>>>> = {
  CA: {
    checkedIn: "stop, inspector; notVoted → provisional, inspector [Provisional ballot envelope]",
    provisionalIssued: "stop, inspector",
    otherLine:
      "stop, otherLine; lineNotServed → regular, inspector; sentFromLine → regular, inspector; cannotChangeLine → regular, inspector",
    handedBack: "ask; comesBack → regular, inspector",
    absenteeCast: "stop, inspector",
    afterHours:
      "ask; inLineAtClose → regular; underOrder → provisional [Provisional ballot envelope]; cameTooLate → stop",
    confidential: "stop, callCounty; countySaysYes → regular, inspector",
    absenteeReturned: "stop, inspector; notReturned → provisional, inspector [Provisional ballot envelope]",
    earlyVoted: "stop, inspector; notVoted → provisional, inspector [Provisional ballot envelope]",
    absenteeRequested: "not here: regular",
    absenteeRejected: "stop, inspector; insistsHere → provisional, inspector [Provisional ballot envelope]",
    removed: "stop, inspector; isRegistered → provisional, inspector [Provisional ballot envelope]",
    underage: "stop, inspector; ofAge → provisional, inspector [Provisional ballot envelope]",
    challengedHere: "ask; officialChallenges → ask challengeGround; mayNotChallenge → regular",
    challengeGround:
      "ask; saysOtherPerson → ask challenged; saysLivesElsewhere → ask challenged; saysNotCitizen → ask challenged; saysVoted → ask challenged",
    challenged:
      "ask; challengeAnswered → regular, inspector [Oath of a challenged voter]; challengeUpheld → provisional, inspector [Provisional ballot envelope]",
    pending:
      "ask; documentsShown → regular, inspector (old news: provisional, inspector [Provisional ballot envelope]); documentsMissing → provisional, inspector [Provisional ballot envelope]",
    unknownStatus: "stop, callCounty; countySaysYes → regular, inspector",
    otherPlace: "stop, otherPlace; insistsHere → provisional, inspector [Provisional ballot envelope]",
    notOnList:
      "ask; registersToday → registers, inspector [Conditional voter registration form]; claimsRegistration → provisional, inspector [Provisional ballot envelope]",
    newsOld:
      "ask; countySaysNotVoted → regular, inspector; countyNotReached → provisional, inspector [Provisional ballot envelope]",
    identification: "ask; idShown → regular; idNone → provisional, inspector [Provisional ballot envelope]",
    absenteeIssued:
      "ask; ballotSurrendered → regular; notReturned → regular, inspector (old news: provisional, inspector [Provisional ballot envelope]); ballotNotHere → provisional, inspector [Provisional ballot envelope]",
    votedInParty: "not here: regular",
    inactive: "ask; addressSame → regular; hasMoved → ask moved",
    moved:
      "ask; movedWithin → regular [Address change form]; movedRecently → regular (movedOn); movedInCounty → provisional, inspector (movedOn) [Provisional ballot envelope]; movedIntoCounty → provisional, inspector (otherCounty) [Conditional voter registration form] [Provisional ballot envelope]",
    newPlace: "not here: regular; insistsHere → regular",
    nameChanged: "ask; nameFormSigned → regular [Name change form]",
    partyChallenged: "not here: regular",
    assistance: "ask; personChosen → regular (assistant); officialsHelp → regular; helpNotWanted → regular",
    curbside: "ask; atTheCar → regular",
    accommodation: "ask; seated → regular; accessibleMachine → regular; interpreter → regular",
    signatureDiffers: "not here: regular; sameHand → regular; otherHand → regular",
  },
  NH: {
    checkedIn: "stop, inspector",
    provisionalIssued: "stop, inspector",
    otherLine:
      "stop, otherLine; lineNotServed → regular, inspector; sentFromLine → regular, inspector; cannotChangeLine → regular, inspector",
    handedBack: "ask; comesBack → regular, inspector",
    absenteeCast: "stop, inspector",
    afterHours: "ask; inLineAtClose → regular; underOrder → stop; cameTooLate → stop",
    confidential: "ask; numberGiven → regular",
    absenteeReturned: "stop, inspector; notProcessed → regular, inspector (old news: stop)",
    earlyVoted: "stop, inspector",
    absenteeRequested: "not here: regular",
    absenteeRejected: "not here: regular",
    removed: "stop, inspector; documentsShown → regular, inspector [Voter registration form]",
    underage: "stop, inspector; documentsShown → regular, inspector [Voter registration form]",
    challengedHere:
      "ask; voterOfTown → ask challengeGround; officialChallenges → ask challengeGround; appointedChallenger → ask challengeGround; mayNotChallenge → regular",
    challengeGround:
      "ask; saysOtherPerson → ask challenged; saysLivesElsewhere → ask challenged; saysNotCitizen → ask challenged; saysTooYoung → ask challenged; saysConvicted → ask challenged; saysVoted → ask challenged; saysOtherParty → ask challenged (primary, runoff only)",
    challenged: "ask; challengeAnswered → regular, inspector; challengeUpheld → stop",
    pending: "ask; documentsShown → regular, inspector [Voter registration form]; documentsMissing → stop",
    unknownStatus: "stop, callCounty; countySaysYes → regular, inspector",
    otherPlace: "stop, otherPlace",
    notOnList:
      "ask; registersToday → registers, inspector (identityProof) (citizenshipProof) (residenceProof) [Voter registration form] (electionDay only)",
    newsOld: "not here: regular; countySaysNotVoted → regular",
    identification:
      "ask; idShown → regular; idOtherState → regular (issuingState); idException → regular, inspector; idNone → stop",
    absenteeIssued: "ask; willNotUseIt → regular, inspector (old news: stop)",
    votedInParty: "not here: regular",
    inactive: "ask; addressSame → regular; hasMoved → ask moved",
    moved: "ask; movedWithin → regular; movedInCounty → stop; movedIntoCounty → stop",
    newPlace: "not here: regular",
    nameChanged: "ask; nameFormSigned → regular [Voter registration form]",
    partyChallenged: "not here: regular",
    assistance: "ask; personChosen → regular, inspector (assistant); officialsHelp → regular; helpNotWanted → regular",
    curbside: "ask; atTheCar → regular",
    accommodation: "ask; seated → regular; accessibleMachine → regular; interpreter → regular",
    signatureDiffers: "not here: regular; sameHand → regular; otherHand → regular",
  },
  NC: {
    checkedIn:
      'stop, inspector; notVoted → provisional, inspector [Provisional Voting Application] "Voter Already Voted"',
    provisionalIssued: "stop, inspector",
    otherLine:
      "stop, otherLine; lineNotServed → regular, inspector; sentFromLine → regular, inspector; cannotChangeLine → regular, inspector",
    handedBack:
      'stop, inspector; notVoted → provisional, inspector [Provisional Voting Application] "Voter Already Voted"',
    absenteeCast: "stop, inspector",
    afterHours:
      "ask; inLineAtClose → regular; underOrder → provisional [Provisional Voting Application]; cameTooLate → stop",
    confidential: "stop, callCounty; countySaysYes → regular, inspector",
    absenteeReturned:
      'stop, inspector; notReturned → provisional, inspector [Provisional Voting Application] "Voter Already Voted"',
    earlyVoted:
      'stop, inspector; notVoted → provisional, inspector [Provisional Voting Application] "Voter Already Voted"',
    absenteeRequested: "not here: regular",
    absenteeRejected: "not here: regular",
    removed:
      'stop, inspector; isRegistered → provisional, inspector [Provisional Voting Application] "Previously Removed"',
    underage:
      "stop, inspector; seventeenInPrimary → regular, underage (primary only); ofAge → provisional, inspector [Provisional Voting Application]",
    challengedHere:
      "ask; voterOfCounty → ask challengeGround (electionDay only); officialChallenges → ask challengeGround (electionDay only); mayNotChallenge → regular (electionDay only)",
    challengeGround:
      "ask; saysOtherPerson → ask challenged; saysLivesElsewhere → ask challenged; saysNotCitizen → ask challenged; saysTooYoung → ask challenged; saysConvicted → ask challenged; saysVoted → ask challenged; saysOtherParty → ask challenged (primary, runoff only)",
    challenged:
      "ask; challengeAnswered → regular, inspector [Oath of a challenged voter]; challengeUpheld → provisional, inspector [Application and affidavit for a challenged ballot] [Provisional Voting Application]",
    pending:
      'ask; documentsShown → regular (documentKind); documentsMissing → provisional, inspector [Provisional Voting Application] "No Acceptable ID"',
    unknownStatus: "stop, callCounty; countySaysYes → regular, inspector",
    otherPlace:
      'stop, otherPlace; movedHere → provisional, inspector (movedOn) [Address change form] [Provisional Voting Application] "Unreported Move"; insistsHere → provisional, inspector [Provisional Voting Application] "Incorrect Precinct"',
    notOnList:
      'ask; registersToday → ask notOnList (earlyVoting only); claimsRegistration → provisional, inspector [Provisional Voting Application] "No Record of Registration"',
    newsOld: "not here: regular; countySaysNotVoted → regular; countyNotReached → regular",
    identification:
      'ask; idShown → regular; idException → provisional, inspector (exceptionReason) [Photo ID Exception Form] [Provisional Voting Application]; idNone → provisional, inspector [Provisional Voting Application] "No Acceptable ID"',
    absenteeIssued:
      'ask; willNotUseIt → regular (old news: provisional [Provisional Voting Application]); insistsHere → provisional, inspector [Provisional Voting Application] "Voter Already Voted"',
    votedInParty: "not here: regular",
    inactive: "ask; addressSame → regular; hasMoved → ask moved",
    moved:
      "ask; movedWithin → regular [Address change form]; movedRecently → regular (movedOn) [Address change form]; movedInCounty → none: newPlace; movedIntoCounty → provisional, inspector (otherCounty) [Provisional Voting Application]",
    newPlace:
      'stop, newPlace; insistsHere → provisional, inspector (movedOn) [Provisional Voting Application] "Unreported Move"',
    nameChanged: "ask; nameFormSigned → regular [Name change form]",
    partyChallenged: "not here: regular",
    assistance: "ask; personChosen → regular (assistant); officialsHelp → regular; helpNotWanted → regular",
    curbside: "ask; atTheCar → regular [Affidavit of person voting outside the voting place]",
    accommodation: "ask; seated → regular; accessibleMachine → regular; interpreter → regular",
    signatureDiffers: "not here: regular; sameHand → regular; otherHand → regular",
  },
  OH: {
    checkedIn: "stop, inspector; notVoted → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    provisionalIssued: "stop, inspector",
    otherLine:
      "stop, otherLine; lineNotServed → regular, inspector; sentFromLine → regular, inspector; cannotChangeLine → regular, inspector",
    handedBack: "ask; comesBack → regular, inspector",
    absenteeCast: "stop, inspector",
    afterHours:
      "ask; inLineAtClose → regular; underOrder → provisional [Form 12-B Provisional Ballot Affirmation]; cameTooLate → stop",
    confidential: "stop, callCounty; countySaysYes → regular, inspector",
    absenteeReturned:
      "stop, inspector; notReturned → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    earlyVoted: "stop, inspector; notVoted → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    absenteeRequested:
      "stop, inspector; insistsHere → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    absenteeRejected:
      "stop, inspector; insistsHere → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    removed: "stop, inspector; isRegistered → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    underage:
      "stop, inspector; seventeenInPrimary → regular, underage (primary only); ofAge → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    challengedHere: "ask; officialChallenges → ask challengeGround; mayNotChallenge → regular",
    challengeGround:
      "ask; saysNotCitizen → ask challenged; saysLivesElsewhere → ask challenged; saysTooYoung → ask challenged",
    challenged:
      "ask; challengeAnswered → regular, inspector [Affidavit of a challenged voter]; challengeUpheld → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    pending:
      "ask; documentsShown → regular, inspector (old news: provisional, inspector [Form 12-B Provisional Ballot Affirmation]); documentsMissing → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    unknownStatus: "stop, callCounty; countySaysYes → regular, inspector",
    otherPlace: "stop, otherPlace; insistsHere → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    notOnList: "ask; claimsRegistration → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    newsOld: "not here: regular; countySaysNotVoted → regular; countyNotReached → regular",
    identification:
      "ask; idShown → regular; idException → provisional, inspector [Affidavit of religious objection] [Form 12-B Provisional Ballot Affirmation]; idNone → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    absenteeIssued:
      "ask; ballotSurrendered → provisional, inspector [Form 12-B Provisional Ballot Affirmation]; ballotNotHere → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    votedInParty: "not here: regular",
    inactive: "ask; addressSame → regular; hasMoved → ask moved",
    moved:
      "ask; movedWithin → regular [Notice of change of residence]; movedInCounty → provisional, inspector [Notice of change of residence] [Form 12-B Provisional Ballot Affirmation]; movedIntoCounty → stop",
    newPlace: "not here: regular; insistsHere → regular",
    nameChanged:
      "ask; documentsShown → regular [Form 10-L]; documentsMissing → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
    partyChallenged:
      "ask; partyStatementSigned → regular [Form 10-W] (primary only); partyStatementRefused → provisional, inspector [Form 12-B Provisional Ballot Affirmation] (primary only)",
    assistance: "ask; personChosen → regular (assistant); officialsHelp → regular; helpNotWanted → regular",
    curbside: "ask; atTheCar → regular",
    accommodation: "ask; seated → regular; accessibleMachine → regular; interpreter → regular",
    signatureDiffers:
      "ask; sameHand → regular, inspector; otherHand → provisional, inspector [Form 12-B Provisional Ballot Affirmation]",
  },
  TX: {
    checkedIn: "stop, inspector; notVoted → provisional, inspector [Affidavit of Provisional Voter]",
    provisionalIssued: "stop, inspector",
    otherLine:
      "stop, otherLine; lineNotServed → regular, inspector; sentFromLine → regular, inspector; cannotChangeLine → regular, inspector",
    handedBack: "ask; comesBack → regular, inspector",
    absenteeCast: "stop, inspector",
    afterHours:
      "ask; inLineAtClose → regular; underOrder → provisional [Affidavit of Provisional Voter]; cameTooLate → stop",
    confidential: "stop, callCounty; countySaysYes → regular, inspector",
    absenteeReturned: "stop, inspector; notReturned → provisional, inspector [Affidavit of Provisional Voter]",
    earlyVoted: "stop, inspector; notVoted → provisional, inspector [Affidavit of Provisional Voter]",
    absenteeRequested: "not here: regular",
    absenteeRejected: "stop, inspector; insistsHere → provisional, inspector [Affidavit of Provisional Voter]",
    removed: "stop, inspector; isRegistered → provisional, inspector [Affidavit of Provisional Voter]",
    underage: "stop, inspector; ofAge → provisional, inspector [Affidavit of Provisional Voter]",
    challengedHere: "not here: regular",
    challengeGround: "not here: regular",
    challenged:
      "ask; challengeAnswered → regular, inspector; challengeUpheld → provisional, inspector [Affidavit of Provisional Voter]",
    pending:
      "ask; documentsShown → regular, inspector (old news: provisional, inspector [Affidavit of Provisional Voter]); documentsMissing → provisional, inspector [Affidavit of Provisional Voter]",
    unknownStatus: "stop, callCounty; countySaysYes → regular, inspector",
    otherPlace: "stop, otherPlace; insistsHere → provisional, inspector [Affidavit of Provisional Voter]",
    notOnList:
      "ask; claimsRegistration → provisional, inspector [Affidavit of Provisional Voter]; registeredElsewhere → ask notOnList (earlyVoting only)",
    newsOld:
      "ask; countySaysNotVoted → regular, inspector; countyNotReached → provisional, inspector [Affidavit of Provisional Voter]",
    identification:
      "ask; idShown → regular; idNameSimilar → regular [Similar name affidavit]; idException → regular (exceptionReason) [Reasonable Impediment Declaration]; idExempt → regular; idExemptLater → provisional, inspector (exceptionReason) [Affidavit of Provisional Voter]; idNone → provisional, inspector [Affidavit of Provisional Voter]",
    absenteeIssued:
      "ask; ballotSurrendered → regular, inspector [Request to cancel the ballot by mail] [Register of returned mail ballots]; noticeShown → regular, inspector [Request to cancel the ballot by mail]; ballotNotHere → provisional, inspector [Affidavit of Provisional Voter]",
    votedInParty:
      "ask; samePartyBallot → regular; otherPartyDenied → regular [Affidavit of party affiliation] (runoff only)",
    inactive: "ask; addressSame → regular [Statement of Residence]; hasMoved → ask moved",
    moved:
      "ask; movedWithin → regular [Statement of Residence]; movedInCounty → regular [Statement of Residence]; movedIntoCounty → provisional, inspector (otherCounty) [Affidavit of Provisional Voter]",
    newPlace: "not here: regular; insistsHere → regular",
    nameChanged: "ask; nameFormSigned → regular [Similar name affidavit]",
    partyChallenged: "not here: regular",
    assistance:
      "ask; personChosen → regular (assistant) [Oath of assistance] [Form of assistant]; officialsHelp → regular; helpNotWanted → regular",
    curbside: "ask; atTheCar → regular [Request to vote outside the polling place]",
    accommodation: "ask; seated → regular; accessibleMachine → regular; interpreter → regular",
    signatureDiffers: "not here: regular; sameHand → regular; otherHand → regular",
  },
};

const cases = [...packs.values()].flatMap((pack) =>
  situations.map((situation) => ({ pack, state: pack.state, situation, expected: table[pack.state]?.[situation] })),
);
test.each(cases)("$state: $situation", ({ pack, situation, expected }) => {
  expect(lineOf(pack, situation)).toBe(expected);
});

test("the table is about the packs that there are", () => {
  expect(Object.keys(table)).toEqual([...packs.keys()]);
});

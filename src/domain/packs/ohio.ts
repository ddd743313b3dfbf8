/** Ohio: photo identification of everyone, provisional wherever the list raises a doubt, party chosen at each primary. */
import { printingOnRequest } from "../printingRules.ts";
import { rule, type Way, type WayId, way } from "../situationRules.ts";
import { ohioForms } from "./formTexts.ts";
import {
  accommodationBasis,
  accommodations,
  challengers,
  confidentialByNumber,
  goesOn,
  grounds,
  hava,
  havaExtended,
  newPlace,
  notFound,
  nvraMoved,
  onePlaceEach,
  otherLine,
  type Pack,
  statementWith,
  undecidedStatus,
  usualPermits,
  vraAssistance,
  withReasons,
} from "./pack.ts";

const provisional = (id: WayId, ...forms: string[]): Way => way(id, "provisional", { by: "inspector", forms });
const onClaim = { source: `R.C. 3505.181; ${hava}`, confidence: "statute" } as const;

export const ohio: Pack = {
  state: "OH",
  name: "Ohio",
  rules: {
    pack: "Ohio, November 2026",
    words: {
      inspector: "Voting Location Manager",
      pollWorker: "precinct election official",
      balance: "ballot accounting chart",
      inactive: "flagged",
    },
    say: "voterStates",
    identification: "everyone",
    identificationKinds: {
      accepted: ["driverLicense", "stateIdCard", "interimId", "passport", "militaryId", "nationalGuardId", "veteranId"],
      expired: { years: 0 },
      source: "R.C. 3501.01(AA) after H.B. 458 of 2022, by a county board's page: with name and photo, not expired",
      confidence: "secondary",
    },
    provisional: true,
    provisionalForms: ["Form 12-B Provisional Ballot Affirmation"],
    forms: [...ohioForms],
    printing: printingOnRequest,
    staleAfterMinutes: 240,
    oldNews: "goOn",
    idleLockMinutes: 5,
    permits: usualPermits,
    ballots: {
      most: 3,
      beyond: "none",
      leftBallot: "setAside",
      leftReturns: "inspector",
      ownMinutes: 2,
      source:
        "R.C. 3505.23 (no more than three; every ballot is returned before leaving); a ballot left behind, and whose mistake is put right by whom: practice",
      confidence: "practice",
    },
    balance: statementWith("provisional"),
    signature: {
      who: "everyone",
      unable: "mark",
      reference: true,
      paper: "signature poll book",
      affirmation: {
        en: "I am the person named above, and I live at the address above.",
        es: "Soy la persona nombrada arriba y vivo en la dirección indicada arriba.",
      },
      source:
        "R.C. 3505.18 (signs, or makes a mark that an official attests), not read in its text of today; the one on file beside it, and the words to affirm: practice",
      confidence: "practice",
    },
    primary: {
      members: "any",
      others: "any",
      withoutParty: "issuesOnly",
      joins: true,
      mayLeave: false,
      choice: "toOfficial",
      runoffBound: false,
      source:
        "Secretary of State, precinct election official manual: issues-only ballot, party challenge Forms 10-W and 10-X",
      confidence: "secondary",
    },
    confidential: confidentialByNumber,
    situations: withReasons(
      {
        checkedIn: rule("stop", [provisional("notVoted")], onClaim),
        provisionalIssued: rule("stop", [], { source: "No law found on a second provisional ballot" }),
        otherLine,
        handedBack: rule("ask", [way("comesBack", "regular", { by: "inspector" })], {
          source: "R.C. 3505.23 (returned before leaving); no law found on a voter who comes back",
        }),
        absenteeCast: rule("stop", [], {
          source: "Counted by the board of elections: none are processed at the polls; practice",
        }),
        afterHours: rule(
          "ask",
          [way("inLineAtClose", "regular"), way("underOrder", "provisional"), way("cameTooLate", "stop")],
          { source: `R.C. 3501.32(A); ${havaExtended}`, confidence: "statute" },
        ),
        confidential: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: "R.C. 111.44 (Safe at Home); at the table: practice",
        }),
        absenteeReturned: rule("stop", [provisional("notReturned")], onClaim),
        earlyVoted: rule("stop", [provisional("notVoted")], onClaim),
        // Whoever asked for one, sent or not.
        absenteeRequested: rule("stop", [provisional("insistsHere")], {
          source: "R.C. 3505.181(A): who requested an absent voter's ballot; its text of today was not read",
          confidence: "secondary",
        }),
        absenteeRejected: rule("stop", [provisional("insistsHere")], {
          source: "R.C. 3505.181(A): who requested an absent voter's ballot; its text of today was not read",
          confidence: "secondary",
        }),
        removed: rule("stop", [provisional("isRegistered")], onClaim),
        underage: rule(
          "stop",
          [way("seventeenInPrimary", "regular", { only: ["primary"], ballot: "underage" }), provisional("ofAge")],
          { source: "R.C. 3503.011 (primaries: candidates only, no issues)", confidence: "secondary" },
        ),
        challengedHere: rule("ask", challengers(["officialChallenges"]), {
          source: "R.C. 3505.20, by a secondary page: a precinct election official only",
          confidence: "secondary",
        }),
        challengeGround: rule("ask", grounds("saysNotCitizen", "saysLivesElsewhere", "saysTooYoung"), {
          source: "R.C. 3505.20, by a secondary page: citizenship, residence in state or precinct, age",
          confidence: "secondary",
        }),
        challenged: rule(
          "ask",
          [
            way("challengeAnswered", "regular", {
              by: "inspector",
              together: true,
              forms: ["Affidavit of a challenged voter"],
            }),
            { ...provisional("challengeUpheld"), together: true },
          ],
          {
            source: "R.C. 3505.20: by election officials only, decided by their majority, else provisional",
            confidence: "secondary",
          },
        ),
        pending: rule(
          "ask",
          [
            way("documentsShown", "regular", { by: "inspector", whenStale: "provisional" }),
            provisional("documentsMissing"),
          ],
          { source: "R.C. 3505.181; which documents: practice" },
        ),
        unknownStatus: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: undecidedStatus,
        }),
        otherPlace: rule("stop", [provisional("insistsHere")], {
          offer: "otherPlace",
          source: "R.C. 3505.181: directed to the right precinct first",
          confidence: "secondary",
        }),
        notOnList: rule("ask", [provisional("claimsRegistration")], onClaim),
        newsOld: rule(
          "ask",
          [way("countySaysNotVoted", "regular", { by: "inspector" }), provisional("countyNotReached")],
          { offer: "callCounty", source: onePlaceEach.source },
        ),
        identification: rule(
          "ask",
          [
            way("idShown", "regular"),
            provisional("idException", "Affidavit of religious objection"),
            provisional("idNone"),
          ],
          { source: "R.C. 3505.18, 3505.181; H.B. 458 of 2022, by press and county pages", confidence: "secondary" },
        ),
        absenteeIssued: rule(
          "ask",
          // On election day even with the ballot in hand.
          [provisional("ballotSurrendered"), provisional("ballotNotHere")],
          { source: "R.C. 3505.181; press 2020", confidence: "secondary" },
        ),
        votedInParty: goesOn("No runoff of parties; practice"),
        inactive: rule("ask", [way("addressSame", "regular"), way("hasMoved", "regular", { leadsTo: "moved" })], {
          source:
            "Practice. Voters whose mail came back may have to vote provisionally: a county that flags them tells so in its file",
        }),
        moved: rule(
          "ask",
          [
            way("movedWithin", "regular", { forms: ["Notice of change of residence"] }),
            provisional("movedInCounty", "Notice of change of residence"),
            // At the board of elections of the new county only.
            way("movedIntoCounty", "stop"),
          ],
          { source: `R.C. 3503.16(B); ${nvraMoved}`, confidence: "statute" },
        ),
        newPlace,
        nameChanged: rule(
          "ask",
          [way("documentsShown", "regular", { forms: ["Form 10-L"] }), provisional("documentsMissing")],
          {
            source: "R.C. 3503.16(B): with proof of the change; the form by the press of 2023",
            confidence: "secondary",
          },
        ),
        partyChallenged: rule(
          "ask",
          [
            way("partyStatementSigned", "regular", { forms: ["Form 10-W"], only: ["primary"] }),
            { ...provisional("partyStatementRefused"), only: ["primary"] },
          ],
          {
            source:
              "Secretary of State, primary training supplement of 2018 (Forms 10-W and 10-X); R.C. 3513.19, 3513.20, not read in their text of today",
            confidence: "secondary",
          },
        ),
        assistance: rule(
          "ask",
          [
            way("personChosen", "regular", { asks: "assistantName" }),
            // Two, of different parties.
            way("officialsHelp", "regular"),
            way("helpNotWanted", "regular"),
          ],
          { source: `R.C. 3505.24; ${vraAssistance}; that the name is written down: practice` },
        ),
        curbside: rule("ask", [way("atTheCar", "regular")], { source: "R.C. 3501.29 (not read to its end)" }),
        accommodation: rule("ask", accommodations, { source: accommodationBasis }),
        signatureDiffers: rule("ask", [way("sameHand", "regular", { by: "inspector" }), provisional("otherHand")], {
          source:
            "R.C. 3505.181(A), by a digest: a signature unlike the one on file means provisional. R.C. 3505.22 (not read): the officials' majority finds so; the inspector's PIN for it: practice",
        }),
      },
      {
        // The reasons of R.C. 3505.181(A), by a digest.
        notOnList: "Name does not appear in the poll book",
        identification: "Did not provide identification",
        moved: "Moved to another precinct without updating the registration",
        nameChanged: "Changed the name, without proof of the change",
        signatureDiffers: "Signature does not match the one on file",
        challenged: "Challenged, and the challenge was upheld",
        absenteeIssued: "Requested an absentee ballot",
        absenteeReturned: "Requested an absentee ballot",
      },
    ),
  },
  basis: {
    say: { source: "R.C. 3505.18: the voter announces name and address", confidence: "secondary" },
    identification: { source: "R.C. 3505.18 after H.B. 458 of 2022, by the press", confidence: "secondary" },
    provisional: { source: `R.C. 3505.181; ${hava}`, confidence: "statute" },
    staleAfterMinutes: notFound,
    oldNews: onePlaceEach,
    permits: notFound,
    balance: { source: "Practice: the text on the ballot accounting chart was not read", confidence: "practice" },
  },
};

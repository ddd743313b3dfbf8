/** North Carolina: photo identification of everyone, provisional ballots with the state's reasons, semi-closed primaries. */
import { printingOnRequest } from "../printingRules.ts";
import { rule, type Way, type WayId, way } from "../situationRules.ts";
import { northCarolinaForms } from "./formTexts.ts";
import {
  accommodationBasis,
  accommodations,
  challengers,
  confidentialByNumber,
  goesOn,
  grounds,
  hava,
  havaDocuments,
  havaExtended,
  notFound,
  nvraAffirm,
  nvraMoved,
  onePlaceEach,
  otherLine,
  type Pack,
  signatureDiffers,
  statementWith,
  undecidedStatus,
  usualPermits,
  withReasons,
} from "./pack.ts";

/** `code`: a reason as the State Board lists it under "Provisional Voting". */
const provisional = (id: WayId, code?: string, ...forms: string[]): Way =>
  way(id, "provisional", {
    by: "inspector",
    forms,
    ...(code === undefined ? {} : { code }),
  });
const reasons = "State Board of Elections, Provisional Voting (reasons)";
const onClaim = { source: `G.S. 163-166.11; ${reasons}; ${hava}`, confidence: "statute" } as const;

export const northCarolina: Pack = {
  state: "NC",
  name: "North Carolina",
  rules: {
    pack: "North Carolina, November 2026",
    words: {
      inspector: "chief judge",
      pollWorker: "precinct official",
      balance: "reconciliation",
      es: { inspector: { one: "juez principal", many: "jueces principales" } },
    },
    say: "officialAnnounces",
    identification: "everyone",
    identificationKinds: {
      accepted: [
        "driverLicense",
        "stateIdCard",
        "passport",
        "voterIdCard",
        "studentId",
        "publicEmployeeId",
        "otherStateIfNew",
        "militaryId",
        "veteranId",
        "tribalId",
        "publicAssistanceId",
      ],
      expired: { years: 1, anyFrom: 65, goodThen: true },
      undated: ["militaryId", "veteranId", "tribalId", "publicAssistanceId"],
      source:
        "G.S. 163-166.16(a)(1), (2)a. and b.; the rest of its list, and voters of 65, by the press of 2018, not read in the law",
      confidence: "secondary",
    },
    provisional: true,
    provisionalForms: ["Provisional Voting Application"],
    forms: [...northCarolinaForms],
    printing: printingOnRequest,
    staleAfterMinutes: 240,
    oldNews: "goOn",
    idleLockMinutes: 5,
    permits: usualPermits,
    ballots: {
      most: 4,
      beyond: "none",
      leftBallot: "setAside",
      leftReturns: "none",
      ownMinutes: 2,
      source:
        "08 NCAC 10B .0104(b) (three replacements), (e) (not admitted again); a ballot left behind, and whose mistake is put right by whom: practice",
      confidence: "practice",
    },
    balance: statementWith("provisional", "emergencyBin"),
    signature: {
      who: "everyone",
      unable: "mark",
      paper: "Authorization to Vote form",
      affirmation: {
        en: "I am the person named above, and I live at the address above.",
        es: "Soy la persona nombrada arriba y vivo en la dirección indicada arriba.",
      },
      source:
        "G.S. 163-166.7(a) (signs the poll book, other record or authorization document); the mark and the words to affirm: practice",
      confidence: "practice",
    },
    primary: {
      members: "own",
      others: "partiesThatAllow",
      withoutParty: "nonpartisan",
      joins: false,
      mayLeave: false,
      choice: "saidAloud",
      runoffBound: true,
      source: "08 NCAC 10B .0103 (said aloud), G.S. 163-59; second primary: practice",
      confidence: "practice",
    },
    confidential: confidentialByNumber,
    situations: withReasons(
      {
        checkedIn: rule("stop", [provisional("notVoted", "Voter Already Voted")], onClaim),
        provisionalIssued: rule("stop", [], { source: "No law found on a second provisional ballot" }),
        otherLine,
        // Whoever has left the voting enclosure is not admitted again to vote.
        handedBack: rule("stop", [provisional("notVoted", "Voter Already Voted")], {
          source: `08 NCAC 10B .0104(a), (e); on claim: ${hava}`,
          confidence: "statute",
        }),
        absenteeCast: rule("stop", [], {
          source: "Counted by the county board (G.S. 163-230.1, 163-234): none are processed at the polls",
        }),
        // Whoever ordered it, a county board included.
        afterHours: rule(
          "ask",
          [way("inLineAtClose", "regular"), way("underOrder", "provisional"), way("cameTooLate", "stop")],
          { source: `G.S. 163-166.01; ${havaExtended}`, confidence: "statute" },
        ),
        confidential: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: "G.S. 15C (Address Confidentiality Program); at the table: practice",
        }),
        absenteeReturned: rule("stop", [provisional("notReturned", "Voter Already Voted")], onClaim),
        earlyVoted: rule("stop", [provisional("notVoted", "Voter Already Voted")], onClaim),
        absenteeRequested: goesOn("No law found that a mere application keeps a voter from a ballot; practice"),
        absenteeRejected: goesOn("No law found: a ballot that was not accepted is no vote; practice"),
        removed: rule("stop", [provisional("isRegistered", "Previously Removed")], onClaim),
        underage: rule(
          "stop",
          [way("seventeenInPrimary", "regular", { only: ["primary"], ballot: "underage" }), provisional("ofAge")],
          {
            source: `G.S. 163-59 (primaries: no referendum, no office without party); on claim: ${hava}`,
            confidence: "statute",
          },
        ),
        // Before the day of the election another procedure holds, which is not the table's.
        challengedHere: rule("ask", challengers(["voterOfCounty", "officialChallenges"], [], "electionDay"), {
          source: "G.S. 163-87: any other registered voter of the county; a judge or assistant",
          confidence: "statute",
        }),
        challengeGround: rule(
          "ask",
          grounds(
            "saysOtherPerson",
            "saysLivesElsewhere",
            "saysNotCitizen",
            "saysTooYoung",
            "saysConvicted",
            "saysVoted",
            "saysOtherParty",
          ),
          {
            source: "G.S. 163-87(1) to (3) with 163-85(c), whose list was not read to its end",
            confidence: "secondary",
          },
        ),
        challenged: rule(
          "ask",
          [
            way("challengeAnswered", "regular", {
              by: "inspector",
              together: true,
              forms: ["Oath of a challenged voter"],
            }),
            way("challengeUpheld", "provisional", {
              by: "inspector",
              together: true,
              forms: ["Application and affidavit for a challenged ballot"],
            }),
          ],
          {
            source: "G.S. 163-87, 163-88, 163-88.1: hearing at once; a challenged ballot on affidavit",
            confidence: "statute",
          },
        ),
        pending: rule(
          "ask",
          [
            way("documentsShown", "regular", { kinds: [...havaDocuments] }),
            provisional("documentsMissing", "No Acceptable ID"),
          ],
          {
            source: "G.S. 163-166.12; 52 U.S.C. § 21083(b)",
            confidence: "statute",
          },
        ),
        unknownStatus: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: undecidedStatus,
        }),
        // At the new precinct after a move of more than 30 days: on affirmation, by a precinct transfer assistant; here the
        // provisional ballot that the voter may have instead, for the list does not hold the new precinct's ballot.
        otherPlace: rule(
          "stop",
          [
            {
              ...provisional("movedHere", "Unreported Move", "Address change form"),
              daysAgo: { least: 31 },
            },
            provisional("insistsHere", "Incorrect Precinct"),
          ],
          {
            source: `${onClaim.source}; G.S. 163-82.15(e)`,
            confidence: "statute",
            offer: "otherPlace",
          },
        ),
        notOnList: rule(
          "ask",
          [
            // At one-stop sites only; who votes so is registered and votes at once.
            way("registersToday", "regular", {
              by: "inspector",
              forms: ["Voter registration application"],
              proves: {
                residenceProof: [
                  "driverLicense",
                  "stateIdCard",
                  "studentId",
                  "utilityBill",
                  "bankStatement",
                  "governmentCheck",
                  "paycheck",
                  "governmentDocument",
                ],
              },
              during: "earlyVoting",
            }),
            provisional("claimsRegistration", "No Record of Registration"),
          ],
          {
            source: `G.S. 163-82.6B (one-stop sites), by a voter guide; which papers prove residence, after 163-166.12(a), not read to its end; ${reasons}; ${hava}`,
            confidence: "secondary",
          },
        ),
        newsOld: rule(
          "ask",
          [way("countySaysNotVoted", "regular", { by: "inspector" }), provisional("countyNotReached")],
          { offer: "callCounty", source: onePlaceEach.source },
        ),
        identification: rule(
          "ask",
          [
            way("idShown", "regular"),
            {
              ...provisional("idException", undefined, "Photo ID Exception Form"),
              exceptions: [
                "lostOrStolen",
                "notReceived",
                "documentsMissing",
                "disability",
                "transportation",
                "workSchedule",
                "familyDuties",
                "otherImpediment",
                "religion",
                "disaster",
              ],
            },
            // Counts if identification is shown to the county board in time.
            provisional("idNone", "No Acceptable ID"),
          ],
          {
            source:
              "G.S. 163-166.16; State Board of Elections, Numbered Memo 2023-03; the list of impediments as the exception form has it, not read",
            confidence: "secondary",
          },
        ),
        absenteeIssued: rule(
          "ask",
          [
            // Nothing is handed over here: the voter throws it away.
            way("willNotUseIt", "regular", { whenStale: "provisional" }),
            provisional("insistsHere", "Voter Already Voted"),
          ],
          { source: "State Board of Elections, as the press had it in 2020", confidence: "secondary" },
        ),
        votedInParty: goesOn(
          "The list holds a registration, not the first primary of voters of no party: the official asks; practice",
        ),
        inactive: rule("ask", [way("addressSame", "regular"), way("hasMoved", "regular", { leadsTo: "moved" })], {
          source: `${nvraAffirm}; G.S. 163-82.14(d)`,
          confidence: "statute",
        }),
        moved: rule(
          "ask",
          [
            way("movedWithin", "regular", { forms: ["Address change form"] }),
            // Up to 30 days: the old precinct.
            way("movedRecently", "regular", { forms: ["Address change form"], daysAgo: { most: 30 } }),
            way("movedInCounty", "regular", { daysAgo: { least: 31 }, leadsTo: "newPlace" }),
            { ...provisional("movedIntoCounty"), asks: "otherCounty" },
          ],
          { source: `G.S. 163-55(a) (30 days), 163-82.15(e); ${reasons}; ${nvraMoved}`, confidence: "statute" },
        ),
        // The old precinct sends the voter to the new one; whoever prefers it votes a provisional ballot instead.
        newPlace: rule("stop", [provisional("insistsHere", "Unreported Move")], {
          offer: "newPlace",
          source:
            "G.S. 163-82.15(e), as State Board of Elections, Numbered Memo 2014-05 repeats it; the central location that a county may have: not offered",
          confidence: "statute",
        }),
        nameChanged: rule("ask", [way("nameFormSigned", "regular", { forms: ["Name change form"] })], {
          source: "G.S. 163-82.16 (not read to its end)",
          confidence: "secondary",
        }),
        partyChallenged: goesOn("G.S. 163-87(3): a ground of a challenge like others; practice"),
        // A near relative for every voter; anybody but employer and union where the voter cannot mark or read the ballot.
        assistance: rule(
          "ask",
          [
            way("personChosen", "regular", { asks: "assistantName" }),
            way("officialsHelp", "regular"),
            way("helpNotWanted", "regular"),
          ],
          { source: "G.S. 163-166.8; that the name is written down: practice" },
        ),
        curbside: rule(
          "ask",
          [way("atTheCar", "regular", { forms: ["Affidavit of person voting outside the voting place"] })],
          { source: "G.S. 163-166.9; 08 NCAC 10B .0108", confidence: "statute" },
        ),
        accommodation: rule("ask", accommodations, { source: accommodationBasis }),
        signatureDiffers,
      },
      {
        identification: "Photo ID Exception Form",
        absenteeIssued: "Whether the absentee ballot came back was not known",
        moved: "Moved from another county",
      },
    ),
  },
  basis: {
    say: {
      source: "08 NCAC 10B .0103: announced for officials and observers; whether it is in force",
      confidence: "secondary",
    },
    identification: { source: "G.S. 163-166.16", confidence: "statute" },
    provisional: { source: `G.S. 163-166.11; ${hava}`, confidence: "statute" },
    staleAfterMinutes: notFound,
    oldNews: onePlaceEach,
    permits: notFound,
    balance: { source: "Practice: reconciliation worksheets of Wake County, 2012 to 2020", confidence: "practice" },
  },
};

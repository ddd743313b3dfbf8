/**
 * New Hampshire: no provisional ballots. Who is not on the checklist registers on the day, or is refused and may appeal;
 * so every way leads to a regular ballot or to none.
 */
import { printingOnRequest } from "../printingRules.ts";
import { rule, way } from "../situationRules.ts";
import { newHampshireForms } from "./formTexts.ts";
import {
  accommodationBasis,
  accommodations,
  challengers,
  goesOn,
  grounds,
  notFound,
  onePlaceEach,
  otherLine,
  type Pack,
  signatureDiffers,
  statementWith,
  undecidedStatus,
  usualPermits,
} from "./pack.ts";

const registers = { by: "inspector", forms: ["Voter registration form"] } as const;
const registered = () => way("documentsShown", "regular", { ...registers, forms: [...registers.forms] });

export const newHampshire: Pack = {
  state: "NH",
  name: "New Hampshire",
  rules: {
    pack: "New Hampshire, November 2026",
    words: {
      precinct: "ward",
      inspector: "moderator",
      pollWorker: "ballot clerk",
      balance: "moderator's worksheet",
      es: { inspector: { one: "moderador", many: "moderadores" } },
    },
    say: "officialRepeats",
    identification: "everyone",
    identificationKinds: {
      accepted: [
        "driverLicense",
        "stateIdCard",
        "voterIdCard",
        "militaryId",
        "passport",
        "studentId",
        "photoIdAccepted",
      ],
      expired: { years: 5, anyFrom: 65 },
      source: "RSA 659:13 II, by a town moderator's page and the press of 2013; bills of 2025 would change the list",
      confidence: "secondary",
    },
    provisional: false,
    absenteeAtPolls: true,
    provisionalForms: [],
    forms: [...newHampshireForms],
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
        "RSA 659:22 (three in all; its text was not read); a ballot left behind, and whose mistake is put right by whom: practice",
      confidence: "practice",
    },
    balance: statementWith("absenteeCast", "handCounted"),
    signature: {
      who: "never",
      unable: "mark",
      paper: "checklist",
      affirmation: {
        en: "I am the person named above, and I live at the address above.",
        es: "Soy la persona nombrada arriba y vivo en la dirección indicada arriba.",
      },
      source: "RSA 659:13: the voter states name and address; no signature in it was found",
      confidence: "practice",
    },
    primary: {
      members: "own",
      others: "any",
      withoutParty: "none",
      joins: true,
      mayLeave: true,
      leaveForm: "Return to undeclared",
      choice: "toOfficial",
      runoffBound: false,
      source: "Secretary of State, party primary FAQ; RSA 654:34, 659:14",
      confidence: "statute",
    },
    confidential: {
      book: "numberOnly",
      source: "RSA 659:50: by number where absentee ballots are read aloud; on the checklist at the table: practice",
      confidence: "practice",
    },
    situations: {
      checkedIn: rule("stop", [], {
        source: "No law found; a mark that is wrong is taken back by the moderator: practice",
      }),
      provisionalIssued: rule("stop", [], {
        source: "52 U.S.C. § 21082(a), last sentence, with § 20503(b): none are issued",
        confidence: "secondary",
      }),
      otherLine,
      handedBack: rule("ask", [way("comesBack", "regular", { by: "inspector" })], {
        source: "No law found; RSA 659:26 (voters not readmitted) was not read",
      }),
      absenteeCast: rule("stop", [], {
        source: "RSA 659:50 to 659:53 (processed at the polls; once cast, the ballot stays cast); text not read",
        confidence: "secondary",
      }),
      // Under an order federal law wants provisional ballots, and there are none: the moderator asks what to do.
      afterHours: rule(
        "ask",
        [way("inLineAtClose", "regular"), way("underOrder", "stop"), way("cameTooLate", "stop")],
        { source: "RSA 659:4 (closing hour); who stands in line, and what holds under an order: practice" },
      ),
      // By number, as the law has it where absentee ballots are read.
      confidential: rule("ask", [way("numberGiven", "regular")], {
        offer: "callCounty",
        source: "RSA 659:50 (named by number when absentee ballots are read); at the table: practice",
      }),
      absenteeReturned: rule(
        "stop",
        // In the first hour, or before the ballot is processed.
        [way("notProcessed", "regular", { by: "inspector", whenStale: "stop" })],
        {
          source: "Secretary of State by the press of 2020: in the first hour, before it is processed",
          confidence: "secondary",
        },
      ),
      earlyVoted: rule("stop", [], { source: "No early voting in New Hampshire; practice" }),
      absenteeRequested: goesOn("No law found that a mere application keeps a voter from a ballot; practice"),
      absenteeRejected: goesOn("No law found: a ballot that was not accepted is no vote; practice"),
      removed: rule("stop", [registered()], {
        source: "RSA 654:7-a (registration on election day), by a page of the legislature",
        confidence: "secondary",
      }),
      underage: rule("stop", [registered()], { source: "RSA 654:1; with proof of age: practice" }),
      challengedHere: rule(
        "ask",
        challengers(["voterOfTown", "officialChallenges", "appointedChallenger"], ["Affidavit of the challenger"]),
        { source: "RSA 659:27 I, 659:27-a: a signed affidavit, under oath", confidence: "statute" },
      ),
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
        { source: "RSA 659:27-a I", confidence: "statute" },
      ),
      challenged: rule(
        "ask",
        [way("challengeAnswered", "regular", { by: "inspector" }), way("challengeUpheld", "stop", { by: "inspector" })],
        {
          source: "RSA 659:27: on the challenger's affidavit; if well grounded, the vote is not received",
          confidence: "statute",
        },
      ),
      pending: rule("ask", [registered(), way("documentsMissing", "stop", { by: "inspector" })], {
        source: "RSA 654:7-a, 654:12; practice",
      }),
      unknownStatus: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
        offer: "callCounty",
        source: undecidedStatus,
      }),
      otherPlace: rule("stop", [], {
        offer: "otherPlace",
        source: "RSA 654:1: votes in the town or ward of domicile",
        confidence: "statute",
      }),
      notOnList: rule(
        "ask",
        [
          way("registersToday", "regular", {
            ...registers,
            forms: [...registers.forms],
            proves: {
              identityProof: [
                "driverLicense",
                "stateIdCard",
                "passport",
                "militaryId",
                "birthCertificate",
                "otherDocument",
              ],
              citizenshipProof: ["birthCertificate", "passport", "naturalizationPapers", "otherDocument"],
              residenceProof: [
                "driverLicense",
                "stateIdCard",
                "vehicleRegistration",
                "lease",
                "utilityBill",
                "governmentDocument",
                "otherDocument",
              ],
            },
            during: "electionDay",
          }),
        ],
        {
          source:
            "RSA 654:7-a, 654:12 (registration on election day, with proof), by a page of the legislature; which papers: not read to its end",
          confidence: "secondary",
        },
      ),
      newsOld: rule("ask", [way("countySaysNotVoted", "regular", { by: "inspector" })], {
        offer: "callCounty",
        source: onePlaceEach.source,
      }),
      identification: rule(
        "ask",
        [
          way("idShown", "regular"),
          // The state of issuance is recorded on the checklist.
          way("idOtherState", "regular", { asks: "issuingState" }),
          // To the supervisors of the checklist, who verify the identity or do not.
          way("idException", "regular", { by: "inspector" }),
          way("idNone", "stop", { by: "inspector" }),
        ],
        {
          source:
            "RSA 659:13 I(b) (another state's license or card: which state); I(c), by the bill's text of HB 317 of 2025; whether it is in force",
          confidence: "secondary",
        },
      ),
      absenteeIssued: rule("ask", [way("willNotUseIt", "regular", { by: "inspector", whenStale: "stop" })], {
        source: "No law found; practice",
      }),
      votedInParty: goesOn("No runoff of parties; practice"),
      inactive: rule("ask", [way("addressSame", "regular"), way("hasMoved", "regular", { leadsTo: "moved" })], {
        source: "The checklist knows no inactive voters; practice",
      }),
      moved: rule(
        "ask",
        [
          // The new address is noted in red.
          way("movedWithin", "regular"),
          way("movedInCounty", "stop"),
          way("movedIntoCounty", "stop"),
        ],
        { source: "RSA 659:13 I(a) (same town or ward), 654:1", confidence: "statute" },
      ),
      newPlace: goesOn("Used only where a way of a move leads to it: none does here"),
      nameChanged: rule("ask", [way("nameFormSigned", "regular", { forms: ["Voter registration form"] })], {
        source: "No law found; practice",
      }),
      partyChallenged: goesOn("RSA 659:27-a: a ground of a challenge like others; practice"),
      // Sworn before the moderator.
      assistance: rule(
        "ask",
        [
          way("personChosen", "regular", { asks: "assistantName", by: "inspector" }),
          way("officialsHelp", "regular"),
          way("helpNotWanted", "regular"),
        ],
        { source: "RSA 659:20, by the text of a bill of 2005", confidence: "secondary" },
      ),
      curbside: rule("ask", [way("atTheCar", "regular")], { source: "No law found; practice" }),
      accommodation: rule("ask", accommodations, { source: accommodationBasis }),
      signatureDiffers: rule("ask", [way("sameHand", "regular", { by: "inspector" }), way("otherHand", "stop")], {
        source: signatureDiffers.source,
      }),
    },
  },
  basis: {
    say: { source: "RSA 659:13 I(a): the ballot clerk repeats name and address", confidence: "statute" },
    identification: { source: "RSA 659:13 I(b)", confidence: "statute" },
    provisional: { source: "52 U.S.C. § 21082(a) with § 20503(b); by secondary sources", confidence: "secondary" },
    staleAfterMinutes: notFound,
    oldNews: onePlaceEach,
    permits: notFound,
    balance: {
      source:
        "Practice: absentee ballots are cast at the polling place; the law on the moderator's worksheet was not read",
      confidence: "practice",
    },
  },
};

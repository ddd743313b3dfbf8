/** California: vote centers or polling places, a mail ballot to every voter, identification of the flagged only. */
import { printingOnRequest } from "../printingRules.ts";
import { rule, type Way, type WayId, way } from "../situationRules.ts";
import { californiaForms } from "./formTexts.ts";
import {
  accommodationBasis,
  accommodations,
  challengers,
  goesOn,
  grounds,
  hava,
  havaExtended,
  newPlace,
  notFound,
  nvraAffirm,
  nvraMoved,
  otherLine,
  type Pack,
  signatureDiffers,
  statementWith,
  undecidedStatus,
  usualPermits,
  withReasons,
} from "./pack.ts";

/** The voter's affirmation stands on the envelope: Elections Code § 14310(a)(3), (b). */
const provisional = (id: WayId, ...forms: string[]): Way => way(id, "provisional", { by: "inspector", forms });
const onClaim = { source: `Elections Code § 14310(a); ${hava}`, confidence: "statute" } as const;

export const california: Pack = {
  state: "CA",
  name: "California",
  rules: {
    pack: "California, November 2026",
    words: {
      pollWorker: "clerk",
      balance: "ballot statement",
      absenteeBallot: "vote-by-mail ballot",
    },
    say: "voterStates",
    identification: "flagged",
    identificationKinds: {
      accepted: ["anyPhotoId", "utilityBill", "bankStatement", "governmentCheck", "paycheck", "governmentDocument"],
      // "Current and valid"; where a card is in doubt, the doubt favors the voter.
      expired: { years: 0 },
      source:
        "52 U.S.C. § 21083(b)(2)(A)(i) (a current and valid photo identification: taken as not expired); 2 CCR § 20107 by a page of the Secretary of State of 2004: doubt favors the voter; its text of today was not read",
      confidence: "secondary",
    },
    provisional: true,
    provisionalForms: ["Provisional ballot envelope"],
    forms: [...californiaForms],
    printing: printingOnRequest,
    // Vote centers serve the whole county: what other places did matters sooner.
    staleAfterMinutes: 60,
    oldNews: "ask",
    idleLockMinutes: 5,
    permits: usualPermits,
    ballots: {
      most: 3,
      beyond: "none",
      leftBallot: "setAside",
      leftReturns: "inspector",
      ownMinutes: 2,
      source:
        "Elections Code §§ 14288 (three in all; its text was not read), 14296; a ballot left behind, and whose mistake is put right by whom: practice",
      confidence: "practice",
    },
    balance: statementWith("provisional", "signatures"),
    signature: {
      who: "everyone",
      unable: "another",
      paper: "roster",
      affirmation: {
        en: "I am the person named above, and I live at the address above.",
        es: "Soy la persona nombrada arriba y vivo en la dirección indicada arriba.",
      },
      source:
        "Elections Code § 14216 (signs the roster, or has another person sign; may be captured by technology); the words to affirm: practice",
      confidence: "practice",
    },
    primary: {
      members: "own",
      others: "partiesThatAllow",
      withoutParty: "nonpartisan",
      joins: false,
      mayLeave: false,
      choice: "private",
      runoffBound: false,
      source: "Presidential primaries: voters of no party may ask for the ballot of a party that allows it; practice",
      confidence: "practice",
    },
    confidential: {
      book: "leftOut",
      source:
        "Elections Code §§ 2166, 2166.7: not on the roster, treated as voters by mail; a paper copy of it: practice",
      confidence: "practice",
    },
    situations: withReasons(
      {
        checkedIn: rule("stop", [provisional("notVoted")], onClaim),
        provisionalIssued: rule("stop", [], { source: "No law found on a second provisional ballot" }),
        otherLine,
        handedBack: rule("ask", [way("comesBack", "regular", { by: "inspector" })], {
          source: "Elections Code § 14296 (cancelled at once); no law found on a voter who comes back",
        }),
        absenteeCast: rule("stop", [], {
          source: "Canvassed by the county (Elections Code § 15101): none are processed at the polls",
        }),
        afterHours: rule(
          "ask",
          [way("inLineAtClose", "regular"), way("underOrder", "provisional"), way("cameTooLate", "stop")],
          { source: `Elections Code §§ 14401, 14402, 14402.5; ${havaExtended}`, confidence: "statute" },
        ),
        confidential: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source:
            "Elections Code §§ 2166, 2166.7, 3002: not on the roster, votes by mail; what the county may allow: practice",
        }),
        absenteeReturned: rule("stop", [provisional("notReturned")], {
          source: `Elections Code §§ 3016, 14310(a); ${hava}`,
          confidence: "statute",
        }),
        earlyVoted: rule("stop", [provisional("notVoted")], onClaim),
        absenteeRequested: goesOn("No law found that a mere application keeps a voter from a ballot; practice"),
        absenteeRejected: rule("stop", [provisional("insistsHere")], {
          source:
            "Elections Code §§ 3016, 14310(a): who cannot give the ballot back; that a rejected one is treated so: practice",
        }),
        removed: rule("stop", [provisional("isRegistered")], onClaim),
        underage: rule("stop", [provisional("ofAge")], {
          source: `Elections Code § 2102(d) (preregistration), § 14310(a); ${hava}; on claim: practice`,
        }),
        challengedHere: rule("ask", challengers(["officialChallenges"]), {
          source: "Elections Code § 14240(a), (b): by a member of the precinct board only, orally",
          confidence: "statute",
        }),
        challengeGround: rule("ask", grounds("saysOtherPerson", "saysLivesElsewhere", "saysNotCitizen", "saysVoted"), {
          source: "Elections Code § 14240(a)(1) to (4)",
          confidence: "statute",
        }),
        challenged: rule(
          "ask",
          [
            way("challengeAnswered", "regular", {
              by: "inspector",
              together: true,
              forms: ["Oath of a challenged voter"],
            }),
            { ...provisional("challengeUpheld"), together: true },
          ],
          {
            source:
              "Elections Code §§ 14243, 14245, 14246 (oaths, in favor of who takes them), 14251 (doubt favors the voter), 14252 (list of challenges); provisional if upheld: practice",
          },
        ),
        pending: rule(
          "ask",
          [
            way("documentsShown", "regular", { by: "inspector", whenStale: "provisional" }),
            provisional("documentsMissing"),
          ],
          {
            source: "Elections Code § 2170 (conditional registration, regular or provisional); which of them: practice",
          },
        ),
        unknownStatus: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: undecidedStatus,
        }),
        otherPlace: rule("stop", [provisional("insistsHere")], { ...onClaim, offer: "otherPlace" }),
        notOnList: rule(
          "ask",
          [
            way("registersToday", "provisional", { by: "inspector", forms: ["Conditional voter registration form"] }),
            provisional("claimsRegistration"),
          ],
          {
            source: `Elections Code §§ 2170 (conditional registration, regular or provisional), 14310(a); ${hava}; provisional: practice`,
          },
        ),
        newsOld: rule(
          "ask",
          [way("countySaysNotVoted", "regular", { by: "inspector" }), provisional("countyNotReached")],
          { offer: "callCounty", source: "No law found on a vote center without news of the others; practice" },
        ),
        identification: rule("ask", [way("idShown", "regular"), provisional("idNone")], {
          source: "52 U.S.C. § 21083(b)(2): first-time voters who registered by mail",
          confidence: "statute",
        }),
        absenteeIssued: rule(
          "ask",
          [
            way("ballotSurrendered", "regular"),
            // Verified in the county's records that it did not come back, and the record is marked: § 3015(a).
            way("notReturned", "regular", { by: "inspector", whenStale: "provisional" }),
            provisional("ballotNotHere"),
          ],
          { source: "Elections Code §§ 3015, 3016", confidence: "statute" },
        ),
        votedInParty: goesOn("No runoff of parties; practice"),
        inactive: rule("ask", [way("addressSame", "regular"), way("hasMoved", "regular", { leadsTo: "moved" })], {
          source: `Elections Code § 2226(c) (offering to vote restores the registration; an older text was read); ${nvraAffirm}`,
          confidence: "secondary",
        }),
        moved: rule(
          "ask",
          [
            way("movedWithin", "regular", { forms: ["Address change form"] }),
            // Within 14 days: the old precinct.
            way("movedRecently", "regular", { daysAgo: { most: 14 } }),
            { ...provisional("movedInCounty"), daysAgo: { least: 15 } },
            { ...provisional("movedIntoCounty", "Conditional voter registration form"), asks: "otherCounty" },
          ],
          {
            source: `Elections Code § 2035 (14 days), § 14311 (same county), § 2170 (conditional registration); ${nvraMoved}`,
            confidence: "statute",
          },
        ),
        newPlace,
        nameChanged: rule("ask", [way("nameFormSigned", "regular", { forms: ["Name change form"] })], {
          source: "No law found; signing with both names is practice",
        }),
        partyChallenged: goesOn("Elections Code § 14240(a): membership of a party is no ground; practice"),
        // Up to two persons.
        assistance: rule(
          "ask",
          [
            way("personChosen", "regular", { asks: "assistantName" }),
            way("officialsHelp", "regular"),
            way("helpNotWanted", "regular"),
          ],
          { source: "Elections Code § 14282(a) to (c); that the name is written down: practice" },
        ),
        curbside: rule("ask", [way("atTheCar", "regular")], {
          source: "Elections Code § 14282(d)",
          confidence: "statute",
        }),
        accommodation: rule("ask", accommodations, { source: accommodationBasis }),
        signatureDiffers,
      },
      {
        // Elections Code §§ 14310(a), 14311, 3016: no list of codes was found for the polls; those of 2 CCR § 19094 are the county's.
        notOnList: "Registration cannot be established from the list",
        absenteeIssued: "Vote-by-mail ballot not given back",
        absenteeReturned: "Vote-by-mail ballot shown as returned, and says it was not",
        moved: "Moved within the county without changing the registration",
      },
    ),
  },
  basis: {
    say: { source: "Elections Code § 14216: the voter states or provides name and address", confidence: "statute" },
    identification: { source: "52 U.S.C. § 21083(b): the flagged only", confidence: "statute" },
    provisional: { source: `Elections Code § 14310; ${hava}`, confidence: "statute" },
    staleAfterMinutes: notFound,
    oldNews: notFound,
    permits: notFound,
    balance: {
      source:
        "Elections Code §§ 14405, 14420, 15302: ballots received, unused, cast, spoiled and cancelled, and signatures of the roster; which piles are counted apart: practice",
      confidence: "practice",
    },
  },
};

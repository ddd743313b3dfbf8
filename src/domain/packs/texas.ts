/** Texas: identification or a declaration, a Statement of Residence from who moved, mail ballots given back or cancelled. */
import { printingOnRequest } from "../printingRules.ts";
import { rule, type Way, type WayId, way } from "../situationRules.ts";
import { texasForms } from "./formTexts.ts";
import {
  accommodationBasis,
  accommodations,
  confidentialByNumber,
  goesOn,
  hava,
  havaExtended,
  newPlace,
  notFound,
  otherLine,
  type Pack,
  signatureDiffers,
  statementWith,
  undecidedStatus,
  usualPermits,
  withReasons,
} from "./pack.ts";

const provisional = (id: WayId): Way => way(id, "provisional", { by: "inspector" });
const residence = { forms: ["Statement of Residence"] };
const onClaim = { source: `Election Code § 63.011; 1 TAC § 81.172; ${hava}`, confidence: "statute" } as const;

export const texas: Pack = {
  state: "TX",
  name: "Texas",
  rules: {
    pack: "Texas, November 2026",
    words: {
      inspector: "presiding judge",
      pollWorker: "election clerk",
      balance: "ballot register",
      absenteeBallot: "ballot by mail",
      inactive: "on suspense",
      es: { inspector: { one: "juez presidente", many: "jueces presidentes" } },
    },
    say: "askIfAddressCurrent",
    identification: "everyone",
    // Both lists of § 63.0101.
    identificationKinds: {
      accepted: [
        "driverLicense",
        "electionIdCertificate",
        "stateIdCard",
        "handgunLicense",
        "militaryId",
        "citizenshipCertificate",
        "passport",
      ],
      supporting: [
        "voterRegistrationCertificate",
        "birthCertificate",
        "utilityBill",
        "bankStatement",
        "governmentCheck",
        "paycheck",
        "governmentDocument",
      ],
      expired: { years: 4, anyFrom: 70 },
      undated: ["citizenshipCertificate"],
      source:
        "Election Code § 63.0101(a), by bills of 2021 and 2025 that repeat it; (b), and voters of 70, by pages of counties and the press of 2018",
      confidence: "secondary",
    },
    provisional: true,
    provisionalForms: ["Affidavit of Provisional Voter"],
    forms: [...texasForms],
    printing: printingOnRequest,
    // Countywide polling places: what other places did matters sooner.
    staleAfterMinutes: 60,
    oldNews: "ask",
    idleLockMinutes: 5,
    permits: usualPermits,
    ballots: {
      most: 3,
      beyond: "none",
      leftBallot: "setAside",
      leftReturns: "none",
      ownMinutes: 2,
      source:
        "Election Code § 64.007(b) (three); Secretary of State, Election Advisory 2020-09 (a ballot left behind is not deposited); whose mistake is put right by whom: practice",
      confidence: "practice",
    },
    balance: statementWith("provisional", "absenteeDroppedOff"),
    signature: {
      who: "everyone",
      unable: "noted",
      paper: "combination form",
      affirmation: {
        en: "I am the person named above, and I live at the address above.",
        es: "Soy la persona nombrada arriba y vivo en la dirección indicada arriba.",
      },
      source:
        "Election Code §§ 63.002, 63.004 (signature roster, on an approved device; the officer notes why a voter cannot sign); the words to affirm: practice",
      confidence: "practice",
    },
    primary: {
      members: "any",
      others: "any",
      withoutParty: "none",
      joins: true,
      mayLeave: false,
      choice: "toOfficial",
      runoffBound: true,
      source: "Election Code § 172.125; Secretary of State, party affiliation FAQ",
      confidence: "statute",
    },
    confidential: confidentialByNumber,
    situations: withReasons(
      {
        checkedIn: rule("stop", [provisional("notVoted")], onClaim),
        provisionalIssued: rule("stop", [], { source: "No law found on a second provisional ballot" }),
        otherLine,
        handedBack: rule("ask", [way("comesBack", "regular", { by: "inspector" })], {
          source: "No law found on a voter who handed the ballot back and comes back",
        }),
        absenteeCast: rule("stop", [], {
          source: "Counted by the early voting ballot board (Election Code ch. 87): none are processed at the polls",
        }),
        afterHours: rule(
          "ask",
          [way("inLineAtClose", "regular"), way("underOrder", "provisional"), way("cameTooLate", "stop")],
          { source: `Election Code § 41.031(b); § 41.032 by its title; ${havaExtended}`, confidence: "secondary" },
        ),
        confidential: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: "No law found; practice",
        }),
        absenteeReturned: rule("stop", [provisional("notReturned")], {
          source: `Election Code § 63.011(a-1); ${hava}`,
          confidence: "statute",
        }),
        earlyVoted: rule("stop", [provisional("notVoted")], onClaim),
        absenteeRequested: goesOn("No law found that a mere application keeps a voter from a ballot; practice"),
        absenteeRejected: rule("stop", [provisional("insistsHere")], {
          source:
            "Election Code § 63.011(a-1): a ballot by mail that is not given back; that a rejected one is treated so: practice",
        }),
        removed: rule("stop", [provisional("isRegistered")], onClaim),
        underage: rule("stop", [provisional("ofAge")], { source: `${hava}; on claim: practice` }),
        challengedHere: goesOn(
          "No challenge at the table found; watchers may not speak to voters (Election Code § 33.058): practice",
        ),
        challengeGround: goesOn("No challenge at the table found: practice"),
        challenged: rule(
          "ask",
          [way("challengeAnswered", "regular", { by: "inspector" }), provisional("challengeUpheld")],
          {
            source:
              "No challenge at the table; watchers may not speak to voters (Election Code § 33.058); on the list: practice",
          },
        ),
        pending: rule(
          "ask",
          [
            way("documentsShown", "regular", { by: "inspector", whenStale: "provisional" }),
            provisional("documentsMissing"),
          ],
          { source: "No law found on registrations with something missing; practice" },
        ),
        unknownStatus: rule("stop", [way("countySaysYes", "regular", { by: "inspector" })], {
          offer: "callCounty",
          source: undecidedStatus,
        }),
        // It counts only if it is the voter's own precinct: 1 TAC § 81.173(b)(2).
        otherPlace: rule("stop", [provisional("insistsHere")], {
          offer: "otherPlace",
          source: `1 TAC § 81.173; ${hava}`,
          confidence: "statute",
        }),
        notOnList: rule(
          "ask",
          [
            provisional("claimsRegistration"),
            // In early voting, and by its clerk at the main place only. On election day there is none.
            way("registeredElsewhere", "stop", { during: "earlyVoting", offer: "mainPlace" }),
          ],
          { source: `${onClaim.source}; §§ 112.002, 112.006 (limited ballot)`, confidence: "statute" },
        ),
        newsOld: rule(
          "ask",
          [way("countySaysNotVoted", "regular", { by: "inspector" }), provisional("countyNotReached")],
          { offer: "callCounty", source: "No law found on a countywide place without news of the others; practice" },
        ),
        identification: rule(
          "ask",
          [
            way("idShown", "regular"),
            way("idNameSimilar", "regular", { forms: ["Similar name affidavit"] }),
            // With a supporting document; nobody may doubt the reason: § 63.001(d).
            way("idException", "regular", {
              forms: ["Reasonable Impediment Declaration"],
              exceptions: [
                "transportation",
                "documentsMissing",
                "workSchedule",
                "lostOrStolen",
                "disability",
                "familyDuties",
                "notReceived",
              ],
            }),
            // For good, by a mark on the certificate.
            way("idExempt", "regular"),
            // The affidavit is made before the voter registrar, by the sixth day; of a disaster within 45 days before.
            {
              ...provisional("idExemptLater"),
              exceptions: ["religion", "disaster"],
              cureDays: 6,
              reason: "Asks for a temporary exemption: religious objection or natural disaster",
            },
            { ...provisional("idNone"), cureDays: 6 },
          ],
          {
            source:
              "Election Code §§ 63.001(b) to (i), 63.0101, 63.011, 65.054(b)(2), 65.0541; 1 TAC § 81.175(b) (sixth day, or the next business day); the mark of an exemption (§§ 63.001(h), 13.002(i)) not read to its end",
            confidence: "secondary",
          },
        ),
        absenteeIssued: rule(
          "ask",
          [
            way("ballotSurrendered", "regular", {
              by: "inspector",
              forms: ["Request to cancel the ballot by mail", "Register of returned mail ballots"],
            }),
            way("noticeShown", "regular", { by: "inspector", forms: ["Request to cancel the ballot by mail"] }),
            provisional("ballotNotHere"),
          ],
          { source: "Election Code §§ 84.032, 86.006(h), 63.011(a-1)", confidence: "statute" },
        ),
        votedInParty: rule(
          "ask",
          [
            way("samePartyBallot", "regular"),
            // With the affidavit the voter is accepted.
            way("otherPartyDenied", "regular", { forms: ["Affidavit of party affiliation"], only: ["runoff"] }),
          ],
          { source: "Election Code § 172.125(a), (b), § 162.012", confidence: "statute" },
        ),
        inactive: rule(
          "ask",
          [way("addressSame", "regular", residence), way("hasMoved", "regular", { leadsTo: "moved" })],
          {
            source: "Suspense list: a Statement of Residence from each; Secretary of State's practice",
          },
        ),
        moved: rule(
          "ask",
          [
            way("movedWithin", "regular", residence),
            // The full ballot of the old precinct.
            way("movedInCounty", "regular", residence),
            // Who left for another county: a limited ballot there, in early voting. Here on claim.
            { ...provisional("movedIntoCounty"), asks: "otherCounty" },
          ],
          { source: `Election Code §§ 11.004, 63.0011, 112.002; ${hava}`, confidence: "statute" },
        ),
        newPlace,
        nameChanged: rule("ask", [way("nameFormSigned", "regular", { forms: ["Similar name affidavit"] })], {
          source: "Election Code § 63.001(c) where the names are similar; otherwise practice",
        }),
        partyChallenged: goesOn("No challenge of a party membership found: practice"),
        assistance: rule(
          "ask",
          [
            // The oath is administered before the help; the form asks for name, address and relationship.
            way("personChosen", "regular", {
              asks: "assistantName",
              forms: ["Oath of assistance", "Form of assistant"],
            }),
            way("officialsHelp", "regular"),
            way("helpNotWanted", "regular"),
          ],
          {
            source: "Election Code § 64.034 (oath); § 64.0322 (form), whose text was not read",
            confidence: "secondary",
          },
        ),
        curbside: rule("ask", [way("atTheCar", "regular", { forms: ["Request to vote outside the polling place"] })], {
          source: "Election Code § 64.009(a), (a-3)",
          confidence: "statute",
        }),
        accommodation: rule("ask", accommodations, { source: `Election Code § 1.022; ${accommodationBasis}` }),
        signatureDiffers,
      },
      {
        // As counties give the reasons of § 63.011 and 1 TAC § 81.172.
        identification: "Did not present an acceptable form of identification",
        notOnList: "Not on the list of registered voters, and claims to be registered in the precinct",
        absenteeIssued: "Applied for a ballot by mail and has not canceled it",
        afterHours: "Voted during hours extended by a court",
        otherPlace: "Registered in another precinct than this one",
        moved: "Moved from or to another county",
      },
    ),
  },
  basis: {
    say: { source: "Election Code § 63.0011(a): asks whether the listed address is current", confidence: "statute" },
    identification: { source: "Election Code § 63.001(b)", confidence: "statute" },
    provisional: { source: `Election Code § 63.011; ${hava}`, confidence: "statute" },
    staleAfterMinutes: notFound,
    oldNews: notFound,
    permits: notFound,
    balance: {
      source:
        "Practice: the text on the ballot register was not read; ballots left behind: Secretary of State's Advisory 2020-09",
      confidence: "practice",
    },
  },
};

/**
 * What a state's law makes of a situation: the ways in which it can go on, each with what comes of it. Rules are data,
 * checked by these schemas and published as JSON Schema; a county edits a copy. What stands here as default is what a
 * cautious county would choose where nothing is said.
 */
import * as z from "zod/mini";
import { askedDetails, provedDetails } from "./details.ts";
import { exceptionReasons, idKinds } from "./identification.ts";
import { type Situation, saidByVoter, situations } from "./situation.ts";

/**
 * Every way that some law knows. A pack chooses among them and says what comes of each; the screens word them, in every
 * language, so a pack cannot invent one.
 */
export const wayIds = [
  "idShown",
  "idOtherState",
  "idNameSimilar",
  "idException",
  "idExempt",
  "idExemptLater",
  "idNone",
  "ballotSurrendered",
  "noticeShown",
  "ballotNotHere",
  "willNotUseIt",
  "notReturned",
  "notProcessed",
  "notVoted",
  "comesBack",
  "addressSame",
  "hasMoved",
  "movedWithin",
  "movedRecently",
  "movedInCounty",
  "movedIntoCounty",
  "movedHere",
  "nameFormSigned",
  "nameSame",
  "documentsShown",
  "documentsMissing",
  "officialChallenges",
  "voterOfCounty",
  "voterOfTown",
  "appointedChallenger",
  "mayNotChallenge",
  "saysOtherPerson",
  "saysLivesElsewhere",
  "saysNotCitizen",
  "saysTooYoung",
  "saysVoted",
  "saysConvicted",
  "saysOtherParty",
  "challengeAnswered",
  "challengeUpheld",
  "samePartyBallot",
  "otherPartyDenied",
  "partyStatementSigned",
  "partyStatementRefused",
  "isRegistered",
  "seventeenInPrimary",
  "ofAge",
  "countySaysYes",
  "numberGiven",
  "insistsHere",
  "claimsRegistration",
  "registeredElsewhere",
  "registersToday",
  "inLineAtClose",
  "underOrder",
  "cameTooLate",
  "countySaysNotVoted",
  "countyNotReached",
  "personChosen",
  "officialsHelp",
  "helpNotWanted",
  "atTheCar",
  "seated",
  "accessibleMachine",
  "interpreter",
  "sameHand",
  "otherHand",
  "lineNotServed",
  "sentFromLine",
  "cannotChangeLine",
] as const;
export type WayId = (typeof wayIds)[number];

const someKinds = z.array(z.enum(idKinds)).check(z.minLength(1));

export const offers = ["inspector", "callCounty", "otherPlace", "newPlace"] as const;
const wayOffers = [...offers, "mainPlace"] as const;
export type Offer = (typeof wayOffers)[number];

export const Way = z
  .strictObject({
    way: z
      .enum(wayIds)
      .check(z.describe("What the poll worker found out. The screens word each, so no other can be invented.")),
    outcome: z
      .enum(["regular", "provisional", "stop"])
      .check(z.describe("The ballot that this way leads to, if no other situation stands against it.")),
    forms: z
      ._default(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(4)), [])
      .check(z.describe("Papers that the voter completes first, by the names that stand on them.")),
    by: z
      ._default(z.enum(["pollWorker", "inspector"]), "pollWorker")
      .check(z.describe("Who decides that it is so; an inspector does so with a PIN.")),
    whenStale: z
      ._default(z.enum(["same", "provisional", "stop"]), "same")
      .check(z.describe("What comes of it while the tablet's news are older than staleAfterMinutes.")),
    ballot: z
      .optional(z.enum(["underage", "federalOnly"]))
      .check(z.describe("The voter gets this type of ballot instead of the regular one.")),
    only: z
      .optional(z.array(z.enum(["general", "primary", "special", "runoff"])).check(z.minLength(1)))
      .check(z.describe("Kinds of election in which this way exists; leave it out for all.")),
    during: z
      .optional(z.enum(["earlyVoting", "electionDay"]))
      .check(z.describe("When this way exists: before the day of the election or on it; leave it out for both.")),
    proofs: z
      .optional(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(4)))
      .check(z.describe("What a person who registers must show, all of it, by the names that people know it by.")),
    proves: z
      .optional(z.partialRecord(z.enum(provedDetails), someKinds))
      .check(
        z.describe(
          "What a person who registers must prove (identityProof: also the age), each by one of these kinds of papers. Which one it was stands in the record.",
        ),
      ),
    kinds: z
      .optional(someKinds)
      .check(z.describe("Kinds of papers that count with this answer. Which one was shown stands in the record.")),
    exceptions: z
      .optional(z.array(z.enum(exceptionReasons)).check(z.minLength(1)))
      .check(
        z.describe(
          "Why a voter needs to show no identification. The reason that the voter gives stands in the record.",
        ),
      ),
    together: z
      .optional(z.literal(true))
      .check(z.describe("The officials decide by majority, and the inspector notes it.")),
    leadsTo: z
      .optional(z.enum([...saidByVoter, "newPlace", "challengeGround", "challenged"]))
      .check(z.describe("Another situation that holds when it is so, and is asked about later: the voter has moved.")),
    asks: z
      .optional(z.enum(askedDetails))
      .check(
        z.describe(
          "What is written down and stands in the record of the check-in: who helps, by name, which state issued the identification, or from or to which county the voter moved.",
        ),
      ),
    daysAgo: z
      .optional(
        z.strictObject({
          most: z.optional(z.int().check(z.minimum(0), z.maximum(1000))).check(z.describe("So many days at most.")),
          least: z.optional(z.int().check(z.minimum(0), z.maximum(1000))).check(z.describe("So many days at least.")),
        }),
      )
      .check(
        z.describe(
          "Of a move: how many days before election day it was. The day is then asked, must fit, and stands in the record of the check-in.",
        ),
      ),
    offer: z
      .optional(z.enum(wayOffers))
      .check(
        z.describe(
          "Where the voter is sent when this way stops, if not as the rule says. mainPlace: the place that the election names as mainEarlyVoting, for a limited ballot.",
        ),
      ),
    cureDays: z
      .optional(z.int().check(z.minimum(0), z.maximum(60)))
      .check(
        z.describe(
          "So many days after election day the voter may still bring to the county what was missing: the tablet names the last day.",
        ),
      ),
    code: z
      .optional(z.string().check(z.minLength(1), z.maxLength(40)))
      .check(z.describe("The state's code for the reason of a provisional ballot.")),
    reason: z
      .optional(z.string().check(z.minLength(1), z.maxLength(120)))
      .check(
        z.describe("Why the ballot is provisional, in words, where the state has no code: for those who decide on it."),
      ),
  })
  .check(z.describe("One way in which a situation can go on."));
export type Way = z.infer<typeof Way>;

export const SituationRule = z
  .strictObject({
    first: z
      .enum(["ask", "stop"])
      .check(z.describe("ask: the poll worker is asked which way it is. stop: no ballot, unless the voter disagrees.")),
    offer: z
      ._default(z.enum(offers), "inspector")
      .check(
        z.describe(
          "Where the voter is sent, or who is asked, when it stops there. newPlace: where they live now; the tablet looks up the place by address.",
        ),
      ),
    ways: z
      ._default(z.array(Way).check(z.maxLength(8)), [])
      .check(z.describe("The ways in which it can go on, in the order in which they are offered.")),
    source: z
      ._default(z.string().check(z.maxLength(300)), "")
      .check(z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      ._default(z.enum(["statute", "secondary", "practice"]), "practice")
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    value.ways.forEach(({ way }, at) => {
      if (seen.has(way))
        issues.push({ code: "custom", path: ["ways", at], message: `"${way}" stands there twice`, input: value });
      seen.add(way);
    });
    if (value.first === "ask" && value.ways.length === 0)
      issues.push({
        code: "custom",
        path: ["ways"],
        message: "nothing to ask: give a way, or set first to stop",
        input: value,
      });
  })
  .check(z.describe("What is done in one situation."));
export type SituationRule = z.infer<typeof SituationRule>;

export const SituationRules = z.partialRecord(z.enum(situations), SituationRule).check(({ value, issues }) => {
  value.newsOld?.ways.forEach(({ ballot, leadsTo }, at) => {
    if (ballot !== undefined || leadsTo !== undefined)
      issues.push({
        code: "custom",
        path: ["newsOld", "ways", at],
        message: "old news give no other ballot and lead nowhere",
        input: value,
      });
  });
  for (const situation of situations)
    value[situation]?.ways.forEach(({ leadsTo }, at) => {
      if (leadsTo !== undefined && situations.indexOf(leadsTo) <= situations.indexOf(situation))
        issues.push({
          code: "custom",
          path: [situation, "ways", at, "leadsTo"],
          message: `"${leadsTo}" is asked about before "${situation}", and would never be`,
          input: value,
        });
    });
});
export type SituationRules = z.infer<typeof SituationRules>;

/** What is left out of a way gets its default. */
export const way = (id: WayId, outcome: Way["outcome"], more: Partial<Way> = {}): Way => ({
  way: id,
  outcome,
  forms: [],
  by: "pollWorker",
  whenStale: "same",
  ...more,
});

export const rule = (
  first: SituationRule["first"],
  ways: readonly Way[],
  more: Partial<SituationRule> = {},
): SituationRule => ({
  first,
  offer: "inspector",
  ways: [...ways],
  source: "",
  confidence: "practice",
  ...more,
});

const inspector = { by: "inspector" } as const;

/** For a county that says nothing: no regular ballot on doubt, and nobody is sent away without an offer. */
export const cautiousRules: Readonly<Record<Situation, SituationRule>> = {
  checkedIn: rule("stop", [way("notVoted", "provisional", inspector)]),
  provisionalIssued: rule("stop", []),
  otherLine: rule("stop", [
    way("lineNotServed", "regular", inspector),
    way("sentFromLine", "regular", inspector),
    way("cannotChangeLine", "regular", inspector),
  ]),
  handedBack: rule("ask", [way("comesBack", "regular", inspector)]),
  absenteeCast: rule("stop", []),
  // Under an order: 52 U.S.C. § 21082(c).
  afterHours: rule("ask", [
    way("inLineAtClose", "regular"),
    way("underOrder", "provisional"),
    way("cameTooLate", "stop"),
  ]),
  confidential: rule("stop", [way("countySaysYes", "regular", inspector)], { offer: "callCounty" }),
  absenteeReturned: rule("stop", [way("notReturned", "provisional", inspector)]),
  earlyVoted: rule("stop", [way("notVoted", "provisional", inspector)]),
  removed: rule("stop", [way("isRegistered", "provisional", inspector)]),
  underage: rule("stop", [way("ofAge", "provisional", inspector)]),
  challengedHere: rule("stop", []),
  challengeGround: rule("stop", []),
  challenged: rule("ask", [
    way("challengeAnswered", "regular", inspector),
    way("challengeUpheld", "provisional", inspector),
  ]),
  pending: rule("ask", [
    way("documentsShown", "regular", inspector),
    way("documentsMissing", "provisional", inspector),
  ]),
  unknownStatus: rule("stop", [way("countySaysYes", "regular", inspector)], { offer: "callCounty" }),
  otherPlace: rule("stop", [way("insistsHere", "provisional", inspector)], { offer: "otherPlace" }),
  notOnList: rule("ask", [way("claimsRegistration", "provisional", inspector)]),
  newsOld: rule(
    "ask",
    [way("countySaysNotVoted", "regular", inspector), way("countyNotReached", "provisional", inspector)],
    { offer: "callCounty" },
  ),
  identification: rule("ask", [way("idShown", "regular"), way("idNone", "provisional", inspector)]),
  absenteeIssued: rule("ask", [
    way("ballotSurrendered", "regular", inspector),
    way("ballotNotHere", "provisional", inspector),
  ]),
  absenteeRequested: rule("stop", []),
  absenteeRejected: rule("stop", [way("insistsHere", "provisional", inspector)]),
  votedInParty: rule("ask", [way("samePartyBallot", "regular"), way("otherPartyDenied", "provisional", inspector)]),
  inactive: rule("ask", [way("addressSame", "regular"), way("hasMoved", "regular", { leadsTo: "moved" })]),
  moved: rule("ask", [way("movedWithin", "regular"), way("movedInCounty", "provisional", inspector)]),
  newPlace: rule("stop", [way("insistsHere", "provisional", inspector)], { offer: "newPlace" }),
  nameChanged: rule("ask", [way("nameFormSigned", "regular")]),
  partyChallenged: rule("stop", []),
  assistance: rule("ask", [
    way("personChosen", "regular", { asks: "assistantName" }),
    way("officialsHelp", "regular"),
    way("helpNotWanted", "regular"),
  ]),
  curbside: rule("ask", [way("atTheCar", "regular")]),
  accommodation: rule("ask", [
    way("seated", "regular"),
    way("accessibleMachine", "regular"),
    way("interpreter", "regular"),
  ]),
  signatureDiffers: rule("ask", [way("sameHand", "regular", inspector), way("otherHand", "provisional", inspector)]),
};

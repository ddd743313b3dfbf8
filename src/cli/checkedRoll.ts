/** What `turnout check` found, and what of it is wrong, in words. Voters by their ids only. */
import type { Election } from "../domain/election.ts";
import type { RollFindings, StyleFault } from "../server/rollCheck.ts";
import type { FormRule, RuleName, RulesFindings } from "../server/rulesCheck.ts";
import type { StyleDifference } from "../server/styleTable.ts";
import { number } from "./terminal.ts";

export type CheckedRoll = {
  readonly version: number;
  /** SHA-256 of the published manifest, as the county log names it. */
  readonly manifest: string;
  readonly findings: RollFindings;
  /** Places whose opening card does not open the election key. */
  readonly brokenCards: readonly string[];
  /** Against the county's own table of styles; undefined if none was given. */
  readonly tableDifferences: readonly StyleDifference[] | undefined;
  /** Signatures on file for each polling place that has any, and the places where they do not all open. */
  readonly signatures: readonly { readonly place: string; readonly images: number }[];
  readonly brokenSignatures: readonly string[];
  readonly workers: number;
  readonly rules: RulesFindings;
};

/** Most lines of one kind; the rest is counted. `--json` has all of them. */
const shown = 20;

export function wrongIn(election: Election, checked: CheckedRoll): string[] {
  const { findings, brokenCards, brokenSignatures, tableDifferences = [], workers } = checked;
  const { styleFaults, placeFaults, hidden } = findings;
  return [
    ...brokenCards.map((place) => `The opening card of "${place}" does not open the election key.`),
    ...brokenSignatures.map((place) => `The signatures on file of "${place}" do not all open: publish again.`),
    ...first(styleFaults, styleLine),
    ...first(placeFaults, ({ split, voters }) =>
      split === ""
        ? `${people(voters)} no precinct, so no polling place.`
        : `${people(voters)} no polling place: "${split}" is served by none of the ${election.places.length} places.`,
    ),
    ...(hidden.voters === 0
      ? []
      : [
          `${number(hidden.voters)} voters are found in fewer than two ways: ${hidden.ids.join(", ")}` +
            `${hidden.voters > hidden.ids.length ? " …" : ""}. Look at their names and birth dates in the voter file.`,
        ]),
    ...first(tableDifferences, differenceLine),
    ...(workers === 0 ? ["There are no workers: nobody can open a tablet."] : []),
  ];
}

/** What is to be confirmed with an attorney, a line for each rule. */
export const toConfirmLines = ({ rules }: Pick<CheckedRoll, "rules">): string[] =>
  rules.toConfirm.map(
    ({ rule, source, confidence }) => `${wordsOf(rule)} (${rule}). ${confidence}: ${source || "no source"}.`,
  );

/** What the rules are a copy of, and which of them are not as they were copied. */
export function copiedLines({ rules }: Pick<CheckedRoll, "rules">): string[] {
  const { pack, packKnown, otherState, changed } = rules;
  if (pack === "") return ["They are a copy of no pack."];
  if (!packKnown) return [`They are a copy of "${pack}", which this program does not have: changes cannot be told.`];
  return [
    `They are a copy of the pack "${pack}"${otherState ? ", which is another state's" : ""}.`,
    ...(changed.length === 0 ? ["The county changed none of them."] : []),
    ...changed.map((rule) => `Changed by the county: ${wordsOf(rule)} (${rule}).`),
  ];
}

/** What a rule is about. */
export function wordsOf(rule: RuleName): string {
  return isForm(rule) ? "Wording of a form" : ruleWords[rule];
}
const isForm = (rule: RuleName): rule is FormRule => rule.startsWith("forms: ");

const ruleWords: Readonly<Record<Exclude<RuleName, FormRule>, string>> = {
  "situations.checkedIn": "Counts as checked in already",
  "situations.provisionalIssued": "Got a provisional ballot already",
  "situations.otherLine": "Name served by another line while the book is split",
  "situations.handedBack": "Handed a ballot back and comes again",
  "situations.absenteeCast": "Absentee ballot cast at a polling place",
  "situations.confidential": "Confidential record",
  "situations.absenteeReturned": "Absentee ballot came back",
  "situations.earlyVoted": "Voted early",
  "situations.removed": "Registration cancelled or denied",
  "situations.underage": "Not yet of voting age",
  "situations.challengedHere": "Challenge at the table: who may begin one",
  "situations.challengeGround": "Challenge at the table: on what grounds",
  "situations.partyChallenged": "Party membership doubted in a primary",
  "situations.challenged": "Right to vote questioned",
  "situations.pending": "Registration not complete",
  "situations.unknownStatus": "Status that nobody has decided on",
  "situations.otherPlace": "Votes at another polling place",
  "situations.notOnList": "Not on the list; registration on the day",
  "situations.identification": "Identification",
  "situations.absenteeIssued": "Absentee ballot sent, not back",
  "situations.absenteeRequested": "Absentee ballot requested, not sent",
  "situations.absenteeRejected": "Absentee ballot came back and was not accepted",
  "situations.votedInParty": "Runoff: voted in a party's primary this year",
  "situations.inactive": "Inactive registration",
  "situations.moved": "Voter has moved",
  "situations.newPlace": "Moved to where another place serves",
  "situations.nameChanged": "Name has changed",
  "situations.afterHours": "Served after the polls have closed",
  "situations.newsOld": "May have voted elsewhere, and the news are old",
  "situations.assistance": "Helped to mark the ballot",
  "situations.curbside": "Served at the car",
  "situations.accommodation": "Other accommodations",
  "situations.signatureDiffers": "Signature unlike the one on file",
  say: "How name and address are heard",
  identification: "Who is asked for identification",
  identificationKinds: "Which kinds of identification count",
  provisional: "Whether provisional ballots are issued",
  staleAfterMinutes: "Age of news from which it counts as old",
  oldNews: "Whether old news stop a plain check-in where a voter may vote elsewhere",
  permits: "Who may do what, and how many must agree",
  ballots: "Spoiled and left ballots, and a wrong name that was tapped",
  balance: "The ballot statement: what is counted by hand",
  primary: "Whose primary a voter may vote in",
  signature: "Which voters sign on the tablet",
  confidential: "Confidential voters on the paper book",
  forms: "Texts of the forms that are printed",
};

function first<T>(all: readonly T[], line: (one: T) => string): string[] {
  const lines = all.slice(0, shown).map(line);
  return all.length > shown ? [...lines, `… and ${number(all.length - shown)} more of this kind.`] : lines;
}

const people = (voters: number): string => (voters === 1 ? "1 voter has" : `${number(voters)} voters have`);

const ballotWords = {
  regular: "ballot",
  federalOnly: "ballot for federal offices",
  underage: "ballot for those who turn 18 by the general election",
} as const;

function styleLine({ split, party, ballot, type, language, styles, voters }: StyleFault): string {
  const whose = `in "${split}"${party === "" ? "" : ` of party ${party}`}`;
  const which = ballotWords[type];
  if (language === "") return `${people(voters)} no ${which} ${whose}.`;
  const asked = `${ballot === "" ? which : `${which} of party ${ballot}`} in language ${language}`;
  if (styles.length === 0) return `${people(voters)} no ${asked} ${whose}.`;
  return `${people(voters)} ${styles.length} styles for the ${asked} ${whose}: ${styles.join(", ")}.`;
}

function differenceLine(difference: StyleDifference): string {
  const { split, party, style } = difference;
  const what = `style ${style} for "${split}"${party === "" ? "" : `, party ${party}`}`;
  return difference.only === "table"
    ? `The county's table, line ${difference.row}, has ${what}; the election definition does not.`
    : `The election definition has ${what}; the county's table does not.`;
}

/** How many signatures are on file where; nothing is said where none are. */
export const signatureLines = ({ signatures }: Pick<CheckedRoll, "signatures">): string[] =>
  signatures.map(({ place, images }) => `Signatures on file at "${place}": ${number(images)}.`);

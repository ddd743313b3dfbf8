/**
 * Texts of the forms that the packs name, to be printed filled in. They are worded here, short and in plain words, and are no
 * state's official wording: where the state prescribes a form, that one comes first, and every text is listed to be confirmed
 * with an attorney until the county replaces it.
 */
import type { Form } from "../printingRules.ts";

const form = (name: string, title: string, text: string, more: Partial<Pick<Form, "blanks" | "signs">> = {}): Form => ({
  form: name,
  title,
  text,
  blanks: [],
  signs: ["voter"],
  source: "Worded by the program, not the state's own text: confirm with your attorney, and use the state's form first",
  confidence: "practice",
  ...more,
});

const both = { signs: ["voter", "official"] as Form["signs"] };
const voterIs = "My name is {name}. I was born {birthDate}. My voter number is {voterId}. Precinct: {precinct}.";
const listed = "The list of voters of {county} gives my address as {address}.";
const truth = "I declare under penalty of perjury that what I say here is true.";
const eligible =
  "I am a citizen of the United States. I will be at least 18 years old on election day. I am registered, or believe that I am, and I have not voted in this election and will not vote in it again.";

const provisional = (name: string, title: string, more: Partial<Pick<Form, "blanks">> = {}): Form =>
  form(
    name,
    title,
    `${voterIs} ${listed}\n\nI vote a provisional ballot in {election}. ${eligible}\n\nI know that the county decides after the election whether my ballot counts, and that I can ask what it decided and why.\n\n${truth}`,
    {
      blanks: ["Where I live now, if it is another address", "Why the ballot is provisional (official)"],
      ...both,
      ...more,
    },
  );

const moved = (name: string, title: string, more: Partial<Pick<Form, "blanks">> = {}): Form =>
  form(
    name,
    title,
    `${voterIs} ${listed}\n\nI no longer live there. I live at the address below, and ask that the list be changed.\n\n${truth}`,
    { blanks: ["New address: number, street, unit", "City and ZIP code", "Date on which I moved"], ...both, ...more },
  );

const renamed = (name: string, title: string): Form =>
  form(
    name,
    title,
    `The list of voters of {county} has my name as {name}, my address as {address}, my date of birth as {birthDate} and my voter number as {voterId}.\n\nMy name has changed. I am the same person, and ask that the list be changed to the name below.\n\n${truth}`,
    { blanks: ["New name: first, middle, last, suffix", "Reason: marriage, court order or other"], ...both },
  );

const outside = (name: string, title: string): Form =>
  form(
    name,
    title,
    `${voterIs} ${listed}\n\nI cannot enter the polling place without help or without harm to my health. I ask to vote outside of it.\n\n${truth}`,
    both,
  );

const registers = (name: string, title: string, more: string): Form =>
  form(
    name,
    title,
    `I ask to be registered as a voter in {county}.\n\nI am a citizen of the United States, I will be at least 18 years old on election day, and I live at the address below. ${more}\n\nOn the list now: {name}, born {birthDate}, {address}.\n\n${truth}`,
    {
      blanks: [
        "Name: first, middle, last, suffix",
        "Date and place of birth",
        "Address: number, street, unit, city, ZIP code",
        "Address where I was registered before",
        "Party, if I choose one",
        "Papers shown (official)",
      ],
      ...both,
    },
  );

const oathOfChallenged = form(
  "Oath of a challenged voter",
  "Challenge: oath of the voter",
  `${voterIs} ${listed}\n\nMy right to vote in {election} was challenged. I swear or affirm that I am the person with this name on the list, that I live where it says, that I am a citizen of the United States and old enough to vote, and that I have not voted in this election.\n\n${truth}`,
  { blanks: ["Who challenged, and the ground (official)", "How the officials decided (official)"], ...both },
);

export const californiaForms: readonly Form[] = [
  oathOfChallenged,
  provisional("Provisional ballot envelope", "Provisional ballot: statement of the voter"),
  moved("Address change form", "Change of address"),
  registers(
    "Conditional voter registration form",
    "Conditional voter registration",
    "I know that my ballot counts only after the county has found that I may register, and I have not voted elsewhere.",
  ),
  renamed("Name change form", "Change of name"),
];

export const newHampshireForms: readonly Form[] = [
  form(
    "Return to undeclared",
    "Return to undeclared after voting in a primary",
    `${voterIs} ${listed}\n\nI took a party's ballot in {election} today. I no longer want to be a member of that party, and ask that the list show me as undeclared.`,
    { blanks: ["Party whose ballot I took"], ...both },
  ),
  form(
    "Affidavit of the challenger",
    "Challenge of a voter: affidavit of the challenger",
    "I challenge the right of {name}, {address}, to vote in {election}.\n\nThe ground is marked below, with what I know of it and from where. I swear or affirm under the penalties of voter fraud that it is true.",
    {
      blanks: [
        "Name and address of the person who challenges",
        "Registered voter here, official, or appointed by whom",
        "Ground: not this person; has voted; not a citizen; too young; lives elsewhere; convicted; other party",
        "What I know, and from where",
        "Signature of the person who challenges",
        "Well grounded: yes or no (moderator)",
      ],
      signs: ["official"],
    },
  ),
  registers(
    "Voter registration form",
    "Voter registration on election day",
    "This town or ward is my domicile, and I have not voted anywhere else in this election.",
  ),
];

export const northCarolinaForms: readonly Form[] = [
  oathOfChallenged,
  provisional("Provisional Voting Application", "Provisional voting application", {
    blanks: [
      "Where I live now, if it is another address",
      "Date on which I moved",
      "Reason, by the state's list (official)",
    ],
  }),
  form(
    "Application and affidavit for a challenged ballot",
    "Challenged ballot: application and affidavit",
    `${voterIs} ${listed}\n\nMy right to vote in {election} was challenged. I ask for a challenged ballot. ${eligible}\n\n${truth}`,
    { blanks: ["The challenge, in a few words (official)", "How the officials decided (official)"], ...both },
  ),
  form(
    "Photo ID Exception Form",
    "Voting without photo identification: why",
    `${voterIs} ${listed}\n\nI show no photo identification today. The reason is marked below. ${truth}`,
    {
      blanks: [
        "A reasonable impediment: which one",
        "A religious objection to being photographed",
        "A natural disaster within 100 days before election day",
      ],
      ...both,
    },
  ),
  moved("Address change form", "Change of address"),
  renamed("Name change form", "Change of name"),
  registers("Voter registration application", "Voter registration application", "I have not voted in this election."),
  outside("Affidavit of person voting outside the voting place", "Voting outside the voting place"),
];

export const ohioForms: readonly Form[] = [
  form(
    "Affidavit of a challenged voter",
    "Challenge: affidavit and answers of the voter",
    `${voterIs} ${listed}\n\nMy right to vote in {election} was challenged by an election official. I have answered the questions below under oath.\n\n${truth}`,
    {
      blanks: [
        "Am I a citizen of the United States",
        "Have I lived in this state for 30 days, and do I live in this precinct",
        "Am I old enough to vote",
        "How the officials decided (official)",
      ],
      ...both,
    },
  ),
  form(
    "Form 10-W",
    "Statement of a person challenged as to party",
    `${voterIs} ${listed}\n\nI want to be affiliated with the party below, support its principles, and ask for its ballot in {election}.\n\n${truth}`,
    { blanks: ["Party whose ballot I ask for"], ...both },
  ),
  provisional("Form 12-B Provisional Ballot Affirmation", "Provisional ballot affirmation", {
    blanks: [
      "Where I live now, if it is another address",
      "Identification shown, or the last four digits of the Social Security number",
      "Why the ballot is provisional (official)",
    ],
  }),
  form(
    "Affidavit of religious objection",
    "Religious objection to being photographed",
    `${voterIs} ${listed}\n\nI have a sincere religious objection to being photographed, and so I have no photo identification.\n\n${truth}`,
    { blanks: ["Last four digits of my Social Security number"], ...both },
  ),
  moved("Notice of change of residence", "Notice of change of residence"),
  renamed("Form 10-L", "Notice of change of name"),
];

export const texasForms: readonly Form[] = [
  form(
    "Affidavit of party affiliation",
    "Runoff primary: affidavit of the voter",
    `${voterIs} ${listed}\n\nThe list says that I voted in another party's primary this year. I did not vote in the primary of another party and took no part in its convention during this voting year.\n\n${truth}`,
    { blanks: ["Party whose ballot I ask for"], ...both },
  ),
  provisional("Affidavit of Provisional Voter", "Affidavit of provisional voter"),
  form(
    "Similar name affidavit",
    "Affidavit: two names, one person",
    "The list of registered voters of {county} has my name as {name}, born {birthDate}, voter number {voterId}.\n\nThe identification that I show has another spelling of my name, written below. Both are mine: I am the same person.",
    { blanks: ["Name as it stands on the identification"], ...both },
  ),
  form(
    "Reasonable Impediment Declaration",
    "Reasonable impediment declaration",
    `${voterIs} ${listed}\n\nI do not have, and cannot reasonably get, one of the accepted kinds of photo identification. What keeps me from it is written below. I show other papers that name me.\n\n${truth}`,
    {
      blanks: [
        "What keeps me from it: transport, disability or illness, no birth certificate, work, family, lost or stolen, applied for",
        "Papers shown (official)",
      ],
      ...both,
    },
  ),
  form(
    "Request to cancel the ballot by mail",
    "Request to cancel my ballot by mail",
    `${voterIs} ${listed}\n\nI asked for a ballot by mail for {election}. I want to vote in person and ask that my application for it be cancelled. I have not sent the ballot back.\n\n${truth}`,
    both,
  ),
  form(
    "Register of returned mail ballots",
    "Register of mail ballots returned at the polling place",
    "{name}, voter number {voterId} (precinct: {precinct}), returned the ballot by mail for {election} at the polling place. It was marked as cancelled and kept.",
    { blanks: ["Number of the ballot or envelope (official)"], ...both },
  ),
  form(
    "Statement of Residence",
    "Statement of residence",
    `${voterIs} ${listed}\n\nI live at the address below, and it is my residence.\n\n${truth}`,
    { blanks: ["Address: number, street, unit", "City, county and ZIP code", "Date on which I moved there"], ...both },
  ),
  outside("Request to vote outside the polling place", "Request to vote outside the polling place"),
  form(
    "Oath of assistance",
    "Oath of the person who helps a voter",
    `I help {name}, voter number {voterId}, to vote in {election}. The voter chose me and told me that they may be helped. I am not their employer or union, or one who acts for these. I did not press the voter to choose me. I will only read and mark as the voter directs, I will suggest nothing, and I will tell nobody how the voter voted.\n\n${truth}`,
    { blanks: ["Signature of the person who helps"], ...both },
  ),
  form(
    "Form of assistant",
    "Who helped this voter",
    "Voter: {name}, voter number {voterId}, precinct: {precinct}. Election: {election}.",
    {
      blanks: [
        "Name of the person who helps",
        "Address of the person who helps",
        "Relationship to the voter",
        "Paid by a candidate, campaign or committee: yes or no",
      ],
      ...both,
    },
  ),
];

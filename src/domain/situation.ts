/**
 * What may be the case with a voter that changes what is done: found on the list, known from events, or said by the
 * voter. A state's pack has a rule for each (`situationRules.ts`). Facets of a voter are independent of each other, so
 * several situations may hold at once; they are asked about in the order of this list.
 */
export const situations = [
  /** Counts as checked in already. */
  "checkedIn",
  /** Got a provisional ballot already. */
  "provisionalIssued",
  /** Another tablet of the place serves the voter's name while the book is split. */
  "otherLine",
  /** Handed a ballot back unvoted earlier, and is not checked in now. */
  "handedBack",
  /** The absentee ballot was cast at a polling place. */
  "absenteeCast",
  /** The polls have closed: only who stood in line votes, and who came under an order that extends the hours. */
  "afterHours",
  /** The record may be shown to nobody. */
  "confidential",
  /** The absentee ballot came back. */
  "absenteeReturned",
  "earlyVoted",
  /** An absentee ballot was asked for, and none was sent; asked about only where the law makes something of it. */
  "absenteeRequested",
  /** The absentee ballot came back and was not accepted. */
  "absenteeRejected",
  /** The registration was cancelled or denied. */
  "removed",
  /** Not of voting age on election day: by the birth date, else because the list says registered ahead. */
  "underage",
  /** Somebody challenges the voter's right to vote, here and now. */
  "challengedHere",
  /** What that challenge says. */
  "challengeGround",
  "challenged",
  /** Something is missing from the registration. */
  "pending",
  /** A status that nobody has decided on. */
  "unknownStatus",
  /** Votes at another polling place. */
  "otherPlace",
  /** Stands on no list: registered today, or only says so. */
  "notOnList",
  /** The voter may have voted at another place, and the news that would tell are old. */
  "newsOld",
  /** Who is asked for identification, the pack says. */
  "identification",
  /** An absentee ballot was sent and has not come back. */
  "absenteeIssued",
  /** The list says in which party's primary the voter voted this year, and only its runoff is open to them. */
  "votedInParty",
  /** The county could not reach the voter at the address (inactive, suspense). */
  "inactive",
  /** The voter says that the address on the list is not theirs any more. */
  "moved",
  /** By where the voter lives now, another place serves them: a move led to it. */
  "newPlace",
  /** The voter says that the name on the list is not theirs any more. */
  "nameChanged",
  /** An official doubts that the voter belongs to the party whose ballot they ask for. */
  "partyChallenged",
  /** Somebody helps the voter to mark the ballot, or the list says that the voter may want it. */
  "assistance",
  /** The voter is served at the car. */
  "curbside",
  /** What makes voting possible for this voter otherwise: a chair, an accessible machine, an interpreter. */
  "accommodation",
  /** The poll worker finds that the voter's signature is not like the one on file. */
  "signatureDiffers",
] as const;
export type Situation = (typeof situations)[number];

/** Those of which the list tells nothing, or not all: the voter says so, and the poll worker notes it. */
export const saidByVoter = [
  "moved",
  "nameChanged",
  "assistance",
  "curbside",
  "accommodation",
] as const satisfies readonly Situation[];
export type SaidByVoter = (typeof saidByVoter)[number];

/** What somebody says against the voter at the table. Where the rules give it no way, it cannot be begun. */
export const raisedHere = ["challengedHere", "partyChallenged"] as const satisfies readonly Situation[];
export type RaisedHere = (typeof raisedHere)[number];

/** Those that hold once the poll worker has noted them, whoever says so. */
export const noted = [...saidByVoter, ...raisedHere, "signatureDiffers"] as const satisfies readonly Situation[];

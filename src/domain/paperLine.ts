/**
 * What stands on a paper list for one voter: the columns of the paper book, of the posted list, and of a confidential
 * voter. Pure and without words or layout, so that the office's PDF and a tablet's print say the same of the same voter.
 *
 * Of a confidential voter only the number (voter id), the ballot and whether they took part are ever answered.
 */
import { castMarks } from "./absenteeMarks.ts";
import { isUnderage } from "./age.ts";
import { ballotChoices } from "./ballotStyle.ts";
import { isConfidential } from "./confidential.ts";
import { type Election, splitOf } from "./election.ts";
import type { Standing } from "./standing.ts";
import type { VoterRecord } from "./voter.ts";
import { listName, streetAddress } from "./voterName.ts";

/** Something that whoever works with the paper must know of a voter, most urgent first. */
export type PaperMark =
  | {
      /** Both got a ballot; whether a provisional one counts, the county decides later. */
      readonly mark: "checkedIn" | "provisionalIssued";
      /** Milliseconds since 1970, by the tablet's clock. */
      readonly wall: number;
      readonly receipt: string;
      /** The id of the place if it was another one than the list's. */
      readonly elsewhere: string | undefined;
      /** More than one counts, and the first one is shown; or the absentee ballot was cast as well. */
      readonly twice: boolean;
    }
  /** The absentee ballot was cast at a polling place. `wall`, `elsewhere`: as above. */
  | { readonly mark: "absenteeCast"; readonly wall: number; readonly elsewhere: string | undefined }
  /** Handed a ballot back unvoted and has none now. */
  | { readonly mark: "handedBack" }
  | { readonly mark: "earlyVoted" }
  | { readonly mark: "absenteeReturned" }
  | { readonly mark: "absenteeIssued" }
  | { readonly mark: "absenteeRequested" }
  | { readonly mark: "absenteeRejected" }
  /** The county set the check-in of a lost tablet aside: ask before a ballot is given. */
  | { readonly mark: "checkInSetAside" }
  | { readonly mark: "removed" }
  | { readonly mark: "challenged" }
  | { readonly mark: "pending" }
  | { readonly mark: "notYetOfAge" }
  | { readonly mark: "unknownStatus" }
  | { readonly mark: "inactive" }
  /** May well be one person with somebody who registered today: compare before a ballot is given. */
  | { readonly mark: "likeRegistered" }
  | { readonly mark: "idRequired" }
  | { readonly mark: "federalOnly" };

export type BookLine = {
  readonly lineCode: string;
  /** "García-López, Ana María, Jr." */
  readonly name: string;
  /** As in `VoterRecord`: a date, a year, or "". */
  readonly birthDate: string;
  readonly street: string;
  readonly town: string;
  /** The name of the precinct split. */
  readonly split: string;
  /** The ids of the ballot styles that the voter may ask for; none if the definition has none. */
  readonly styles: readonly string[];
  /** In a primary: the name of the voter's party, "" for none. Undefined in other elections. */
  readonly party: string | undefined;
  readonly marks: readonly PaperMark[];
};

export type PostedLine = Pick<BookLine, "lineCode" | "name" | "street" | "town"> & { readonly tookPart: boolean };

/** No name, address, birth date or precinct. */
export type NumberLine = Pick<BookLine, "lineCode" | "styles" | "marks"> & { readonly voterId: string };

/** A row of a printed list. `lastName`: what the range of letters on its page is made of. */
export type PaperRow =
  | { readonly row: "voter"; readonly line: BookLine; readonly lastName: string }
  | { readonly row: "posted"; readonly line: PostedLine; readonly lastName: string }
  | { readonly row: "number"; readonly line: NumberLine };

/** Checked in, voted early, or an absentee ballot came back or was cast. A provisional ballot may turn out not to count. */
export function tookPart(
  { absentee }: Pick<VoterRecord, "absentee">,
  { checkIns, absentee: marks }: Pick<Standing, "checkIns" | "absentee">,
): boolean {
  if (checkIns.length + castMarks(marks).length > 0) return true;
  return absentee === "returned" || absentee === "accepted" || absentee === "earlyVoted";
}

/**
 * Who stands on a posted list: registered voters, and whoever took part. Not removed or denied ones, pending ones, and
 * those too young to vote, whose names the public has no right to see.
 */
export function isPosted(voter: VoterRecord, standing: Pick<Standing, "checkIns" | "absentee">): boolean {
  if (isConfidential(voter)) return false;
  switch (voter.registration) {
    case "active":
    case "inactive":
    case "challenged":
    case "military":
      return true;
    case "pending":
    case "preregistered":
    case "cancelled":
    case "denied":
    case "unknown":
      return tookPart(voter, standing);
    default:
      return voter.registration satisfies never;
  }
}

/** Lines of one election's lists. Keeps what voters of one precinct split and party have in common. */
export class PaperLines {
  readonly #election: Election;
  readonly #styles = new Map<string, readonly string[]>();
  readonly #parties: ReadonlyMap<string, string>;

  constructor(election: Election) {
    this.#election = election;
    this.#parties = new Map(election.parties.map(({ id, name }) => [id, name]));
  }

  /** `place`: the id of the place whose list it is. `like`: somebody who registered today looks like this voter. */
  book(voter: VoterRecord, standing: Standing, lineCode: string, place: string, like: boolean): BookLine {
    const { kind } = this.#election;
    const marks = paperMarks(voter, standing, place, this.#election);
    return {
      lineCode,
      name: listName(voter),
      birthDate: voter.birthDate,
      street: streetAddress(voter),
      town: town(voter),
      split: splitOf(this.#election, voter.split)?.name ?? voter.split,
      styles: this.#stylesOf(voter),
      party: kind === "primary" ? (this.#parties.get(voter.party) ?? voter.partyRaw) : undefined,
      marks: like ? [...marks, { mark: "likeRegistered" }] : marks,
    };
  }

  /** For voters who are `isPosted`. */
  posted(voter: VoterRecord, standing: Standing, lineCode: string): PostedLine {
    return {
      lineCode,
      name: listName(voter),
      street: streetAddress(voter),
      town: town(voter),
      tookPart: tookPart(voter, standing),
    };
  }

  byNumber(voter: VoterRecord, standing: Standing, lineCode: string, place: string): NumberLine {
    return {
      lineCode,
      voterId: voter.id,
      styles: this.#stylesOf(voter),
      marks: paperMarks(voter, standing, place, this.#election),
    };
  }

  #stylesOf(voter: VoterRecord): readonly string[] {
    const key = JSON.stringify([voter.split, voter.party, voter.flags.includes("federalOnly")]);
    let styles = this.#styles.get(key);
    if (styles === undefined) {
      styles = ballotChoices(this.#election, voter).map(({ id }) => id);
      this.#styles.set(key, styles);
    }
    return styles;
  }
}

const town = ({ city, zip }: VoterRecord): string => [city, zip].filter(Boolean).join(" ");

/** What the list of `place` (an id) says beside a voter. */
export function paperMarks(
  voter: VoterRecord,
  standing: Standing,
  place: string,
  election: { readonly date: string },
): PaperMark[] {
  const { checkIns, provisionals, setAside, ballotActs } = standing;
  const marks: PaperMark[] = [];
  const [cast] = castMarks(standing.absentee);
  const elsewhereOf = (at: string): string | undefined => (at === place ? undefined : at);
  for (const [mark, ballots] of [
    ["checkedIn", checkIns],
    ["provisionalIssued", provisionals],
  ] as const) {
    const [first] = ballots;
    if (first === undefined) continue;
    const { wall, receipt } = first;
    const twice = ballots.length > 1 || (mark === "checkedIn" && cast !== undefined);
    marks.push({ mark, wall, receipt, elsewhere: elsewhereOf(first.place), twice });
  }
  if (cast !== undefined) marks.push({ mark: "absenteeCast", wall: cast.wall, elsewhere: elsewhereOf(cast.place) });
  if (checkIns.length === 0 && ballotActs.some(({ act }) => act === "handedBack")) marks.push({ mark: "handedBack" });
  switch (voter.absentee) {
    case "earlyVoted":
      marks.push({ mark: "earlyVoted" });
      break;
    case "returned":
    case "accepted":
      marks.push({ mark: "absenteeReturned" });
      break;
    case "issued":
      marks.push({ mark: "absenteeIssued" });
      break;
    case "requested":
      marks.push({ mark: "absenteeRequested" });
      break;
    case "rejected":
      marks.push({ mark: "absenteeRejected" });
      break;
    case "none":
      break;
    default:
      voter.absentee satisfies never;
  }
  if (setAside.length > 0) marks.push({ mark: "checkInSetAside" });
  if (isUnderage(voter, election.date)) marks.push({ mark: "notYetOfAge" });
  switch (voter.registration) {
    case "cancelled":
    case "denied":
      marks.push({ mark: "removed" });
      break;
    case "unknown":
      marks.push({ mark: "unknownStatus" });
      break;
    case "challenged":
    case "pending":
    case "inactive":
      marks.push({ mark: voter.registration });
      break;
    case "active":
    case "military":
    case "preregistered":
      break;
    default:
      voter.registration satisfies never;
  }
  const refused = standing.notes.some(({ note }) => note === "challengeUpheld");
  if (refused && voter.registration !== "challenged") marks.push({ mark: "challenged" });
  if (voter.flags.includes("idRequired")) marks.push({ mark: "idRequired" });
  if (voter.flags.includes("federalOnly")) marks.push({ mark: "federalOnly" });
  return marks;
}

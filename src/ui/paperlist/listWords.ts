/** The words of a paper list, in the language of the screen: what stands beside a voter, and on top of every page. */
import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Election } from "../../domain/election.ts";
import type { PaperMark, PaperRow } from "../../domain/paperLine.ts";
import type { PaperKind } from "../../roll/paperLists.ts";
import type { PaperListView } from "../../tablet/voterCalls.ts";
import { birthDateText, dayOf, timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";

type PlainMark = Exclude<PaperMark, { readonly wall: number }>["mark"];
const plainMarks: Readonly<Record<PlainMark, MessageDescriptor>> = {
  earlyVoted: msg`Voted early`,
  handedBack: msg`Ballot handed back: may still vote`,
  absenteeReturned: msg`Absentee ballot returned`,
  absenteeIssued: msg`Absentee ballot issued`,
  absenteeRequested: msg`Absentee ballot asked for`,
  absenteeRejected: msg`Absentee ballot rejected`,
  checkInSetAside: msg`Check-in set aside: call the county`,
  removed: msg`Removed from the roll`,
  challenged: msg`Challenged`,
  pending: msg`Registration pending`,
  notYetOfAge: msg`Not yet of age`,
  unknownStatus: msg`Status unknown: call the county`,
  inactive: msg`Inactive`,
  likeRegistered: msg`Looks like somebody registered today: call the county`,
  idRequired: msg`ID required`,
  federalOnly: msg`Federal offices only`,
};

const columnTitles: Readonly<Record<PaperKind, readonly MessageDescriptor[]>> = {
  book: [
    msg`Line code`,
    msg`Name, birth date, address`,
    msg`Precinct, ballot`,
    msg`Status`,
    msg`Voted`,
    msg`Signature`,
  ],
  posted: [msg`Name`, msg`Address`, msg`Took part`],
};

export class ListWords {
  readonly #i18n: I18n;
  readonly #election: Election;

  constructor(i18n: I18n, election: Election) {
    this.#i18n = i18n;
    this.#election = election;
  }

  title(kind: PaperKind): string {
    return this.#i18n._(kind === "book" ? msg`Paper poll book` : msg`Posted list of voters`);
  }

  /** The moment that the list is of, and how much the tablet knew then. */
  asOf({ wall, knownAt, rollVersion }: PaperListView["asOf"]): string {
    const { timeZone } = this.#election;
    const locale = this.#i18n.locale;
    const moment = `${timeOfDay(wall, timeZone, locale)}, ${dayOf(wall, timeZone, locale)}`;
    if (knownAt === undefined)
      return this.#i18n._(
        msg`As of ${moment}, as far as this tablet knows: without news of the county. Roll ${rollVersion}`,
      );
    const news = timeOfDay(knownAt, timeZone, locale);
    return this.#i18n._(
      msg`As of ${moment}, as far as this tablet knows. News of the county: ${news}. Roll ${rollVersion}`,
    );
  }

  page(page: number, of: number): string {
    return this.#i18n._(msg`Page ${page} of ${of}`);
  }

  byNumber(): string {
    return this.#i18n._(msg`By number`);
  }

  columns(kind: PaperKind): readonly string[] {
    return columnTitles[kind].map((title) => this.#i18n._(title));
  }

  foot(kind: PaperKind, row: PaperRow["row"]): string {
    if (row === "number")
      return this.#i18n._(msg`Name and address are kept secret by law. Ask for the number; never say or write a name.`);
    return this.#i18n._(
      kind === "book"
        ? msg`Mark the box and let the voter sign. Later, enter the line code of each voter whom you marked.`
        : msg`Took part: checked in, voted early, or returned an absentee ballot.`,
    );
  }

  tookPart(): string {
    return this.#i18n._(msg`Took part`);
  }

  noVoters(): string {
    return this.#i18n._(msg`No voters.`);
  }

  /** "Born July 19, 1978"; "" where nothing is known. */
  born(birthDate: string): string {
    const born = birthDateText(birthDate, this.#i18n.locale);
    return born === "" ? "" : this.#i18n._(msg`Born ${born}`);
  }

  /** The ballots that the voter may ask for. */
  ballots(styles: readonly string[]): string {
    if (styles.length === 0) return this.#i18n._(msg`No ballot style`);
    const list = new Intl.ListFormat(this.#i18n.locale, { type: "disjunction" }).format(styles);
    return this.#i18n._(msg`Ballot ${list}`);
  }

  party(name: string): string {
    return name || this.#i18n._(msg`No party`);
  }

  mark(mark: PaperMark): string {
    if ("wall" in mark) return this.#given(mark);
    return this.#i18n._(plainMarks[mark.mark]);
  }

  #given(mark: Extract<PaperMark, { readonly wall: number }>): string {
    const { wall, elsewhere } = mark;
    const time = timeOfDay(wall, this.#election.timeZone, this.#i18n.locale);
    const place = elsewhere === undefined ? "" : placeName(this.#election, elsewhere);
    if (mark.mark === "absenteeCast")
      return [this.#i18n._(msg`Absentee ballot cast ${time}`), place].filter(Boolean).join(" · ");
    const { receipt, twice } = mark;
    const parts = [
      this.#i18n._(mark.mark === "checkedIn" ? msg`Checked in (${time})` : msg`Provisional ballot (${time})`),
      place,
      receipt === "" ? "" : this.#i18n._(msg`Receipt ${receipt}`),
      twice ? this.#i18n._(msg`More than once: call the county`) : "",
    ];
    return parts.filter(Boolean).join(" · ");
  }
}

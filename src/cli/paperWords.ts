/** The words of printed lists, in English, as poll workers read them. Times as "2:02 pm". */
import type { Election } from "../domain/election.ts";
import type { PaperMark } from "../domain/paperLine.ts";
import { number } from "./terminal.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Born Jul 19, 1978", "Born in 1978"; "" where nothing is known. */
export function bornWords(birthDate: string): string {
  const [year, month, day] = birthDate.split("-").map(Number);
  if (birthDate === "") return "";
  const named = months[(month ?? 0) - 1];
  if (day === undefined) return `Born in ${birthDate}`;
  return named === undefined ? `Born ${birthDate}` : `Born ${named} ${day}, ${year}`;
}

/** Words that depend on the election's own calendar and places. */
export class PaperWords {
  readonly #day: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #election: Election;
  readonly #placeNames: ReadonlyMap<string, string>;

  constructor(election: Election) {
    const { timeZone } = election;
    this.#election = election;
    this.#placeNames = new Map(election.places.map(({ id, name }) => [id, name]));
    this.#day = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "short", day: "numeric" });
    this.#time = new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", minute: "2-digit" });
  }

  /** "November 3, 2026" */
  electionDay(): string {
    const format = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
    return format.format(new Date(`${this.#election.date}T00:00Z`));
  }

  /** "2:02 pm" */
  time(wall: number): string {
    return this.#time.format(wall).replace(/\s/gu, " ").toLowerCase();
  }

  /** "2:02 pm on Nov 3, 2026" */
  moment(wall: number): string {
    return `${this.time(wall)} on ${this.#day.format(wall)}`;
  }

  #timeThatDay(wall: number): string {
    const day = this.#day.format(wall);
    const [year, month, date] = this.#election.date.split("-").map(Number);
    const own = `${months[(month as number) - 1]} ${date}, ${year}`;
    return day === own ? this.time(wall) : `${day.replace(/, \d+$/, "")}, ${this.time(wall)}`;
  }

  mark(mark: PaperMark): string {
    switch (mark.mark) {
      case "checkedIn":
      case "provisionalIssued": {
        const { wall, receipt, elsewhere, twice } = mark;
        const place = elsewhere === undefined ? "" : ` at ${this.#placeNames.get(elsewhere) ?? elsewhere}`;
        const numbered = receipt === "" ? "" : `, receipt ${receipt}`;
        const what = mark.mark === "checkedIn" ? "Checked in" : "Provisional ballot";
        return `${what} ${this.#timeThatDay(wall)}${place}${numbered}${twice ? "; more than once: call the county" : ""}`;
      }
      case "absenteeCast": {
        const place =
          mark.elsewhere === undefined ? "" : ` at ${this.#placeNames.get(mark.elsewhere) ?? mark.elsewhere}`;
        return `Absentee ballot cast ${this.#timeThatDay(mark.wall)}${place}`;
      }
      case "handedBack":
        return "Handed a ballot back: ask the inspector";
      case "earlyVoted":
        return "Voted early";
      case "absenteeReturned":
        return "Absentee ballot returned";
      case "absenteeIssued":
        return "Absentee ballot issued";
      case "absenteeRequested":
        return "Absentee ballot asked for";
      case "absenteeRejected":
        return "Absentee ballot rejected";
      case "checkInSetAside":
        return "Check-in set aside: call the county";
      case "removed":
        return "Removed from the roll";
      case "challenged":
        return "Challenged";
      case "pending":
        return "Registration pending";
      case "notYetOfAge":
        return "Not yet of age";
      case "unknownStatus":
        return "Status unknown: call the county";
      case "inactive":
        return "Inactive";
      case "likeRegistered":
        return "Looks like somebody registered today: call the county";
      case "idRequired":
        return "ID required";
      case "federalOnly":
        return "Federal offices only";
      default:
        return mark satisfies never;
    }
  }
}

/** "As of 2:02 pm on Nov 3, 2026 · roll version 3 · 1,204 entries of the county's record" */
export function asOfWords(words: PaperWords, asOf: AsOf): string {
  return `As of ${words.moment(asOf.wall)} · roll version ${asOf.rollVersion} · ${number(asOf.entries)} entries of the county's record`;
}

/** How much the county knew when the list was made. */
export type AsOf = {
  /** When the county accepted its newest entry, milliseconds since 1970. */
  readonly wall: number;
  readonly rollVersion: number;
  readonly entries: number;
};

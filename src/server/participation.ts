/**
 * Voter participation: who was checked in, from the standings that the county log gives. One row for each voter, by the
 * first check-in that counts; cancelled ones and those of a tablet that was set aside give none. Holds voter ids, so the
 * event key is needed; names are added from the roll by whoever needs them.
 */
import { type AbsenteeMark, castMarks } from "../domain/absenteeMarks.ts";
import { type Election, splitsOf } from "../domain/election.ts";
import { isInstant } from "../domain/instant.ts";
import type { CheckInFact, Standings } from "../domain/standing.ts";
import { type ChangesAtPolls, type Told, toldNothing } from "./changesAtPolls.ts";
import type { DeviceRow } from "./database.ts";

export type Participation = {
  readonly voter: string;
  readonly election: string;
  readonly electionDate: string;
  readonly place: string;
  readonly placeName: string;
  /** "" for a split that is not in the definition. */
  readonly precinct: string;
  readonly split: string;
  readonly style: string;
  /** In a primary: the party whose ballot was given. */
  readonly ballotParty: string;
  /** Joined that party by taking its ballot, and left it again before going. */
  readonly leftParty: boolean;
  /** ISO 8601 with the offset of the election's time zone, by the tablet's clock: "2026-11-03T14:02:11-05:00". */
  readonly checkedInAt: string;
  /** "polls" on election day, "early" before it; "absentee": the ballot came in an envelope that the place processed. */
  readonly method: "polls" | "early" | "absentee";
  /** The tablet's number; 0 if the log does not know the tablet. */
  readonly tablet: number;
  readonly receipt: string;
  /** When the absentee ballot was cast at a polling place, ISO 8601; "" if it was not. */
  readonly absenteeCastAt: string;
  /** More than one check-in counts, or one beside an absentee ballot, whether the county has looked at it or not. */
  readonly twice: boolean;
  /** What the voter told at the first check-in. */
  readonly told: Told;
  /** Registered at the polling place. */
  readonly registered: boolean;
};

/** In the order of voter ids. */
export function* participation(
  election: Election,
  standings: Pick<Standings, "voters" | "of" | "absentee">,
  devices: ReadonlyMap<string, Pick<DeviceRow, "number">>,
  changes: ChangesAtPolls,
): Generator<Participation, void, void> {
  const precinctOf = new Map(splitsOf(election).map(({ id, precinct }) => [id, precinct.id]));
  const placeNames = new Map(election.places.map(({ id, name }) => [id, name]));
  const timeOf = zonedTime(election.timeZone);
  const cast = new Map(castMarks([...standings.absentee()]).map((mark) => [mark.voter, mark]));
  for (const voter of [...new Set([...standings.voters(), ...cast.keys()])].sort()) {
    const { checkIns, notes } = standings.of(voter);
    const first: CheckInFact | undefined = checkIns[0];
    const mark = cast.get(voter);
    if (first === undefined && mark === undefined) continue;
    const by = first ?? (mark as AbsenteeMark);
    const checkedInAt = timeOf(by.wall);
    yield {
      voter,
      election: election.id,
      electionDate: election.date,
      place: by.place,
      placeName: placeNames.get(by.place) ?? "",
      precinct: precinctOf.get(by.split) ?? "",
      split: by.split,
      style: first?.style ?? "",
      ballotParty: first?.party ?? "",
      leftParty: notes.some((one) => one.note === "undeclared" && one.checkIn.hash === first?.event.hash),
      checkedInAt,
      method: first === undefined ? "absentee" : checkedInAt.slice(0, 10) < election.date ? "early" : "polls",
      tablet: devices.get(by.event.device)?.number ?? 0,
      receipt: first?.receipt ?? "",
      absenteeCastAt: mark === undefined ? "" : timeOf(mark.wall),
      twice: checkIns.length + (mark === undefined ? 0 : 1) > 1,
      told: changes.told.get(first?.event.hash ?? "") ?? toldNothing,
      registered: changes.registrants.has(voter),
    };
  }
}

/** Writes milliseconds since 1970 as ISO 8601 in a time zone, to the second; "" for what is no time. */
export function zonedTime(timeZone: string): (wall: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  return (wall) => {
    if (!isInstant(wall)) return "";
    const parts = new Map(format.formatToParts(wall).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
    // "GMT-05:00"; "GMT" alone is UTC.
    const offset = part("timeZoneName").slice(3) || "+00:00";
    return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}${offset}`;
  };
}

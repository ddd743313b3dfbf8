/**
 * Whether a ballot was given while the polls of its place were closed, as far as the tablet's own record says: it had closed
 * them itself, or says that it had read the county log as far as the closing (`seen`). It is no fault of a tablet that could
 * not know. Places where nobody opened the polls are counted elsewhere (`notOpen` of the county page).
 */
import { dayOf } from "../domain/electionDay.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { BodyOf, EventBody } from "../domain/events.ts";
import { type PlaceDay, placeDay } from "../domain/placeDay.ts";
import type { PlaceEntries } from "../domain/placeEntries.ts";
import { isPlaceBody } from "../domain/placeEvents.ts";
import { isOpen } from "../domain/polls.ts";
import type { Standings } from "../domain/standing.ts";

type Given = BodyOf<"VoterCheckedIn" | "ProvisionalIssued" | "BallotReissued">;

/** Given at the desk: what is entered from paper later was given before. */
export const isGiven = (body: EventBody): body is Given =>
  (body.type === "VoterCheckedIn" && body.written === undefined) ||
  body.type === "ProvisionalIssued" ||
  body.type === "BallotReissued";

const changesTrust: ReadonlySet<EventBody["type"]> = new Set(["DeviceRevoked", "DeviceReinstated"]);

export class LastWordOnPolls {
  readonly #entries: PlaceEntries;
  readonly #standings: Standings;
  /** By place, while nothing new is told of it. */
  readonly #known = new Map<string, PlaceDay["polls"]>();
  /** Where entries of places stand in the county log, by hash. */
  readonly #indexes = new Map<string, number>();

  constructor(entries: PlaceEntries, standings: Standings) {
    this.#entries = entries;
    this.#standings = standings;
  }

  /** To be called after each event that was added to entries and standings. */
  told({ hash }: EventName, body: EventBody, index: number): void {
    if (changesTrust.has(body.type)) this.#known.clear();
    if (!isPlaceBody(body)) return;
    this.#known.delete(body.place);
    this.#indexes.set(hash, index);
  }

  wereClosedFor(device: string, { place, wall, seen }: Given, timeZone: string): boolean {
    const polls = this.#at(place);
    if (polls === undefined || isOpen({ polls })) return false;
    const { name, body } = polls;
    // The next morning a tablet may be at work before it hears that the polls were opened again.
    if (body.type === "PollsSuspended" && body.day !== dayOf(wall, timeZone)) return false;
    return name.device === device || (seen !== null && seen.size > (this.#indexes.get(name.hash) ?? seen.size));
  }

  #at(place: string): PlaceDay["polls"] {
    if (!this.#known.has(place)) {
      const held = this.#entries.at(place, (name) => this.#standings.trusts(name));
      this.#known.set(place, placeDay(held).polls);
    }
    return this.#known.get(place);
  }
}

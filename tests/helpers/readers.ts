/** Everything that tablets and the county make of events, so that a test can see that none of it fails. */
import { dayOf } from "../../src/domain/electionDay.ts";
import type { EventBody } from "../../src/domain/events.ts";
import { Newcomers } from "../../src/domain/newcomers.ts";
import { placeBook } from "../../src/domain/placeBook.ts";
import { PlaceEntries } from "../../src/domain/placeEntries.ts";
import { isPlaceBody } from "../../src/domain/placeEvents.ts";
import { hoursOf, isAfterHours } from "../../src/domain/placeHours.ts";
import { PlaceTablets } from "../../src/domain/placeTablets.ts";
import { type KnownEvent, Standings } from "../../src/domain/standing.ts";
import { AlikeRegistrants } from "../../src/server/alikeRegistrants.ts";
import { participation } from "../../src/server/participation.ts";
import { roleRefusal } from "../../src/server/roleRefusal.ts";
import { tabletActOf } from "../../src/server/tabletActs.ts";
import { dayOf as dayOnScreen, longDate, timeOfDay } from "../../src/ui/text/times.ts";
import { election, electionDay } from "./server.ts";

/** Folds the events in this order and asks everything that is asked of them. */
export function readAll(events: readonly KnownEvent[]): void {
  const [standings, newcomers] = [new Standings(), new Newcomers()];
  const [entries, tablets] = [new PlaceEntries(), new PlaceTablets()];
  const alike = new AlikeRegistrants(newcomers, standings);
  for (const { name, body, index } of events) {
    standings.add({ name, body, index });
    newcomers.add(name, body);
    tablets.add(name, body);
    if (isPlaceBody(body)) entries.add(name, body);
    roleRefusal(election.rules, body);
    tabletActOf(index ?? 0, name.device, body);
    showTimes(body);
  }
  const now = electionDay;
  for (const place of election.places) {
    placeBook({ election, place, standings, entries, tablets, now });
    isAfterHours(election, hoursOf(entries.at(place.id, (name) => standings.trusts(name))), now);
  }
  for (const voter of standings.voters()) standings.of(voter);
  standings.checkedInTwice();
  alike.list();
  Array.from(participation(election, standings, new Map(), { told: new Map(), registrants: new Map() }));
}

/** Every number of a body as a time, and its day, as screens and exports show them. */
function showTimes(body: EventBody): void {
  for (const value of Object.values(body)) {
    if (typeof value !== "number") continue;
    timeOfDay(value, election.timeZone);
    dayOnScreen(value, election.timeZone);
    dayOf(value, election.timeZone);
  }
  if (isPlaceBody(body)) longDate(body.day);
}

/**
 * What the endpoint makes of the log: standings, counts, and the entries that somebody should look at. Rebuilt from the
 * log at the start and carried on entry by entry, also over what other processes added.
 *
 * An entry that does not open or parse stays in the log and out of the standings; it is listed in `quarantine`. A body
 * that breaks a rule counts as witnessed and is listed in `flagged`. Neither list is ever a reason to refuse. What a
 * revocation sets aside changes with the next one, so it is not kept here: the overview reads it from the log.
 */
import { DeskPace } from "../domain/deskPace.ts";
import { ruleOf } from "../domain/disposition.ts";
import { type Election, splitOf } from "../domain/election.ts";
import type { InsteadOf } from "../domain/eventFields.ts";
import { countyOnlyTypes, type EventBody } from "../domain/events.ts";
import { Newcomers } from "../domain/newcomers.ts";
import { couldBeThen } from "../domain/paperEntry.ts";
import { personKey } from "../domain/person.ts";
import { type PlaceDay, placeDay } from "../domain/placeDay.ts";
import { PlaceEntries } from "../domain/placeEntries.ts";
import { isPlaceBody } from "../domain/placeEvents.ts";
import { signatureOf } from "../domain/signatureRules.ts";
import { Standings } from "../domain/standing.ts";
import { countyDevice } from "../log/eventBytes.ts";
import { AlikeRegistrants } from "./alikeRegistrants.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import type { KnownVoters } from "./knownVoters.ts";
import { isGiven, LastWordOnPolls } from "./lastWordOnPolls.ts";
import { readEntries, type StoredEntry } from "./logStore.ts";
import { type OpenedEntry, openedEntry } from "./openedEntry.ts";
import { roleRefusal } from "./roleRefusal.ts";
import { type TabletAct, tabletActOf } from "./tabletActs.ts";

const AT_ONCE = 1000;
/** Lists are for people: they keep this many of the newest; the counts are of all. */
const LISTED = 1000;
/** A tablet's clock may be this far from the county's at acceptance before the event is flagged as from the future. */
const FUTURE_MS = 10 * 60_000;

export type Noticed = { readonly index: number; readonly device: string; readonly why: string };

export type FoldDeps = {
  readonly database: CountyDatabase;
  readonly election: Election;
  readonly eventKey: CryptoKey;
  readonly now: () => number;
  readonly device: (id: string) => DeviceRow | undefined;
  /** Who is on a published list; without it nobody is missed there. */
  readonly voters?: KnownVoters;
  /** Hears of each entry that the office's own record should tell of; again with every rebuilding of the fold. */
  readonly noticed?: (act: TabletAct) => void;
};

export class CountyFold {
  readonly standings = new Standings();
  /** People who are not on the roll. */
  readonly newcomers = new Newcomers();
  readonly alike = new AlikeRegistrants(this.newcomers, this.standings);
  readonly #entries = new PlaceEntries();
  readonly #polls = new LastWordOnPolls(this.#entries, this.standings);
  /** The newest version of the list that the log tells of. */
  #rollVersion = 0;
  readonly quarantine: Noticed[] = [];
  readonly flagged: Noticed[] = [];
  /** How many there are in all of either. */
  readonly totals = { quarantine: 0, flagged: 0 };
  /** Entries in the log by device. */
  readonly accepted = new Map<string, number>();
  /** By device: when, by its own clock, it last held a worker after wrong PINs. */
  readonly heldAt = new Map<string, number>();
  /** By device; what was handed over stands beside its chain. */
  readonly #paces = new Map<string, DeskPace>();
  /** Signature files that check-ins name, whatever became of the check-ins. */
  signatures = 0;
  readonly #deps: FoldDeps;
  #position = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(deps: FoldDeps) {
    this.#deps = deps;
  }

  /** Entries folded so far. */
  get position(): number {
    return this.#position;
  }

  /** Folds everything up to this size of the log. */
  catchUp(size: number): Promise<void> {
    // One at a time; a failed turn (storage) does not keep the next one from trying again.
    const turn = this.#work.then(() => this.#foldTo(size));
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  async #foldTo(size: number): Promise<void> {
    while (this.#position < size) {
      const entries = await readEntries(this.#deps.database, this.#position, Math.min(size, this.#position + AT_ONCE));
      if (entries.length === 0) return; // the log was replaced by a shorter one
      const bodies = await Promise.all(entries.map((entry) => openedEntry(this.#deps.eventKey, entry)));
      if (bodies.some(({ body }) => body !== undefined && changesList.has(body.type))) await this.#deps.voters?.read();
      const heard = heardBy(entries, bodies, this.#deps.now());
      entries.forEach((entry, at) => {
        this.#fold(entry, bodies[at] as OpenedEntry, heard[at] as number);
      });
      this.#position += entries.length;
    }
  }

  #fold(entry: StoredEntry, opened: OpenedEntry, heard: number): void {
    const { position, device, seq, hash, handed_over } = entry;
    this.accepted.set(device, (this.accepted.get(device) ?? 0) + 1);
    if (opened.body === undefined) {
      this.#list("quarantine", { index: position, device, why: opened.why });
      return;
    }
    const flags = [
      ...(handed_over === 1 ? ["handed over: the tablet's own chain does not vouch for it"] : []),
      ...(device === countyDevice ? [] : this.#flags(entry, opened.body)),
    ];
    if (device !== countyDevice && roleRefusal(this.#deps.election.rules, opened.body) !== undefined) {
      const { role, wall } = opened.body;
      this.#deps.noticed?.({ act: "roleOverridden", index: position, device, role, about: { role, wall } });
    }
    if (device !== countyDevice) {
      this.#notice(position, device, opened.body);
      this.#pace(entry, opened.body, heard);
    }
    for (const why of flags) this.#list("flagged", { index: position, device, why });
    // Only the county may say what the county says: a tablet's DeviceRevoked is a flag and nothing more.
    if (device !== countyDevice && countyOnlyTypes.has(opened.body.type)) return;
    if (signatureOf(opened.body) !== undefined) this.signatures++;
    const name = { device, seq, hash };
    this.standings.add({ name, body: opened.body, index: position });
    this.newcomers.add(name, opened.body);
    if (isPlaceBody(opened.body)) this.#entries.add(name, opened.body);
    this.#polls.told(name, opened.body, position);
    if (opened.body.type === "RollPublished") this.#rollVersion = Math.max(this.#rollVersion, opened.body.version);
  }

  /** A place as its people wrote it down, by tablets that are trusted that far. */
  placeDay(place: string): PlaceDay {
    return placeDay(this.#entries.at(place, (name) => this.standings.trusts(name)));
  }

  #list(list: "quarantine" | "flagged", noticed: Noticed): void {
    this.totals[list]++;
    if (this[list].push(noticed) > LISTED) this[list].shift();
  }

  #notice(index: number, device: string, body: EventBody): void {
    const act = tabletActOf(index, device, body);
    if (act !== undefined) this.#deps.noticed?.(act);
    if (body.type === "PinsRefused" && body.held > 0)
      this.heldAt.set(device, Math.max(body.last, this.heldAt.get(device) ?? 0));
  }

  /** A tablet that records more than any desk can; of one that was set aside nothing more counts anyway. */
  #pace({ position, device, seq, handed_over }: StoredEntry, body: EventBody, heard: number): void {
    if (!this.standings.trusts({ device, seq })) return;
    const chain = `${device} ${handed_over}`;
    const pace = this.#paces.get(chain) ?? new DeskPace();
    this.#paces.set(chain, pace);
    const flood = pace.add(seq, body, heard);
    if (flood === undefined) return;
    const about = { wall: body.wall, ...flood };
    this.#deps.noticed?.({ act: "checkInFlood", index: position, device, role: null, about });
  }

  #flags({ device, handed_over }: StoredEntry, body: EventBody): string[] {
    const { election, now } = this.#deps;
    const row = this.#deps.device(device);
    const flags: string[] = [];
    if (countyOnlyTypes.has(body.type)) flags.push(`${body.type} may be said by the county only`);
    if (body.wall > now() + FUTURE_MS) flags.push("written with a clock that was ahead of the county's");
    const refused = roleRefusal(election.rules, body);
    if (refused !== undefined) flags.push(refused);
    if (!isAtPlace(body)) return flags;
    if (!election.places.some(({ id }) => id === body.place)) flags.push("no polling place of this election");
    else if (row !== undefined && row.place !== null && row.place !== body.place)
      flags.push("at another place than the tablet was set up for");
    if (handed_over === 0 && isGiven(body) && this.#polls.wereClosedFor(device, body, election.timeZone))
      flags.push("a ballot given after the polls of the place were closed, as this tablet knew");
    if (this.#isOfNobody(body)) flags.push("of a voter who is on no published list, and was not registered today");
    if (body.type === "VoterCheckedIn" && body.written !== undefined && !couldBeThen(election, body.written, body.wall))
      flags.push("entered from paper for a time after the entry, or for a day without voting");
    const issued = body.type === "VoterCheckedIn" || body.type === "ProvisionalIssued";
    if (issued && !election.ballotStyles.some(({ id }) => id === body.style))
      flags.push("no ballot style of this election");
    if (issued && body.insteadOf !== undefined && this.#saysOther(body.insteadOf))
      flags.push("says of the check-in that it puts right what the log does not say");
    const named = body.type === "VoterRegistered" || (body.type === "ProvisionalIssued" && body.person !== undefined);
    if (body.type === "ProvisionalIssued" && body.person !== undefined && body.voter !== personKey(body.person))
      flags.push("says of a person who is not on the roll that they are another voter");
    if (named && splitOf(election, body.split) === undefined) flags.push("no precinct of this election");
    if (
      body.type === "VoterRegistered" &&
      !ruleOf(election, "notOnList").ways.some(({ way }) => way === "registersToday")
    )
      flags.push("a registration on the day, which the rules do not know");
    return flags;
  }

  #isOfNobody(body: EventBody): boolean {
    const named = body.type === "VoterCheckedIn" || (body.type === "ProvisionalIssued" && body.person === undefined);
    if (!named || this.newcomers.of(body.voter)?.as === "registrant") return false;
    return this.#deps.voters?.isOnNone(body.voter, this.#rollVersion) === true;
  }

  /** By what stands in the log before it; one that is not known yet can be of a tablet that sends later. */
  #saysOther({ event: { hash }, voter, style, worker, wall }: InsteadOf): boolean {
    const fact = this.standings.checkIn(hash) ?? this.standings.provisional(hash);
    if (fact === undefined) return false;
    return fact.voter !== voter || fact.style !== style || fact.worker !== worker || fact.wall !== wall;
  }
}

const changesList: ReadonlySet<EventBody["type"]> = new Set(["RollPublished", "RollAmended"]);

/** When the county had each of these entries at the latest: the next event of its own says so. */
function heardBy(entries: readonly StoredEntry[], bodies: readonly OpenedEntry[], now: number): number[] {
  let heard = now;
  const all = entries.map((entry, at) => [entry, bodies[at]?.body] as const);
  return all.reduceRight<number[]>((by, [{ device }, body], at) => {
    if (device === countyDevice && body !== undefined) heard = body.wall;
    by[at] = heard;
    return by;
  }, []);
}

/** Whatever a tablet says of a place; the county says of places where tablets belong. */
type AtPlace = Extract<EventBody, { readonly place: string }>;
const isAtPlace = (body: EventBody): body is AtPlace => "place" in body && !countyOnlyTypes.has(body.type);

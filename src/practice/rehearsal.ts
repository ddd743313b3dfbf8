/**
 * Plays scenarios on a practicing tablet: chooses people who were not served before, sets the stage, and tells afterwards
 * whether what was recorded since is right. Asks nothing of the screens, and changes nothing of what they do.
 */
import type { Election, PollingPlace } from "../domain/election.ts";
import { personKey } from "../domain/person.ts";
import type { TabletCore } from "../tablet/tabletCore.ts";
import type { StoredEvent, TabletStore } from "../tablet/tabletStore.ts";
import { allScenarios } from "../training/allScenarios.ts";
import { type Cast, castOf, castsOfEach } from "../training/cast.ts";
import { practicePlace } from "../training/practicePack.ts";
import { type Entry, type Right, rightWay, type Scene, unlistedOf } from "../training/rightWay.ts";
import type { Scenario } from "../training/scenario.ts";
import { type Score, score, type Told } from "../training/scoring.ts";
import { OpenedEntries } from "./opened.ts";
import { OtherTablet } from "./otherTablet.ts";
import type { PracticeCounty } from "./practiceCounty.ts";
import { checkIn, setStage } from "./stage.ts";

/** Who stands at the desk now. */
export type Playing = {
  readonly cast: Cast;
  readonly began: number;
  /** What is due, for whoever is guided; undefined where it is not about a ballot. */
  readonly right: Right | undefined;
};

/** `right`: what was due; undefined where it is not about a ballot. */
export type Played = Score & { readonly right: Right | undefined };

/** What a worker did beside what the record holds. */
export type Did = { readonly told?: Told | undefined; readonly steps: number; readonly seconds: number };

export type RehearsalDeps = {
  readonly core: TabletCore;
  readonly county: PracticeCounty;
  readonly store: Pick<TabletStore, "events" | "fact">;
  readonly now: () => number;
  readonly network: (on: boolean) => void;
};

const most = 100_000; // more events than a practice holds

export class Rehearsal {
  readonly #deps: RehearsalDeps;
  readonly #others = new Map<string, Promise<OtherTablet>>();
  #asked = -1;
  #opened: Promise<OpenedEntries> | undefined;
  #playing: { readonly scene: Scene; readonly since: number } | undefined;

  constructor(deps: RehearsalDeps) {
    this.#deps = deps;
  }

  get election(): Election {
    return this.#deps.county.world.election;
  }

  get place(): PollingPlace {
    return practicePlace(this.election);
  }

  /** Another tablet of the county; it joins when it is first needed. */
  other(where: "here" | "elsewhere"): Promise<OtherTablet> {
    const { county, now } = this.#deps;
    const place =
      where === "here" ? this.place : (this.election.places.find(({ id }) => id !== this.place.id) ?? this.place);
    const joined = this.#others.get(place.id) ?? OtherTablet.join(county, place.id, now);
    this.#others.set(place.id, joined);
    return joined;
  }

  /** Undefined: everybody who could come in this scenario was here today. */
  async play(scenarioId: string): Promise<Playing | undefined> {
    const { core, now, network } = this.#deps;
    const cast = await this.#freshCast(scenarioId);
    if (cast === undefined) return undefined;
    const at = { election: this.election, place: this.place, cast, now: now() };
    const entries = async (): Promise<readonly Entry[]> => [
      ...(await this.#countyEntries()),
      ...(await this.#ownEntries()),
    ];
    const staged = await setStage({ ...at, core, other: (where) => this.other(where), entries, network });
    this.#playing = { scene: { ...at, staged }, since: (await this.#own()).length };
    return { cast, began: at.now, right: this.#right({ ...at, staged }) };
  }

  /** Whether it is right so far. */
  async judge({ told, steps, seconds }: Did): Promise<Played | undefined> {
    const playing = this.#playing;
    if (playing === undefined) return undefined;
    const { scene, since } = playing;
    const entries = (await this.#ownEntries()).filter(({ name }) => name.seq >= since);
    return { ...score(scene, { entries, told }, steps, seconds), right: this.#right(scene) };
  }

  #right(scene: Scene): Right | undefined {
    return scene.cast.scenario.good.good === "serve" ? rightWay(scene) : undefined;
  }

  /** Somebody of the list who was not served yet, for whoever tries freely: another one each time. */
  somebody(): Promise<Cast | undefined> {
    this.#asked++;
    return this.#freshCast("byName", this.#asked);
  }

  /** Another tablet checks in whoever stands at the desk, at another place. False: nobody who is on the list stands there. */
  async checkInElsewhere(): Promise<boolean> {
    const cast = this.#playing?.scene.cast;
    if (cast === undefined || !cast.listed) return false;
    const at = { election: this.election, place: this.place, cast, other: this.other.bind(this) };
    await checkIn(at, cast.visitor, "elsewhere");
    await this.#deps.core.syncNow();
    return true;
  }

  /** The county hears that the absentee ballot of whoever stands at the desk came back. False as above. */
  async absenteeCameBack(): Promise<boolean> {
    const cast = this.#playing?.scene.cast;
    if (cast === undefined || !cast.listed) return false;
    this.#deps.network(true);
    await this.#deps.county.amend([{ voter: cast.visitor.id, set: { absentee: "accepted" } }]);
    await this.#deps.core.syncNow();
    return true;
  }

  /** Nobody stands at the desk. */
  end(): void {
    this.#playing = undefined;
  }

  async #freshCast(id: string, from = 0): Promise<Cast | undefined> {
    const index = allScenarios.findIndex((one) => one.id === id);
    const scenario = allScenarios[index] as Scenario;
    const served = servedIn([...(await this.#countyEntries()), ...(await this.#ownEntries())]);
    for (let tries = 0; tries < castsOfEach; tries++) {
      const cast = castOf(scenario, index, (from + tries) % castsOfEach, this.election, this.place);
      const key = cast.listed ? cast.visitor.id : personKey(unlistedOf({ cast }).person);
      if (
        ![key, ...cast.others.map((one) => one.id)].some((one) => served.has(one)) &&
        (await this.#isAsInvented(cast))
      )
        return cast;
    }
    return undefined;
  }

  /** The list says nothing else of them since. */
  async #isAsInvented({ listed, visitor }: Cast): Promise<boolean> {
    const known = listed ? await this.#deps.core.voter(visitor.id) : undefined;
    return known === undefined || known.voter.absentee === visitor.absentee;
  }

  async #own(): Promise<readonly StoredEvent[]> {
    const { store } = this.#deps;
    const identity = await store.fact("identity");
    return identity === undefined ? [] : store.events(identity.device, 0, most);
  }

  async #ownEntries(): Promise<readonly Entry[]> {
    return (await this.#opener()).of(await this.#own());
  }

  async #countyEntries(): Promise<readonly Entry[]> {
    return (await this.#opener()).of(this.#deps.county.recorded());
  }

  #opener(): Promise<OpenedEntries> {
    this.#opened ??= this.#deps.county.eventKey().then((key) => new OpenedEntries(this.election.id, key));
    return this.#opened;
  }
}

/** Ids of voters, and keys of people on no list, of whom the record tells anything. */
function servedIn(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ body }) => {
      if (body.type === "VoterRegistered") return personKey(body.person);
      return "voter" in body ? body.voter : [];
    }),
  );
}

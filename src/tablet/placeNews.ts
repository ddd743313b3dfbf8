/**
 * What the county says of the tablets of this place, kept for when there is no network: the age stands beside it. Asked after a
 * round, often while the inspector looks, seldom otherwise; nobody waits for it.
 */
import { PlaceTabletsAnswer, placeTabletsPath } from "../protocol/placeTablets.ts";
import { jsonOf } from "./countyConnection.ts";
import type { Session } from "./session.ts";
import type { PlaceTablets, TabletStore } from "./tabletStore.ts";

/** Between two questions (ms): while somebody looks, and while nobody does. */
const watched = 9_000;
const seldom = 60_000;
/** So long after the screen last asked somebody still looks. */
const looks = 45_000;

export class PlaceNews {
  readonly #store: Pick<TabletStore, "fact" | "setFact">;
  #asked = Number.NEGATIVE_INFINITY;
  #looked = Number.NEGATIVE_INFINITY;
  #known: PlaceTablets | undefined;

  constructor(store: Pick<TabletStore, "fact" | "setFact">) {
    this.#store = store;
  }

  /** What was heard last of this place; undefined if nothing. */
  async known({ election, connection }: Session, place: string): Promise<PlaceTablets | undefined> {
    this.#looked = connection.now();
    this.#known ??= await this.#store.fact("placeTablets");
    return this.#known?.election === election.id && this.#known.place === place ? this.#known : undefined;
  }

  /** Asks the county if it is time; answers whether it said something. */
  async ask({ election, connection }: Session, place: string): Promise<boolean> {
    const now = connection.now();
    if (now - this.#asked < (now - this.#looked < looks ? watched : seldom)) return false;
    this.#asked = now;
    const answer = await connection.request("GET", placeTabletsPath(place));
    const said = answer.ok ? PlaceTabletsAnswer.safeParse(jsonOf(answer.value.body)) : undefined;
    if (!answer.ok || said?.success !== true) return false;
    this.#known = { election: election.id, place, at: answer.value.time, tablets: said.data.tablets };
    await this.#store.setFact("placeTablets", this.#known);
    return true;
  }
}

/**
 * The people of the day who are not on the roll, beside it: found by the same search, marked with whom they look like, and
 * asked about with the same rules. Made of what is known at this moment, of this tablet's own events and the county's.
 */
import type { Newcomer } from "../domain/disposition.ts";
import type { KnownNewcomer, Newcomers } from "../domain/newcomers.ts";
import { personKey, type Unlisted, voterOf } from "../domain/person.ts";
import type { Standings } from "../domain/standing.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { alikeRows, looksLike } from "../roll/alike.ts";
import { AlikeAmong } from "../roll/alikeAmong.ts";
import type { AmendedRoll } from "../roll/amendedRoll.ts";
import { RollBuilder } from "../roll/rollBuilder.ts";
import { createSearch, type SearchAnswer, type VoterSearch } from "../roll/voterSearch.ts";

export type KnownStranger = { readonly voter: VoterRecord; readonly newcomer: Newcomer };
export type FoundStranger = {
  readonly voter: VoterRecord;
  readonly why: "match" | SearchAnswer["similar"][number]["why"];
};

/** The newcomers as a small roll of their own, and where to look for those who may be alike. */
type Small = {
  readonly voterAt: (row: number) => VoterRecord;
  readonly search: VoterSearch;
  readonly among: AlikeAmong;
};

export class NotOnRoll {
  readonly #known: Newcomers;
  readonly #standings: Standings;
  readonly #roll: AmendedRoll;
  readonly #search: VoterSearch;
  #small: { readonly revision: number; readonly made: Small | undefined } | undefined;
  #onRoll = { revision: -1, alike: new Map<string, readonly VoterRecord[]>() };

  constructor(
    fold: { readonly newcomers: Newcomers; readonly standings: Standings },
    roll: AmendedRoll,
    search: VoterSearch,
  ) {
    this.#known = fold.newcomers;
    this.#standings = fold.standings;
    this.#roll = roll;
    this.#search = search;
  }

  /** Those whom the query finds and who are to be shown; at most `limit`. */
  search(query: string, limit: number): FoundStranger[] {
    const small = this.#current();
    if (small === undefined) return [];
    const { rows, similar } = small.search.search(query, { limit });
    return [...rows.map(({ row }) => ({ row, why: "match" as const })), ...similar]
      .map(({ row, why }) => ({ voter: this.#recordOf(small.voterAt(row).id), why }))
      .flatMap(({ voter, why }) => (voter === undefined || !this.#isShown(voter.id) ? [] : [{ voter, why }]));
  }

  /** By the id that stands in the place of a voter id. */
  known(id: string): KnownStranger | undefined {
    const known = this.#known.of(id);
    const voter = this.#recordOf(id);
    if (known === undefined || voter === undefined) return undefined;
    if (known.as === "registrant") return { voter, newcomer: { as: "registrant" } };
    const { person, split, party } = known;
    return this.stranger({ person, split, party, precinctBy: "neighbors", tried: [], lookedAt: [] });
  }

  /** Somebody of whom nothing is recorded yet. */
  stranger(unlisted: Unlisted): KnownStranger {
    const { person, split, party } = unlisted;
    const voter = voterOf(person, personKey(person), split, party);
    return { voter, newcomer: { as: "person", unlisted, alike: this.alike(voter) } };
  }

  registration(id: string): KnownNewcomer | undefined {
    const known = this.#known.of(id);
    return known?.as === "registrant" ? known : undefined;
  }

  isRegistered(known: KnownNewcomer): boolean {
    return this.#known.isRegistered(known, (name) => this.#standings.trusts(name));
  }

  /** Everybody on the roll and off it who may well be this person. */
  alike(voter: VoterRecord): readonly VoterRecord[] {
    const onRoll = this.#roll.rowOfVoter(voter.id) === undefined ? this.#alikeOnRoll(voter) : [];
    return [...onRoll, ...this.alikeNewcomers(voter)];
  }

  /** Newcomers who may well be this voter. */
  alikeNewcomers(voter: VoterRecord): readonly VoterRecord[] {
    const small = this.#current();
    if (small === undefined) return [];
    return [...small.among.near(voter)]
      .filter((id) => id !== voter.id && this.#isShown(id))
      .flatMap((id) => this.#recordOf(id) ?? [])
      .filter((other) => looksLike(voter, other));
  }

  registered(): readonly KnownNewcomer[] {
    return this.#known.all().filter((known) => this.isRegistered(known));
  }

  #alikeOnRoll(voter: VoterRecord): readonly VoterRecord[] {
    if (this.#onRoll.revision !== this.#roll.revision)
      this.#onRoll = { revision: this.#roll.revision, alike: new Map() };
    const asked = JSON.stringify([voter.id, voter.houseNumber, voter.street, voter.middleName]);
    const known = this.#onRoll.alike.get(asked);
    if (known !== undefined) return known;
    const found = alikeRows(this.#roll, this.#search, voter).map((row) => this.#roll.voterAt(row));
    this.#onRoll.alike.set(asked, found);
    return found;
  }

  /** A registration that was taken back is shown only where a ballot stands against it. */
  #isShown(id: string): boolean {
    const known = this.#known.of(id);
    if (known === undefined) return false;
    if (known.as === "registrant" && this.isRegistered(known)) return true;
    const { checkIns, provisionals } = this.#standings.of(id);
    return checkIns.length + provisionals.length > 0;
  }

  #recordOf(id: string): VoterRecord | undefined {
    const known = this.#known.of(id);
    if (known === undefined) return undefined;
    const voter = voterOf(known.person, id, known.split, known.party);
    return known.as === "person" || this.isRegistered(known) ? voter : { ...voter, registration: "cancelled" };
  }

  #current(): Small | undefined {
    const { revision } = this.#known;
    if (this.#small?.revision !== revision) this.#small = { revision, made: revision === 0 ? undefined : this.#make() };
    return this.#small.made;
  }

  #make(): Small {
    const builder = new RollBuilder();
    const among = new AlikeAmong();
    for (const { id, person, split, party } of this.#known.all()) {
      builder.add(voterOf(person, id, split, party));
      among.add(id, person);
    }
    const built = builder.finish();
    if (!built.ok) throw new Error(`two newcomers of one id: ${built.error.type}`);
    return { voterAt: (row) => built.value.voterAt(row), search: createSearch(built.value), among };
  }
}

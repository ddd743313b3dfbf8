/**
 * People who registered today and who may well be one person with somebody on the roll, or with somebody else of the day.
 *
 * The endpoint does not hold the roll open. Whom on it a registrant looks like, the tablet had to show before it registered
 * anybody (P6), and the event says it by voter ids. Two who registered at tablets that had not heard of each other are found
 * here. Each newcomer is compared once, with those of the same birth date or last name.
 */
import type { KnownNewcomer, Newcomers } from "../domain/newcomers.ts";
import { isPersonKey } from "../domain/person.ts";
import type { Standings } from "../domain/standing.ts";
import { looksLike } from "../roll/alike.ts";
import { AlikeAmong } from "../roll/alikeAmong.ts";

export type AlikeRegistrant = {
  readonly registrant: KnownNewcomer;
  /** Voter ids. */
  readonly onRoll: readonly string[];
  /** Registered today as well, or given a provisional ballot without being on the roll. */
  readonly others: readonly KnownNewcomer[];
};

export class AlikeRegistrants {
  readonly #newcomers: Newcomers;
  readonly #standings: Standings;
  readonly #among = new AlikeAmong();
  readonly #alike = new Map<string, Set<string>>();
  /** By id: the event whose person was compared. */
  readonly #compared = new Map<string, string>();
  #revision = 0;

  constructor(newcomers: Newcomers, standings: Standings) {
    this.#newcomers = newcomers;
    this.#standings = standings;
  }

  /** Those whose registration counts and who look like somebody, in order of their ids. */
  list(): AlikeRegistrant[] {
    this.#catchUp();
    return this.#newcomers.all().flatMap((registrant) => {
      if (registrant.as !== "registrant" || !this.#counts(registrant)) return [];
      const onRoll = registrant.lookedAt.filter((id) => this.#newcomers.of(id) === undefined && !isPersonKey(id));
      const others = [...(this.#alike.get(registrant.id) ?? [])]
        .sort()
        .flatMap((id) => this.#newcomers.of(id) ?? [])
        .filter((other) => this.#counts(other));
      return onRoll.length + others.length === 0 ? [] : { registrant, onRoll, others };
    });
  }

  #catchUp(): void {
    const { revision } = this.#newcomers;
    if (revision === this.#revision) return;
    for (const known of this.#newcomers.all())
      if (this.#compared.get(known.id) !== known.event.hash) this.#compare(known);
    this.#revision = revision;
  }

  #compare({ id, person, event }: KnownNewcomer): void {
    for (const other of this.#alike.get(id) ?? []) this.#alike.get(other)?.delete(id);
    const alike = [...this.#among.near(person)].filter((one) => {
      const other = one === id ? undefined : this.#newcomers.of(one);
      return other !== undefined && looksLike(person, other.person);
    });
    for (const other of alike) this.#alike.get(other)?.add(id);
    this.#alike.set(id, new Set(alike));
    this.#among.add(id, person);
    this.#compared.set(id, event.hash);
  }

  /** Registered, or with a ballot all the same. */
  #counts(known: KnownNewcomer): boolean {
    if (this.#newcomers.isRegistered(known, (name) => this.#standings.trusts(name))) return true;
    const { checkIns, provisionals } = this.#standings.of(known.id);
    return checkIns.length + provisionals.length > 0;
  }
}

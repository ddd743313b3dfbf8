/**
 * The people of a day's log who are not on the roll: those registered today, and those who got a provisional ballot without
 * being on it. A function of the *set* of known events, like standings: any order of arrival, an undo before what it undoes.
 *
 * A registrant's id is made of the event's hash, so that nobody can register a voter under the id of another, and both
 * branches of a fork keep theirs. A person without registration is known by name and birth date (`personKey`).
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf, EventBody } from "./events.ts";
import { type Person, personKey } from "./person.ts";

export type KnownNewcomer = {
  /** What stands in the place of a voter id. */
  readonly id: string;
  readonly as: "registrant" | "person";
  /** The registration, or the first of the provisional ballots (by hash). */
  readonly event: EventName;
  readonly person: Person;
  readonly split: string;
  readonly party: string;
  readonly place: string;
  /** By the clock of the tablet (ms). */
  readonly wall: number;
  readonly receipt: string;
  /** Whom they look like, by the ids of voters, and who are somebody else as the poll worker says. */
  readonly lookedAt: readonly string[];
};

type Trusts = (name: Pick<EventName, "device" | "seq">) => boolean;

/** "R3-0012-1f0c9a7be02d": readable, and nobody else's. */
export const registrantId = (receipt: string, hash: string): string => `R${receipt.slice(0, 24)}-${hash.slice(0, 12)}`;

export class Newcomers {
  readonly #known = new Map<string, KnownNewcomer>();
  readonly #cancels = new Map<string, EventName[]>();
  #revision = 0;

  /** Rises with everybody who is new here. */
  get revision(): number {
    return this.#revision;
  }

  add(name: EventName, body: EventBody): void {
    if (body.type === "VoterRegistered")
      this.#put(newcomer("registrant", registrantId(body.receipt, name.hash), name, body, body.person));
    else if (body.type === "ProvisionalIssued" && body.person !== undefined && body.voter === personKey(body.person))
      this.#put(newcomer("person", body.voter, name, body, body.person));
    else if (body.type === "RegistrationCancelled")
      for (const { hash } of body.undoes) {
        const cancels = this.#cancels.get(hash);
        if (cancels === undefined) this.#cancels.set(hash, [name]);
        else if (!cancels.some((one) => one.hash === name.hash)) cancels.push(name);
      }
  }

  /** Whoever is known, whether the registration counts or not, in order of their ids. */
  all(): readonly KnownNewcomer[] {
    return [...this.#known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  of(id: string): KnownNewcomer | undefined {
    return this.#known.get(id);
  }

  /** Registered, not cancelled by anybody whom the county trusts, and by a device that it trusts that far. */
  isRegistered({ as, event }: KnownNewcomer, trusts: Trusts): boolean {
    return as === "registrant" && trusts(event) && !(this.#cancels.get(event.hash) ?? []).some(trusts);
  }

  #put(made: KnownNewcomer): void {
    const known = this.#known.get(made.id);
    if (known !== undefined && known.event.hash <= made.event.hash) return;
    this.#known.set(made.id, made);
    this.#revision++;
  }
}

function newcomer(
  as: KnownNewcomer["as"],
  id: string,
  { device, seq, hash }: EventName,
  body: BodyOf<"VoterRegistered" | "ProvisionalIssued">,
  person: Person,
): KnownNewcomer {
  const { split, party = "", place, wall, receipt, lookedAt = [] } = body;
  return { id, as, event: { device, seq, hash }, person, split, party, place, wall, receipt, lookedAt };
}

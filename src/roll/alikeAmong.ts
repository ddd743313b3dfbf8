/**
 * Among few people: who must be compared with whom. Whoever looks like somebody shares the birth date with them or a part
 * of the last name (`looksLike`), so nobody else needs to be looked at.
 */
import type { VoterRecord } from "../domain/voter.ts";
import { nameKey, nameParts } from "./normaliseName.ts";

type Known = Pick<VoterRecord, "birthDate" | "lastName">;

export class AlikeAmong {
  readonly #ids = new Map<string, Set<string>>();

  add(id: string, person: Known): void {
    for (const key of keysOf(person)) {
      const ids = this.#ids.get(key);
      if (ids === undefined) this.#ids.set(key, new Set([id]));
      else ids.add(id);
    }
  }

  /** The ids of all who may be alike, those of this person included. */
  near(person: Known): ReadonlySet<string> {
    return new Set(keysOf(person).flatMap((key) => [...(this.#ids.get(key) ?? [])]));
  }
}

const keysOf = ({ birthDate, lastName }: Known): string[] => [
  `born ${birthDate}`,
  ...new Set([nameKey(lastName), ...nameParts(lastName).filter((part) => part.length > 2)]),
];

/**
 * Which voters of the roll may well be one person with somebody who registered today: what a printed list says beside them, as
 * the screens do. For whoever goes through a whole roll: each registrant is looked up by birth date and last name.
 */
import type { KnownNewcomer } from "../domain/newcomers.ts";
import type { VoterRecord } from "../domain/voter.ts";
import { looksLike } from "./alike.ts";
import { AlikeAmong } from "./alikeAmong.ts";

/** `registered`: those whose registration counts. */
export function likeRegistered(registered: readonly KnownNewcomer[]): (voter: VoterRecord) => boolean {
  if (registered.length === 0) return () => false;
  const among = new AlikeAmong();
  const people = new Map(registered.map(({ id, person }) => [id, person]));
  for (const [id, person] of people) among.add(id, person);
  return (voter) =>
    [...among.near(voter)].some((id) => {
      const person = people.get(id);
      return person !== undefined && looksLike(voter, person);
    });
}

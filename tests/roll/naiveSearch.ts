/**
 * The rule of the search without any index: whether a reading fits a voter. Slow and plain, so that the index has
 * something to be compared with.
 */
import type { VoterRecord } from "../../src/domain/voter.ts";
import { fitsBirthDate } from "../../src/roll/birthDateText.ts";
import { nameParts, suffixKey } from "../../src/roll/normaliseName.ts";
import { houseKey, isHouse, streetWords, unfinishedStreetWords } from "../../src/roll/normaliseStreet.ts";
import { type Reading, readSearchText } from "../../src/roll/readSearchText.ts";
import { voterIdKey } from "../../src/roll/voterIdKey.ts";

function begins(word: string, parts: readonly string[], joint = ""): boolean {
  return parts.some((_, from) => (from === 0 || word.length >= 2) && parts.slice(from).join(joint).startsWith(word));
}

export function givenFits(words: readonly string[], voter: VoterRecord, besideLast: boolean): boolean {
  const first = nameParts(voter.firstName);
  const middle = nameParts(voter.middleName);
  if (begins(words.join(""), first)) return true;
  return words.every(
    (word, n) => begins(word, first) || ((n > 0 || (besideLast && word.length >= 2)) && begins(word, middle)),
  );
}

function idFits(typed: string, voter: VoterRecord): boolean {
  const key = voterIdKey(voter.id);
  const zeros = /^0*/.exec(key)?.[0].length ?? 0;
  return Array.from({ length: zeros + 1 }, (_, n) => key.slice(n)).some((rest) => rest.startsWith(typed));
}

export function fits(reading: Reading, voter: VoterRecord): boolean {
  const { last, given, former, suffix, birth, id, house, street } = reading;
  if (last !== undefined && !begins(last.join(""), nameParts(voter.lastName))) return false;
  if (given !== undefined && !givenFits(given, voter, last !== undefined)) return false;
  if (former !== undefined && nameParts(voter.middleName).join("") !== former.join("")) return false;
  if (suffix !== undefined && suffixKey(voter.suffix) !== suffix) return false;
  if (birth !== undefined && !fitsBirthDate(birth, voter.birthDate)) return false;
  if (id !== undefined && !idFits(id, voter)) return false;
  if (house !== undefined && !isHouse(houseKey(voter.houseNumber), house)) return false;
  if (street === undefined) return true;
  const words = streetWords(voter.street);
  return unfinishedStreetWords(street.at(-1) as string).some((end) =>
    begins([...street.slice(0, -1), end].join(" "), words, " "),
  );
}

/** The ids of the voters that a text finds, sorted. */
export function naiveSearch(voters: readonly VoterRecord[], text: string): string[] {
  const { readings, fallback } = readSearchText(text);
  const find = (list: readonly Reading[]) => voters.filter((voter) => list.some((reading) => fits(reading, voter)));
  const found = find(readings);
  return (found.length > 0 ? found : find(fallback)).map((voter) => voter.id).sort();
}

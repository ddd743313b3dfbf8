/**
 * From one name to all names of a roll: loaded with the search for near names. A filter over the letters that occur rules
 * most names out without comparing.
 */
import { editDistance } from "./editDistance.ts";

/**
 * The distance from one name to many others, some five times as fast: a column of the table is kept as bits, one for
 * each letter of the name, and a letter of the other name moves all of them at once (Myers 1999; exchanged neighbours as in
 * Hyyrö 2003). The answer is the distance itself, without a bound. Names above 31 letters do not fit the bits.
 */
export function distancesFrom(name: string): (other: string) => number {
  const { length } = name;
  if (length === 0 || length > 31) return (other) => editDistance(name, other, 78);
  /** For each letter the places at which it stands. */
  const places = new Int32Array(128);
  const rare = new Map<number, number>();
  for (let n = 0; n < length; n++) {
    const letter = name.charCodeAt(n);
    if (letter < 128) places[letter] = (places[letter] as number) | (1 << n);
    else rare.set(letter, (rare.get(letter) ?? 0) | (1 << n));
  }
  const lastPlace = 1 << (length - 1);
  return (other) => {
    let more = -1;
    let less = 0;
    let equal = 0;
    let met = 0;
    let distance = length;
    for (let n = 0; n < other.length; n++) {
      const letter = other.charCodeAt(n);
      const meets = letter < 128 ? (places[letter] as number) : (rare.get(letter) ?? 0);
      const exchanged = ((~equal & meets) << 1) & met;
      equal = exchanged | (((((meets & more) + more) | 0) ^ more) | meets | less);
      let up = less | ~(equal | more);
      let down = equal & more;
      if ((up & lastPlace) !== 0) distance++;
      if ((down & lastPlace) !== 0) distance--;
      up = (up << 1) | 1;
      down <<= 1;
      more = down | ~(equal | up);
      less = up & equal;
      met = meets;
    }
    return distance;
  };
}

/** Which letters occur: a bit for each of A to Z; others share the remaining six. */
export function lettersOf(key: string): number {
  let letters = 0;
  for (let n = 0; n < key.length; n++) {
    const letter = key.charCodeAt(n) - 65;
    letters |= 1 << (letter >= 0 && letter < 26 ? letter : 26 + (key.charCodeAt(n) % 6));
  }
  return letters;
}

/**
 * False only if the letters alone show that the distance is above `most`. `longer`: by how many letters b is longer than a
 * (below 0: shorter). These are slips already: they cannot have changed a letter of the shorter name too.
 */
export function lettersNear(a: number, b: number, most: number, longer: number): boolean {
  return bits(a & ~b) <= (longer > 0 ? most - longer : most) && bits(b & ~a) <= (longer < 0 ? most + longer : most);
}

function bits(n: number): number {
  let count = n - ((n >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

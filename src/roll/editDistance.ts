/**
 * How many slips of the finger lie between two names: insertions, deletions, changes and exchanged neighbours, up to a
 * bound (optimal string alignment).
 */

let before = new Int32Array(80);
let above = new Int32Array(80);
let row = new Int32Array(80);

/** The distance if it is at most `most`, otherwise `most + 1`. Names above 79 letters are never near. */
export function editDistance(a: string, b: string, most: number): number {
  const far = most + 1;
  const { length } = b;
  if (Math.abs(a.length - length) > most) return far;
  if (a === b) return 0;
  if (length >= 80) return far;
  for (let j = 0; j <= length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    row[0] = i;
    let best = i;
    for (let j = 1; j <= length; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = (above[j - 1] as number) + (letter === other ? 0 : 1);
      const without = Math.min(above[j] as number, row[j - 1] as number) + 1;
      if (without < cost) cost = without;
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        const exchanged = (before[j - 2] as number) + 1;
        if (exchanged < cost) cost = exchanged;
      }
      row[j] = cost;
      if (cost < best) best = cost;
    }
    if (best > most) return far;
    [before, above, row] = [above, row, before];
  }
  return Math.min(above[length] as number, far);
}

/**
 * A signature as vectors: strokes of points on a pad, in a few bytes per point. What is decoded is what was encoded;
 * bytes that are no signature are refused, never guessed.
 *
 *   1 ‖ how (0, 1, 2) ‖ width ‖ height ‖ number of strokes ‖ for each stroke: number of points ‖ for each point: Δx Δy Δt
 *
 * Numbers are little-endian base 128; Δx and Δy in zigzag. x and y begin at 0 with each stroke, t runs on.
 */

/** Whole numbers: x and y in units of the pad from its top left, t in milliseconds since the first touch. */
export type Point = { readonly x: number; readonly y: number; readonly t: number };
export type Stroke = readonly Point[];
export type Drawing = { readonly width: number; readonly height: number; readonly strokes: readonly Stroke[] };
/** Whose hand it shows: the voter's own, their mark, or that of another person who signs for them. */
export const hows = ["own", "mark", "another"] as const;
export type Signature = Drawing & { readonly how: (typeof hows)[number] };

export const mostUnits = 4095;
export const mostStrokes = 200;
export const mostPoints = 2500;
/** A day. */
const longest = 86_400_000;
const format = 1;

/** With fewer points, where there are too many: each stroke keeps its ends and its shape. */
export function thinned(strokes: readonly Stroke[]): readonly Stroke[] {
  let kept = strokes.filter(({ length }) => length > 0).slice(0, mostStrokes);
  while (kept.reduce((sum, { length }) => sum + length, 0) > mostPoints)
    kept = kept.map((stroke) => stroke.filter((_, at) => at % 2 === 0 || at === stroke.length - 1));
  return kept;
}

/** Throws where the drawing is not one of `thinned` strokes on a pad of at most `mostUnits`: that is a bug. */
export function encodeSignature({ width, height, strokes, how }: Signature): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [format, hows.indexOf(how)];
  const put = (value: number): void => {
    if (!Number.isSafeInteger(value) || value < 0 || value > longest) throw new RangeError("not a signature");
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest);
  };
  put(width);
  put(height);
  put(strokes.length);
  let before = 0;
  for (const stroke of strokes) {
    put(stroke.length);
    let [left, top] = [0, 0];
    for (const { x, y, t } of stroke) {
      put(zigzag(x - left));
      put(zigzag(y - top));
      put(t - before);
      [left, top, before] = [x, y, t];
    }
  }
  const encoded = new Uint8Array(bytes);
  if (decodeSignature(encoded) === undefined) throw new RangeError("not a signature");
  return encoded;
}

/** Undefined for bytes that `encodeSignature` does not make. */
export function decodeSignature(bytes: Uint8Array): Signature | undefined {
  let at = 2;
  const how = hows[bytes[1] ?? hows.length];
  let good = bytes[0] === format;
  const take = (most: number): number => {
    let value = 0;
    for (let digit = 0; ; digit++) {
      const byte = bytes[at++];
      // A last digit of 0 would be a second way to write a number.
      if (byte === undefined || digit > 3 || (byte === 0 && digit > 0)) break;
      value += (byte & 127) * 128 ** digit;
      if (byte < 128) {
        if (value <= most) return value;
        break;
      }
    }
    good = false;
    return 0;
  };
  const [width, height] = [take(mostUnits), take(mostUnits)];
  const strokes: Point[][] = [];
  let [points, t] = [0, 0];
  for (let left = take(mostStrokes); good && left > 0; left--) {
    const stroke: Point[] = [];
    let [x, y] = [0, 0];
    const count = take(mostPoints);
    points += count;
    if (count === 0 || points > mostPoints) good = false;
    while (good && stroke.length < count) {
      x += unzigzag(take(2 * mostUnits));
      y += unzigzag(take(2 * mostUnits));
      t += take(longest);
      if (x < 0 || x > width || y < 0 || y > height || t > longest) good = false;
      stroke.push({ x, y, t });
    }
    strokes.push(stroke);
  }
  return good && how !== undefined && strokes.length > 0 && at === bytes.length
    ? { width, height, strokes, how }
    : undefined;
}

/** Small numbers of either sign as small ones of none. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);

/** One line for each stroke, as the `d` of an SVG path; a stroke of one point is a dot. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes
    .map(([first, ...rest]) => {
      if (first === undefined) return "";
      const lines = rest.map(({ x, y }) => `L${x} ${y}`).join("");
      return `M${first.x} ${first.y}${lines === "" ? `L${first.x} ${first.y}` : lines}`;
    })
    .join("");
}

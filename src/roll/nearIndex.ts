/**
 * What the search for near names knows of a roll beyond its index: how each last and first name sounds, and how long it is.
 * Loaded with that search, made when first needed and kept as long as the index.
 */
import { lettersOf } from "./manyDistances.ts";
import type { RollIndex } from "./rollIndex.ts";
import { soundKey } from "./soundKey.ts";

/** Names by length: of those with n letters the codes are `codes[starts[n]]` to `codes[starts[n + 1]]`; each key once. */
export type Shapes = {
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
  /** The letters that occur in each, beside its code. */
  readonly letters: Int32Array;
};
/** Longer names are not looked at for near ones. */
export const LONGEST = 79;

type Name = "last" | "first";

const known = new WeakMap<RollIndex, NearIndex>();

/** One for each index: what was made for it stays when the list is amended. */
export function nearIndexOf(index: RollIndex): NearIndex {
  let near = known.get(index);
  if (near === undefined) {
    near = new NearIndex(index);
    known.set(index, near);
  }
  return near;
}

class NearIndex {
  private readonly index: RollIndex;
  private readonly shapes = new Map<Name, Shapes>();
  private readonly sounds = new Map<Name, Map<string, number[]>>();

  constructor(index: RollIndex) {
    this.index = index;
  }

  /** Last or first names by length. */
  shapesOf(name: Name): Shapes {
    let made = this.shapes.get(name);
    if (made === undefined) {
      made = shapesByLength(this.index[name].keys);
      this.shapes.set(name, made);
    }
    return made;
  }

  /** Codes of last or first names by how they sound. */
  soundsOf(name: Name): ReadonlyMap<string, readonly number[]> {
    let made = this.sounds.get(name);
    if (made === undefined) {
      made = new Map();
      const { keys } = this.index[name];
      for (let code = 0; code < keys.length; code++) {
        const key = keys[code] as string;
        if (code > 0 && keys[code - 1] === key) continue;
        const sound = soundKey(key);
        const group = made.get(sound);
        if (group === undefined) made.set(sound, [code]);
        else group.push(code);
      }
      this.sounds.set(name, made);
    }
    return made;
  }

  /** Makes all of it, one piece per step. */
  *prepare(): Generator<void> {
    for (const name of ["last", "first"] as const) {
      this.soundsOf(name);
      yield;
      this.shapesOf(name);
      yield;
    }
  }
}

function shapesByLength(keys: readonly string[]): Shapes {
  const starts = new Uint32Array(LONGEST + 2);
  const isCounted = (code: number): boolean =>
    (keys[code] as string).length <= LONGEST && (code === 0 || keys[code - 1] !== keys[code]);
  for (let code = 0; code < keys.length; code++) {
    const after = (keys[code] as string).length + 1;
    if (isCounted(code)) starts[after] = (starts[after] as number) + 1;
  }
  for (let n = 1; n < starts.length; n++) starts[n] = (starts[n] as number) + (starts[n - 1] as number);
  const next = starts.slice();
  const codes = new Uint32Array(starts[LONGEST + 1] as number);
  for (let code = 0; code < keys.length; code++) {
    if (!isCounted(code)) continue;
    const { length } = keys[code] as string;
    const at = next[length] as number;
    next[length] = at + 1;
    codes[at] = code;
  }
  return { starts, codes, letters: Int32Array.from(codes, (code) => lettersOf(keys[code] as string)) };
}

/**
 * The voter ids seen so far, exactly and in little memory: ids as bytes in one arena, an open-addressing table of
 * numbers over it. Six million ids take about 150 MB, where a Set of strings takes three times as much.
 */

export type FirstSeen = { readonly file: number; readonly line: number };

export type VoterIds = {
  /** Remembers the id, or tells where it was seen first. */
  add(id: string, file: number, line: number): FirstSeen | undefined;
  readonly size: number;
};

export function createVoterIds(): VoterIds {
  let bytes = new Uint8Array(1 << 16);
  let used = 0;
  let slots = new Int32Array(1 << 12);
  let starts = new Uint32Array(1 << 11);
  let lines = new Uint32Array(1 << 11);
  let files = new Uint16Array(1 << 11);
  let hashes = new Uint32Array(1 << 11);
  let count = 0;

  const growEntries = (): void => {
    const grow = <A extends Uint32Array | Uint16Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    const size = starts.length * 2;
    starts = grow(starts, new Uint32Array(size));
    lines = grow(lines, new Uint32Array(size));
    files = grow(files, new Uint16Array(size));
    hashes = grow(hashes, new Uint32Array(size));
  };

  const growSlots = (): void => {
    slots = new Int32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let n = 0; n < count; n++) {
      let slot = (hashes[n] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = n + 1;
    }
  };

  return {
    get size() {
      return count;
    },
    add(id, file, line) {
      if (used + id.length * 3 + 8 > bytes.length) {
        const larger = new Uint8Array(bytes.length * 2 + id.length * 3);
        larger.set(bytes);
        bytes = larger;
      }
      // A letter beyond ASCII is written as 255 and its two bytes, so that different ids never give the same bytes.
      let end = used;
      let hash = 0x811c9dc5;
      for (let p = 0; p < id.length; p++) {
        const c = id.charCodeAt(p);
        hash = Math.imul(hash ^ c, 0x01000193);
        if (c < 128) bytes[end++] = c;
        else {
          bytes[end++] = 255;
          bytes[end++] = c >>> 8;
          bytes[end++] = c & 255;
        }
      }
      hash ^= hash >>> 15;
      hash = Math.imul(hash, 0x85ebca6b);
      hash = (hash ^ (hash >>> 13)) >>> 0;
      const mask = slots.length - 1;
      let slot = hash & mask;
      for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
        const n = entry - 1;
        if (hashes[n] === hash && same(n, end)) return { file: files[n] as number, line: lines[n] as number };
        slot = (slot + 1) & mask;
      }
      if (count + 1 >= starts.length) growEntries();
      slots[slot] = count + 1;
      starts[count] = used;
      lines[count] = line;
      files[count] = file;
      hashes[count] = hash;
      count++;
      starts[count] = end;
      used = end;
      if (count * 2 > slots.length) growSlots();
      return undefined;
    },
  };

  function same(n: number, end: number): boolean {
    const from = starts[n] as number;
    const length = (starts[n + 1] as number) - from;
    if (length !== end - used) return false;
    for (let p = 0; p < length; p++) if (bytes[from + p] !== bytes[used + p]) return false;
    return true;
  }
}

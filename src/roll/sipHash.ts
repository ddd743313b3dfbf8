/**
 * SipHash-2-4 (Aumasson, Bernstein 2012): a short keyed hash of short texts. Without the 128-bit key its output cannot be
 * told from random numbers. WebCrypto has keyed hashes too, but only one call at a time: for millions of voter ids that
 * takes a minute, this takes seconds.
 */

/** The 64 bits of the hash: the high and the low half, each 0 ≤ n < 2^32. */
export type Hash64 = { high: number; low: number };

/** Hashes under one key of 16 bytes. The answered object is used again by the next call. */
export class SipHash {
  readonly #key = new Int32Array(4);
  readonly #answer: Hash64 = { high: 0, low: 0 };
  // v0 to v3, low half first.
  readonly #v = new Int32Array(8);

  constructor(key: Uint8Array) {
    if (key.length !== 16) throw new RangeError(`A SipHash key has 16 bytes, not ${key.length}.`);
    for (let n = 0; n < 4; n++) this.#key[n] = word(key, 4 * n);
  }

  of(bytes: Uint8Array): Hash64 {
    const v = this.#v;
    const key = this.#key;
    const k0 = key[0] as number;
    const k1 = key[1] as number;
    const k2 = key[2] as number;
    const k3 = key[3] as number;
    v[0] = k0 ^ 0x70736575;
    v[1] = k1 ^ 0x736f6d65;
    v[2] = k2 ^ 0x6e646f6d;
    v[3] = k3 ^ 0x646f7261;
    v[4] = k0 ^ 0x6e657261;
    v[5] = k1 ^ 0x6c796765;
    v[6] = k2 ^ 0x79746573;
    v[7] = k3 ^ 0x74656462;
    const { length } = bytes;
    const whole = length - (length % 8);
    for (let at = 0; at < whole; at += 8) this.#take(word(bytes, at), word(bytes, at + 4));
    let low = 0;
    let high = length << 24;
    for (let n = 0; n < length - whole; n++) {
      const byte = bytes[whole + n] as number;
      if (n < 4) low |= byte << (8 * n);
      else high |= byte << (8 * (n - 4));
    }
    this.#take(low, high);
    v[4] = (v[4] as number) ^ 0xff;
    for (let n = 0; n < 4; n++) round(v);
    this.#answer.low = ((v[0] as number) ^ (v[2] as number) ^ (v[4] as number) ^ (v[6] as number)) >>> 0;
    this.#answer.high = ((v[1] as number) ^ (v[3] as number) ^ (v[5] as number) ^ (v[7] as number)) >>> 0;
    return this.#answer;
  }

  #take(low: number, high: number): void {
    const v = this.#v;
    v[6] = (v[6] as number) ^ low;
    v[7] = (v[7] as number) ^ high;
    round(v);
    round(v);
    v[0] = (v[0] as number) ^ low;
    v[1] = (v[1] as number) ^ high;
  }
}

/** Four bytes from `at`, the first one lowest; bytes beyond the end are 0. */
function word(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let n = 0; n < 4; n++) value |= (bytes[at + n] ?? 0) << (8 * n);
  return value;
}

/** a += b, in 64 bits. */
function add(v: Int32Array, a: number, b: number): void {
  const low = ((v[a] as number) >>> 0) + ((v[b] as number) >>> 0);
  v[a] = low;
  v[a + 1] = (v[a + 1] as number) + (v[b + 1] as number) + (low > 0xffffffff ? 1 : 0);
}

/** b = (b turned left by `bits`) ^ a, for 0 < bits < 32. */
function turn(v: Int32Array, b: number, bits: number, a: number): void {
  const low = v[b] as number;
  const high = v[b + 1] as number;
  v[b] = ((low << bits) | (high >>> (32 - bits))) ^ (v[a] as number);
  v[b + 1] = ((high << bits) | (low >>> (32 - bits))) ^ (v[a + 1] as number);
}

/** Turned by 32 bits: the halves change places. */
function swap(v: Int32Array, a: number): void {
  const low = v[a] as number;
  v[a] = v[a + 1] as number;
  v[a + 1] = low;
}

function round(v: Int32Array): void {
  add(v, 0, 2);
  turn(v, 2, 13, 0);
  swap(v, 0);
  add(v, 4, 6);
  turn(v, 6, 16, 4);
  add(v, 0, 6);
  turn(v, 6, 21, 0);
  add(v, 4, 2);
  turn(v, 2, 17, 4);
  swap(v, 4);
}

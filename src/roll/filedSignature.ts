/**
 * A voter's signature on file, as the county's records have it: an image, sealed by itself under a key of the election and
 * bound to the voter's id, so that opening one opens no other and none can stand in another voter's place.
 *
 * It is filed under a tag, a keyed hash of the voter id: what is stored, at the county and on tablets, names nobody.
 */
import { platformRandom, type RandomBytes } from "./sealedChunk.ts";
import { SipHash } from "./sipHash.ts";

export const imageTypes = ["image/png", "image/jpeg"] as const;
export type FiledImage = { readonly type: (typeof imageTypes)[number]; readonly bytes: Uint8Array<ArrayBuffer> };

export const tagBytes = 16;
const IV = 12;
const encoder = new TextEncoder();

/** Tags of voter ids, under a key of 32 bytes. */
export class SignatureTags {
  readonly #halves: readonly [SipHash, SipHash];

  constructor(key: Uint8Array) {
    this.#halves = [new SipHash(key.subarray(0, 16)), new SipHash(key.subarray(16, 32))];
  }

  /** In hexadecimal. */
  of(voterId: string): string {
    const id = encoder.encode(voterId);
    const word = (value: number): string => value.toString(16).padStart(8, "0");
    return this.#halves
      .map((hash) => {
        const { high, low } = hash.of(id);
        return word(high) + word(low);
      })
      .join("");
  }
}

const bound = (election: string, voterId: string): Uint8Array<ArrayBuffer> =>
  encoder.encode(`turnout/filed-signature/1\n${JSON.stringify([election, voterId])}`) as Uint8Array<ArrayBuffer>;

export async function sealFiled(
  key: CryptoKey,
  election: string,
  voterId: string,
  { type, bytes }: FiledImage,
  random: RandomBytes = platformRandom,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(1 + bytes.length);
  plain[0] = imageTypes.indexOf(type);
  plain.set(bytes, 1);
  const iv = random(IV);
  const parameters = { name: "AES-GCM", iv, additionalData: bound(election, voterId) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain));
  const whole = new Uint8Array(IV + sealed.length);
  whole.set(iv);
  whole.set(sealed, IV);
  return whole;
}

/** Undefined if it is not this voter's, of this election, whole. */
export async function openFiled(
  key: CryptoKey,
  election: string,
  voterId: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<FiledImage | undefined> {
  if (sealed.length <= IV + 16) return undefined;
  const parameters = { name: "AES-GCM", iv: sealed.subarray(0, IV), additionalData: bound(election, voterId) };
  try {
    const plain = new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed.subarray(IV)));
    const type = imageTypes[plain[0] as number];
    return type === undefined ? undefined : { type, bytes: plain.subarray(1) };
  } catch (error) {
    // WebCrypto says OperationError for a failed authentication; anything else is a bug.
    if (error instanceof DOMException && error.name === "OperationError") return undefined;
    throw error;
  }
}

/** Public keys of devices, imported once each. A key that WebCrypto does not take never got through enrolment. */
import { plain } from "../log/encoding.ts";

export type DeviceKeys = {
  /** The key for verifying; undefined if the bytes are not a P-256 public key. */
  get(device: string, publicKey: Uint8Array): Promise<CryptoKey | undefined>;
};

export function deviceKeys(): DeviceKeys {
  const known = new Map<string, Promise<CryptoKey | undefined>>();
  return {
    get(device, publicKey) {
      const before = known.get(device);
      if (before !== undefined) return before;
      const key = importDeviceKey(publicKey);
      known.set(device, key);
      return key;
    },
  };
}

/** Imports a raw P-256 public key (65 bytes); undefined if it is not one. */
export async function importDeviceKey(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
  if (publicKey.length !== 65) return undefined;
  try {
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    return await crypto.subtle.importKey("raw", plain(publicKey), algorithm, false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException) return undefined; // DataError: not a point on the curve
    throw error;
  }
}

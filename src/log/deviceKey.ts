/** The public half of a device key, for verifying what the device signed. */
import { plain } from "./encoding.ts";

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

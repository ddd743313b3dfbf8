/**
 * Verifies Ed25519 signatures (RFC 8032): with WebCrypto where it has the algorithm, else with @noble/curves, which is
 * loaded only then. A malformed key or signature is `false`, never an exception.
 */
import { plain } from "./encoding.ts";

/** Length in bytes of an Ed25519 public key. */
export const ED25519_KEY_BYTES = 32;
/** Length in bytes of an Ed25519 signature. */
export const ED25519_SIGNATURE_BYTES = 64;

/** The one part of WebCrypto that is needed here. */
export type KeyImporter = Pick<SubtleCrypto, "importKey" | "verify">;

/** True when `signature` over `message` was made by the holder of `publicKey`. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  subtle: KeyImporter = crypto.subtle,
): Promise<boolean> {
  if (publicKey.length !== ED25519_KEY_BYTES || signature.length !== ED25519_SIGNATURE_BYTES) {
    return false;
  }
  let key: CryptoKey;
  try {
    key = await subtle.importKey("raw", plain(publicKey), "Ed25519", false, ["verify"]);
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
    if (error.name === "NotSupportedError") {
      const { ed25519 } = await import("@noble/curves/ed25519.js");
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    }
    return false; // DataError: not the encoding of a public key
  }
  return subtle.verify("Ed25519", key, plain(signature), plain(message));
}

/** Public keys of devices, imported once each. A key that WebCrypto does not take never got through enrolment. */
import { importDeviceKey } from "../log/deviceKey.ts";

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

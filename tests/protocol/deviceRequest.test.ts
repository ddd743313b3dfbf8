/** A device's request and the county's answer fit as they were signed, and no other way. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { verifyEd25519 } from "../../src/log/ed25519.ts";
import { utf8 } from "../../src/log/encoding.ts";
import {
  type AnswerToSign,
  deviceHeaders,
  type RequestToSign,
  signAnswer,
  signRequest,
  verifyAnswer,
  verifyRequest,
} from "../../src/protocol/deviceRequest.ts";

const SEED = 20261103;
vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
const p256 = { name: "ECDSA", namedCurve: "P-256" };
const pair = async (algorithm: EcKeyGenParams | "Ed25519") =>
  (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
const [device, stranger, county, impostor] = await Promise.all([
  pair(p256),
  pair(p256),
  pair("Ed25519"),
  pair("Ed25519"),
]);

const hexText = (digits: number) =>
  fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: digits, maxLength: digits }).map((all) => all.join(""));
const times = fc.integer({ min: 0, max: 2 ** 45 });
const requests: fc.Arbitrary<RequestToSign> = fc.record({
  device: hexText(32),
  method: fc.constantFrom("GET", "POST", "PUT"),
  path: fc.webPath().map((path) => `/api${path}?from=7`),
  body: fc.uint8Array({ maxLength: 50 }),
  time: times,
  counter: fc.nat(),
});
const answers = (requestSignature: string): fc.Arbitrary<AnswerToSign> =>
  fc.record({
    requestSignature: fc.constant(requestSignature),
    status: fc.integer({ min: 200, max: 599 }),
    time: times,
    body: fc.uint8Array({ maxLength: 50 }),
  });
/** Flips one bit. */
const changed = (bytes: Uint8Array, n: number): Uint8Array => {
  const other = bytes.slice();
  other[n % other.length] = (other[n % other.length] as number) ^ (1 << (n & 7));
  return other;
};
const signatureOf = (headers: Record<string, string>): string => headers[deviceHeaders.signature] as string;

describe("a signed request", () => {
  test("fits as it was sent; changed in any part it does not", async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, fc.nat(), async (request, other, n) => {
        const headers = await signRequest(device.privateKey, request);
        expect(headers).toMatchObject({
          [deviceHeaders.device]: request.device,
          [deviceHeaders.time]: String(request.time),
          [deviceHeaders.counter]: String(request.counter),
        });
        const signature = signatureOf(headers);
        expect(await verifyRequest(device.publicKey, request, signature)).toBe(true);
        for (const part of Object.keys(request) as (keyof RequestToSign)[]) {
          if (JSON.stringify(other[part]) === JSON.stringify(request[part])) continue;
          const altered = { ...request, [part]: other[part] };
          expect(await verifyRequest(device.publicKey, altered, signature), part).toBe(false);
        }
        const wrong = Buffer.from(changed(Buffer.from(signature, "base64"), n)).toString("base64");
        expect(await verifyRequest(device.publicKey, request, wrong)).toBe(false);
        expect(await verifyRequest(stranger.publicKey, request, signature)).toBe(false);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("with what is no signature is refused, not thrown at", async () => {
    const request = { device: "d", method: "GET", path: "/", body: utf8(""), time: 0, counter: 0 };
    for (const signature of ["", "AAAA", "no base64", `${"A".repeat(86)}==`, "A".repeat(88)])
      expect(await verifyRequest(device.publicKey, request, signature)).toBe(false);
  });
});

describe("a signed answer", () => {
  const verifier = async (key: CryptoKey) => {
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
    return (signature: Uint8Array, message: Uint8Array) => verifyEd25519(raw, message, signature);
  };

  test("fits its own request only, and changed in any part it does not", async () => {
    const pinned = await verifier(county.publicKey);
    await fc.assert(
      fc.asyncProperty(requests, answers(""), answers(""), async (request, given, other) => {
        const requestSignature = signatureOf(await signRequest(device.privateKey, request));
        const again = signatureOf(await signRequest(device.privateKey, request));
        const answer = { ...given, requestSignature };
        const signature = await signAnswer(county.privateKey, answer);
        expect(await verifyAnswer(pinned, answer, signature)).toBe(true);
        for (const part of ["status", "time", "body"] as const) {
          if (JSON.stringify(other[part]) === JSON.stringify(answer[part])) continue;
          expect(await verifyAnswer(pinned, { ...answer, [part]: other[part] }, signature), part).toBe(false);
        }
        expect(again).not.toBe(requestSignature); // ECDSA signs the same text in another way
        expect(await verifyAnswer(pinned, { ...answer, requestSignature: again }, signature)).toBe(false);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("by another key, or none at all, is refused", async () => {
    const pinned = await verifier(county.publicKey);
    const answer = { requestSignature: "x", status: 200, time: 1, body: utf8("{}") };
    expect(await verifyAnswer(pinned, answer, await signAnswer(county.privateKey, answer))).toBe(true);
    expect(await verifyAnswer(pinned, answer, await signAnswer(impostor.privateKey, answer))).toBe(false);
    for (const signature of ["", "AAAA", "no base64", `${"A".repeat(86)}==`])
      expect(await verifyAnswer(pinned, answer, signature)).toBe(false);
  });
});

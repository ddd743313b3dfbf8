import fc from "fast-check";
import { expect, test } from "vitest";
import { err, ok } from "../../src/domain/result.ts";
import { base64, fromBase64 } from "../../src/log/encoding.ts";
import {
  newSignatureKey,
  openSignature,
  readSignatureKey,
  type SignatureKey,
  sealSignature,
} from "../../src/protocol/sealedSignature.ts";

async function officeKey(): Promise<SignatureKey> {
  const { pem, publicKey } = await newSignatureKey();
  const key = await readSignatureKey(`For people:\n\n${pem}`);
  if (key === undefined) throw new Error("the key is not read back");
  expect(base64(key.publicKey)).toBe(publicKey);
  expect(fromBase64(publicKey)?.length).toBe(65);
  return key;
}
const doesNotOpen = err({ type: "signatureDoesNotOpen" });

test("what was sealed opens with the office's key, for its own election, unchanged; and is never sealed alike twice", async () => {
  const [key, other] = [await officeKey(), await officeKey()];
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (text, n, x) => {
        const sealed = await sealSignature(key.publicKey, "e1", text);
        expect(await openSignature(key, "e1", sealed)).toEqual(ok(text));
        expect(await openSignature(other, "e1", sealed)).toEqual(doesNotOpen);
        expect(await openSignature(key, "e2", sealed)).toEqual(doesNotOpen);
        const changed = sealed.slice();
        changed[n % sealed.length] = (changed[n % sealed.length] as number) ^ x;
        expect(await openSignature(key, "e1", changed)).toEqual(doesNotOpen);
        expect(await openSignature(key, "e1", sealed.slice(0, n % sealed.length))).toEqual(doesNotOpen);
        expect(await sealSignature(key.publicKey, "e1", text)).not.toEqual(sealed);
      },
    ),
    { numRuns: 40 },
  );
});

test("a file that holds no such key is none", async () => {
  const { pem } = await newSignatureKey();
  const [head = "", ...lines] = pem.split("\n");
  for (const text of ["", "hello", lines.join("\n"), [head, "AAAA", ...lines.slice(1)].join("\n")])
    expect(await readSignatureKey(text)).toBeUndefined();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCheckpoint, encodeVkey, logKey, openNote, parseVkey, signNote } from "../../src/log/checkpoint.ts";
import { verifyEd25519 } from "../../src/log/ed25519.ts";
import { base64, concat, fromBase64, hex, utf8 } from "../../src/log/encoding.ts";
import { entriesOf, flipped, newSigner, noteOf, opened, treeOf } from "./countyLog.ts";

const signer = await newSigner();
const stranger = await newSigner();
const entries = entriesOf(5);
const note = await noteOf(entries, signer);
const [text = "", signatures = ""] = note.split("\n\n").map((part, i) => (i === 0 ? `${part}\n` : part));

/** A note over any text, signed by the county. */
const signed = (text: string) => signNote(text, signer);

describe("verifier keys", () => {
  test("a key published by others is read and written back", async () => {
    // The key of Go's checksum database, from golang.org/x/mod and cmd/go.
    const vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    const key = opened(await parseVkey(vkey));
    expect(key.name).toBe("sum.golang.org");
    expect(hex(key.id)).toBe("033de0ae");
    expect(hex(key.fingerprint).slice(0, 8)).toBe("033de0ae");
    expect(encodeVkey(key)).toBe(vkey);
  });

  test.each([
    ["nothing", ""],
    ["another key id", "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    ["another name", "sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    ["a key id in capitals", "sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    ["another algorithm", "sum.golang.org+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    ["a short key", "sum.golang.org+033de0ae+Ac4z"],
    ["no base64", "sum.golang.org+033de0ae+Ac4zctda0e5eza-HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
    ["a space in the name", "sum golang+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"],
  ])("%s is refused", async (_, vkey) => {
    expect(await parseVkey(vkey)).toMatchObject({ ok: false, error: { type: "vkeyMalformed" } });
  });
});

describe("signed checkpoints", () => {
  test("the text is origin, size and root, and opens with the county's key", async () => {
    const root = treeOf(entries).root();
    expect(text).toBe(`county.example/2026-general\n5\n${base64(root)}\n`);
    expect(await openNote(note, signer.vkey)).toEqual({
      ok: true,
      value: { origin: "county.example/2026-general", size: 5, root },
    });
  });

  test("a note signed elsewhere opens: Go's checksum database, with its own text", async () => {
    // From the C2SP signed-note documentation of sumdb; the text is no checkpoint of ours, but the signature is right.
    const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const foreign =
      "If you think cryptography is the answer to your problem,\n" +
      "then you don't know what your problem is.\n\n" +
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    // The signature verified: only then is the text looked at.
    expect(await openNote(foreign, vkey)).toMatchObject({ ok: false, error: { type: "checkpointMalformed" } });
    const changed = await openNote(foreign.replace("answer", "Answer"), vkey);
    expect(changed).toMatchObject({ ok: false, error: { type: "signatureWrong" } });
  });

  test("another key does not open it", async () => {
    expect(await openNote(note, stranger.vkey)).toMatchObject({ ok: false, error: { type: "notSignedByKey" } });
  });

  test("a signature by another key under the county's name and key id is refused", async () => {
    const forged = await signNote(text, { key: signer.key, privateKey: stranger.privateKey });
    expect(await openNote(forged, signer.vkey)).toMatchObject({ ok: false, error: { type: "signatureWrong" } });
    const both = `${note}${forged.slice(text.length + 1)}`;
    expect(await openNote(both, signer.vkey)).toMatchObject({ ok: false, error: { type: "signatureWrong" } });
  });

  test("signatures of witnesses beside the county's are ignored", async () => {
    const witness = (await signNote(text, stranger)).slice(text.length + 1);
    expect(await openNote(`${text}\n${witness}${signatures}`, signer.vkey)).toMatchObject({ ok: true });
    expect(await openNote(`${text}\n${witness}`, signer.vkey)).toMatchObject({ ok: false });
  });

  test("no byte of a note can change", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (pick, difference) => {
        const bytes = utf8(note);
        const at = pick % bytes.length;
        bytes[at] = (bytes[at] as number) ^ difference;
        const changed = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
        expect((await openNote(changed, signer.vkey)).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  const root = base64(treeOf(entries).root());
  const origin = signer.key.name;
  test.each([
    ["a size with a leading zero", `${origin}\n05\n${root}\n`],
    ["a size with a sign", `${origin}\n+5\n${root}\n`],
    ["a size beyond exact numbers", `${origin}\n9007199254740992\n${root}\n`],
    ["no size", `${origin}\n\n${root}\n`],
    ["a short root", `${origin}\n5\n${root.slice(4)}\n`],
    ["a root without padding", `${origin}\n5\n${root.slice(0, -1)}\n`],
    ["two lines", `${origin}\n5\n`],
    ["an empty extension line", `${origin}\n5\n${root}\n\nmore\n`],
  ])("%s, signed by the county itself, is still refused", async (_, text) => {
    const answer = await openNote(await signed(text), signer.vkey);
    expect(answer).toMatchObject({ ok: false, error: { type: "checkpointMalformed" } });
  });

  test("extension lines are allowed; another origin is not", async () => {
    expect(await openNote(await signed(`${text}more\n`), signer.vkey)).toMatchObject({ ok: true, value: { size: 5 } });
    const other = await openNote(await signed(text.replace("general", "primary")), signer.vkey);
    expect(other).toMatchObject({ ok: false, error: { type: "originDiffers" } });
  });

  test("the same key under a new epoch's origin is another verifier key", async () => {
    const key = opened(await logKey(`${origin}/2`, signer.key.publicKey));
    const second = await signNote(encodeCheckpoint({ origin: key.name, size: 5, root: treeOf(entries).root() }), {
      key,
      privateKey: signer.privateKey,
    });
    expect((await openNote(second, encodeVkey(key))).ok).toBe(true);
    expect((await openNote(second, signer.vkey)).ok).toBe(false);
  });

  test.each([
    ["no empty line", note.replace("\n\n", "\n")],
    ["no signature", `${text}\n`],
    ["no newline at the end", note.slice(0, -1)],
    ["a hyphen instead of the dash", note.replace("—", "-")],
    ["two blanks before the signature", note.replace(/ (?=[^ ]*$)/, "  ")],
    ["a carriage return", note.replace("\n", "\r\n")],
    ["a text line after the signatures", `${note}more\n`],
    ["a lone surrogate", `${note.slice(0, 3)}\ud800${note.slice(3)}`],
    ["101 signatures", `${text}\n${signatures.repeat(101)}`],
    ["a million characters", `${"x".repeat(1_000_000)}\n${note}`],
  ])("%s is malformed", async (_, changed) => {
    expect(await openNote(changed, signer.vkey)).toMatchObject({ ok: false, error: { type: "noteMalformed" } });
  });
});

describe("Ed25519 without WebCrypto", () => {
  const without = {
    importKey: () => Promise.reject(new DOMException("Unrecognized name", "NotSupportedError")),
    verify: () => Promise.reject(new Error("not reached")),
  } as unknown as SubtleCrypto;
  const message = utf8(text);
  const signature = (fromBase64(signatures.trim().split(" ")[2] ?? "") as Uint8Array).slice(4);
  const { publicKey } = signer.key;

  test.each([
    ["WebCrypto", crypto.subtle],
    ["@noble/curves", without],
  ])("%s accepts the signature and refuses any change", async (_, subtle) => {
    expect(await verifyEd25519(publicKey, message, signature, subtle)).toBe(true);
    for (let at = 0; at < signature.length; at++) {
      expect(await verifyEd25519(publicKey, message, flipped(signature, at), subtle)).toBe(false);
    }
    expect(await verifyEd25519(publicKey, flipped(message, 3), signature, subtle)).toBe(false);
    expect(await verifyEd25519(stranger.key.publicKey, message, signature, subtle)).toBe(false);
    expect(await verifyEd25519(publicKey, message, signature.slice(1), subtle)).toBe(false);
    expect(await verifyEd25519(concat(publicKey, publicKey), message, signature, subtle)).toBe(false);
    expect(await verifyEd25519(new Uint8Array(32).fill(255), message, signature, subtle)).toBe(false);
  });
});

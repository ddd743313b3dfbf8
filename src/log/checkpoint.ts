/**
 * Signed checkpoints of the county log: C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint) inside a C2SP signed note
 * (c2sp.org/signed-note) with Ed25519, and the verifier key strings that Go's sumdb/note prints.
 *
 * Reading is strict: one way to write each checkpoint is accepted. Nothing of a note is believed before a signature by
 * the given key verified; a signature under that key's name and id that does not verify refuses the whole note.
 * Signatures by other keys (witnesses) are allowed and ignored.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { ED25519_KEY_BYTES, verifyEd25519 } from "./ed25519.ts";
import { base64, concat, equalBytes, fromBase64, fromHex, hex, plain, sha256, utf8 } from "./encoding.ts";
import { HASH_BYTES } from "./merkleTree.ts";

/** What the county claims: the first `size` entries of the log `origin` hash to `root`. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** RFC 6962 root hash, 32 bytes. */
  readonly root: Uint8Array;
}

/** A public Ed25519 key of a log, with its name. The name of our log keys is the log's origin. */
export interface LogKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  /** First four bytes of `fingerprint`. */
  readonly id: Uint8Array;
  /** SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key). */
  readonly fingerprint: Uint8Array;
}

/** What signs notes: the key pair of the log, the private half as an Ed25519 CryptoKey with usage "sign". */
export interface NoteSigner {
  readonly key: LogKey;
  readonly privateKey: CryptoKey;
}

/** Not a verifier key string that this program can use. */
export interface VkeyMalformed {
  readonly type: "vkeyMalformed";
  readonly what: string;
}

/** Why a note is refused. `what` says where it is malformed, in words. */
export type NoteProblem =
  | VkeyMalformed
  | { readonly type: "noteMalformed"; readonly what: string }
  | { readonly type: "checkpointMalformed"; readonly what: string }
  | { readonly type: "notSignedByKey"; readonly keyName: string }
  | { readonly type: "signatureWrong"; readonly keyName: string }
  | { readonly type: "originDiffers"; readonly origin: string; readonly expected: string };

const ED25519_TYPE = 0x01;
const KEY_ID_BYTES = 4;
const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;
const SIGNATURE_START = "\u2014 ";

const isKeyName = (name: string): boolean =>
  name !== "" && name.isWellFormed() && !/[\p{White_Space}+]/u.test(name) && !hasControlCharacter(name);

/** ASCII control characters other than newline are forbidden anywhere in a note. */
function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) {
      return true;
    }
  }
  return false;
}

/** Names a public key. The same key under another name (a new epoch's origin) is another `LogKey`. */
export async function logKey(name: string, publicKey: Uint8Array): Promise<Result<LogKey, VkeyMalformed>> {
  if (!isKeyName(name)) {
    return err({ type: "vkeyMalformed", what: "name is empty or holds a space, a plus or a control character" });
  }
  if (publicKey.length !== ED25519_KEY_BYTES) {
    return err({ type: "vkeyMalformed", what: "an Ed25519 public key has 32 bytes" });
  }
  const fingerprint = await sha256(concat(utf8(name), new Uint8Array([0x0a, ED25519_TYPE]), publicKey));
  return ok({ name, publicKey, fingerprint, id: fingerprint.slice(0, KEY_ID_BYTES) });
}

/** Verifier key string: `name+hex key id+base64(0x01 ‖ public key)`. */
export function encodeVkey(key: LogKey): string {
  return `${key.name}+${hex(key.id)}+${base64(concat(new Uint8Array([ED25519_TYPE]), key.publicKey))}`;
}

/** Reads a verifier key string and checks that its key id belongs to its name and key. */
export async function parseVkey(vkey: string): Promise<Result<LogKey, VkeyMalformed>> {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const name = match?.[1];
  const id = fromHex(match?.[2] ?? "");
  const typed = fromBase64(match?.[3] ?? "");
  if (name === undefined || id === undefined || typed === undefined) {
    return err({ type: "vkeyMalformed", what: "expected name+key id+base64 key" });
  }
  if (typed[0] !== ED25519_TYPE) {
    return err({ type: "vkeyMalformed", what: "not an Ed25519 key" });
  }
  const key = await logKey(name, typed.slice(1));
  if (key.ok && !equalBytes(key.value.id, id)) {
    return err({ type: "vkeyMalformed", what: "key id does not belong to this name and key" });
  }
  return key;
}

/** Note text of a checkpoint: origin, size, base64 root, one line each. */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${base64(checkpoint.root)}\n`;
}

/** Reads note text. Extension lines (forbidden to be empty) are allowed and ignored, as the standard says. */
function parseCheckpoint(text: string): Result<Checkpoint, NoteProblem> {
  const wrong = (what: string) => err({ type: "checkpointMalformed", what } as const);
  const lines = text.slice(0, -1).split("\n");
  const [origin, sizeText, rootText] = lines;
  if (lines.includes("") || origin === undefined || sizeText === undefined || rootText === undefined) {
    return wrong("expected at least three lines and none empty");
  }
  if (!/^(0|[1-9][0-9]*)$/.test(sizeText) || !Number.isSafeInteger(Number(sizeText))) {
    return wrong("tree size is not a decimal number without leading zeroes");
  }
  const root = fromBase64(rootText);
  if (root?.length !== HASH_BYTES) {
    return wrong("root hash is not the base64 of 32 bytes");
  }
  return ok({ origin, size: Number(sizeText), root });
}

/** Signs note text (which ends in a newline) and answers the whole note. */
export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  const signature = await crypto.subtle.sign("Ed25519", signer.privateKey, plain(utf8(text)));
  return signedNote(text, signer.key, new Uint8Array(signature));
}

/** The whole note of a text and its signature by this key, for whoever signs without WebCrypto. */
export function signedNote(text: string, key: LogKey, signature: Uint8Array): string {
  return `${text}\n${SIGNATURE_START}${key.name} ${base64(concat(key.id, signature))}\n`;
}

interface NoteParts {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: Uint8Array; readonly bytes: Uint8Array }[];
}

function splitNote(note: string): Result<NoteParts, NoteProblem> {
  const wrong = (what: string) => err({ type: "noteMalformed", what } as const);
  if (note.length > MAX_NOTE_LENGTH) {
    return wrong("longer than 1,000,000 characters");
  }
  if (!note.isWellFormed() || hasControlCharacter(note)) {
    return wrong("not valid UTF-8, or holds control characters");
  }
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n") || blank + 2 >= note.length) {
    return wrong("expected text, an empty line and signature lines");
  }
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    return wrong("more than 100 signatures");
  }
  const signatures: NoteParts["signatures"][number][] = [];
  for (const line of lines) {
    const [name, encoded, ...more] = line.slice(SIGNATURE_START.length).split(" ");
    const bytes = fromBase64(encoded ?? "");
    if (
      !line.startsWith(SIGNATURE_START) ||
      name === undefined ||
      !isKeyName(name) ||
      more.length > 0 ||
      bytes === undefined ||
      bytes.length <= KEY_ID_BYTES
    ) {
      return wrong(`signature line ${signatures.length + 1} is malformed`);
    }
    signatures.push({ name, id: bytes.slice(0, KEY_ID_BYTES), bytes: bytes.slice(KEY_ID_BYTES) });
  }
  return ok({ text: note.slice(0, blank + 1), signatures });
}

/**
 * Opens a signed checkpoint: the note is well formed, signed by `vkey`, and its origin is the name of that key.
 * Answers what it says only then.
 */
export async function openNote(note: string, vkey: string): Promise<Result<Checkpoint, NoteProblem>> {
  const key = await parseVkey(vkey);
  if (!key.ok) {
    return key;
  }
  const parts = splitNote(note);
  if (!parts.ok) {
    return parts;
  }
  const { name, id, publicKey } = key.value;
  const ours = parts.value.signatures.filter((one) => one.name === name && equalBytes(one.id, id));
  if (ours.length === 0) {
    return err({ type: "notSignedByKey", keyName: name });
  }
  for (const signature of ours) {
    if (!(await verifyEd25519(publicKey, utf8(parts.value.text), signature.bytes))) {
      return err({ type: "signatureWrong", keyName: name });
    }
  }
  const checkpoint = parseCheckpoint(parts.value.text);
  if (checkpoint.ok && checkpoint.value.origin !== name) {
    return err({ type: "originDiffers", origin: checkpoint.value.origin, expected: name });
  }
  return checkpoint;
}

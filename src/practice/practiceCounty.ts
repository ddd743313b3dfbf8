/**
 * The county of a practice: answers the tablet's requests in the tablet's own worker, as the endpoint of an election
 * would over the network, and keeps a county log of its own. The tablet sets itself up, sends and hears like any other;
 * nothing in it knows that this is a practice but the domain in which it hashes its events.
 *
 * It lives in one file: the world, then the leaves of its log. Every event is in the file before it is answered; a torn
 * end is cut off, and the tablet sends again what is missing. It does not ask who speaks: nobody else can.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import type { BodyOf } from "../domain/events.ts";
import { encodeCheckpoint, encodeVkey, type LogKey, logKey, signedNote } from "../log/checkpoint.ts";
import { importDeviceKey } from "../log/deviceKey.ts";
import { base64, concat, fromBase64, fromUtf8, hex, utf8 } from "../log/encoding.ts";
import {
  bytesToSign,
  countyDevice,
  type Envelope,
  encodeEvent,
  eventHash,
  makeLeaf,
  readLeaf,
  verifyEvent,
} from "../log/eventBytes.ts";
import { CompactTree, createTreeHasher, type TreeHasher } from "../log/merkleTree.ts";
import { decodeBundle, encodeBundle } from "../log/tiles.ts";
import type { CountyView } from "../protocol/deviceLog.ts";
import { answerText, deviceHeaders } from "../protocol/deviceRequest.ts";
import {
  codeName,
  deviceIdOf,
  type EnrolAnswer,
  EnrolRequest,
  enrolPath,
  macOfAnswer,
  requestMacFits,
  wrapsDigest,
} from "../protocol/enrolment.ts";
import { amendmentKey, eventKey, eventKeyBytes } from "../protocol/keys.ts";
import type { Problem } from "../protocol/problem.ts";
import { type RollChange, sealAmendment } from "../roll/amendment.ts";
import type { GrowingFile } from "../tablet/secondCopy.ts";
import type { StoredEvent } from "../tablet/tabletStore.ts";
import { practiceNames } from "./names.ts";
import { bytesOf, electionKeyOf, World } from "./world.ts";

type Device = {
  readonly number: number;
  readonly key: CryptoKey;
  readonly enrolled: string;
  readonly head: { readonly seq: number; readonly hash: string };
};

type Answer = { readonly status: number; readonly body: Uint8Array<ArrayBuffer> };
const json = (value: unknown): Answer => ({ status: 200, body: utf8(JSON.stringify(value)) });
const binary = (body: Uint8Array<ArrayBuffer>): Answer => ({ status: 200, body });
const refuse = (status: number, type: Problem["type"]): Answer => ({
  status,
  body: utf8(JSON.stringify({ type, title: type } satisfies Problem)),
});

type Witnessed = "cmd" | "worker" | "role" | "wall" | "seen" | "second";
type Said =
  | Omit<BodyOf<"DeviceEnrolled">, Witnessed>
  | Omit<BodyOf<"RollPublished">, Witnessed>
  | Omit<BodyOf<"RollAmended">, Witnessed>;

export type PracticeCountyDeps = { readonly file: GrowingFile; readonly now: () => number };

export class PracticeCounty {
  readonly world: World;
  readonly #deps: PracticeCountyDeps;
  readonly #seed: Uint8Array;
  readonly #key: LogKey;
  readonly #hasher: TreeHasher;
  readonly #tree: CompactTree;
  readonly #leaves: Uint8Array[] = [];
  /** The same, by name. */
  readonly #events: StoredEvent[] = [];
  readonly #devices = new Map<string, Device>();
  readonly #amendments = new Map<string, Uint8Array<ArrayBuffer>>();
  #own = { seq: -1, hash: "0".repeat(64) };
  #end: number;
  /** Signatures that came since the start; the tablet sends those before once more. Nobody can open one. */
  readonly #signatures = new Set<string>();
  /** Requests are answered one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(deps: PracticeCountyDeps, world: World, key: LogKey, hasher: TreeHasher, end: number) {
    this.#deps = deps;
    this.world = world;
    this.#seed = bytesOf(world.countyKey);
    this.#key = key;
    this.#hasher = hasher;
    this.#tree = new CompactTree(hasher);
    this.#end = end;
  }

  /** The county in the file; undefined if there is none, or none that this version reads. */
  static async open(deps: PracticeCountyDeps): Promise<PracticeCounty | undefined> {
    const bytes = await deps.file.read();
    if (bytes.length < 4) return undefined;
    const begin = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const world = World.safeParse(jsonIn(bytes.subarray(4, begin)));
    if (begin > bytes.length || !world.success) return undefined;
    const county = await PracticeCounty.#of(deps, world.data, begin);
    await county.#read(bytes.subarray(begin));
    // Died between writing the world and publishing its roll.
    if (county.#leaves.length === 0) await county.#publish();
    return county;
  }

  /** Begins a county with this world, in place of whatever the file held. */
  static async found(deps: PracticeCountyDeps, world: World): Promise<PracticeCounty> {
    const text = utf8(JSON.stringify(world));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, text.length);
    await deps.file.write(0, concat(length, text));
    const county = await PracticeCounty.#of(deps, world, 4 + text.length);
    await county.#publish();
    return county;
  }

  static async #of(deps: PracticeCountyDeps, world: World, end: number): Promise<PracticeCounty> {
    const publicKey = ed25519.getPublicKey(bytesOf(world.countyKey));
    const key = await logKey(`turnout/${world.election.id}`, publicKey);
    if (!key.ok) throw new Error(key.error.what); // the id was made here
    return new PracticeCounty(deps, world, key.value, await createTreeHasher(), end);
  }

  /** Stands where a live tablet has `fetch`. Rejects what no endpoint would be asked: there is no other way out. */
  fetch(path: string, init: RequestInit): Promise<Response> {
    return this.#inTurn(() => this.#answer(path, init));
  }

  async #answer(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const body = bytesIn(init.body);
    const { status, body: answer } = await this.#route(init.method ?? "GET", path, headers, body);
    const time = this.#deps.now();
    const requestSignature = headers.get(deviceHeaders.signature) ?? "";
    const text = await answerText({ requestSignature, status, time, body: answer });
    return new Response(answer, {
      status,
      headers: {
        [deviceHeaders.time]: String(time),
        [deviceHeaders.signature]: base64(ed25519.sign(text, this.#seed)),
      },
    });
  }

  async #route(method: string, path: string, headers: Headers, body: Uint8Array): Promise<Answer> {
    const asks = headers.get(deviceHeaders.device) ?? "";
    const { pathname, searchParams } = new URL(path, "http://practice.invalid");
    const [, area, what, name] = pathname.split("/");
    if (pathname === enrolPath) return this.#enrol(body);
    if (!this.#devices.has(asks)) return refuse(401, "unknownDevice");
    if (area === "log" && what === "entries") return this.#entries(searchParams);
    switch (what) {
      case "county":
        return this.#view(asks);
      case "wraps":
        return json([this.world.wrap]);
      case "roll":
        return binary(bytesOf(this.world.manifest));
      case "chunks": {
        const chunk = this.world.chunks[name ?? ""];
        const late = this.#amendments.get(name ?? "");
        if (late !== undefined) return binary(late);
        return chunk === undefined ? refuse(404, "notFound") : binary(bytesOf(chunk));
      }
      case "logs":
        return method === "POST" && name === asks ? this.#push(asks, body) : refuse(404, "notFound");
      case "signatures":
        this.#signatures.add(name ?? "");
        return json({});
      default:
        return refuse(404, "notFound");
    }
  }

  // ------------------------------------------------------------------------------------------------------- its tablet

  /** Another tablet of the county, of the practice's own making (`otherTablet.ts`). `publicKey`: base64. */
  join(publicKey: string, place: string): Promise<{ device: string; number: number; enrolled: string }> {
    return this.#inTurn(async () => {
      const device = await deviceIdOf(fromBase64(publicKey) ?? new Uint8Array(0));
      await this.#say({ type: "DeviceEnrolled", device, publicKey, number: this.#devices.size + 1, place });
      const { number, enrolled } = this.#devices.get(device) as Device;
      return { device, number, enrolled };
    });
  }

  /** An event of that tablet, verified like any other. */
  take(device: string, leaf: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const bundle = encodeBundle([leaf]);
      const { status } = bundle.ok ? await this.#push(device, bundle.value) : { status: 400 };
      if (status !== 200) throw new Error(`the county did not take it: ${status}`);
    });
  }

  /** Changes the list after it was published. The change is had here until the next start: a tablet fetches it at once. */
  amend(changes: readonly RollChange[]): Promise<void> {
    return this.#inTurn(async () => {
      const key = await amendmentKey(await electionKeyOf(this.world));
      const place = { election: this.world.election.id, version: 1 };
      const { chunk, bytes } = await sealAmendment(changes, key, place);
      this.#amendments.set(chunk.hash, bytes);
      const { hash, bytes: size, opened } = chunk;
      await this.#say({ type: "RollAmended", chunk: hash, bytes: size, opened, roll: 1, changes: changes.length });
    });
  }

  /** Everything in its log, in order. */
  recorded(): readonly StoredEvent[] {
    return this.#events;
  }

  /** Opens the bodies of events. */
  async eventKey(): Promise<CryptoKey> {
    return eventKey(await eventKeyBytes(await electionKeyOf(this.world)));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #enrol(body: Uint8Array): Promise<Answer> {
    const request = EnrolRequest.safeParse(jsonIn(body));
    const { setUpCode, election, place, wrap } = this.world;
    const secret = bytesOf(setUpCode);
    if (
      !request.success ||
      request.data.code !== (await codeName(secret)) ||
      !(await requestMacFits(secret, request.data))
    )
      return refuse(403, "codeUnknown");
    const publicKey = fromBase64(request.data.publicKey) ?? new Uint8Array(0);
    const device = await deviceIdOf(publicKey);
    if (!this.#devices.has(device)) {
      const number = this.#devices.size + 1;
      await this.#say({ type: "DeviceEnrolled", device, publicKey: request.data.publicKey, number, place });
    }
    const { number, enrolled } = this.#devices.get(device) as Device;
    const vkey = encodeVkey(this.#key);
    const time = this.#deps.now();
    const answer: Omit<EnrolAnswer, "mac"> = { device, number, place, election, vkey, enrolled, wraps: [wrap], time };
    return json({ ...answer, mac: await macOfAnswer(secret, request.data, answer) });
  }

  async #view(device: string): Promise<Answer> {
    const { world } = this;
    const { head } = this.#devices.get(device) as Device;
    const { size } = this.#tree;
    const note = encodeCheckpoint({ origin: this.#key.name, size, root: this.#tree.root() });
    return json({
      device: {
        device,
        head,
        revoked: null,
        place: world.place,
        waits: false,
        wraps: await wrapsDigest([world.wrap]),
        signatures: this.#signatures.size,
      },
      checkpoint: signedNote(note, this.#key, ed25519.sign(utf8(note), this.#seed)),
      roll: { version: 1, manifest: world.manifestHash },
      time: this.#deps.now(),
    } satisfies CountyView);
  }

  async #push(device: string, bundle: Uint8Array): Promise<Answer> {
    const leaves = decodeBundle(bundle);
    if (!leaves.ok) return refuse(400, "badRequest");
    for (const leaf of leaves.value) {
      const read = readLeaf(leaf);
      if (!read.ok || read.value.envelope.device !== device) return refuse(400, "badEvent");
      const { head, key } = this.#devices.get(device) as Device;
      const { seq, prev } = read.value.envelope;
      if (seq <= head.seq) continue;
      if (seq !== head.seq + 1 || prev !== head.hash) return refuse(409, "gap");
      const hash = await eventHash(read.value.bytes, practiceNames.domain);
      if (!(await verifyEvent(key, hash, read.value.signature))) return refuse(403, "badSignature");
      await this.#record(leaf);
    }
    return this.#view(device);
  }

  // ---------------------------------------------------------------------------------------------------------- its log

  #entries(asked: URLSearchParams): Answer {
    const from = Number(asked.get("from"));
    const bundle = encodeBundle(this.#leaves.slice(from, from + Number(asked.get("take"))));
    return bundle.ok ? binary(bundle.value) : refuse(500, "internal");
  }

  async #publish(): Promise<void> {
    const { manifestHash: manifest, voters } = this.world;
    await this.#say({ type: "RollPublished", version: 1, manifest, voters, amendedThrough: 0 });
  }

  /** The county's own word. */
  async #say(said: Said): Promise<void> {
    const { size } = this.#tree;
    const body = {
      ...said,
      cmd: hex(crypto.getRandomValues(new Uint8Array(12))),
      worker: countyDevice,
      role: "administrator",
      wall: this.#deps.now(),
      seen: size === 0 ? null : { size, root: base64(this.#tree.root()) },
    } as unknown as Envelope["body"]; // the same JSON; only TypeScript's optional members differ
    const { seq, hash: prev } = this.#own;
    const election = this.world.election.id;
    const bytes = encodeEvent({ v: 1, election, device: countyDevice, seq: seq + 1, prev, body });
    if (!bytes.ok) throw new Error(bytes.error.type); // some hundred bytes
    const hash = await eventHash(bytes.value, practiceNames.domain);
    await this.#record(makeLeaf(bytes.value, ed25519.sign(bytesToSign(hash), this.#seed)));
  }

  async #record(leaf: Uint8Array): Promise<void> {
    const bundle = encodeBundle([leaf]);
    if (!bundle.ok) throw new Error(bundle.error.type); // it came out of one
    await this.#deps.file.write(this.#end, bundle.value);
    this.#end += bundle.value.length;
    await this.#count(leaf);
  }

  /** Reads the leaves behind the world, as far as they are whole. */
  async #read(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at + 2 < bytes.length; ) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint16(0);
      if (at + 2 + length > bytes.length) return;
      await this.#count(bytes.slice(at + 2, at + 2 + length));
      at += 2 + length;
      this.#end += 2 + length;
    }
  }

  async #count(leaf: Uint8Array): Promise<void> {
    const read = readLeaf(leaf);
    if (!read.ok) throw new Error(read.error.type); // was read before it was recorded
    const { device, seq, body } = read.value.envelope;
    const hash = await eventHash(read.value.bytes, practiceNames.domain);
    this.#leaves.push(leaf);
    this.#events.push({ device, seq, hash, leaf, cmd: "" });
    this.#tree.append(this.#hasher.leaf(leaf));
    const known = this.#devices.get(device);
    if (known !== undefined) this.#devices.set(device, { ...known, head: { seq, hash } });
    if (device !== countyDevice) return;
    this.#own = { seq, hash };
    if (typeof body === "string" || body["type"] !== "DeviceEnrolled") return;
    const enrolled = body as unknown as BodyOf<"DeviceEnrolled">;
    const key = await importDeviceKey(fromBase64(enrolled.publicKey) ?? new Uint8Array(0));
    if (key === undefined) throw new Error("not a device's key"); // it signed to get here
    this.#devices.set(enrolled.device, { number: enrolled.number, key, enrolled: hash, head: { seq: -1, hash } });
  }
}

function bytesIn(body: RequestInit["body"]): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array(0);
  if (typeof body === "string") return utf8(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError("a tablet sends text or bytes");
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

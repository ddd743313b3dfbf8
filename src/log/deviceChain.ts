/**
 * Checks every event of a county log in log order: its one encoding, its election, its writer's signature and its place
 * in the writer's chain. It needs the county's public key and no key to the bodies: the tablets' public keys stand in
 * the county's own clear events.
 *
 *   county   signs with the log key (Ed25519); prev of its first event is 64 zeros; a new epoch goes on with the chain
 *   tablet   signs with the key of its DeviceEnrolled event (ECDSA P-256), whose hash is the prev of its first event
 *   both     seq 0, 1, 2 …; prev is the hash of the event before
 *
 * A DeviceLogHandedOver event names events of a tablet whose chain broke. Exactly those may stand outside of the chain,
 * each once and signed like any other; they are counted apart, and the chain of that device is at its end.
 *
 * Keys are imported once for each device and signatures of a batch are verified together. The first problem ends the
 * check. Memory: 32 bytes for each event, to tell an event that stands twice.
 */
import { createSHA256 } from "hash-wasm";
import { DeviceEnrolled, DeviceLogHandedOver } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { LogKey } from "./checkpoint.ts";
import { importDeviceKey } from "./deviceKey.ts";
import { verifyEd25519 } from "./ed25519.ts";
import { equalBytes, fromBase64, hex, plain, utf8 } from "./encoding.ts";
import { bytesToSign, countyDevice, DeviceId, type EventLeaf, readLeaf, verifyEvent } from "./eventBytes.ts";
import type { EntriesCheck, EntryCheck, EntryProblem } from "./verifyLog.ts";

/** Why an entry is refused. */
export interface ChainProblem extends EntryProblem {
  readonly type:
    | "notAnEvent"
    | "otherElection"
    | "unknownDevice"
    | "signatureWrong"
    | "duplicate"
    | "gap"
    | "prevWrong"
    | "chainEnded"
    | "enrolmentWrong"
    | "handOverWrong";
}

/** What was counted so far. */
export interface ChainCount {
  readonly entries: number;
  readonly countyEvents: number;
  readonly devices: number;
  /** Events that a DeviceLogHandedOver let in out of chain. */
  readonly handedOver: number;
  /** Events that a DeviceLogHandedOver names and that have not come; 0 at every signed checkpoint of a sound log. */
  readonly handedOverMissing: number;
}

/** Checks the entries of one log, from index 0 on, in order. Use either function, and a new checker for another log. */
export interface ChainChecker {
  readonly checkEntry: EntryCheck;
  /** Faster: verifies the signatures of a batch side by side. May be called again before the last call has answered. */
  readonly checkEntries: EntriesCheck;
  readonly count: () => ChainCount;
}

/** Hashes the bytes of an event (as `eventHash` does, without waiting). */
export type EventHasher = (bytes: Uint8Array) => Uint8Array;

/** Makes a hasher on one WebAssembly instance; four times as fast as WebCrypto for small inputs. */
export async function createEventHasher(): Promise<EventHasher> {
  const sha256 = await createSHA256();
  const prefix = utf8("turnout/event/1\n");
  return (bytes) => sha256.init().update(prefix).update(bytes).digest("binary");
}

type Verify = (hash: string, signature: Uint8Array) => Promise<boolean>;

/** One writer and its chain so far. */
type Chain = {
  readonly verify: Verify;
  readonly enrolled: Uint8Array;
  readonly hashes: HashList;
  /** Set by the first hand-over: what the county's events let in, until it has come. */
  handedOver: { readonly awaited: Set<string>; readonly came: Set<string> } | undefined;
};

/** Hashes of 32 bytes, one after another. */
class HashList {
  #bytes = new Uint8Array(32 * 16);
  length = 0;

  push(hash: Uint8Array): void {
    if (this.#bytes.length === this.length * 32) {
      const wider = new Uint8Array(this.#bytes.length * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(hash, this.length * 32);
    this.length += 1;
  }

  at(index: number): Uint8Array {
    return this.#bytes.subarray(index * 32, index * 32 + 32);
  }
}

const zeros = new Uint8Array(32);

/** Where an entry stands that is sound but for what is still being verified. */
type Pending = { readonly index: number; readonly sound: Promise<ChainProblem | undefined> };

/**
 * A checker for the log of `key`. `election`: the id that every event must carry; without it that of the first event.
 * The tablets' keys are taken only from events that the county signed.
 */
export async function createChainChecker(key: LogKey, election?: string, hasher?: EventHasher): Promise<ChainChecker> {
  const hashOf = hasher ?? (await createEventHasher());
  const county: Chain = {
    verify: await countyVerifier(key),
    enrolled: zeros,
    hashes: new HashList(),
    handedOver: undefined,
  };
  const chains = new Map<string, Chain>([[countyDevice, county]]);
  const numbers = new Set<number>();
  let expected = election;
  let entries = 0;
  let handedOver = 0;
  let stopped = false;

  /** Everything but the signature, at once; then the signature and whatever else takes time. */
  const follow = (leaf: Uint8Array): Result<Promise<ChainProblem | undefined>, ChainProblem> => {
    const read = readLeaf(leaf);
    if (!read.ok) return refuse("notAnEvent", read.error.type === "tooLarge" ? "longer than 8 KB" : read.error.what);
    const { envelope, bytes, signature } = read.value;
    const { device, seq } = envelope;
    expected ??= envelope.election;
    if (envelope.election !== expected) return refuse("otherElection", `event ${seq} is of another election`);
    const chain = chains.get(device);
    if (chain === undefined)
      return refuse("unknownDevice", `the county has not set up device ${device} before its event ${seq}`);
    const hash = hashOf(bytes);
    const name = hex(hash);
    if (chain.handedOver?.awaited.delete(name)) {
      if (seq < chain.hashes.length && equalBytes(chain.hashes.at(seq), hash))
        return refuse("duplicate", `event ${seq} of device ${device} stands in the log already`);
      chain.handedOver.came.add(name);
      handedOver += 1;
    } else {
      const problem = chainProblem(chain, read.value, hash, name);
      if (problem !== undefined) return err(problem);
      chain.hashes.push(hash);
    }
    const who = device === countyDevice ? "the county's key" : `the key of device ${device}`;
    const signed = chain
      .verify(name, signature)
      .then((good) => (good ? undefined : problemOf("signatureWrong", `event ${seq} is not signed with ${who}`)));
    if (device !== countyDevice || typeof envelope.body === "string") return ok(signed);
    const said = hear(envelope.body, hash);
    if (!said.ok) return said;
    return ok(signed.then((problem) => problem ?? said.value));
  };

  /** What an event of the county says about devices. */
  const hear = (
    body: { readonly [name: string]: unknown },
    hash: Uint8Array,
  ): Result<Promise<ChainProblem | undefined>, ChainProblem> => {
    switch (body["type"]) {
      case "DeviceEnrolled": {
        const read = DeviceEnrolled.safeParse(body);
        if (!read.success) return refuse("enrolmentWrong", "fields of DeviceEnrolled are missing or wrong");
        const { device, number, publicKey } = read.data;
        if (device === countyDevice || !DeviceId.safeParse(device).success)
          return refuse("enrolmentWrong", "DeviceEnrolled names no device id");
        if (chains.has(device)) return refuse("enrolmentWrong", `device ${device} is set up a second time`);
        if (numbers.has(number)) return refuse("enrolmentWrong", `two devices have the number ${number}`);
        numbers.add(number);
        const imported = importDeviceKey(fromBase64(publicKey) ?? new Uint8Array(0));
        const verify: Verify = async (name, signature) => {
          const deviceKey = await imported;
          return deviceKey !== undefined && verifyEvent(deviceKey, name, signature);
        };
        chains.set(device, { verify, enrolled: hash, hashes: new HashList(), handedOver: undefined });
        const what = `the public key of device ${device} is no point of P-256`;
        return ok(imported.then((good) => (good === undefined ? problemOf("enrolmentWrong", what) : undefined)));
      }
      case "DeviceLogHandedOver": {
        const read = DeviceLogHandedOver.safeParse(body);
        if (!read.success) return refuse("handOverWrong", "fields of DeviceLogHandedOver are missing or wrong");
        const { device, events } = read.data;
        const chain = device === countyDevice ? undefined : chains.get(device);
        if (chain === undefined) return refuse("handOverWrong", `a log of the unknown device ${device} is handed over`);
        chain.handedOver ??= { awaited: new Set(), came: new Set() };
        const { awaited, came } = chain.handedOver;
        for (const name of events) {
          if (awaited.has(name) || came.has(name))
            return refuse("handOverWrong", `an event of device ${device} is handed over twice`);
          awaited.add(name);
        }
        return ok(Promise.resolve(undefined));
      }
      default:
        return ok(Promise.resolve(undefined));
    }
  };

  const checkEntries: EntriesCheck = async (from, leaves) => {
    if (from !== entries) throw new RangeError(`Entry ${entries} is next, not ${from}`);
    entries += leaves.length;
    const pending: Pending[] = [];
    let broken: { readonly index: number; readonly problem: ChainProblem } | undefined;
    for (let at = 0; at < leaves.length && !stopped; at++) {
      const followed = follow(leaves[at] as Uint8Array);
      if (followed.ok) pending.push({ index: from + at, sound: followed.value });
      else {
        stopped = true;
        broken = { index: from + at, problem: followed.error };
      }
    }
    const problems = await Promise.all(pending.map(({ sound }) => sound));
    const at = problems.findIndex((problem) => problem !== undefined);
    const problem = problems[at];
    if (problem !== undefined) {
      stopped = true;
      return { index: from + at, ...problem };
    }
    return broken === undefined ? undefined : { index: broken.index, ...broken.problem };
  };

  return {
    checkEntries,
    checkEntry: (index, entry) => checkEntries(index, [entry]),
    count: () => {
      let handedOverMissing = 0;
      for (const chain of chains.values()) handedOverMissing += chain.handedOver?.awaited.size ?? 0;
      const countyEvents = county.hashes.length;
      return { entries, countyEvents, devices: chains.size - 1, handedOver, handedOverMissing };
    },
  };
}

const problemOf = (type: ChainProblem["type"], what: string): ChainProblem => ({ type, what });
const refuse = (type: ChainProblem["type"], what: string) => err(problemOf(type, what));

/** Why this event does not follow the last one of its chain. */
function chainProblem(
  chain: Chain,
  { envelope: { device, seq, prev } }: EventLeaf,
  hash: Uint8Array,
  name: string,
): ChainProblem | undefined {
  const next = chain.hashes.length;
  const who = device === countyDevice ? "the county" : `device ${device}`;
  if ((seq < next && equalBytes(chain.hashes.at(seq), hash)) || chain.handedOver?.came.has(name))
    return problemOf("duplicate", `event ${seq} of ${who} stands in the log already`);
  if (chain.handedOver !== undefined)
    return problemOf("chainEnded", `event ${seq} of ${who} was not handed over, and its chain is at its end`);
  if (seq !== next) return problemOf("gap", `event ${seq} of ${who} stands where event ${next} should`);
  const before = next === 0 ? chain.enrolled : chain.hashes.at(next - 1);
  if (prev !== hex(before)) {
    const first = device === countyDevice ? "64 zeros" : "its own DeviceEnrolled event";
    const what = next === 0 ? first : `event ${next - 1} before it`;
    return problemOf("prevWrong", `event ${seq} of ${who} does not name ${what}`);
  }
  return undefined;
}

/** Verifies with WebCrypto where it has Ed25519, else in JavaScript. */
async function countyVerifier({ publicKey }: LogKey): Promise<Verify> {
  try {
    const key = await crypto.subtle.importKey("raw", plain(publicKey), "Ed25519", false, ["verify"]);
    return (hash, signature) => verifyEvent(key, hash, signature);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // NotSupportedError: this browser has no Ed25519. DataError: no key; then no signature verifies.
    return (hash, signature) => verifyEd25519(publicKey, bytesToSign(hash), signature);
  }
}

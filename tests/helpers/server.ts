/** An endpoint on 127.0.0.1 with a small election of its own, and tablets in Node that speak the real protocol with it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Election } from "../../src/domain/election.ts";
import type { EventBody } from "../../src/domain/events.ts";
import { parseVkey } from "../../src/log/checkpoint.ts";
import { verifyEd25519 } from "../../src/log/ed25519.ts";
import { base64, utf8 } from "../../src/log/encoding.ts";
import { encodeEvent, eventHash, makeLeaf, signEvent } from "../../src/log/eventBytes.ts";
import { sealBody } from "../../src/log/sealedBody.ts";
import { encodeBundle } from "../../src/log/tiles.ts";
import { parseCode } from "../../src/protocol/codes.ts";
import { CountyView, devicePath, handOverPath } from "../../src/protocol/deviceLog.ts";
import { deviceHeaders, signRequest, verifyAnswer } from "../../src/protocol/deviceRequest.ts";
import { answerMacFits, codeName, EnrolAnswer, enrolPath, macOfRequest } from "../../src/protocol/enrolment.ts";
import { electionKeyBytes, eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { Problem } from "../../src/protocol/problem.ts";
import { type County, type CountyParts, makeCounty, openCountyServer } from "../../src/server/county.ts";
import { newLogKey } from "../../src/server/countyKeys.ts";
import { type CountyDatabase, openSqlite } from "../../src/server/database.ts";
import { createCounty, fillDatabase, openCounty, platformRandom } from "../../src/server/dataFolder.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import type { Log } from "../../src/server/log.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { Clerk, testCost } from "./office.ts";

export const election = Election.parse({
  format: "turnout-election/1",
  id: "2026-general",
  name: "General Election",
  county: "Maple County",
  state: "NC",
  date: "2026-11-03",
  timeZone: "America/New_York",
  kind: "general",
  precincts: [
    { id: "01", name: "Precinct 1" },
    { id: "02", name: "Precinct 2" },
  ],
  ballotStyles: [{ id: "B1", splits: ["01", "02"] }],
  places: [
    { id: "school", name: "School", address: "1 Maple St", serves: ["01"] },
    { id: "library", name: "Library", address: "2 Oak St", serves: ["02"] },
  ],
});

export const silent = (): void => undefined;
export const electionDay = Date.parse("2026-11-03T15:00:00Z");

/** A clock that tests move by hand. */
export function handClock(start = electionDay): { now: () => number; pass(ms: number): void } {
  let time = start;
  return {
    now: () => time,
    pass(ms) {
      time += ms;
    },
  };
}

export type Endpoint = {
  readonly county: County;
  readonly electionKey: Uint8Array;
  readonly officeSecret: Uint8Array;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  stop(): Promise<void>;
};

/** `another`: the same county as another process sees it, through a connection of its own. */
export type EndpointInMemory = Endpoint & {
  another(database: CountyDatabase): Promise<EndpointInMemory>;
  /** The same county as one that trusts a proxy's word about addresses, and speaks TLS. */
  behindProxy(): Promise<EndpointInMemory>;
};

/** A county without a socket, in memory (or on the given, empty database). */
export async function countyInMemory(
  options: {
    readonly now?: () => number;
    readonly database?: CountyDatabase;
    readonly log?: Log;
    readonly held?: Election;
    readonly allowances?: CountyParts["allowances"];
    /** The built app. */
    readonly appFolder?: string;
  } = {},
): Promise<EndpointInMemory> {
  const { now = () => electionDay, database = openSqlite(":memory:"), log = silent, held = election } = options;
  const electionKey = platformRandom(electionKeyBytes);
  const logKey = newLogKey();
  const officeSecret = platformRandom(32);
  await fillDatabase(database, held, { electionKey, officeSecret, logKey, random: platformRandom, now: now() });
  const common = {
    election: held,
    keys: { eventKey: await eventKeyBytes(electionKey), logKey },
    passwordCost: testCost,
    now,
    random: platformRandom,
    log,
    ...(options.allowances === undefined ? {} : { allowances: options.allowances }),
    ...(options.appFolder === undefined ? {} : { appFolder: options.appFolder }),
  };
  const on = async (connection: CountyDatabase, behindProxy = false): Promise<EndpointInMemory> => {
    const county = await makeCounty({ ...common, database: connection, behindProxy, secure: behindProxy });
    return {
      county,
      electionKey,
      officeSecret,
      another: (other) => on(other),
      behindProxy: () => on(connection, true),
      fetch: async (path, init) => county.app.fetch(new Request(`http://county${path}`, init)),
      stop: () => county.stop(),
    };
  };
  return on(database);
}

/** A county with a data folder, on a socket. */
export async function countyOnSocket(
  options: { readonly now?: () => number; readonly appFolder?: string; readonly unlimited?: boolean } = {},
): Promise<Endpoint & { readonly url: string; readonly folder: string; readonly clerk: Clerk }> {
  const folder = join(mkdtempSync(join(tmpdir(), "county-")), "data");
  const created = await createCounty(folder, election);
  if (!created.ok) throw new Error(created.error.type);
  const clerk = await Clerk.inFolder(folder, options.now);
  const server = await openCountyServer({ folder, port: 0, log: silent, passwordCost: testCost, ...options });
  if (!server.ok) throw new Error(server.error.type);
  const opened = await openCounty(folder);
  const key = opened.ok ? await opened.value.electionKey() : opened;
  if (!key.ok) throw new Error(key.error.type);
  const secret = opened.ok ? await opened.value.officeSecret() : opened;
  if (!secret.ok) throw new Error(secret.error.type);
  const { url, county } = server.value;
  return {
    county,
    url,
    folder,
    clerk,
    electionKey: key.value,
    officeSecret: secret.value,
    fetch: (path, init) => fetch(url + path, init),
    async stop() {
      await server.value.stop();
      rmSync(join(folder, ".."), { recursive: true });
    },
  };
}

/** An answer whose signature by the county was verified. */
export type Heard = { readonly status: number; readonly body: Uint8Array; readonly json: unknown };

/** A tablet as far as the county can tell: keys, a log, signed requests. */
export class NodeTablet {
  readonly answer: EnrolAnswer;
  readonly leaves: Uint8Array[] = [];
  readonly hashes: string[] = [];
  counter = 0;
  now: () => number;
  #endpoint: Pick<Endpoint, "fetch">;
  readonly #keys: CryptoKeyPair;
  readonly #eventKey: CryptoKey;

  constructor(endpoint: Pick<Endpoint, "fetch">, keys: CryptoKeyPair, sealing: CryptoKey, answer: EnrolAnswer) {
    this.#endpoint = endpoint;
    this.#keys = keys;
    this.#eventKey = sealing;
    this.answer = answer;
    this.now = () => answer.time;
  }

  get device(): string {
    return this.answer.device;
  }

  /** Asks another endpoint of the same county from now on. */
  through(endpoint: Pick<Endpoint, "fetch">): this {
    this.#endpoint = endpoint;
    return this;
  }

  /** Adds an event to this tablet's own log. `at` overrides where it stands, to make forks and gaps. */
  async witness(
    body: object,
    at: { seq?: number; prev?: string; clear?: boolean } = {},
  ): Promise<{ seq: number; hash: string; leaf: Uint8Array }> {
    const seq = at.seq ?? this.leaves.length;
    const prev = at.prev ?? this.hashes[seq - 1] ?? this.answer.enrolled;
    const { device } = this;
    const place = { election: this.answer.election.id, device, seq };
    const said = at.clear
      ? (body as Record<string, string>)
      : await sealBody(this.#eventKey, place, platformRandom(12), body);
    const bytes = encodeEvent({ v: 1, ...place, prev, body: said });
    if (!bytes.ok) throw new Error(bytes.error.type);
    const hash = await eventHash(bytes.value);
    const leaf = makeLeaf(bytes.value, await signEvent(this.#keys.privateKey, hash));
    if (at.seq === undefined) {
      this.leaves.push(leaf);
      this.hashes.push(hash);
    }
    return { seq, hash, leaf };
  }

  /** Checks a voter in on this tablet. */
  checkIn(voter: string, more: Partial<EventBody> = {}): Promise<{ seq: number; hash: string; leaf: Uint8Array }> {
    return this.witness({ ...checkInBody(voter, this.answer.place ?? "school", this.now()), ...more });
  }

  /** This tablet's signature under any event, whatever it is. */
  signHash(hash: string): Promise<Uint8Array> {
    return signEvent(this.#keys.privateKey, hash);
  }

  /** The headers with which this tablet signs a request. */
  headersFor(method: string, path: string, body: Uint8Array, counter: number): Promise<Record<string, string>> {
    const { device } = this;
    return signRequest(this.#keys.privateKey, { device, method, path, body, time: this.now(), counter });
  }

  async ask(
    method: "GET" | "POST" | "PUT",
    path: string,
    body: Uint8Array = new Uint8Array(0),
    counter = 0,
  ): Promise<Heard> {
    const headers = await this.headersFor(method, path, body, counter);
    const response = await this.#endpoint.fetch(path, {
      method,
      headers: { ...headers, ...(body[0] === 0x7b ? { "Content-Type": "application/json" } : {}) },
      ...(method !== "GET" ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answer = {
      requestSignature: headers[deviceHeaders.signature] ?? "",
      status: response.status,
      time: Number(response.headers.get(deviceHeaders.time)),
      body: bytes,
    };
    const key = await parseVkey(this.answer.vkey);
    if (!key.ok) throw new Error(key.error.what);
    const verify = (signature: Uint8Array, message: Uint8Array) =>
      verifyEd25519(key.value.publicKey, message, signature);
    if (!(await verifyAnswer(verify, answer, response.headers.get(deviceHeaders.signature) ?? "")))
      throw new Error(`The county did not sign its answer ${response.status} to ${method} ${path}`);
    const type = response.headers.get("Content-Type") ?? "";
    const json: unknown = type.startsWith("application/json") ? JSON.parse(new TextDecoder().decode(bytes)) : undefined;
    return { status: response.status, body: bytes, json };
  }

  /** Pushes leaves (all of its own by default) for a device (itself by default). */
  push(leaves: readonly Uint8Array[] = this.leaves, device: string = this.device): Promise<Heard> {
    return this.ask("POST", devicePath(device), bundleOf(leaves));
  }

  handOver(leaves: readonly Uint8Array[], device: string): Promise<Heard> {
    return this.ask("POST", handOverPath(device), bundleOf(leaves), ++this.counter);
  }

  view(): Promise<Heard> {
    return this.ask("GET", "/api/county");
  }

  report(report: object): Promise<Heard> {
    return this.ask("POST", "/api/county", utf8(JSON.stringify(report)), ++this.counter);
  }
}

export function bundleOf(leaves: readonly Uint8Array[]): Uint8Array {
  const bundle = encodeBundle(leaves);
  if (!bundle.ok) throw new Error(bundle.error.type);
  return bundle.value;
}

/** The view in an answer; fails with the problem if the county refused. */
export function viewIn(heard: Heard): CountyView {
  if (heard.status !== 200) throw new Error(`refused: ${JSON.stringify(heard.json)}`);
  return CountyView.parse(heard.json);
}

export const problemIn = (heard: Heard): Problem => Problem.parse(heard.json);

export function checkInBody(voter: string, place: string, wall: number): EventBody {
  return {
    type: "VoterCheckedIn",
    cmd: crypto.randomUUID(),
    worker: "w1",
    role: "pollWorker",
    wall,
    seen: null,
    voter,
    place,
    split: place === "library" ? "02" : "01",
    style: "B1",
    roll: 1,
    receipt: "1-1",
    found: "search",
    steps: [],
  };
}

const ecdsa = { name: "ECDSA", namedCurve: "P-256" };

/** A new key pair and the signed request to set up with a code, as a tablet sends it. */
export async function enrolRequest(
  codeText: string,
  keys?: CryptoKeyPair,
): Promise<{ keys: CryptoKeyPair; secret: Uint8Array; request: Parameters<typeof answerMacFits>[1] }> {
  const pair = keys ?? (await crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]));
  const secret = await parseCode("setup", codeText);
  if (!secret.ok) throw new Error(secret.error.type);
  const unsigned = {
    code: await codeName(secret.value),
    publicKey: base64(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
    persistent: true,
    replaces: null,
  };
  const request = { ...unsigned, mac: await macOfRequest(secret.value, unsigned) };
  return { keys: pair, secret: secret.value, request };
}

/** Sets up a tablet with a fresh single-use code, or with this one. */
export async function enrolTablet(
  endpoint: Pick<Endpoint, "fetch" | "county" | "electionKey">,
  place: string | null = "school",
  withCode?: string,
): Promise<NodeTablet> {
  const made = await newSetupCode(endpoint.county.enrolment, { kind: "single", place }, commandLine);
  if (!made.ok) throw new Error(made.error.type);
  const { keys, secret, request } = await enrolRequest(withCode ?? made.value.code);
  const response = await endpoint.fetch(enrolPath, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(await response.text());
  const answer = EnrolAnswer.parse(await response.json());
  if (!(await answerMacFits(secret, request, answer))) throw new Error("The county's proof does not fit");
  const sealing = await eventKey(await eventKeyBytes(endpoint.electionKey));
  return new NodeTablet(endpoint, keys, sealing, answer);
}

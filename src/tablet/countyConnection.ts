/**
 * Requests of this tablet to the county and the county's answers. A request is signed by the device, an answer by the
 * county over that very request: a captive portal, an error page of a proxy or an old answer never counts as "heard".
 * Every request ends, by an answer or by its time limit.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { verifyEd25519 } from "../log/ed25519.ts";
import { deviceHeaders, signRequest, verifyAnswer } from "../protocol/deviceRequest.ts";
import { Problem } from "../protocol/problem.ts";

export type ConnectionProblem =
  /** No answer, or one that the county did not sign: there is no way to the county now. */
  | { readonly type: "noNetwork" }
  /** The county answered, and refused. */
  | { readonly type: "refused"; readonly status: number; readonly problem: Problem };

/** `time`: the county's, signed. `took`: milliseconds from asking to having all of it. */
export type CountyAnswer = {
  readonly status: number;
  readonly body: Uint8Array;
  readonly time: number;
  readonly took: number;
};

export type ConnectionDeps = {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970 by this tablet's own clock. */
  readonly now: () => number;
  readonly timeoutMs: number;
};

export type ConnectionIdentity = {
  readonly device: string;
  readonly privateKey: CryptoKey;
  /** The county's pinned Ed25519 key, raw. */
  readonly countyKey: Uint8Array;
};

export class CountyConnection {
  readonly #deps: ConnectionDeps;
  readonly #identity: ConnectionIdentity;
  /** How far the county's clock is ahead of this tablet's, from the last signed answer. */
  clockOffset: number;
  /** The signed time of the county's last answer to a request of ours. */
  lastHeard: number | undefined;

  constructor(deps: ConnectionDeps, identity: ConnectionIdentity, clockOffset: number) {
    this.#deps = deps;
    this.#identity = identity;
    this.clockOffset = clockOffset;
  }

  /** The time as the county would say it. */
  now(): number {
    return this.#deps.now() + this.clockOffset;
  }

  /** `counter`: rising, for requests that change something and are not a push of a log; else 0. */
  async request(
    method: "GET" | "POST" | "PUT",
    path: string,
    body: Uint8Array = new Uint8Array(0),
    counter = 0,
  ): Promise<Result<CountyAnswer, ConnectionProblem>> {
    const first = await this.#once(method, path, body, counter);
    // A clock that is hours off is corrected by the refusal itself, which is signed: ask once more.
    if (!first.ok && first.error.type === "refused" && first.error.problem.type === "clockOff")
      return this.#once(method, path, body, counter);
    return first;
  }

  async #once(
    method: "GET" | "POST" | "PUT",
    path: string,
    body: Uint8Array,
    counter: number,
  ): Promise<Result<CountyAnswer, ConnectionProblem>> {
    const { device, privateKey, countyKey } = this.#identity;
    const asked = this.#deps.now();
    const time = this.now();
    const headers = await signRequest(privateKey, { device, method, path, body, time, counter });
    const sent = await this.#send(path, {
      method,
      headers: { ...headers, ...(method === "GET" ? {} : { "Content-Type": contentType(body) }) },
      ...(method === "GET" ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    });
    if (sent === undefined) return err({ type: "noNetwork" });
    const answer = { requestSignature: headers[deviceHeaders.signature] ?? "", ...sent };
    const genuine = await verifyAnswer(
      (signature, message) => verifyEd25519(countyKey, message, signature),
      answer,
      sent.signature,
    );
    if (!genuine) return err({ type: "noNetwork" });
    this.clockOffset = sent.time - this.#deps.now();
    this.lastHeard = sent.time;
    if (sent.status < 400) {
      const { status, body, time } = sent;
      return ok({ status, body, time, took: this.#deps.now() - asked });
    }
    const problem = Problem.safeParse(jsonOf(sent.body));
    const unknown: Problem = { type: "internal", title: `status ${sent.status}` };
    return err({ type: "refused", status: sent.status, problem: problem.success ? problem.data : unknown });
  }

  async #send(
    path: string,
    init: RequestInit,
  ): Promise<{ status: number; body: Uint8Array; time: number; signature: string } | undefined> {
    try {
      const response = await this.#deps.fetch(path, {
        ...init,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        signal: AbortSignal.timeout(this.#deps.timeoutMs),
      });
      return {
        status: response.status,
        body: new Uint8Array(await response.arrayBuffer()),
        time: Number(response.headers.get(deviceHeaders.time)),
        signature: response.headers.get(deviceHeaders.signature) ?? "",
      };
    } catch (error) {
      // fetch rejects with a TypeError without a network and with a DOMException at its time limit.
      if (error instanceof TypeError || error instanceof DOMException) return undefined;
      throw error;
    }
  }
}

/** JSON begins with a brace; everything else that we send is a bundle of entries or sealed. */
const contentType = (body: Uint8Array): string => (body[0] === 0x7b ? "application/json" : "application/octet-stream");

export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

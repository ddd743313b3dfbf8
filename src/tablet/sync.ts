/**
 * Keeps tablet and county in step. One round (`step`) asks for the county's view, pushes what the county does not have,
 * pulls what this tablet does not have, and says how it went; `SyncLoop` in `syncLoop.ts` decides when the next one is
 * due. A round may be broken off anywhere: the next one asks again and goes on from what the county says it has, never
 * from what this tablet believes to have sent.
 *
 * Pushing never depends on pulling: a county whose record is inconsistent still receives every event.
 */
import type { Result } from "../domain/result.ts";
import { utf8 } from "../log/encoding.ts";
import { encodeBundle } from "../log/tiles.ts";
import { CountyView, devicePath, pushBytes, pushEvents, type TabletReport } from "../protocol/deviceLog.ts";
import type { ConnectionProblem, CountyAnswer, CountyConnection } from "./countyConnection.ts";
import { jsonOf } from "./countyConnection.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { EventLog } from "./eventLog.ts";
import { signatureFiles } from "./lateSignatures.ts";
import type { StoredEvent, TabletStore } from "./tabletStore.ts";

/** How a round ended. */
export type SyncOutcome =
  | { readonly outcome: "inStep"; readonly view: CountyView }
  | { readonly outcome: "noNetwork" }
  /** Pushed, but the county's record does not extend ours. */
  | { readonly outcome: "inconsistent"; readonly what: string; readonly view: CountyView }
  | { readonly outcome: "countyBehind"; readonly view: CountyView }
  /** This device cannot go on under its number (one exit for all of these: set up again). */
  | { readonly outcome: "brokenIdentity"; readonly why: "fork" | "restoredFromBackup" | "damagedLog" }
  | { readonly outcome: "refused"; readonly type: string }
  /** Storage failed in the middle of a round (`what`: the error's name); a check-in would fail too. */
  | { readonly outcome: "failed"; readonly what: string };

export type SyncDeps = {
  readonly store: Pick<
    TabletStore,
    "fact" | "setFact" | "dropFact" | "events" | "signaturesToSend" | "sentSignatures" | "markSignatures"
  >;
  readonly device: string;
  readonly election: string;

  readonly connection: CountyConnection;
  readonly eventLog: EventLog;
  readonly countyLog: CountyLogCopy;
  readonly now: () => number;
  readonly report: () => Promise<TabletReport>;
};

const countyPath = "/api/county";
export class Sync {
  readonly #deps: SyncDeps;
  /** The newest event of ours that the county said it has; kept through a restart. */
  accepted: number;
  /** Told of the county's view before what may take long: the pull. */
  beforePull: (view: CountyView) => void = () => undefined;

  constructor(deps: SyncDeps, accepted: number) {
    this.#deps = deps;
    this.accepted = accepted;
  }

  async step(): Promise<SyncOutcome> {
    let asked = await this.#view(await this.#report());
    if (!("view" in asked) && asked.outcome === "refused" && asked.type === "countyBehind") {
      // Loaded when a county was restored from a backup: that is once in years.
      const { giveBack } = await import("./giveBack.ts");
      if (await giveBack(this.#deps.connection, this.#deps.countyLog)) asked = await this.#view(await this.#report());
    }
    if (!("view" in asked)) return asked;
    // Nothing is asked of a tablet that no clerk has seen, and nothing taken: what is here goes once it is accepted.
    if (asked.view.device.waits) return { outcome: "inStep", view: asked.view };
    const pushed = await this.#push(asked.view);
    if (!("view" in pushed)) return pushed;
    const { view } = pushed;
    await this.#handOver();
    await this.#signatures(view.device.signatures);
    // The county does not show its log to it; what it has recorded it takes all the same.
    if (view.device.revoked !== null) return { outcome: "inStep", view };
    this.beforePull(view);
    const pulled = await this.#deps.countyLog.pull(this.#deps.connection, view.checkpoint, view.time);
    if (pulled.ok) return { outcome: "inStep", view };
    switch (pulled.error.type) {
      case "noNetwork":
        return { outcome: "noNetwork" };
      case "inconsistent":
        return { outcome: "inconsistent", what: pulled.error.what, view };
      case "countyBehind":
        return { outcome: "countyBehind", view };
      default:
        return pulled.error satisfies never;
    }
  }

  /** Sends events until the county has them all. Starts from the county's own word about this device. */
  async #push(first: CountyView): Promise<{ view: CountyView } | SyncOutcome> {
    const { device, store, eventLog } = this.#deps;
    for (let view = first; ; ) {
      const county = view.device.head;
      const ours = await eventLog.head();
      await this.#setAccepted(county.seq);
      if (county.seq > ours.seq) return { outcome: "brokenIdentity", why: "restoredFromBackup" };
      const stored = county.seq < 0 ? undefined : (await store.events(device, county.seq, 1))[0];
      if (county.seq >= 0 && stored?.hash !== county.hash)
        return { outcome: "brokenIdentity", why: stored?.seq === county.seq ? "fork" : "damagedLog" };
      if (county.seq === ours.seq) return { view };
      const next = await store.events(device, county.seq + 1, pushEvents);
      if (next[0]?.seq !== county.seq + 1) return { outcome: "brokenIdentity", why: "damagedLog" };
      const { bundle } = batchOf(next);
      const sent = await this.#view(await this.#deps.connection.request("POST", devicePath(device), bundle));
      if (!("view" in sent)) return sent;
      if (sent.view.device.head.seq <= county.seq) return { outcome: "refused", type: "notAccepted" };
      view = sent.view;
    }
  }

  /** The logs of this tablet's former numbers, as far as they exist. Loaded by whoever had another number. */
  async #handOver(): Promise<void> {
    const { store, election } = this.#deps;
    const former = (await store.fact("formerIdentities")) ?? [];
    if (!former.some((one) => one.election === election && !one.handedOver)) return;
    const loaded = await import("./handOver.ts").catch(() => undefined);
    await loaded?.handOver({ ...this.#deps, counter: () => this.counter(), batchOf });
  }

  /** The files that check-ins name, once the check-ins are there. */
  async #signatures(atCounty: number | undefined): Promise<void> {
    const { store, connection } = this.#deps;
    if (atCounty === undefined) return;
    const before = (await store.fact("signaturesAtCounty")) ?? 0;
    // A county that was restored from a backup: whichever it lost, it has them all again then.
    if (atCounty < before) await store.markSignatures(await store.sentSignatures(), false);
    if (atCounty !== before) await store.setFact("signaturesAtCounty", atCounty);
    await (await signatureFiles())?.sendSignatures({ store, connection });
  }

  /**
   * Tells the county how this tablet is, and hears how the county sees it. Where a copy of this profile or a clock far
   * ahead used up the counter, the county says from which number to go on; its view is then asked for without telling.
   */
  async #report(): Promise<Result<CountyAnswer, ConnectionProblem>> {
    const { connection, store, report } = this.#deps;
    const body = utf8(JSON.stringify(await report()));
    const told = await connection.request("POST", countyPath, body, await this.counter());
    if (told.ok || told.error.type !== "refused" || told.error.problem.type !== "counterReused") return told;
    await store.setFact("counter", told.error.problem.expects ?? 0);
    return connection.request("GET", countyPath);
  }

  async #setAccepted(seq: number): Promise<void> {
    if (this.accepted !== seq) await this.#deps.store.setFact("accepted", seq);
    this.accepted = seq;
  }

  /** Rises with every request, also after this profile was restored from a backup. */
  async counter(): Promise<number> {
    const counter = Math.max(((await this.#deps.store.fact("counter")) ?? 0) + 1, this.#deps.now());
    await this.#deps.store.setFact("counter", counter);
    return counter;
  }

  async #view(answer: Result<CountyAnswer, ConnectionProblem>): Promise<{ view: CountyView } | SyncOutcome> {
    if (!answer.ok) return outcomeOf(answer.error);
    const view = CountyView.safeParse(jsonOf(answer.value.body));
    if (!view.success) return { outcome: "refused", type: "answerNotUnderstood" };
    await this.#deps.store.setFact("clockOffset", this.#deps.connection.clockOffset);
    return { view: view.data };
  }
}

function outcomeOf(problem: ConnectionProblem): SyncOutcome {
  if (problem.type === "noNetwork") return { outcome: "noNetwork" };
  switch (problem.problem.type) {
    case "fork":
      return { outcome: "brokenIdentity", why: "fork" };
    default:
      return { outcome: "refused", type: problem.problem.type };
  }
}

/** As many of these events as one push may hold, as an entry bundle. */
export function batchOf(events: readonly StoredEvent[]): { readonly bundle: Uint8Array; readonly lastSeq: number } {
  let count = 0;
  let bytes = 0;
  for (const { leaf } of events) {
    bytes += leaf.length + 2;
    if (bytes > pushBytes) break;
    count++;
  }
  const fitting = events.slice(0, count);
  const bundle = encodeBundle(fitting.map((event) => event.leaf));
  if (!bundle.ok) throw new Error(bundle.error.type); // our own events have at most 8 KB
  return { bundle: bundle.value, lastSeq: fitting.at(-1)?.seq ?? -1 };
}

/**
 * What a worker does at an open desk, recorded: check in, and what `rareCommands.ts` adds. Commands wait for each other, so that the second of two
 * taps sees what the first one did; a command that was answered is answered the same again. The worker is the one who
 * gave the command, whoever has the tablet when its turn comes.
 */
import type { Actors } from "../domain/authority.ts";
import { type CheckInProblem, issueBallot, type Witness, type WrongOne } from "../domain/checkIn.ts";
import type { EventName } from "../domain/eventFields.ts";
import type { EventBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { base64, fromHex } from "../log/encoding.ts";
import type { Desk } from "./desk.ts";
import { signatureFiles } from "./lateSignatures.ts";
import type { Session } from "./session.ts";
import type { WorkerName } from "./tabletState.ts";
import type { SignatureFile, StoredEvent } from "./tabletStore.ts";
import type { CheckInCall, NotRecorded, Recorded } from "./voterCalls.ts";

/** A worker, with what a second person's agreement adds. */
export type Acting = WorkerName & Pick<Actors, "second">;

export const notOpen: NotRecorded = { type: "notRecorded", what: "notOpen" };
export const notOnThisRoll: NotRecorded = { type: "notRecorded", what: "notOnThisRoll" };

/** The desk as it is at this moment; undefined when the poll book is not open. */
export type AtDesk = { readonly session: Session; readonly desk: Desk } | undefined;

export type DeskCommandsDeps = {
  readonly atDesk: () => AtDesk;
  /** Told after each event that was recorded, and after each that was not. */
  readonly recorded: (name: EventName | undefined, body: EventBody) => void;
};

export class DeskCommands {
  readonly #deps: DeskCommandsDeps;
  readonly #answers = new Map<string, Recorded>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: DeskCommandsDeps) {
    this.#deps = deps;
  }

  /** The desk as it is now. */
  atDesk(): AtDesk {
    return this.#deps.atDesk();
  }

  /** Runs something that must not happen in the middle of a command. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act, act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  issue(worker: Acting, call: CheckInCall): Promise<Result<Recorded, CheckInProblem | NotRecorded>> {
    return this.inTurn(async () => {
      const answered = this.#answers.get(call.cmd);
      if (answered !== undefined) return ok(answered);
      const sealed = await this.#sealed(call.signature);
      if (!sealed.ok) return sealed;
      const { value: file } = sealed;
      const { signature, cannotSign } = call;
      const at = this.#deps.atDesk();
      if (at === undefined) return err(notOpen);
      const input = at.desk.inputOf(call.voterId, call.unlisted);
      if (input === undefined) return err(notOnThisRoll);
      const { voter } = input;
      const paper = { roll: at.desk.opened.version, receipt: "" };
      const noted = cannotSign === undefined ? undefined : { how: "noted" as const, reason: cannotSign };
      const signed = signature && file ? { how: signature.how, file: file.hash } : noted;
      const by = witness(at.session, worker, call.cmd);
      const made = issueBallot(input, by, { ...call, signed }, paper, this.#wrongOne(at.desk, call));
      if (!made.ok) return made;
      const body = (_: Witness, seq: number) => ({ ...made.value, receipt: receiptOf(at.session, seq) });
      const appended = await this.append(worker, call.cmd, body, at, file);
      if (!appended.ok) return appended;
      const { standings } = at.desk.fold;
      const { hash } = appended.value;
      const fact = call.ballot === "regular" ? standings.checkIn(hash) : standings.provisional(hash);
      if (fact === undefined) throw new Error("a recorded ballot is not folded");
      const recorded = { event: fact.event, ballot: call.ballot, fact, voter, wrongOnes: call.insteadOf?.ballot };
      this.#answers.set(call.cmd, recorded);
      return ok(recorded);
    });
  }

  #wrongOne(desk: Desk, { insteadOf }: CheckInCall): WrongOne | undefined {
    return insteadOf && { standing: desk.fold.standings.of(insteadOf.voter), last: desk.fold.lastOwnBallot };
  }

  /** Before the desk is looked at: it may change while the signature is being sealed. */
  async #sealed(signature: CheckInCall["signature"]): Promise<Result<SignatureFile | undefined, NotRecorded>> {
    const election = this.#deps.atDesk()?.session.election;
    if (signature === undefined) return ok(undefined);
    const files = await signatureFiles();
    if (files === undefined) return err({ type: "notRecorded", what: "notLoaded" });
    return election === undefined ? err(notOpen) : files.signatureFile(election, signature);
  }

  /** Records what a rule of the domain makes of a command, or answers its problem. */
  say<T extends EventBody, E extends { readonly type: string }>(
    worker: Acting,
    cmd: string,
    rule: (witness: Witness, desk: Desk) => Result<T, E>,
  ): Promise<Result<StoredEvent, E | NotRecorded>> {
    return this.inTurn(async () => {
      const at = this.#deps.atDesk();
      if (at === undefined) return err(notOpen);
      const made = rule(witness(at.session, worker, cmd), at.desk);
      return made.ok ? this.append(worker, cmd, () => made.value) : made;
    });
  }

  /** Records one event, durably, and counts it here. `at`: the desk whose key seals it, where that is being closed. `signature`: one that it names. */
  async append(
    worker: Acting,
    cmd: string,
    bodyFor: (witness: Witness, seq: number) => EventBody,
    at: AtDesk = this.#deps.atDesk(),
    signature?: SignatureFile,
  ): Promise<Result<StoredEvent, NotRecorded>> {
    if (at === undefined) return err(notOpen);
    const by = witness(at.session, worker, cmd);
    let body = bodyFor(by, 0);
    const make = (seq: number): EventBody => {
      body = bodyFor(by, seq);
      return body;
    };
    const appended = await at.session.eventLog.append(cmd, at.desk.keys.eventKey, make, signature);
    if (appended.ok) at.desk.fold.add({ name: nameOf(appended.value), body, index: undefined });
    this.#deps.recorded(appended.ok ? nameOf(appended.value) : undefined, body);
    return appended;
  }
}

export function witness({ connection, countyLog }: Session, worker: Acting, cmd: string): Witness {
  const { frontier } = countyLog;
  return {
    cmd,
    worker: worker.id,
    role: worker.role,
    wall: Math.round(connection.now()),
    seen:
      frontier === undefined
        ? null
        : { size: frontier.size, root: base64(fromHex(frontier.root) ?? new Uint8Array(0)) },
    ...(worker.second === undefined ? {} : { second: worker.second }),
  };
}

/** The tablet's number and the number of the event. */
export const receiptOf = ({ identity }: Session, seq: number): string =>
  `${identity.number}-${String(seq + 1).padStart(4, "0")}`;

const nameOf = ({ device, seq, hash }: StoredEvent): EventName => ({ device, seq, hash });

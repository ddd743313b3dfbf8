/**
 * What a worker does at an open desk now and then: cancels a check-in, does something with a ballot after it was given, with somebody who is not on the roll, with
 * absentee ballots, with the place's hours. Loaded after the first screen, so that no first check-in waits for its code; otherwise as
 * the check-in itself (`deskCommands.ts`): in turn, from what is known at that moment, one event, answered once it is durable.
 */
import { countAbsentee } from "../domain/absenteeMarks.ts";
import {
  type AbsenteeInput,
  type AbsenteeProblem,
  type AbsenteeStep,
  cancelAbsenteeMark,
  processAbsentee,
} from "../domain/absenteeProcessing.ts";
import { authorise, type NotAuthorised } from "../domain/authority.ts";
import { actOnBallot, type BallotProblem, type UndoProblem, undoBallotAct } from "../domain/ballotCommands.ts";
import { type CancelProblem, cancelCheckIn } from "../domain/cancelCheckIn.ts";
import type { CheckInProblem, Witness } from "../domain/checkIn.ts";
import type { BodyOf, EventBody } from "../domain/events.ts";
import { registrantId } from "../domain/newcomers.ts";
import { type PlaceActProblem, placeActEvent } from "../domain/placeAct.ts";
import { type CancelRegistrationProblem, cancelRegistration, registerVoter } from "../domain/registration.ts";
import { type ReprintProblem, reprintSlip } from "../domain/reprint.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { noteOnVoter, type VoterNoteProblem } from "../domain/voterNoteCommands.ts";
import { type Acting, type DeskCommands, notOnThisRoll, notOpen, receiptOf, witness } from "./deskCommands.ts";
import type {
  AbsenteeBook,
  AbsenteeCall,
  AbsenteeCancelCall,
  BallotCall,
  CancelCall,
  CancelRegistrationCall,
  NotRecorded,
  PlaceCall,
  Recorded,
  RegisterCall,
  ReportCall,
  ReprintCall,
  UndoCall,
  VoterNoteCall,
} from "./voterCalls.ts";

type Exported = BodyOf<"RecordsExported">;

/** Absentee marks shown at once, the newest. */
const shownMarks = 5;

export class RareCommands {
  readonly #commands: DeskCommands;
  readonly #answers = new Map<string, Recorded>();
  readonly #noted = new Set<string>();
  readonly #registered = new Map<string, { readonly voterId: string }>();

  constructor(commands: DeskCommands) {
    this.#commands = commands;
  }

  cancel(worker: Acting, call: CancelCall): Promise<Result<void, CancelProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const standing = at.desk.fold.standings.of(call.voterId);
      if (call.undoes.every(({ hash }) => standing.cancelled.some((fact) => fact.event.hash === hash)))
        return ok(undefined); // a second tap: it is cancelled
      const input = at.desk.inputOf(call.voterId);
      if (input === undefined) return err(notOnThisRoll);
      const command = { ...call, voter: input.voter.id };
      const made = cancelCheckIn(input, witness(at.session, worker, call.cmd), command);
      if (!made.ok) return made;
      const appended = await this.#commands.append(worker, call.cmd, () => made.value);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  onBallot(worker: Acting, call: BallotCall): Promise<Result<Recorded | undefined, BallotProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const answered = this.#answers.get(call.cmd);
      if (answered !== undefined) return ok(answered);
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const { standings } = at.desk.fold;
      if (standings.of(call.voterId).ballotActs.some(({ cmd }) => cmd === call.cmd)) return ok(undefined);
      const voter = at.desk.voter(call.voterId)?.voter;
      if (voter === undefined) return err(notOnThisRoll);
      const by = witness(at.session, worker, call.cmd);
      const made = actOnBallot(at.desk.input(voter), by, { ...call, voter: voter.id }, "");
      if (!made.ok) return made;
      const body = made.value;
      const appended = await this.#commands.append(worker, call.cmd, (_, seq) =>
        body.type === "BallotReissued" ? { ...body, receipt: receiptOf(at.session, seq) } : body,
      );
      if (!appended.ok) return appended;
      const act = standings.ballotAct(appended.value.hash);
      if (act?.act !== "reissued") return ok(undefined);
      const recorded = { event: act.event, ballot: act.kind, fact: act, voter, number: act.number };
      this.#answers.set(call.cmd, recorded);
      return ok(recorded);
    });
  }

  undo(worker: Acting, call: UndoCall): Promise<Result<void, UndoProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const { standings } = at.desk.fold;
      const { hash } = call.undoes;
      const counts = standings.of(call.voterId).ballotActs.some(({ event }) => event.hash === hash);
      if (!counts && standings.ballotAct(hash) !== undefined) return ok(undefined); // a second tap: it is undone
      const voter = at.desk.voter(call.voterId)?.voter;
      if (voter === undefined) return err(notOnThisRoll);
      const by = witness(at.session, worker, call.cmd);
      const made = undoBallotAct(at.desk.input(voter), by, { ...call, voter: voter.id });
      if (!made.ok) return made;
      const appended = await this.#commands.append(worker, call.cmd, () => made.value);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  noteOnVoter(worker: Acting, call: VoterNoteCall): Promise<Result<void, VoterNoteProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const input = at.desk.inputOf(call.voterId);
      if (input === undefined) return err(notOnThisRoll);
      if (this.#noted.has(call.cmd)) return ok(undefined); // a second tap
      const made = noteOnVoter(input, witness(at.session, worker, call.cmd), call);
      if (!made.ok) return made;
      const appended = await this.#commands.append(worker, call.cmd, () => made.value);
      if (appended.ok) this.#noted.add(call.cmd);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  /** Registers somebody who is not on the roll; from then on they are a voter, with the id that the event gives them. */
  register(
    worker: Acting,
    call: RegisterCall,
  ): Promise<Result<{ readonly voterId: string }, CheckInProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const answered = this.#registered.get(call.cmd);
      if (answered !== undefined) return ok(answered);
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const input = at.desk.inputOf("", call.unlisted);
      if (input === undefined) return err(notOnThisRoll);
      const paper = { roll: at.desk.opened.version, receipt: "" };
      const made = registerVoter(input, witness(at.session, worker, call.cmd), call, paper);
      if (!made.ok) return made;
      let receipt = "";
      const appended = await this.#commands.append(worker, call.cmd, (_, seq) => {
        receipt = receiptOf(at.session, seq);
        return { ...made.value, receipt };
      });
      if (!appended.ok) return appended;
      const registered = { voterId: registrantId(receipt, appended.value.hash) };
      this.#registered.set(call.cmd, registered);
      return ok(registered);
    });
  }

  cancelRegistration(
    worker: Acting,
    call: CancelRegistrationCall,
  ): Promise<Result<void, CancelRegistrationProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const known = at.desk.notOnRoll.registration(call.voterId);
      const input = at.desk.inputOf(call.voterId);
      if (known === undefined || input === undefined) return err({ type: "notRegistered" });
      const registered = at.desk.notOnRoll.isRegistered(known);
      const command = { ...call, undoes: known.event };
      const made = cancelRegistration({ ...input, registered }, witness(at.session, worker, call.cmd), command);
      if (!made.ok) return made;
      const appended = await this.#commands.append(worker, call.cmd, () => made.value);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  reprint(worker: Acting, call: ReprintCall): Promise<Result<void, ReprintProblem | NotRecorded>> {
    return this.#commands.inTurn(async () => {
      const at = this.#commands.atDesk();
      if (at === undefined) return err(notOpen);
      const voter = at.desk.voter(call.voterId)?.voter;
      if (voter === undefined) return err(notOnThisRoll);
      const command = { voter: voter.id, of: call.of, what: call.what };
      const made = reprintSlip(at.desk.input(voter), witness(at.session, worker, call.cmd), command);
      if (!made.ok) return made;
      const appended = await this.#commands.append(worker, call.cmd, () => made.value);
      return appended.ok ? ok(undefined) : appended;
    });
  }

  /** The report of the place leaves the tablet. */
  async exportReport(worker: Acting, { cmd }: ReportCall): Promise<Result<void, NotAuthorised | NotRecorded>> {
    const said = await this.#commands.say(worker, cmd, (by, { election, place }): Result<Exported, NotAuthorised> => {
      const allowed = authorise(election.rules.permits, "exportReport", by);
      if (!allowed.ok) return allowed;
      return ok({ type: "RecordsExported", ...by, place: place.id, what: "report", at: by.wall });
    });
    return said.ok ? ok(undefined) : said;
  }

  /** What is said of the place's hours, or of a voter who waits. */
  async atPlace(worker: Acting, call: PlaceCall): Promise<Result<void, PlaceActProblem | NotRecorded>> {
    const said = await this.#commands.say(worker, call.cmd, (by, desk) => placeActEvent(desk.placeNow(), by, call));
    return said.ok ? ok(undefined) : said;
  }

  /** What this place has processed of absentee ballots, as far as this tablet knows. */
  absenteeBook(place: string): AbsenteeBook | undefined {
    const desk = this.#commands.atDesk()?.desk;
    if (desk === undefined) return undefined;
    const here = [...desk.fold.standings.absentee()].filter((mark) => mark.place === place);
    const newest = [...here].sort((a, b) => b.wall - a.wall).slice(0, shownMarks);
    return {
      ...countAbsentee(here),
      newest: newest.map((mark) => ({ ...mark, who: desk.inputOf(mark.voter)?.voter })),
    };
  }

  processAbsentee(worker: Acting, call: AbsenteeCall): Promise<Result<void, AbsenteeProblem | NotRecorded>> {
    return this.#absentee(worker, call, (input, by) => processAbsentee(input, by, call));
  }

  cancelAbsenteeMark(worker: Acting, call: AbsenteeCancelCall): Promise<Result<void, AbsenteeProblem | NotRecorded>> {
    return this.#absentee(worker, call, (input, by) => cancelAbsenteeMark(input, by, call));
  }

  async #absentee(
    worker: Acting,
    { cmd, voterId }: { readonly cmd: string; readonly voterId: string },
    rule: (input: AbsenteeInput, by: Witness) => Result<EventBody, AbsenteeProblem>,
  ): Promise<Result<void, AbsenteeProblem | NotRecorded>> {
    const said = await this.#commands.say<EventBody, AbsenteeProblem | NotRecorded>(worker, cmd, (by, desk) => {
      const input = desk.inputOf(voterId);
      return input === undefined ? err(notOnThisRoll) : rule(input, by);
    });
    // A second tap on what is recorded.
    const again = !said.ok && said.error.type === "cannotMark" && isOf(cmd, said.error.step);
    return said.ok || again ? ok(undefined) : said;
  }
}

const isOf = (cmd: string, step: AbsenteeStep): boolean => step.step === "done" && step.mark.cmd === cmd;

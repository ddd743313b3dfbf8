/**
 * Absentee ballots that are announced at this place, recorded at an open desk. What the desk knows is read in the command's
 * turn, so that of two taps, or of a check-in at the same moment, the later one sees what the earlier one did.
 */
import { countAbsentee } from "../domain/absenteeMarks.ts";
import {
  type AbsenteeInput,
  type AbsenteeProblem,
  type AbsenteeStep,
  cancelAbsenteeMark,
  processAbsentee,
} from "../domain/absenteeProcessing.ts";
import type { Witness } from "../domain/checkIn.ts";
import type { EventBody } from "../domain/events.ts";
import { err, ok, type Result } from "../domain/result.ts";
import type { Desk } from "./desk.ts";
import { type Acting, type AtDesk, type DeskCommands, notOpen } from "./deskCommands.ts";
import type { AbsenteeBook, AbsenteeCall, AbsenteeCancelCall, NotRecorded } from "./tabletInterface.ts";

const shown = 5;

/** What this place has processed, as far as this tablet knows. */
export function absenteeBook(desk: Desk, place: string): AbsenteeBook {
  const here = [...desk.fold.standings.absentee()].filter((mark) => mark.place === place);
  const newest = [...here].sort((a, b) => b.wall - a.wall).slice(0, shown);
  return { ...countAbsentee(here), newest: newest.map((mark) => ({ ...mark, who: desk.inputOf(mark.voter)?.voter })) };
}

type Answer = Promise<Result<void, AbsenteeProblem | NotRecorded>>;

export function recordAbsentee(
  commands: DeskCommands,
  atDesk: () => AtDesk,
  worker: Acting,
  call: AbsenteeCall,
): Answer {
  return record(commands, atDesk, worker, call, (input, by) => processAbsentee(input, by, call));
}

export function recordAbsenteeCancel(
  commands: DeskCommands,
  atDesk: () => AtDesk,
  worker: Acting,
  call: AbsenteeCancelCall,
): Answer {
  return record(commands, atDesk, worker, call, (input, by) => cancelAbsenteeMark(input, by, call));
}

async function record(
  commands: DeskCommands,
  atDesk: () => AtDesk,
  worker: Acting,
  { cmd, voterId }: { readonly cmd: string; readonly voterId: string },
  rule: (input: AbsenteeInput, by: Witness) => Result<EventBody, AbsenteeProblem>,
): Answer {
  const said = await commands.say<EventBody, AbsenteeProblem | NotRecorded>(worker, cmd, (by) => {
    const input = atDesk()?.desk.inputOf(voterId);
    return input === undefined ? err(notOpen) : rule(input, by);
  });
  // A second tap on what is recorded.
  const again = !said.ok && said.error.type === "cannotMark" && isOf(cmd, said.error.step);
  return said.ok || again ? ok(undefined) : said;
}

const isOf = (cmd: string, step: AbsenteeStep): boolean => step.step === "done" && step.mark.cmd === cmd;

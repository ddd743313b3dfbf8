/**
 * Enters on this tablet what was written on paper while no tablet could be used: finds voters by the line codes of the paper
 * list, and records each check-in as an event of its own. Loaded with its first use.
 */
import { authorise, type NotAuthorised } from "../domain/authority.ts";
import { ballotChoices } from "../domain/ballotStyle.ts";
import type { Witness } from "../domain/checkIn.ts";
import { enterFromPaper } from "../domain/paperEntry.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { lineCodeKey } from "../protocol/keys.ts";
import { type LineCodeProblem, type LineCodes, lineCodesInSteps } from "../roll/lineCode.ts";
import {
  type Acting,
  type AtDesk,
  type DeskCommands,
  notOnThisRoll,
  notOpen,
  receiptOf,
  witness,
} from "./deskCommands.ts";
import type { EnteredFromPaper, OnPaper, PaperEntryCall, PaperLineAsked } from "./paperCalls.ts";
import type { NotRecorded } from "./voterCalls.ts";

type Desk = NonNullable<AtDesk>["desk"];

export class PaperEntries {
  readonly #commands: DeskCommands;
  readonly #yieldToOthers: () => Promise<void>;
  /** The codes of a roll as it stood; amended, it has others. */
  #codes: { readonly roll: Desk["roll"]; readonly revision: number; readonly made: LineCodes } | undefined;

  constructor(commands: DeskCommands, yieldToOthers: () => Promise<void>) {
    this.#commands = commands;
    this.#yieldToOthers = yieldToOthers;
  }

  /** Whom a line means; nobody where its code is right and of no voter here. Undefined when the poll book is not open. */
  async find(line: PaperLineAsked): Promise<Result<readonly OnPaper[], LineCodeProblem> | undefined> {
    const desk = this.#commands.atDesk()?.desk;
    if (desk === undefined) return undefined;
    if (line.by === "voter") return ok(onPaper(desk, line.voterId));
    const rows = (await this.#codesOf(desk)).rowsOf(line.code);
    return rows.ok ? ok(rows.value.flatMap((row) => onPaper(desk, desk.roll.voterAt(row).id))) : rows;
  }

  /** One event each, in turn with every other command; what cannot be entered is answered beside what was. */
  async enter(
    worker: Acting,
    { entries }: PaperEntryCall,
  ): Promise<Result<EnteredFromPaper, NotAuthorised | NotRecorded>> {
    const permits = this.#commands.atDesk()?.desk.election.rules.permits;
    if (permits === undefined) return err(notOpen);
    const allowed = authorise(permits, "enterFromPaper", { ...worker, worker: worker.id });
    if (!allowed.ok) return allowed;
    const entered: string[] = [];
    const refused: EnteredFromPaper["refused"][number][] = [];
    for (const entry of entries) {
      const { cmd } = entry;
      const made = await this.#commands.inTurn(async () => {
        const at = this.#commands.atDesk();
        if (at === undefined) return err(notOpen);
        const input = at.desk.inputOf(entry.voterId);
        if (input === undefined) return err(notOnThisRoll);
        if (input.standing.checkIns.some((fact) => fact.cmd === cmd)) return ok(undefined); // entered a moment ago
        const paper = { roll: at.desk.opened.version, receipt: "" };
        const body = enterFromPaper(input, witness(at.session, worker, cmd), entry, paper);
        if (!body.ok) return body;
        const withReceipt = (_: Witness, seq: number) => ({ ...body.value, receipt: receiptOf(at.session, seq) });
        const appended = await this.#commands.append(worker, cmd, withReceipt);
        return appended.ok ? ok(undefined) : appended;
      });
      if (made.ok) entered.push(cmd);
      // Nothing can be stored any more: what is left stays on paper.
      else if (made.error.type === "notRecorded" && made.error.what !== notOnThisRoll.what) {
        if (entered.length === 0) return err(made.error);
        refused.push({ cmd, problem: made.error });
        break;
      } else refused.push({ cmd, problem: made.error });
    }
    return ok({ entered, refused });
  }

  async #codesOf({ roll, keys }: Desk): Promise<LineCodes> {
    const key = await lineCodeKey(keys.electionKey);
    for (;;) {
      const { revision } = roll;
      if (this.#codes?.roll === roll && this.#codes.revision === revision) return this.#codes.made;
      const steps = lineCodesInSteps(key, roll);
      for (let step = steps.next(); roll.revision === revision; step = steps.next()) {
        if (step.done === true) {
          this.#codes = { roll, revision, made: step.value };
          break;
        }
        await this.#yieldToOthers();
      }
    }
  }
}

function onPaper(desk: Desk, voterId: string): OnPaper[] {
  const input = desk.inputOf(voterId);
  if (input === undefined) return [];
  const { voter, standing } = input;
  return [{ voter, styles: ballotChoices(desk.election, voter), checkIns: standing.checkIns }];
}

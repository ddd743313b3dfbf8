/** `turnout amend`: changes to single voters after publication, as one sealed and signed step. */
import { z } from "zod";
import { err, ok } from "../../domain/result.ts";
import { RollChange } from "../../roll/amendment.ts";
import type { ChangeFault } from "../../server/changeFaults.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { type AmendProblem, amendRoll } from "../../server/publish.ts";
import type { Command } from "../command.ts";
import { damagedRoll, lostAmendments } from "../currentRoll.ts";
import { fitSchema, parseJson, readText } from "../files.ts";
import { withOffice } from "../openOffice.ts";
import { notPublished, type Refusal } from "../refusal.ts";
import { number } from "../terminal.ts";

/** Faults that are shown; `--json` has all of them. */
const SHOWN = 50;

export const amend: Command = {
  name: "amend",
  summary: "Sends changes of single voters (absentee ballots, status, names, added voters) to all tablets.",
  options: [{ name: "file", value: "FILE", required: true, help: "a JSON list of changes" }],
  notes:
    'A change is {"voter": "VOTER ID", "set": {"absentee": "issued"}} with the fields to be set, or {"add": VOTER} with\n' +
    "a whole new voter. Field names are those of the roll: lastName, firstName, birthDate, houseNumber, street, split,\n" +
    "party, registration, absentee, flags …\n" +
    "If one change does not fit the roll (a voter who is not on it, an added one who is, an unknown precinct or party),\n" +
    "nothing is changed and each of them is named.",
  async run(args, terminal) {
    const file = args.required("file");
    const text = await readText(file);
    if (!text.ok) return text;
    const json = parseJson(file, text.value);
    if (!json.ok) return json;
    const changes = fitSchema(file, json.value, z.array(RollChange), 'See "turnout amend --help".');
    if (!changes.ok) return changes;
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const amended = await amendRoll(publisher.value, changes.value);
      if (!amended.ok) return err(amendRefusal(amended.error, file));
      const { index, chunk } = amended.value;
      await office.record.add("rollAmended", commandLine, { entry: index, changes: changes.value.length });
      return ok({
        json: { changes: changes.value.length, index, chunk },
        text: `${number(changes.value.length)} changes are in the county log (entry ${index}).`,
      });
    });
  },
};

function amendRefusal(problem: AmendProblem, file: string): Refusal {
  switch (problem.type) {
    case "noChanges":
      return { type: problem.type, file, reason: "The file holds no changes." };
    case "notPublished":
      return notPublished;
    case "amendmentsLost":
      return lostAmendments(problem.entries);
    case "changesUnfit": {
      const { faults } = problem;
      const lines = faults.slice(0, SHOWN).map(faultText);
      if (faults.length > lines.length) lines.push(`… and ${number(faults.length - lines.length)} more (--json: all)`);
      const refusal = {
        file,
        type: problem.type,
        reason: ["Nothing was changed. These changes do not fit the roll:", ...lines].join("\n"),
        remedy: "Correct or take out these changes and give the file again.",
      };
      const named = faults.map(({ change, voter, fault }) => ({
        change,
        voter,
        ...fault,
        remedy: remedies[fault.type],
      }));
      return { ...refusal, answer: { ok: false, problem: refusal, faults: named } };
    }
    default:
      return damagedRoll("the published version", problem.type);
  }
}

const remedies = {
  voterUnknown: 'check the voter id; a new voter is given whole with "add"',
  voterKnown: 'change a voter who is on the roll with "set"',
  splitUnknown: "use the id of a precinct, or of its part where it is divided, in the election definition",
  partyUnknown: 'use the id of a party in the election definition, or "" for none',
} as const satisfies Record<ChangeFault["fault"]["type"], string>;

function faultText({ change, voter, fault }: ChangeFault): string {
  return `Change ${change}, voter ${voter}: ${whatIsWrong(fault)}; ${remedies[fault.type]}.`;
}

function whatIsWrong(fault: ChangeFault["fault"]): string {
  switch (fault.type) {
    case "voterUnknown":
      return "is not on the roll";
    case "voterKnown":
      return "is to be added, but is on the roll";
    case "splitUnknown":
      return `there is no precinct or part "${fault.split}"`;
    case "partyUnknown":
      return `there is no party "${fault.party}"`;
    default:
      return fault satisfies never;
  }
}

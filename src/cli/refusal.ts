/**
 * Why a command did not do what it was asked: a type for programs, and for people the reason and what to do about it,
 * with file, row and field where they exist. Every problem of the rooms below becomes one of these here, so that the
 * command line speaks with one voice. Never a voter's name.
 */
import type { NoAccount } from "../server/county.ts";
import type { FolderProblem } from "../server/dataFolder.ts";
import type { ImportRefusal } from "../server/import/importReport.ts";
import type { ManifestRefusal } from "../server/import/manifest.ts";
import type { SeenProblem } from "../server/lastSeen.ts";
import type { AccountProblem } from "../server/officeAccounts.ts";
import type { OfficeProblem } from "../server/officeActs.ts";
import type { PublishProblem } from "../server/publish.ts";
import type { StyleTableProblem } from "../server/styleTable.ts";
import { weakPasswordWords } from "../server/weakPassword.ts";

export type Refusal = {
  readonly type: string;
  readonly reason: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly row?: number;
  readonly field?: string;
  /** What `--json` prints in place of the refusal itself: a command that refuses may still have found out something. */
  readonly answer?: object;
};

/** The refusal as people read it: the place, the reason, the remedy. */
export function refusalText({ file, row, field, reason, remedy }: Refusal): string {
  const place = [file, row === undefined ? undefined : `line ${row}`, field].filter((part) => part !== undefined);
  const where = place.length === 0 ? "" : `${place.join(", ")}: `;
  return `${where}${reason}${remedy === undefined ? "" : `\n${remedy}`}`;
}

/** The refusal as programs read it. */
export function refusalJson({ answer, ...refusal }: Refusal): object {
  return answer ?? { ok: false, problem: refusal };
}

export function folderRefusal(
  problem: FolderProblem | SeenProblem | NoAccount | { readonly type: "countyBehind" },
): Refusal {
  switch (problem.type) {
    case "noOfficeAccount":
      return {
        type: problem.type,
        reason: "Nobody can sign in to the county page: there is no administrator's account.",
        remedy: 'Make one first: "turnout office add NAME --role administrator".',
      };
    case "folderNotEmpty":
      return {
        type: problem.type,
        reason: `The data folder ${problem.folder} is not empty.`,
        remedy: "Name a new folder with --data. An election that was set up is never overwritten.",
      };
    case "noElection":
      return {
        type: problem.type,
        reason: `The data folder ${problem.folder} holds no election.`,
        remedy: 'Check --data and that its disk is mounted. "turnout init" sets up a new election.',
      };
    case "fileMissing":
      return {
        type: problem.type,
        file: problem.file,
        reason: "This file of the data folder is missing.",
        remedy: "Bring it back from where you keep it, or from the backup of the data folder.",
      };
    case "fileMalformed":
      return {
        type: problem.type,
        file: problem.file,
        reason: `This file of the data folder cannot be read: ${problem.what}`,
        remedy: "Bring it back from the backup of the data folder.",
      };
    case "lastSeenUnreadable":
      return {
        type: problem.type,
        file: problem.file,
        reason: "This file holds the last checkpoint that the county signed, and it is not one of this election.",
        remedy: "Check --data. If you are sure that the folder is right and up to date, remove the file.",
      };
    case "countyBehind":
      return {
        type: problem.type,
        reason: "The database is older than what the county has signed: it was restored from a backup.",
        remedy: 'First bring the missing events back: "turnout recover --from FILE".',
      };
    default:
      return problem satisfies never;
  }
}

/** The importer's refusals say everything themselves. */
export function importRefusal(problem: ImportRefusal | ManifestRefusal): Refusal {
  const { type, reason, remedy } = problem;
  const file = "file" in problem ? { file: problem.file } : {};
  if (problem.type === "layoutNotRecognised")
    return { type, ...file, reason: `${reason} Seen: ${problem.seen}.`, remedy };
  if (problem.type === "columnsMissing") return { type, ...file, field: problem.missing.join(", "), reason, remedy };
  const field = problem.type === "mappingInvalid" && problem.field !== undefined ? { field: problem.field } : {};
  return { type, ...file, ...field, reason, remedy };
}

export function officeRefusal(problem: OfficeProblem, places: readonly { readonly id: string }[]): Refusal {
  switch (problem.type) {
    case "placeUnknown":
      return placeUnknown(problem.place, places);
    case "unknownDevice":
      return {
        type: problem.type,
        reason: `There is no tablet ${problem.device} in this election.`,
        remedy: "The county page lists the tablets. Give the number or the whole id.",
      };
    case "notRevoked":
      return { type: problem.type, reason: `The tablet ${problem.device} is not set aside.` };
    default:
      return problem satisfies never;
  }
}

export function accountRefusal(problem: AccountProblem): Refusal {
  switch (problem.type) {
    case "accountNameMalformed":
      return {
        type: problem.type,
        reason: `"${problem.name}" is no account name.`,
        remedy: "Small letters, digits, full stops and hyphens, 2 to 40 of them, such as rosa.martin.",
      };
    case "accountExists":
      return {
        type: problem.type,
        reason: `There is an account "${problem.name}" already.`,
        remedy: `"turnout office reset ${problem.name}" gives it a new password for once.`,
      };
    case "accountUnknown":
      return {
        type: problem.type,
        reason: `There is no account "${problem.name}", or it is disabled.`,
        remedy: '"turnout office list" names the accounts.',
      };
    case "lastAdministrator":
      return {
        type: problem.type,
        reason: `"${problem.name}" is the last administrator.`,
        remedy: 'Make another first: "turnout office add NAME --role administrator".',
      };
    case "passwordWeak":
      return {
        type: problem.type,
        reason: `This password will not do: ${weakPasswordWords[problem.why]}.`,
        remedy: "Take a longer one, such as four words that nobody would guess.",
      };
    default:
      return problem satisfies never;
  }
}

export function placeUnknown(place: string, places: readonly { readonly id: string }[]): Refusal {
  const known = places.slice(0, 20).map(({ id }) => `"${id}"`);
  const more = places.length > known.length ? ` and ${places.length - known.length} more` : "";
  return {
    type: "placeUnknown",
    reason: `There is no polling place "${place}".`,
    remedy: `The polling places of this election: ${known.join(", ")}${more}.`,
  };
}

export const notPublished: Refusal = {
  type: "notPublished",
  reason: "There is no published roll.",
  remedy: '"turnout publish" comes first.',
};

export function publishRefusal(problem: PublishProblem): Refusal {
  switch (problem.type) {
    case "nothingStaged":
      return { type: problem.type, reason: "No roll is staged.", remedy: 'Import a roll first: "turnout import".' };
    case "stagedForOtherVersion":
      return {
        type: problem.type,
        reason: `The staged roll was made as version ${problem.staged}, but version ${problem.next} is next.`,
        remedy: "Another roll was published since. Import this one again and look at it anew.",
      };
    default:
      return {
        type: problem.type,
        reason: `The published roll could not be opened (${problem.type}).`,
        remedy: "Import and publish the roll anew from its files.",
      };
  }
}

/** `file`: the county's own table of ballot styles. */
export function styleTableRefusal(file: string, problem: StyleTableProblem): Refusal {
  switch (problem.type) {
    case "columnMissing":
      return {
        type: problem.type,
        file,
        row: 1,
        field: problem.column,
        reason: `The first line names no column "${problem.column}".`,
        remedy: 'The table needs the columns "precinct" and "style", and "party" where ballots have one.',
      };
    case "precinctUnknown":
      return {
        type: problem.type,
        file,
        row: problem.row,
        field: "precinct",
        reason: `The election definition has no precinct or part of one with the id "${problem.value}".`,
        remedy: "Use the ids of the election definition, or mend it.",
      };
    case "fieldEmpty":
      return {
        type: problem.type,
        file,
        row: problem.row,
        field: problem.column,
        reason: `This line has no ${problem.column}.`,
        remedy: "Complete it or take the line out.",
      };
    default:
      return problem satisfies never;
  }
}

/**
 * What an import says about itself. It guarantees one sum: rows read = accepted + needsDecision + refused. Problems name
 * the file, the line and the field in plain words and never quote a name, an address or a birth date, so that the report
 * may be mailed around. The list in the report is capped; the totals are not, and `onProblem` receives every one.
 */
import type { CodeCount } from "./manifest.ts";

/** `refused`: not in the roll. `needsDecision`: in the roll but marked (or, for a second row of one id, held back). */
export type Severity = "refused" | "needsDecision" | "note";

/** Why a row was refused or marked: one word per cause, so that causes can be counted. */
export type ProblemKind =
  | "noVoterId"
  | "voterIdTooLong"
  | "wrongNumberOfFields"
  | "shortLine"
  | "unclosedQuotationMark"
  | "strayQuotationMark"
  | "undecodable"
  | "unknownStatus"
  | "unknownPrecinct"
  | "unknownParty"
  | "unknownFlag"
  | "unknownLanguage"
  | "impossibleDate"
  | "maskedDate"
  | "placeholderDate"
  | "duplicateId"
  | "headerRepeated";

export type ImportProblem = {
  readonly severity: Severity;
  readonly kind: ProblemKind;
  /** Base name of the file, with the name inside the package after "!" if it came out of one. */
  readonly file: string;
  /** The line of the file on which the row begins; the first line is 1. */
  readonly row: number;
  /** The column's own name in the file, or what it stands for if the file has no header. */
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
};

/** One cause, counted over all files. */
export type ProblemCount = {
  readonly severity: Severity;
  readonly kind: ProblemKind;
  readonly field: string;
  readonly count: number;
  readonly firstFile: string;
  readonly firstRow: number;
};

export type FileReport = {
  readonly file: string;
  readonly layout: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: boolean;
  readonly quoting: boolean;
  readonly read: number;
  readonly blankLines: number;
  /** Rows that are about the file and not about a voter, such as the last row of a VxPollBook package. */
  readonly metadataRows: number;
  /** Columns that hold driver-licence or social-security numbers: never read. */
  readonly secretColumnsLeftOut: readonly string[];
  /** Columns that the poll book has no use for: not stored. */
  readonly columnsNotUsed: readonly string[];
  readonly notes: readonly string[];
};

export type ImportReport = {
  readonly read: number;
  readonly accepted: number;
  readonly needsDecision: number;
  readonly refused: number;
  /** Rows of needsDecision that are not in the roll because an earlier row has the same voter id. */
  readonly heldBack: number;
  readonly files: readonly FileReport[];
  readonly causes: readonly ProblemCount[];
  /** The first problems in the order of the file, refusals and decisions before notes. */
  readonly problems: readonly ImportProblem[];
  readonly problemsTotal: number;
  /** How many of `problemsTotal` are not in `problems`. */
  readonly problemsNotShown: number;
  /**
   * Voters of the roll by precinct, party and status as the source writes them, for the comparison with the manifest. Rows
   * that are refused or held back do not count. The one part of the report that shows a damaged row's codes as they stand.
   */
  readonly counts: readonly CodeCount[];
};

/** A failure of the whole: nothing was imported that may be used. */
export type ImportRefusal =
  | { readonly type: "fileUnreadable"; readonly file: string; readonly reason: string; readonly remedy: string }
  | { readonly type: "notText"; readonly file: string; readonly reason: string; readonly remedy: string }
  | {
      readonly type: "layoutNotRecognised";
      readonly file: string;
      /** Column names that were seen, or the number of fields of a file without header. */
      readonly seen: string;
      readonly reason: string;
      readonly remedy: string;
    }
  | {
      readonly type: "columnsMissing";
      readonly file: string;
      readonly missing: readonly string[];
      readonly reason: string;
      readonly remedy: string;
    }
  | { readonly type: "mappingInvalid"; readonly field?: string; readonly reason: string; readonly remedy: string }
  | { readonly type: "packageInvalid"; readonly file: string; readonly reason: string; readonly remedy: string }
  | { readonly type: "noVoters"; readonly reason: string; readonly remedy: string };

/**
 * The small interface of printing. A document is a list of blocks without layout, so that the system's print draws it as a
 * page and a driver for a receipt printer can turn it into that printer's own commands. Documents hold a voter's data: they
 * live in memory until they are printed, and nowhere else.
 */
import type { Paper } from "../../domain/printingRules.ts";
import type { Result } from "../../domain/result.ts";

export type PrintBlock =
  | { readonly block: "heading"; readonly text: string }
  /** To be read across a table: the ballot style, the name of a place. */
  | { readonly block: "large"; readonly text: string; readonly size: "huge" | "big" }
  | { readonly block: "text"; readonly text: string; readonly weight?: "bold" }
  /** Label and value, one pair a line. */
  | { readonly block: "facts"; readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly block: "qr"; readonly text: string; readonly label: string }
  /** A line to write on, under its label. */
  | { readonly block: "blank"; readonly label: string }
  | { readonly block: "sign"; readonly label: string; readonly date: string }
  /** A line across the paper, from edge to edge. */
  | { readonly block: "rule" };

export type PrintDocument = { readonly blocks: readonly PrintBlock[] };

export type PrintJob = {
  /** Each on a page of its own. */
  readonly documents: readonly PrintDocument[];
  readonly paper: Paper;
  /** BCP 47 tag of the language that they are in. */
  readonly language: string;
  /** A word that stands on top of each document, such as that of a practice. */
  readonly mark: string | undefined;
};

/** `noPrinter`: this browser or device cannot print at all. `failed`: it should, and did not. */
export type PrintProblem = { readonly type: "noPrinter" } | { readonly type: "failed"; readonly what: string };

/** Something that prints: the system, or a driver. One job at a time is given to it. */
export interface Printer {
  /** Answers when the printer has taken the job. Whether paper came out, only people can see. */
  print(job: PrintJob): Promise<Result<void, PrintProblem>>;
}

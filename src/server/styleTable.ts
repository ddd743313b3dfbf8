/**
 * The county's own table of ballot styles by precinct, held against the election definition: whoever typed one of them
 * wrong is found before election day. Columns `precinct` (a precinct or a part of one, by id), `style`, and where ballots
 * have a party `party`; in any order, with any delimiter.
 */
import { type Election, splitsOf } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { createFieldSplitter, field } from "./import/fieldSplitter.ts";
import { sniffDelimiter } from "./import/fileShape.ts";

export type StyleRow = { readonly row: number; readonly split: string; readonly party: string; readonly style: string };

export type StyleTableProblem =
  | { readonly type: "columnMissing"; readonly column: "precinct" | "style" }
  | { readonly type: "precinctUnknown"; readonly row: number; readonly value: string }
  | { readonly type: "fieldEmpty"; readonly row: number; readonly column: "precinct" | "style" };

/** A ballot that only one of the two knows. `row`: line of the table. */
export type StyleDifference =
  | {
      readonly only: "table";
      readonly row: number;
      readonly split: string;
      readonly party: string;
      readonly style: string;
    }
  | { readonly only: "definition"; readonly split: string; readonly party: string; readonly style: string };

export function readStyleTable(election: Election, text: string): Result<readonly StyleRow[], StyleTableProblem> {
  const [header, ...rows] = linesOf(text.replace(/^\uFEFF/, ""));
  const at = (name: string): number => header?.cells.findIndex((one) => one.toLowerCase() === name) ?? -1;
  const [precinctAt, partyAt, styleAt] = [at("precinct"), at("party"), at("style")];
  if (precinctAt < 0) return err({ type: "columnMissing", column: "precinct" });
  if (styleAt < 0) return err({ type: "columnMissing", column: "style" });
  const splits = splitsOf(election);
  const read: StyleRow[] = [];
  for (const { row, cells } of rows) {
    const cell = (column: number): string => cells[column] ?? "";
    const [precinct, party, style] = [cell(precinctAt), cell(partyAt), cell(styleAt)];
    if (precinct === "") return err({ type: "fieldEmpty", row, column: "precinct" });
    if (style === "") return err({ type: "fieldEmpty", row, column: "style" });
    // The name of a divided precinct stands for all of its parts.
    const named = splits.filter((split) => split.id === precinct);
    const meant = named.length > 0 ? named : splits.filter((split) => split.precinct.id === precinct);
    if (meant.length === 0) return err({ type: "precinctUnknown", row, value: precinct });
    for (const split of meant) read.push({ row, split: split.id, party, style });
  }
  return ok(read);
}

function linesOf(text: string): { readonly row: number; readonly cells: readonly string[] }[] {
  const lines: { row: number; cells: string[] }[] = [];
  const splitter = createFieldSplitter(
    sniffDelimiter(text) ?? ",",
    true,
    {
      row: (row) => lines.push({ row: row.line, cells: Array.from({ length: row.count }, (_, at) => field(row, at)) }),
      blankLine: () => undefined,
    },
    () => lines[0]?.cells.length ?? 0,
  );
  splitter.push(text, true);
  return lines;
}

/** Regular ballots of the definition against the table, both ways. */
export function compareStyles(election: Election, table: readonly StyleRow[]): StyleDifference[] {
  const key = (split: string, party: string, style: string): string => JSON.stringify([split, party, style]);
  const defined = election.ballotStyles
    .filter((style) => style.type === "regular")
    .flatMap(({ id, party = "", splits }) => splits.map((split) => ({ split, party, style: id })));
  const inDefinition = new Set(defined.map((one) => key(one.split, one.party, one.style)));
  const inTable = new Set(table.map((one) => key(one.split, one.party, one.style)));
  return [
    ...table
      .filter((one) => !inDefinition.has(key(one.split, one.party, one.style)))
      .map((one): StyleDifference => ({ only: "table", ...one })),
    ...defined
      .filter((one) => !inTable.has(key(one.split, one.party, one.style)))
      .map((one): StyleDifference => ({ only: "definition", ...one })),
  ];
}

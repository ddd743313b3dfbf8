/** Progress that does not flood, tables and machine CSV that lose nothing. */
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { processTerminal, table } from "../../src/cli/terminal.ts";
import { csvCell } from "../../src/server/csv.ts";
import { anyText } from "../helpers/anyText.ts";

/** Standard streams of a process; `live` is a terminal. */
function streams(live: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY: live });
  const stdin = Object.assign(new PassThrough(), { isTTY: live });
  const written = (): string => String(stderr.read() ?? "");
  return { process: { stdin, stderr } as unknown as NodeJS.Process, written };
}

test("progress goes to a log file as a line every ten seconds, however often it is called", () => {
  const { process, written } = streams(false);
  let now = 0;
  const terminal = processTerminal(process, () => now);
  for (; now < 60_000; now += 50) terminal.progress(`row ${now}`);
  terminal.progressDone();
  expect(written().split("\n")).toEqual([...[1, 2, 3, 4, 5].map((n) => `row ${n * 10_000}`), ""]);
  expect(terminal.interactive).toBe(false);
});

test("on a terminal progress stands on one line, and a note does not run into it", () => {
  const { process, written } = streams(true);
  let now = 0;
  const terminal = processTerminal(process, () => now);
  now = 1000;
  terminal.progress("half");
  terminal.note("a note");
  expect(written()).toBe("\r\u001b[Khalf\r\u001b[Ka note\n");
});

test("a table sets numbers flush right", () => {
  expect(
    table(
      ["Party", "Voters"],
      [
        ["DEM", "1,204"],
        ["(none)", "7"],
      ],
      new Set([1]),
    ),
  ).toBe(["Party   Voters", "------  ------", "DEM      1,204", "(none)       7"].join("\n"));
});

test("any text survives as a cell of RFC 4180, unchanged", () => {
  fc.assert(
    fc.property(fc.array(anyText(), { minLength: 2, maxLength: 4 }), (cells) => {
      expect(readRow(cells.map(csvCell).join(","))).toEqual(cells);
    }),
  );
});

/** Reads one row by the grammar of RFC 4180, section 2. */
function readRow(row: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/gy;
  for (let match = pattern.exec(row); match !== null; match = pattern.exec(row)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") break;
  }
  return cells;
}

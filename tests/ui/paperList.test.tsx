/** A paper list in pages: each row once and in order, no page too full, the moment on every page; and who may have it. */
import { i18n } from "@lingui/core";
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { PaperRow } from "../../src/domain/paperLine.ts";
import type { PaperListView } from "../../src/tablet/voterCalls.ts";
import { layOutList } from "../../src/ui/paperlist/listPages.ts";
import { ListWords } from "../../src/ui/paperlist/listWords.ts";
import { showLanguage } from "../../src/ui/text/languages.ts";
import { election, lin, morning, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

afterEach(cleanup);

const pageHeight = 1000;
const asOf = { wall: morning, knownAt: morning - 60_000, rollVersion: 3, entries: 12 };

const bookRow = (code: string): PaperRow => ({
  row: "voter",
  lastName: `Name ${code}`,
  line: {
    ...{ lineCode: code, name: `Name ${code}`, birthDate: "1970-05-01", street: "1 Elm St", town: "Alton" },
    ...{ split: "14", styles: ["14-B"], party: undefined, marks: [] },
  },
});
const numberRow = (code: string): PaperRow => ({
  row: "number",
  line: { lineCode: code, voterId: `N${code}`, styles: [], marks: [{ mark: "earlyVoted" }] },
});

/** Lays a list out where a row is as high as `heights` says. */
async function pagesOf(rows: readonly PaperRow[], heights: readonly number[], more: Partial<PaperListView> = {}) {
  await showLanguage("en");
  const host = document.createElement("div");
  const height = new Map(rows.map((row, at) => [row.line.lineCode, heights[at % heights.length] ?? 1]));
  let pauses = 0;
  const pages = await layOutList(
    { kind: "book", asOf, rows, ...more },
    {
      ...{ document, host, words: new ListWords(i18n, election), place: { id: "oak", name: "Oak" }, mark: undefined },
      election: election.name,
      heightOf: (element) => {
        if (element.classList.contains("listPage")) return pageHeight;
        return height.get(element.querySelector(".listCode")?.textContent ?? "") ?? 20;
      },
      pause: async () => void pauses++,
      onRows: () => true,
    },
  );
  return { pages: pages ?? [], height, pauses };
}
const codesOn = (page: HTMLElement): string[] =>
  [...page.querySelectorAll(".listCode")].map((code) => code.textContent ?? "");

test("P2: every row stands once, in order, and no page is fuller than a page, whatever the rows", async () => {
  const some = fc.array(fc.integer({ min: 15, max: 400 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      some,
      fc.integer({ min: 0, max: 230 }),
      fc.integer({ min: 0, max: 30 }),
      async (heights, plain, hidden) => {
        const rows = [
          ...Array.from({ length: plain }, (_, n) => bookRow(`A${n}`)),
          ...Array.from({ length: hidden }, (_, n) => numberRow(`B${n}`)),
        ];
        const { pages, height, pauses } = await pagesOf(rows, heights);
        expect(pages.flatMap(codesOn)).toEqual(rows.map((row) => row.line.lineCode));
        expect(pauses).toBe(Math.ceil(rows.length / 50)); // between two fifties the screen goes on
        for (const [at, page] of pages.entries()) {
          const text = page.textContent ?? "";
          expect(text).toContain(
            "As of 10:43 am, Nov 3, 2026, as far as this tablet knows. News of the county: 10:42 am. Roll 3",
          );
          if (rows.length === 0) continue;
          expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
          const codes = codesOn(page);
          const full = codes.reduce((sum, code) => sum + (height.get(code) ?? 0), 60);
          expect(full <= pageHeight || codes.length === 1).toBe(true);
          // Confidential voters never share a page with names.
          expect(new Set(codes.map((code) => code.charAt(0))).size).toBe(1);
        }
      },
    ),
    { numRuns: 8 },
  );
});

test("a page says its letters; a voter with a ballot has a marked box and no line to sign", async () => {
  const checkedIn = bookRow("C1");
  if (checkedIn.row !== "voter") return;
  const mark = { mark: "checkedIn", wall: morning, receipt: "1-0007", elsewhere: "harbor", twice: false } as const;
  const rows: PaperRow[] = [
    { ...checkedIn, lastName: "Abel", line: { ...checkedIn.line, marks: [mark] } },
    { ...bookRow("C2"), lastName: "Azar" } as PaperRow,
  ];
  const { pages } = await pagesOf(rows, [30]);
  expect(pages[0]?.querySelector(".listRange")?.textContent).toBe("ABE – AZA");
  const [titles, first, second] = [...(pages[0]?.querySelectorAll(".listRow") ?? [])];
  expect(titles?.textContent).toContain("Line code");
  expect(first?.textContent).toContain("Checked in (10:43 am) · Harbor School · Receipt 1-0007");
  expect([first, second].map((row) => row?.querySelector(".listBox")?.textContent)).toEqual(["×", ""]);
  expect([first, second].map((row) => row?.querySelector(".listSign") !== null)).toEqual([false, true]);
});

test("an inspector is offered it, a poll worker is not; a list that is too long is the office's", async () => {
  const tablet = scriptedTablet();
  await showApp(surroundingsOf(tablet));
  expect(screen.queryByRole("button", { name: "Inspector" })).toBeNull();
  tablet.showPhase({ phase: "working", worker: lin });
  await userEvent.click(await screen.findByRole("button", { name: "Inspector" }));
  await userEvent.click(await screen.findByRole("button", { name: "Paper list" }));
  await userEvent.click(await screen.findByRole("radio", { name: /Posted list/ }));
  await userEvent.click(screen.getByRole("button", { name: "Make the list" }));
  await screen.findByText("This place has 716,000 voters. Ask the county office to print the list.");
  expect(tablet.asked.filter(({ what }) => what === "paperList")).toMatchObject([{ with: { kind: "posted" } }]);
});

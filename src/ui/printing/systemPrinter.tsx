/**
 * The system's own print (window.print): the documents are laid beside the app, everything else is hidden on paper, and each
 * document gets a page of its own size. A roll of 80 mm is asked for just as much paper as the document needs.
 *
 * Browsers do not say whether paper came out. The print is over when the browser says that its dialog is, or, in those that
 * say nothing, when somebody touches the screen again: the dialog covers it.
 */
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Paper } from "../../domain/printingRules.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { directionOf } from "../text/tags.ts";
import type { Printer, PrintJob, PrintProblem } from "./printDocument.ts";
import { pageName, Sheets } from "./Sheets.tsx";

/** Millimetres of a roll: its width, and what its printer cannot reach at either side and leaves at the ends. */
const roll = { width: 80, beside: 4, ends: 3 };
/** A page that is wider than long would be turned by some systems. */
const shortest = 90;
/** What is longer goes on a second page. */
const longest = 800;
const pixelsPerMillimetre = 96 / 25.4;

export function systemPrinter(page: Window & typeof globalThis): Printer {
  return {
    async print(job) {
      if (typeof page.print !== "function") return err({ type: "noPrinter" });
      const { host, remove } = layOut(page.document, job);
      const sizes = new page.CSSStyleSheet();
      [...host.children].forEach((sheet, at) => {
        sizes.insertRule(pageRule(at, job.paper, sheet.getBoundingClientRect().height));
      });
      return printing(page, sizes).finally(remove);
    },
  };
}

/** Prints what has `data-on-paper`, with the page sizes of `sizes`, and nothing else of the page. */
export async function printing(
  page: Window & typeof globalThis,
  sizes: CSSStyleSheet,
): Promise<Result<void, PrintProblem>> {
  if (typeof page.print !== "function") return err({ type: "noPrinter" });
  const { document } = page;
  const { adoptedStyleSheets: before, documentElement } = document;
  document.adoptedStyleSheets = [...before, sizes];
  documentElement.dataset["printing"] = "";
  try {
    // Of fonts that are on the tablet; a print in another font would be cut elsewhere.
    await document.fonts?.ready;
    const over = endOfPrint(page);
    page.print();
    await over;
    return ok(undefined);
  } finally {
    delete documentElement.dataset["printing"];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== sizes);
  }
}

function layOut(document: Document, job: PrintJob): { readonly host: HTMLElement; readonly remove: () => void } {
  const host = document.createElement("div");
  host.className = "prints";
  host.lang = job.language;
  host.dir = directionOf(job.language);
  host.inert = true;
  host.dataset["onPaper"] = "";
  document.body.append(host);
  const root = createRoot(host);
  flushSync(() => root.render(<Sheets {...job} />));
  return {
    host,
    remove: () => {
      root.unmount();
      host.remove();
    },
  };
}

/** `height`: of the document, in CSS pixels. */
export function pageRule(at: number, paper: Paper, height: number): string {
  if (paper === "letter") return `@page ${pageName(at)} { size: 8.5in 11in; margin: 0.7in }`;
  const needed = Math.ceil(height / pixelsPerMillimetre) + 2 * roll.ends + 1;
  const long = Math.min(Math.max(needed, shortest), longest);
  return `@page ${pageName(at)} { size: ${roll.width}mm ${long}mm; margin: ${roll.ends}mm ${roll.beside}mm }`;
}

function endOfPrint(page: Window): Promise<void> {
  return new Promise((done) => {
    const kinds = ["afterprint", "pointerdown", "keydown"] as const;
    const over = (): void => {
      for (const kind of kinds) page.removeEventListener(kind, over, true);
      done();
    };
    for (const kind of kinds) page.addEventListener(kind, over, true);
  });
}

/**
 * A paper list as pages of the browser's own making: rows are drawn fifty at a time, measured as they stand, and filled
 * into pages of one height; between two of these the screen goes on. Works on the page's elements without React: a list has
 * tens of thousands of them, drawn once.
 *
 * Guarantees: each row stands on one page, whole, in order; every page says what it is, of which place and which moment, and
 * which letters it holds. A row that is higher than a page has a page of its own.
 */
import { hasBallot } from "../../domain/ballotMarks.ts";
import type { PaperRow } from "../../domain/paperLine.ts";
import { letterRange } from "../../roll/letterRange.ts";
import type { PaperListView } from "../../tablet/voterCalls.ts";
import type { ListWords } from "./listWords.ts";

export type ListLayout = {
  readonly document: Document;
  /** Pages are put into it; it must be laid out as it will be printed. */
  readonly host: HTMLElement;
  readonly words: ListWords;
  readonly place: { readonly id: string; readonly name: string };
  readonly election: string;
  readonly mark: string | undefined;
  /** In CSS pixels. */
  readonly heightOf: (element: HTMLElement) => number;
  /** Lets the screen go on. */
  readonly pause: () => Promise<void>;
  /** Hears how many rows are laid out; false ends it. */
  readonly onRows: (done: number) => boolean;
};

const atATime = 50;
/** CSS pixels left free on each page: a print may break lines a little differently. */
const slack = 10;

/** The pages; undefined if it was ended before. */
export async function layOutList(list: PaperListView, layout: ListLayout): Promise<HTMLElement[] | undefined> {
  const pages = new Pages(list, layout);
  for (let from = 0; from < list.rows.length; from += atATime) {
    if (!layout.onRows(from)) return undefined;
    pages.add(list.rows.slice(from, from + atATime));
    await layout.pause();
  }
  return pages.finish();
}

type OpenPage = { readonly page: HTMLElement; readonly first: PaperRow; last: PaperRow; free: number };

class Pages {
  readonly #list: PaperListView;
  readonly #layout: ListLayout;
  readonly #done: OpenPage[] = [];
  #open: OpenPage | undefined;
  /** What head and foot leave of a page: all are of one height. */
  #free: number | undefined;

  constructor(list: PaperListView, layout: ListLayout) {
    this.#list = list;
    this.#layout = layout;
  }

  add(rows: readonly PaperRow[]): void {
    const { document, host, heightOf } = this.#layout;
    const drawn = rows.map((row) => this.#row(row));
    const trial = element(document, "section", `listPage ${this.#list.kind}`, ...drawn);
    host.append(trial);
    const heights = drawn.map(heightOf);
    trial.remove();
    rows.forEach((row, at) => {
      const height = heights[at] as number;
      const open = this.#open;
      const fits =
        open !== undefined && open.free >= height && (open.first.row === "number") === (row.row === "number");
      const page = fits ? open : this.#newPage(row);
      page.free -= height;
      page.last = row;
      page.page.append(drawn[at] as HTMLElement);
    });
  }

  /** Says on each page what it holds, now that all are known. */
  finish(): HTMLElement[] {
    const { document, host, words } = this.#layout;
    if (this.#open !== undefined) this.#close(this.#open);
    if (this.#done.length === 0) {
      const empty = element(document, "section", `listPage ${this.#list.kind}`, ...this.#head());
      empty.append(element(document, "p", "", words.noVoters()));
      host.append(empty);
      return [empty];
    }
    return this.#done.map(({ page, first, last }, at) => {
      const range =
        first.row === "number" || last.row === "number" ? words.byNumber() : letterRange(first.lastName, last.lastName);
      fill(page, ".listRange", range);
      fill(page, ".listNumber", words.page(at + 1, this.#done.length));
      page.append(element(document, "footer", "", words.foot(this.#list.kind, first.row)));
      return page;
    });
  }

  #newPage(first: PaperRow): OpenPage {
    const { document, host, heightOf } = this.#layout;
    if (this.#open !== undefined) this.#close(this.#open);
    const head = this.#head();
    const foot = element(document, "footer", "", "\u00a0");
    const page = element(document, "section", `listPage ${this.#list.kind}`, ...head, foot);
    host.append(page);
    this.#free ??= heightOf(page) - [...head, foot].reduce((sum, part) => sum + heightOf(part), 0) - slack;
    foot.remove();
    this.#open = { page, first, last: first, free: this.#free };
    return this.#open;
  }

  /** What is filled needs no layout any more until it is printed. */
  #close(open: OpenPage): void {
    open.page.hidden = true;
    this.#done.push(open);
    this.#open = undefined;
  }

  #head(): HTMLElement[] {
    const { document, words, place, election, mark } = this.#layout;
    const { kind, asOf } = this.#list;
    const header = element(
      document,
      "header",
      "",
      element(document, "b", "", `${place.name} (${place.id})`),
      element(document, "span", "listRange", "\u00a0"),
      element(document, "span", "", `${words.title(kind)} · ${election}`),
      element(document, "span", "listNumber", "\u00a0"),
      element(document, "span", "", words.asOf(asOf)),
    );
    if (mark !== undefined) header.prepend(element(document, "span", "listMark", mark));
    const titles = words.columns(kind).map((title) => element(document, "span", "", title));
    return [header, element(document, "div", "listRow listTitles", ...titles)];
  }

  #row(row: PaperRow): HTMLElement {
    const { document, words } = this.#layout;
    const cell = (name: string, ...texts: readonly string[]): HTMLElement =>
      element(document, "span", name, ...texts.filter(Boolean).map((text) => element(document, "span", "", text)));
    if (row.row === "posted") {
      const { name, street, town, tookPart } = row.line;
      const address = [street, town].filter(Boolean).join(", ");
      return element(
        document,
        "div",
        "listRow",
        cell("listName", name),
        cell("", address),
        cell("listTook", tookPart ? words.tookPart() : ""),
      );
    }
    const { line } = row;
    const taken = hasBallot(line.marks);
    const ballots = words.ballots(line.styles);
    const who =
      row.row === "number"
        ? [cell("listName", row.line.voterId), cell("", ballots)]
        : [
            element(
              document,
              "span",
              "",
              element(document, "span", "listName", row.line.name),
              element(document, "span", "", words.born(row.line.birthDate)),
              element(document, "span", "", [row.line.street, row.line.town].filter(Boolean).join(", ")),
            ),
            cell("", row.line.split, ballots, row.line.party === undefined ? "" : words.party(row.line.party)),
          ];
    return element(
      document,
      "div",
      "listRow",
      cell("listCode", line.lineCode),
      ...who,
      cell("listMarks", ...line.marks.map((mark) => words.mark(mark))),
      element(document, "span", "listBox", taken ? "×" : ""),
      element(document, "span", taken || row.row === "number" ? "" : "listSign"),
    );
  }
}

function element(
  document: Document,
  tag: string,
  name: string,
  ...inside: readonly (string | HTMLElement)[]
): HTMLElement {
  const made = document.createElement(tag);
  if (name !== "") made.className = name;
  made.append(...inside);
  return made;
}

function fill(page: HTMLElement, selector: string, text: string): void {
  const found = page.querySelector(selector);
  if (found !== null) found.textContent = text;
}

/**
 * Where the pages of a paper list lie: beside the app, out of sight, with a style sheet of their own that is taken away with
 * them. And the pages as a file that any browser opens and prints.
 */
import type { PaperKind } from "../../roll/paperLists.ts";

/** On the screen it is laid out and measured where nobody sees it; on paper it takes part only while it is printed. */
const place = `
@media screen {
  .paperList { position: fixed; top: 0; inset-inline-start: -400mm; visibility: hidden; contain: layout style }
  .paperList .listPage[hidden] { display: none }
}
@media print {
  .paperList:not([data-on-paper]) { display: none }
  :root[data-printing] body > :not([data-on-paper]) { display: none }
  :root[data-printing], :root[data-printing] body { height: auto; min-height: 0; overflow: visible; background: #fff }
}
`;

export type ListHost = {
  readonly element: HTMLElement;
  /** Only then the pages take part in a print. */
  whilePrinting<T>(act: () => Promise<T>): Promise<T>;
  remove(): void;
};

export function listHost(document: Document, css: string, language: string, dir: string): ListHost {
  const element = document.createElement("div");
  element.className = "paperList";
  element.lang = language;
  element.dir = dir;
  element.inert = true;
  const styles = new CSSStyleSheet();
  styles.replaceSync(css + place);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];
  document.body.append(element);
  return {
    element,
    async whilePrinting(act) {
      element.dataset["onPaper"] = "";
      try {
        return await act();
      } finally {
        delete element.dataset["onPaper"];
      }
    },
    remove() {
      element.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== styles);
    },
  };
}

/** Offers the pages as one file of HTML. */
export function listFile(
  document: Document,
  pages: readonly HTMLElement[],
  css: string,
  language: string,
  kind: PaperKind,
): void {
  const parts = pages.map((page) => page.outerHTML);
  const head = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${kind}</title><style>${css}</style></head>`;
  const file = new Blob([head, `<body class="paperList">`, ...parts, "</body></html>"], { type: "text/html" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${kind}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

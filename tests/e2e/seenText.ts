/** What a page shows as text, how it stands there, and what of it is still English. Runs in the page; no classes are known. */
import type { Page } from "playwright-core";
import { catalogs } from "../helpers/catalogs.ts";

/** Every visible text and every label that a screen reader would say, of the dialog where one is open. */
export function seenTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document.body;
    const texts: string[] = [];
    const walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (parent?.closest("script, style") === null && parent.checkVisibility()) texts.push(node.textContent ?? "");
    }
    for (const element of shown.querySelectorAll("[aria-label], [placeholder], [title]"))
      for (const name of ["aria-label", "placeholder", "title"]) texts.push(element.getAttribute(name) ?? "");
    texts.push(document.title);
    return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  });
}

/** Each message of the English catalogs as patterns of the texts that it can become on a screen. */
const english: readonly { readonly pattern: RegExp; readonly message: string }[] = catalogs("en").flatMap(
  ({ message }) =>
    pieces(message)
      .filter((piece) => /[a-z]{2}/i.test(piece.replace(/\{\w+\}/g, "")))
      .map((piece) => ({ pattern: patternOf(piece), message })),
);
/** Words that are the same in both languages, and names of this product. */
const sameInSpanish = new Set(catalogs("es").flatMap((one) => (one.message === one.translation ? [one.message] : [])));

/** The texts of a page that an English message could have made. `ours`: what the election itself says. */
export function englishAmong(texts: readonly string[]): string[] {
  return texts.filter((text) =>
    english.some(({ pattern, message }) => pattern.test(text) && !sameInSpanish.has(message)),
  );
}

/** The forms of a plural, and what stands between the tags of a message. */
function pieces(message: string): string[] {
  const plural = /^\{\w+, plural, (.*)\}$/s.exec(message);
  const forms =
    plural === null
      ? [message]
      : [...(plural[1] ?? "").matchAll(/\S+ \{((?:[^{}]|\{\w+\})*)\}/g)].map(([, form]) => form ?? "");
  return forms.flatMap((form) => form.split(/<\/?\d+\/?>/)).map((piece) => piece.replace(/\s+/g, " ").trim());
}

function patternOf(piece: string): RegExp {
  const literal = piece.split(/(\{\w+\}|#)/).map((part) => {
    if (part === "#") return "[\\d,]+";
    return /^\{\w+\}$/.test(part) ? ".+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${literal.join("")}$`);
}

/** Text that is cut off, runs out of its box or the window, or lies over another; empty where all stands well. */
export function badlyStanding(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const findings: string[] = [];
    const shown = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document.body;
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? "").slice(0, 60)}”`;
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) findings.push(`the page is ${scrollWidth - clientWidth} px wider than the window`);

    type Box = { left: number; top: number; right: number; bottom: number };
    const both = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const seen: { text: Text; box: Box }[] = [];
    const walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const text = node as Text;
      const parent = text.parentElement;
      if (parent === null || text.data.trim() === "" || !parent.checkVisibility()) continue;
      if (parent.closest("script, style, svg, option") !== null) continue;
      // For screen readers only.
      if ([...ancestors(parent)].some((one) => getComputedStyle(one).clipPath !== "none")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) {
        let box: Box = rect;
        let reached = true;
        for (const one of ancestors(parent)) {
          const style = getComputedStyle(one);
          if (style.display === "inline" || style.display === "contents") continue;
          const inside = one.getBoundingClientRect();
          const over = Math.max(inside.left - box.left, box.right - inside.right);
          const [x, y] = [style.overflowX, style.overflowY];
          // What a list or a table scrolls is reached; what a box hides, or lets run over its edge, is not.
          if (over > 1.5 && !(reached && (x === "auto" || x === "scroll")) && style.textOverflow !== "ellipsis")
            findings.push(`${Math.round(over)} px out of ${named(one)}: “${text.data.slice(0, 40)}”`);
          if (y === "hidden" && rect.bottom - inside.bottom > 2 && style.textOverflow !== "ellipsis" && reached)
            findings.push(`cut off below by ${named(one)}: “${text.data.slice(0, 40)}”`);
          if (x !== "visible" || y !== "visible") {
            box = both(box, inside);
            if (x === "auto" || y === "auto" || x === "scroll" || y === "scroll") reached = false;
          }
          if (style.position === "fixed") break;
        }
        box = both(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
        if (box.right - box.left > 1 && box.bottom - box.top > 1) seen.push({ text, box });
      }
    }
    for (const [at, one] of seen.entries())
      for (const other of seen.slice(at + 1)) {
        if (one.text === other.text) continue;
        const common = both(one.box, other.box);
        // Lines of text stand close: their boxes touch without their letters doing so.
        if (common.right - common.left > 2 && common.bottom - common.top > 6)
          findings.push(`“${one.text.data.slice(0, 40)}” lies over “${other.text.data.slice(0, 40)}”`);
      }
    return [...new Set(findings)];

    function* ancestors(element: Element): Generator<Element> {
      for (let one: Element | null = element; one !== null && one !== document.documentElement; one = one.parentElement)
        yield one;
    }
  });
}

/** What a screen is made of, whatever it says: elements, their classes, and what is on, off, open or wrong. */
export function screenShape(page: Page): Promise<string> {
  return page.evaluate(() => {
    const state = ["role", "type", "aria-selected", "aria-pressed", "aria-invalid", "aria-checked", "disabled"];
    const shapeOf = (element: Element): string => {
      const own = state.map((name) => element.getAttribute(name) ?? "").join(",");
      const inside = new Set([...element.children].map(shapeOf)); // rows of one kind are one
      return `${element.tagName}.${element.className}[${own}](${[...inside].join()})`;
    };
    return shapeOf(document.body);
  });
}

/**
 * Whether a committed picture still shows what a screen shows: both are shrunk to squares of one grey each, and squares that
 * differ are counted. What is never twice the same (times of day, codes, the name of the build) is left out where it stands
 * on the screen. Antialiasing, and text that stands a pixel further on, change no square by much; other words change many.
 */
import type { Page } from "playwright-core";

/** Pixels to a side of a square: 64 by 48 squares of a tablet held sideways. */
const side = 16;
/** Greys of 256 by which a square may differ. */
const tolerance = 8;
/** Squares of a thousand that may differ more. */
const strays = 1;
/** Looked for so many pixels around, both ways. */
const reach = 1;

export type Mask = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where something stands in this page that the next picture of it shows otherwise. In pixels of the whole page. */
export function varyingParts(page: Page): Promise<Mask[]> {
  return page.evaluate(() => {
    const time = String.raw`\d{1,2}:\d\d`;
    const code = String.raw`\b[0-9A-Z]{2,4}(-[0-9A-Z]{1,4}){3,}`;
    const build = String.raw`\b[0-9a-f]{7}\b`;
    const practice = String.raw`\b\d{3} \d{3}$`;
    const varies = new RegExp([time, code, build, practice].join("|"));
    const parts = new Set<Element>(document.querySelectorAll("[role=img][aria-label*='to scan']"));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      // A time or a code that is wider moves the columns beside it.
      if (parentElement !== null && varies.test(textContent ?? ""))
        parts.add(parentElement.closest("table, dl") ?? parentElement);
    }
    const wider = 32;
    return [...parts].map((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return { x: left + scrollX - wider, y: top + scrollY, width: width + 2 * wider, height };
    });
  });
}

export type Likeness = {
  readonly sameSize: boolean;
  readonly like: boolean;
  readonly differing: number;
  /** The rectangle that holds all squares that differ, as "left,top to right,bottom" in pixels: where to look. */
  readonly within: string;
};

/** `drawer`: an empty page of a browser that shrinks the pictures (PNG). */
export async function likeness(
  drawer: Page,
  committed: Uint8Array,
  fresh: Uint8Array,
  masks: readonly Mask[],
): Promise<Likeness> {
  const given = {
    pictures: [committed, fresh].map((png) => Buffer.from(png).toString("base64")),
    masks,
    side,
    tolerance,
    reach,
  };
  const { sameSize, differing, squares, within } = await drawer.evaluate(
    async ({ pictures, masks, side, tolerance, reach }) => {
      type Shrunk = Awaited<ReturnType<typeof read>>;
      /** Sums of greys left of and above each pixel: the grey of any square is four look-ups. */
      const read = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const { width, height } = bitmap;
        const context = new OffscreenCanvas(width, height).getContext("2d") as OffscreenCanvasRenderingContext2D;
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        const sums = new Float64Array((width + 1) * (height + 1));
        for (let y = 0; y < height; y++) {
          let line = 0;
          for (let x = 0; x < width; x++) {
            const at = (y * width + x) * 4;
            line += 0.3 * (data[at] as number) + 0.59 * (data[at + 1] as number) + 0.11 * (data[at + 2] as number);
            sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] as number) + line;
          }
        }
        const sum = (x: number, y: number): number => sums[y * (width + 1) + x] as number;
        const grey = (x: number, y: number): number => {
          const [left, top] = [Math.min(Math.max(x, 0), width - side), Math.min(Math.max(y, 0), height - side)];
          const [right, bottom] = [left + side, top + side];
          return (sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top)) / (side * side);
        };
        return { width, height, grey };
      };
      const [a, b] = (await Promise.all(pictures.map(read))) as [Shrunk, Shrunk];
      const isMasked = (x: number, y: number): boolean =>
        masks.some((one) => x + side > one.x && x < one.x + one.width && y + side > one.y && y < one.y + one.height);
      let [differing, squares] = [0, 0];
      let [left, top, right, bottom] = [a.width, a.height, 0, 0];
      for (let y = 0; y + side <= Math.min(a.height, b.height); y += side)
        for (let x = 0; x + side <= Math.min(a.width, b.width); x += side) {
          if (isMasked(x, y)) continue;
          squares++;
          let least = Number.POSITIVE_INFINITY;
          for (let dx = -reach; dx <= reach; dx++)
            for (let dy = -reach; dy <= reach; dy++)
              least = Math.min(least, Math.abs(a.grey(x, y) - b.grey(x + dx, y + dy)));
          if (least <= tolerance) continue;
          differing++;
          [left, top] = [Math.min(left, x), Math.min(top, y)];
          [right, bottom] = [Math.max(right, x + side), Math.max(bottom, y + side)];
        }
      const within = `${left},${top} to ${right},${bottom}`;
      return { sameSize: a.width === b.width && a.height === b.height, differing, squares, within };
    },
    given,
  );
  return { sameSize, differing, within, like: sameSize && differing <= (squares * strays) / 1000 };
}

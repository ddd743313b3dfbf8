/** What stands in a PDF, read by another program than the one that wrote it (pdf.js): its text, and its QR codes. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = readFileSync(fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });

export type Sheet = {
  readonly width: number;
  readonly height: number;
  /** Pieces of text with the place of their baseline, in points from the lower left corner. */
  readonly texts: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  /** Names of the embedded fonts. */
  readonly fonts: readonly string[];
  /** What the QR codes say, as a scanner reads the drawn areas, from top to bottom. */
  readonly codes: readonly string[];
};

export async function sheetsOf(pdf: Uint8Array): Promise<Sheet[]> {
  const { OPS } = await getResolvedPDFJS();
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const sheets: Sheet[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const operations = await page.getOperatorList();
    const texts = (await page.getTextContent()).items.flatMap((piece) =>
      "str" in piece && piece.str.trim() !== ""
        ? [{ text: piece.str, x: piece.transform[4] as number, y: piece.transform[5] as number }]
        : [],
    );
    const fonts = new Set<string>();
    const codes: string[] = [];
    let flip = 1;
    let shift = 0;
    for (const [at, operation] of operations.fnArray.entries()) {
      const given = operations.argsArray[at] as unknown[];
      if (operation === OPS.setFont) fonts.add((page.commonObjs.get(given[0] as string) as { name: string }).name);
      // The page is turned upside down once, at its start.
      if (operation === OPS.transform) [flip, shift] = [given[3] as number, given[5] as number];
      if (operation !== OPS.constructPath) continue;
      const path = (given[1] as (Float32Array | null)[])[0];
      if (path !== null && path !== undefined) codes.push(...(await codesIn(boxesOf(path))));
    }
    if (flip !== -1 || shift !== height) throw new Error("this page is not drawn from its upper edge down");
    sheets.push({ width, height, texts, fonts: [...fonts], codes });
  }
  return sheets;
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The closed areas of a path that are drawn by straight lines: moves (0 x y), lines (1 x y), ends (4). */
function boxesOf(path: Float32Array): Box[] {
  const boxes: Box[] = [];
  let corners: [number, number][] = [];
  for (let at = 0; at < path.length; ) {
    const operation = path[at];
    if (operation === 4) {
      const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
      boxes.push({ left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) });
      at += 1;
    } else if (operation === 0 || operation === 1) {
      if (operation === 0) corners = [];
      corners.push([path[at + 1] as number, path[at + 2] as number]);
      at += 3;
    } else throw new Error(`a curve (${operation}) in what should be boxes`);
  }
  return boxes;
}

/** Paints the boxes black on white, four dots to the point, with a white border, and has the picture scanned. */
async function codesIn(boxes: readonly Box[]): Promise<string[]> {
  if (boxes.length < 100) return [];
  const scale = 4;
  const border = 10;
  const x0 = Math.min(...boxes.map(({ left }) => left)) - border;
  const y0 = Math.min(...boxes.map(({ top }) => top)) - border;
  const across = Math.ceil((Math.max(...boxes.map(({ right }) => right)) - x0 + border) * scale);
  const down = Math.ceil((Math.max(...boxes.map(({ bottom }) => bottom)) - y0 + border) * scale);
  const data = new Uint8ClampedArray(across * down * 4).fill(255);
  for (const { left, right, top, bottom } of boxes)
    for (let y = Math.round((top - y0) * scale); y < Math.round((bottom - y0) * scale); y++)
      for (let x = Math.round((left - x0) * scale); x < Math.round((right - x0) * scale); x++)
        data.fill(0, (y * across + x) * 4, (y * across + x) * 4 + 3);
  const picture = { data, width: across, height: down, colorSpace: "srgb" } as ImageData;
  const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true, textMode: "Plain" });
  return found.map(({ text }) => text);
}

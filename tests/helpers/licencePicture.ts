/** The bar code on the back of a licence, as a picture for a camera to look at. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";

const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm"));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** A page that shows nothing but this PDF417 code. `scale`: pixels to a module. */
export async function licencePicture(text: string, scale = 3): Promise<string> {
  const { svg, error } = await writeBarcode(text, { format: "PDF417", scale });
  if (error !== "") throw new Error(error);
  return `<body style="margin: 30px; background: #fff"><div id="code" style="width: max-content; padding: 12px">${svg.slice(svg.indexOf("<svg"))}</div></body>`;
}

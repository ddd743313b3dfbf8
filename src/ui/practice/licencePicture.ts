/** The bar code of an invented license as a picture. The writer is loaded with the first one, from what the service worker keeps. */
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";
import wasmUrl from "zxing-wasm/writer/zxing_writer.wasm?url";

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
});

/** Rejects where it cannot be had. */
export async function licencePicture(text: string): Promise<Blob> {
  const { image, error } = await writeBarcode(text, { format: "PDF417", scale: 2 });
  if (image === null) throw new Error(error);
  return image;
}

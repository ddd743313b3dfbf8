/**
 * Reads QR codes and bar codes from camera frames, off the page's thread. The WebAssembly is served by us. A frame comes in as
 * ImageData; what was read goes out. If the WebAssembly cannot be loaded, that goes out for every frame.
 */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** An empty text: no code in this frame. Undefined: nothing can be read here. */
export type FrameRead = { readonly text: string | undefined };

/** QR, the bar code of licences, and those of voter cards. */
export type Symbology = "QRCode" | "PDF417" | "Code128" | "Code39";
export type FrameToRead = { readonly frame: ImageData; readonly symbols: readonly Symbology[] };

declare const self: DedicatedWorkerGlobalScope;

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
});

self.addEventListener("message", (message: MessageEvent<FrameToRead>) => {
  const answer = (text: string | undefined): void => self.postMessage({ text } satisfies FrameRead);
  read(message.data).then(answer, () => answer(undefined));
});

/** Rejects if the WebAssembly cannot be loaded. */
async function read({ frame, symbols }: FrameToRead): Promise<string> {
  const found = await readBarcodes(frame, {
    formats: [...symbols],
    tryHarder: true,
    textMode: "Plain",
    maxNumberOfSymbols: 1,
  });
  return found[0]?.text ?? "";
}

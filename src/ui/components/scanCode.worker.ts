/**
 * Reads QR codes from camera frames, off the page's thread. The WebAssembly is served by us. A frame comes in as
 * ImageData; what was read goes out. If the WebAssembly cannot be loaded, that goes out for every frame.
 */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** An empty text: no code in this frame. Undefined: nothing can be read here. */
export type FrameRead = { readonly text: string | undefined };

declare const self: DedicatedWorkerGlobalScope;

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
});

self.addEventListener("message", (message: MessageEvent<ImageData>) => {
  const answer = (text: string | undefined): void => self.postMessage({ text } satisfies FrameRead);
  read(message.data).then(answer, () => answer(undefined));
});

/** Rejects if the WebAssembly cannot be loaded. */
async function read(frame: ImageData): Promise<string> {
  const found = await readBarcodes(frame, {
    formats: ["QRCode"],
    tryHarder: true,
    textMode: "Plain",
    maxNumberOfSymbols: 1,
  });
  return found[0]?.text ?? "";
}

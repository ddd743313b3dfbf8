/**
 * Reads QR codes from camera frames, off the page's thread. The WebAssembly is served by us. A frame comes in as
 * ImageData; what was read goes out, an empty text for nothing.
 */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

declare const self: DedicatedWorkerGlobalScope;

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
});

self.addEventListener("message", (message: MessageEvent<ImageData>) => {
  void read(message.data);
});

async function read(frame: ImageData): Promise<void> {
  const found = await readBarcodes(frame, {
    formats: ["QRCode"],
    tryHarder: true,
    textMode: "Plain",
    maxNumberOfSymbols: 1,
  });
  self.postMessage(found[0]?.text ?? "");
}

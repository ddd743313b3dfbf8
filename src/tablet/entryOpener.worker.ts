/** A second worker that opens entries while the tablet's own one folds. It lives as long as a long catch-up. */
import "./workerStart.ts";
import { decodeBundle } from "../log/tiles.ts";
import { openEntries } from "./entryOpening.ts";

export type ToOpen = { readonly id: number; readonly key: CryptoKey; readonly bundle: Uint8Array };
/** As text: one string crosses to the other thread sooner than a thousand objects. */
export type Opened = { readonly id: number; readonly entries: string };

self.addEventListener("message", ({ data: { id, key, bundle } }: MessageEvent<ToOpen>) => {
  const leaves = decodeBundle(bundle);
  if (!leaves.ok) throw new Error(leaves.error.type);
  void openEntries(key, leaves.value).then((entries) => {
    const answer: Opened = { id, entries: JSON.stringify(entries) };
    postMessage(answer);
  });
});

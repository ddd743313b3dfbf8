/** A second worker that opens entries while the tablet's own one folds. It lives as long as a long catch-up. */
import "./workerStart.ts";
import { decodeBundle } from "../log/tiles.ts";
import { answerQuestions } from "./answering.ts";
import { openEntries } from "./entryOpening.ts";

export type EntriesToOpen = { readonly key: CryptoKey; readonly bundle: Uint8Array };

// As text: one string crosses to the other thread sooner than a thousand objects.
answerQuestions<EntriesToOpen, string>(async ({ key, bundle }) => {
  const leaves = decodeBundle(bundle);
  if (!leaves.ok) throw new Error(leaves.error.type);
  return JSON.stringify(await openEntries(key, leaves.value));
});

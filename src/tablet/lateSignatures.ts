/** Sealing and sending signatures, loaded only where voters sign: from what the service worker keeps, network or not. */
import type * as Files from "./signatureFiles.ts";

/** Undefined if it cannot be had now; asked again the next time. */
export const signatureFiles = (): Promise<typeof Files | undefined> =>
  import("./signatureFiles.ts").catch(() => undefined);

/** Every suite of the fuzz command. */

import { countySuites } from "./countySuites.ts";
import { fileSuites } from "./fileSuites.ts";
import type { FuzzSuite } from "./fuzzSuite.ts";
import { logSuites } from "./logSuites.ts";
import { protocolSuites } from "./protocolSuites.ts";
import { requestSuites } from "./requestSuites.ts";
import { signatureSuites } from "./signatureSuites.ts";
import { workerSuites } from "./workerSuites.ts";

export const allSuites: readonly FuzzSuite[] = [
  ...logSuites,
  ...protocolSuites,
  ...fileSuites,
  ...requestSuites,
  ...signatureSuites,
  ...countySuites,
  ...workerSuites,
];

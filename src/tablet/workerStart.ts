/** First import of the tablet's worker. zod compiles parsers with `new Function` unless told otherwise before the first schema. */
import "./trustedTypes.ts";
import * as z from "zod/mini";

z.config({ jitless: true });

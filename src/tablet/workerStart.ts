/** First import of the tablet's worker. zod compiles parsers with `new Function` unless told otherwise before the first schema. */
import { z } from "zod";

z.config({ jitless: true });

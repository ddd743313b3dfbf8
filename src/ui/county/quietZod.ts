/**
 * Must be imported before any schema is made: zod otherwise tries whether it may compile code, which the page's
 * Content-Security-Policy forbids and reports.
 */
import { z } from "zod";

z.config({ jitless: true });

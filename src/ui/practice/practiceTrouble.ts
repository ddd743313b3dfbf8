/** What a trainer brings in on the page itself: a printer that fails, and a day that goes faster. */
import { err } from "../../domain/result.ts";
import type { Printer } from "../printing/printDocument.ts";

export class PracticeTrouble {
  /** Milliseconds. */
  ahead = 0;
  /** Milliseconds by which the tablet's own clock is wrong. */
  wrongBy = 0;
  printerFails = false;
  offline = false;

  /** This printer, as long as it is not said to fail; the queue then treats it like any that does. */
  printer(real: Printer): Printer {
    const jammed = { type: "failed", what: "practice" } as const;
    return { print: async (job) => (this.printerFails ? err(jammed) : real.print(job)) };
  }
}

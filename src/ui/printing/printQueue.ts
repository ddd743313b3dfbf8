/**
 * What waits to be printed: several voters in a row, one print at a time. Nobody waits for it, and nothing that happens here
 * can touch a check-in. A request with an id that was asked for before does nothing, so that a screen that is drawn twice
 * prints once. A print that failed is over; the next one goes on.
 */
import type { Paper } from "../../domain/printingRules.ts";
import type { Result } from "../../domain/result.ts";
import type { PrintDocument, Printer, PrintProblem } from "./printDocument.ts";

/** `handedOver`: the printer, or the system's own dialog, has it. */
export type PrintState = "waiting" | "printing" | "handedOver" | "failed";

export type PrintRequest = { readonly id: string } & (
  | {
      /** Made when its turn comes. */
      readonly documents: () => Promise<readonly PrintDocument[]>;
      readonly paper: Paper;
      readonly language: string;
    }
  /** What is no document for every printer: a list of hundreds of pages prints itself when its turn comes. */
  | { readonly act: () => Promise<Result<void, PrintProblem>> }
);

export type PrintQueueDeps = {
  /** Loaded with the first print. */
  readonly printer: () => Promise<Printer>;
  /** The word on every print, see `PrintJob`, in the language of now. */
  readonly mark?: () => string;
};

export class PrintQueue {
  readonly #deps: PrintQueueDeps;
  readonly #states = new Map<string, PrintState>();
  readonly #watchers = new Set<() => void>();
  #waiting: PrintRequest[] = [];
  #prints = false;

  constructor(deps: PrintQueueDeps) {
    this.#deps = deps;
  }

  get mark(): string | undefined {
    return this.#deps.mark?.();
  }

  add(request: PrintRequest): void {
    if (this.#states.has(request.id)) return;
    this.#waiting.push(request);
    this.#show(request.id, "waiting");
    void this.#work();
  }

  /** Undefined for what nobody asked for. */
  stateOf(id: string): PrintState | undefined {
    return this.#states.get(id);
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  /** Forgets what waits and what was printed: the tablet is closed, and no voter's data stays. */
  drop(): void {
    this.#waiting = [];
    this.#states.clear();
    this.#tell();
  }

  async #work(): Promise<void> {
    if (this.#prints) return;
    this.#prints = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#show(next.id, "printing");
      const taken = await this.#print(next);
      if (this.#states.has(next.id)) this.#show(next.id, taken ? "handedOver" : "failed");
    }
    this.#prints = false;
  }

  /** Any failure of a printer, a driver or its script is one answer here: the paper is written by hand. */
  async #print(request: PrintRequest): Promise<boolean> {
    try {
      if ("act" in request) return (await request.act()).ok;
      const { documents, paper, language } = request;
      const printer = await this.#deps.printer();
      const job = { documents: await documents(), paper, language, mark: this.mark };
      return (await printer.print(job)).ok;
    } catch {
      return false;
    }
  }

  #show(id: string, state: PrintState): void {
    this.#states.set(id, state);
    this.#tell();
  }

  #tell(): void {
    for (const tell of [...this.#watchers]) tell();
  }
}

/**
 * Which check-ins of one voter count, of whom more than one, or a cancelled one, is known. One tablet can say of one voter
 * that he was checked in thousands of times, so nothing here walks all rows: an event costs a look-up and a few comparisons
 * (the logarithm of what is known), in whatever order events arrive. When the county trusts a tablet less or more, this is
 * made anew.
 */

/** What is asked of the table of check-ins. */
type Rows = {
  /** The same text in two rows: two branches of a restored profile hold one command, and it is one check-in. */
  readonly command: (row: number) => string;
  /** A total order, the same for every reader. */
  readonly earlier: (a: number, b: number) => boolean;
};

/** A command: undoing one of its rows undoes it in all. `undone`: how many are. `first`: its earliest of a trusted device. */
type Command = { undone: number; first: number | undefined };

export class ContestedVoter {
  readonly #rows: Rows;
  readonly #commands = new Map<string, Command>();
  /** A binary heap, the earliest on top. May hold rows that no longer count, and a row more than once. */
  readonly #heap: number[] = [];
  #count = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** How many check-ins count. */
  get count(): number {
    return this.#count;
  }

  /** Adds a row that was not added yet. */
  add(row: number, { trusted, cancelled }: { readonly trusted: boolean; readonly cancelled: boolean }): void {
    const command = this.#commandOf(row);
    if (cancelled) this.#undo(command);
    if (!trusted) return;
    if (command.first !== undefined && this.#rows.earlier(command.first, row)) return;
    if (command.first === undefined && command.undone === 0) this.#count++;
    command.first = row;
    if (command.undone === 0) this.#push(row);
  }

  /** The check-in of this row, which was not, is undone now. */
  cancel(row: number): void {
    this.#undo(this.#commandOf(row));
  }

  /** The check-in of this row, which was undone, is so no longer. */
  restore(row: number): void {
    const command = this.#commandOf(row);
    command.undone--;
    if (command.undone > 0 || command.first === undefined) return;
    this.#count++;
    this.#push(command.first);
  }

  isCancelled(row: number): boolean {
    return (this.#commands.get(this.#rows.command(row))?.undone ?? 0) > 0;
  }

  counts(row: number): boolean {
    const command = this.#commands.get(this.#rows.command(row));
    return command !== undefined && command.undone === 0 && command.first === row;
  }

  /** The earliest check-in that counts. */
  first(): number | undefined {
    let [top] = this.#heap;
    while (top !== undefined && !this.counts(top)) {
      this.#pop();
      [top] = this.#heap;
    }
    return top;
  }

  #commandOf(row: number): Command {
    const name = this.#rows.command(row);
    const known = this.#commands.get(name);
    if (known !== undefined) return known;
    const made: Command = { undone: 0, first: undefined };
    this.#commands.set(name, made);
    return made;
  }

  #undo(command: Command): void {
    if (command.undone === 0 && command.first !== undefined) this.#count--;
    command.undone++;
  }

  #push(row: number): void {
    const heap = this.#heap;
    let at = heap.push(row) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#rows.earlier(row, heap[above] as number)) break;
      heap[at] = heap[above] as number;
      at = above;
    }
    heap[at] = row;
  }

  /** Takes the top away. */
  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && this.#rows.earlier(heap[below + 1] as number, heap[below] as number)) below++;
      if (!this.#rows.earlier(heap[below] as number, last)) break;
      heap[at] = heap[below] as number;
      at = below;
    }
    heap[at] = last;
  }
}

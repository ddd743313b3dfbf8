/**
 * Columns of short texts for a million rows. One JavaScript object for each text, or for each row, is what a tablet pays
 * for most: the collector walks them all, again and again. Here texts lie in a few large arrays of bytes and numbers.
 */

/** Texts of which most differ, such as numbers of receipts. One byte for a character; rows that need more are kept apart. */
export class PackedTexts {
  #bytes = new Uint8Array(1024);
  #ends = new Uint32Array(64);
  #count = 0;
  readonly #wide = new Map<number, string>();

  /** Adds the text of the next row. */
  push(text: string): void {
    const from = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] as number);
    this.#ends = withRoom(this.#ends, this.#count);
    this.#bytes = withRoom(this.#bytes, from + text.length);
    let end = from;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 0xff) {
        this.#wide.set(this.#count, text);
        end = from;
        break;
      }
      this.#bytes[end++] = code;
    }
    this.#ends[this.#count++] = end;
  }

  at(row: number): string {
    const wide = this.#wide.get(row);
    if (wide !== undefined) return wide;
    const from = row === 0 ? 0 : (this.#ends[row - 1] as number);
    return String.fromCharCode(...this.#bytes.subarray(from, this.#ends[row]));
  }
}

/** Texts of which there are few, such as places: each row holds the number of its text. */
export class SharedTexts {
  readonly #texts: (string | undefined)[] = [];
  readonly #numbers = new Map<string | undefined, number>();
  #rows = new Uint32Array(64);
  #count = 0;

  /** Adds the text of the next row; answers the one copy of it that is kept. */
  push(text: string | undefined): string | undefined {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    this.#rows = withRoom(this.#rows, this.#count);
    this.#rows[this.#count++] = number;
    return this.#texts[number];
  }

  at(row: number): string | undefined {
    return this.#texts[this.#rows[row] as number];
  }

  /** The rows that hold this text, in the order in which they were added. */
  rowsOf(text: string): number[] {
    const number = this.#numbers.get(text);
    const rows: number[] = [];
    if (number === undefined) return rows;
    for (let row = 0; row < this.#count; row++) if (this.#rows[row] === number) rows.push(row);
    return rows;
  }
}

type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The same numbers in an array that holds index `last` too; twice as long where it has to grow. */
export function withRoom<T extends Numbers>(numbers: T, last: number): T {
  if (last < numbers.length) return numbers;
  const wider = new (numbers.constructor as new (length: number) => T)(Math.max(numbers.length * 2, last + 1));
  wider.set(numbers);
  return wider;
}

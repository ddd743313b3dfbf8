import type { GrowingFile } from "../../src/tablet/secondCopy.ts";

/** A file that grows at its end, in memory. */
export class MemoryFile implements GrowingFile {
  bytes: Uint8Array = new Uint8Array(0);

  async read(): Promise<Uint8Array> {
    return this.bytes.slice();
  }
  async write(at: number, bytes: Uint8Array): Promise<void> {
    const whole = new Uint8Array(at + bytes.length);
    whole.set(this.bytes.subarray(0, at));
    whole.set(bytes, at);
    this.bytes = whole;
  }
}

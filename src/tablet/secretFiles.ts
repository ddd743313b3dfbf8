/**
 * The one place on a tablet where something can be destroyed: small files of the origin's private file system that are
 * overwritten in place, truncated, flushed and read back. A database is no such place (deleted records, keys and whole
 * databases were still readable in the browser profile's files after restarts; an overwritten file was not).
 */
import { withPrivateFile } from "./privateFile.ts";

export interface SecretFiles {
  read(name: string): Promise<Uint8Array | undefined>;
  /** Durable when it resolves. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Overwrites the whole file, truncates it and reads it back; rejects if anything is left. */
  destroy(name: string): Promise<void>;
}

/** Files are padded to multiples of this size and never become smaller, so that an overwrite covers all that was ever in them. */
const block = 64 * 1024;

/** Needs a dedicated worker: only there files can be written in place. */
export class PrivateFiles implements SecretFiles {
  readonly #folder: string;
  /** A file can be open once: those who want it wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.#with(name, (file) => {
      const size = file.getSize();
      if (size < 4) return undefined;
      const whole = new Uint8Array(size);
      file.read(whole, { at: 0 });
      const length = new DataView(whole.buffer).getUint32(0);
      return length === 0 || length + 4 > size ? undefined : whole.slice(4, 4 + length);
    });
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#with(name, (file) => {
      const whole = new Uint8Array(Math.max(file.getSize(), Math.ceil((bytes.length + 4) / block) * block));
      new DataView(whole.buffer).setUint32(0, bytes.length);
      whole.set(bytes, 4);
      file.write(whole, { at: 0 });
      file.flush();
    });
  }

  async destroy(name: string): Promise<void> {
    await this.#with(name, (file) => {
      const size = Math.max(file.getSize(), block);
      for (const filler of [crypto.getRandomValues(new Uint8Array(size)), new Uint8Array(size)]) {
        file.write(filler, { at: 0 });
        file.flush();
      }
      const left = new Uint8Array(size);
      file.read(left, { at: 0 });
      if (left.some((byte) => byte !== 0)) throw new Error("a secret file could not be overwritten");
      file.truncate(0);
      file.flush();
      if (file.getSize() !== 0) throw new Error("a secret file could not be emptied");
    });
  }

  #with<T>(name: string, act: (file: FileSystemSyncAccessHandle) => T): Promise<T> {
    const mine = this.#turn.then(() => withPrivateFile(this.#folder, name, act));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

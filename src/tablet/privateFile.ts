/** Files of the origin's private file system, opened for one act. Needs a dedicated worker: only there files can be written in place. */
import type { GrowingFile } from "./secondCopy.ts";

/** A file can be open once at a time: callers take turns. It is made if there is none. */
export async function withPrivateFile<T>(
  folder: string,
  name: string,
  act: (file: FileSystemSyncAccessHandle) => T,
): Promise<T> {
  const root = await navigator.storage.getDirectory();
  const there = await root.getDirectoryHandle(folder, { create: true });
  const file = await (await there.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    return act(file);
  } finally {
    file.close();
  }
}

/** Whoever holds one takes turns. */
export const growingFile = (folder: string, name: string): GrowingFile => ({
  read: () =>
    withPrivateFile(folder, name, (file) => {
      const whole = new Uint8Array(file.getSize());
      file.read(whole, { at: 0 });
      return whole;
    }),
  write: (at, bytes) =>
    withPrivateFile(folder, name, (file) => {
      file.truncate(at);
      file.write(bytes, { at });
      file.flush();
    }),
});

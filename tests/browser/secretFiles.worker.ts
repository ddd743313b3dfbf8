/** Files that are written in place exist in workers only: does what `secretFiles.test.ts` asks, and posts what came of it. */
import { PrivateFiles } from "../../src/tablet/secretFiles.ts";

const files = new PrivateFiles("test");
const bytes = (n: number): Uint8Array => new Uint8Array(100).fill(n);

async function all(): Promise<unknown> {
  await files.write("day", bytes(1));
  // The timer, a sign-in and a new state ask for the day at the same moment.
  const read = await Promise.all(Array.from({ length: 20 }, () => files.read("day")));
  await Promise.all([files.write("day", bytes(2)), files.read("day"), files.write("day", bytes(3))]);
  const last = await files.read("day");
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("test");
  await files.write("wraps", new Uint8Array(200_000).fill(7));
  await files.write("wraps", new Uint8Array(10).fill(8));
  const kept = new Uint8Array(await (await (await root.getFileHandle("wraps")).getFile()).arrayBuffer());
  const short = (await files.read("wraps"))?.length;
  await Promise.all([files.destroy("day"), files.read("day"), files.destroy("day")]);
  const left = await (await root.getFileHandle("day")).getFile();
  return {
    short,
    sevens: kept.filter((byte) => byte === 7).length,
    read: read.map((one) => one?.[0]),
    last: last?.[0],
    gone: await files.read("day"),
    left: left.size,
  };
}

all().then(
  (value) => postMessage(value),
  (error: unknown) => postMessage(String(error)),
);

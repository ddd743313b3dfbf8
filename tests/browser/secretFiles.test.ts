import { expect, test } from "vitest";

test("P9: secret files take any number of askers at once, and nothing is left after they are destroyed", async () => {
  const worker = new Worker(new URL("./secretFiles.worker.ts", import.meta.url), { type: "module" });
  const answer = await new Promise((done) => worker.addEventListener("message", ({ data }) => done(data)));
  expect(answer).toEqual({ short: 10, sevens: 0, read: Array(20).fill(1), last: 3, gone: undefined, left: 0 });
  worker.terminate();
});

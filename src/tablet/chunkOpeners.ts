/** Second workers for opening the chunks of a large roll, as many as the processor has room for beside the tablet's own. */
import type { Result } from "../domain/result.ts";
import type { ChunkProblem } from "../roll/sealedChunk.ts";
import type { ChunkOpener, ChunkToOpen } from "../roll/sealRoll.ts";
import { SecondWorker, workersFor } from "./secondWorker.ts";

export type EndingChunkOpener = ChunkOpener & { end(): void };

/** `cores`: of the processor, as the browser tells it. */
export function startChunkOpeners(cores: number): EndingChunkOpener[] {
  return Array.from({ length: workersFor(cores) }, startOpener);
}

function startOpener(): EndingChunkOpener {
  const worker = new SecondWorker<ChunkToOpen, Result<Uint8Array<ArrayBuffer>, ChunkProblem>>(
    new Worker(new URL("./chunkOpener.worker.ts", import.meta.url), { type: "module" }),
  );
  return {
    // The chunk is copied, not transferred: if this worker is gone, it is opened by the asking one.
    open: (chunk) => worker.ask(chunk).catch(() => undefined),
    end: () => worker.end(),
  };
}

/** A second worker that opens chunks of a large roll while the tablet's own one opens others. */
import "./workerStart.ts";
import { ok, type Result } from "../domain/result.ts";
import { type ChunkProblem, openChunkInto } from "../roll/sealedChunk.ts";
import type { ChunkToOpen } from "../roll/sealRoll.ts";
import { answerQuestions } from "./answering.ts";

type Opened = Result<Uint8Array<ArrayBuffer>, ChunkProblem>;

answerQuestions<ChunkToOpen, Opened>(
  async ({ chunk, hash, key, place, opened }) => {
    const bytes = new Uint8Array(opened);
    const outcome = await openChunkInto(chunk, hash, key, place, bytes);
    return outcome.ok ? ok(bytes) : outcome;
  },
  (answer) => (answer.ok ? [answer.value.buffer] : []),
);

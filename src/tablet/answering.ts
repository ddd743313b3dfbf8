/** The other side of `secondWorker.ts`: answers the questions of the tablet's own worker, in any order. */
import type { Answer, Question } from "./secondWorker.ts";

/** `transfer`: what of the answer goes over and is no longer here. What is thrown ends this worker's use. */
export function answerQuestions<Q, A>(
  answer: (question: Q) => Promise<A>,
  transfer: (answer: A) => Transferable[] = () => [],
): void {
  self.addEventListener("message", ({ data: { id, question } }: MessageEvent<Question<Q>>) => {
    void answer(question).then((given) => {
      const message: Answer<A> = { id, answer: given };
      self.postMessage(message, { transfer: transfer(given) });
    });
  });
}

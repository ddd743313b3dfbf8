/**
 * A worker that works for the tablet's own one while there is much to do: questions go out with a number, answers come back
 * with it. One that fails or has ended answers nothing more: what is asked of it rejects, and the caller does it itself.
 */

export type Question<Q> = { readonly id: number; readonly question: Q };
export type Answer<A> = { readonly id: number; readonly answer: A };

const most = 3;

/** How many are worth starting beside this thread. `cores`: of the processor, as the browser tells it. */
export const workersFor = (cores: number): number => Math.max(1, Math.min(most, cores - 1));

export class SecondWorker<Q, A> {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (answer: A) => void; readonly reject: (why: Error) => void }
  >();
  #asked = 0;
  #broken: Error | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data: { id, answer } }: MessageEvent<Answer<A>>) => {
      this.#waiting.get(id)?.resolve(answer);
      this.#waiting.delete(id);
    });
    worker.addEventListener("error", () => this.#fail(new Error("the second worker failed")));
  }

  /** `transfer`: what goes over and is no longer here. */
  ask(question: Q, transfer: Transferable[] = []): Promise<A> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const asked: Question<Q> = { id: ++this.#asked, question };
    this.#worker.postMessage(asked, transfer);
    return new Promise((resolve, reject) => this.#waiting.set(asked.id, { resolve, reject }));
  }

  end(): void {
    this.#fail(new Error("ended"));
    this.#worker.terminate();
  }

  #fail(why: Error): void {
    this.#broken = why;
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#waiting.clear();
  }
}

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hearCounty } from "../../src/tablet/liveStream.ts";

/** The browser's side of a stream: what it says is said by the test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 0;
  constructor() {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  say(what: "open" | "error" | "checkpoint", readyState = this.readyState): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event(what));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("self", new EventTarget());
  Stream.opened = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function hearing(random = 0.5) {
  const pokes = vi.fn();
  const end = hearCounty("/api/live", pokes, () => random);
  const [stream] = Stream.opened;
  if (stream === undefined) throw new Error("no stream was opened");
  stream.say("open", 1);
  return { pokes, end, stream };
}

test("a broken stream brings a round forward, and its return another one, once each, spread over three seconds", () => {
  const { pokes, stream } = hearing();
  vi.advanceTimersByTime(60_000);
  expect(pokes).not.toHaveBeenCalled(); // a stream that is there is no news
  stream.say("error", 0);
  expect(pokes).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_500);
  expect(pokes).toHaveBeenCalledTimes(1);
  // The browser tries again and again.
  for (let n = 0; n < 5; n++) stream.say("error", 0);
  vi.advanceTimersByTime(60_000);
  expect(pokes).toHaveBeenCalledTimes(1);
  stream.say("open", 1);
  vi.advanceTimersByTime(3_000);
  expect(pokes).toHaveBeenCalledTimes(2);
});

test("a stream that the browser gave up is opened again; checkpoints and the system's word of a network count at once", () => {
  const { pokes, stream } = hearing();
  stream.say("error", 2);
  vi.advanceTimersByTime(30_000);
  expect(Stream.opened).toHaveLength(2);
  pokes.mockClear();
  Stream.opened[1]?.say("checkpoint", 1);
  self.dispatchEvent(new Event("online"));
  expect(pokes).toHaveBeenCalledTimes(2);
});

test("nothing is heard after the end", () => {
  const { pokes, end, stream } = hearing();
  stream.say("error", 0);
  end();
  vi.advanceTimersByTime(60_000);
  self.dispatchEvent(new Event("online"));
  expect(pokes).not.toHaveBeenCalled();
  expect(Stream.opened).toHaveLength(1);
});

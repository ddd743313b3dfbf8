import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenIdle } from "../../src/ui/practice/whenIdle.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a practice that nobody touches for five minutes ends; a touch or a key puts it off; stopped, it never does", () => {
  const ended = vi.fn();
  const stop = whenIdle(window, 300_000, ended);
  vi.advanceTimersByTime(299_000);
  window.dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(299_000);
  window.dispatchEvent(new Event("keydown"));
  vi.advanceTimersByTime(299_000);
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(ended).toHaveBeenCalledOnce();
  const other = vi.fn();
  whenIdle(window, 1_000, other)();
  vi.advanceTimersByTime(10_000);
  expect(other).not.toHaveBeenCalled();
  stop();
});

/** Fails a test on any warning or error in the console: a missing sentence, a broken list key, a lost update. */
import { afterEach, beforeEach, expect, vi } from "vitest";

export function expectQuietConsole(): void {
  beforeEach(() => {
    vi.spyOn(console, "error");
    vi.spyOn(console, "warn");
  });
  afterEach(() => {
    expect(vi.mocked(console.error).mock.calls).toEqual([]);
    expect(vi.mocked(console.warn).mock.calls).toEqual([]);
    vi.restoreAllMocks();
  });
}

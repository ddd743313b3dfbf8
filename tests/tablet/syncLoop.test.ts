import { expect, test } from "vitest";
import type { SyncOutcome } from "../../src/tablet/sync.ts";
import { SyncLoop } from "../../src/tablet/syncLoop.ts";

function loop(outcomes: SyncOutcome[]) {
  const waits: number[] = [];
  let due: (() => void) | undefined;
  let steps = 0;
  const made = new SyncLoop({
    step: async () => outcomes[Math.min(steps++, outcomes.length - 1)] as SyncOutcome,
    onOutcome: async () => undefined,
    random: () => 0.999,
    timer: (ms, then) => {
      waits.push(ms);
      due = then;
      return () => (due = undefined);
    },
  });
  const turn = async (): Promise<void> => {
    due?.();
    await new Promise((go) => setTimeout(go));
  };
  return { made, waits, turn, steps: () => steps, due: () => due };
}

test("P1: no outcome is the last: after each a timer runs, and waits grow to a minute at most", async () => {
  const all: SyncOutcome[] = [
    { outcome: "noNetwork" },
    { outcome: "refused", type: "internal" },
    { outcome: "noNetwork" },
    { outcome: "noNetwork" },
    { outcome: "noNetwork" },
    { outcome: "noNetwork" },
    { outcome: "noNetwork" },
    { outcome: "noNetwork" },
  ];
  const { made, waits, turn, due } = loop(all);
  await made.poke();
  for (let n = 1; n < all.length; n++) {
    expect(due()).toBeDefined();
    await turn();
  }
  expect(waits.every((wait, n) => n === 0 || wait >= (waits[n - 1] as number))).toBe(true);
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  expect(Math.max(...waits)).toBeGreaterThan(50_000);
});

test("a step that throws does not end the loop", async () => {
  const waits: number[] = [];
  const made = new SyncLoop({
    step: () => Promise.reject(new Error("bug")),
    onOutcome: async () => undefined,
    random: () => 0.5,
    timer: (ms) => {
      waits.push(ms);
      return () => undefined;
    },
  });
  await made.poke();
  expect(waits).toHaveLength(1);
});

test("pokes during a round lead to one more round, not to many", async () => {
  const inStep = { outcome: "inStep" } as SyncOutcome;
  const { made, steps } = loop([inStep]);
  await Promise.all([made.poke(), made.poke(), made.poke(), made.poke()]);
  expect(steps()).toBe(2);
});

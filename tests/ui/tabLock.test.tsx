// @vitest-environment node
import { describe, expect, test } from "vitest";
import { OneTab } from "../../src/tablet/tabLock.ts";

type Tab = {
  readonly tab: OneTab;
  /** What was asked of its work, in order. */
  readonly asked: string[];
  /** Lets a begin that waits go on. */
  go(): void;
};

/** A tab on a lock manager that is really there (Node's); `slow`: its work begins only when told. */
function aTab(name: string, slow = false, graceMs = 0): Tab {
  const asked: string[] = [];
  let go: () => void = () => undefined;
  // One test's locks are not another's.
  const locks: Pick<LockManager, "request"> = {
    request: (lock: string, ...rest: unknown[]) =>
      (navigator.locks.request as (...given: unknown[]) => Promise<unknown>)(`${name}/${lock}`, ...rest),
  } as Pick<LockManager, "request">;
  const work = {
    begin: async () => {
      asked.push("begin");
      if (slow) await new Promise<void>((done) => (go = done));
      asked.push("begun");
    },
    end: () => asked.push("end"),
    elsewhere: () => asked.push("elsewhere"),
  };
  const tab = new OneTab(locks, work, graceMs);
  return { tab, asked, go: () => go() };
}

const began = ["begin", "begun"];
const lost = ["end", "elsewhere"];
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

describe("one tab", () => {
  test("the second one is told, and begins nothing", async () => {
    const [one, two] = [aTab("second"), aTab("second")];
    await one.tab.run("ifFree");
    await two.tab.run("ifFree");
    expect(one.asked).toEqual(began);
    expect(two.asked).toEqual(["elsewhere"]);
    expect([one.tab.here, two.tab.here]).toEqual([true, false]);
  });

  test("a page that is just ending does not pass for another tab; one that stays does", async () => {
    let end: () => void = () => undefined;
    const old = navigator.locks.request("grace/turnout/tab", () => new Promise<void>((done) => (end = done)));
    const next = aTab("grace", false, 60_000);
    const running = next.tab.run("ifFree");
    await settled();
    expect(next.asked).toEqual([]);
    end();
    await Promise.all([old, running]);
    expect(next.asked).toEqual(began);
    const other = aTab("grace", false, 20);
    await other.tab.run("ifFree");
    expect(other.asked).toEqual(["elsewhere"]);
  });

  test("going on in this tab works back and forth", async () => {
    const [one, two] = [aTab("back"), aTab("back")];
    await one.tab.run("ifFree");
    await two.tab.run("ifFree");
    const tabs = [two, one, two, one];
    for (const [at, taker] of tabs.entries()) {
      await taker.tab.run("otherTab");
      await settled();
      expect([at, one.tab.here, two.tab.here]).toEqual([at, taker === one, taker === two]);
    }
    expect(one.asked).toEqual([...began, ...lost, ...began, ...lost, ...began]);
    expect(two.asked).toEqual(["elsewhere", ...began, ...lost, ...began, ...lost]);
  });

  test("a quick second press takes nothing from this very tab", async () => {
    const one = aTab("twice");
    await Promise.all([one.tab.run("otherTab"), one.tab.run("otherTab"), one.tab.run("otherTab")]);
    await settled();
    await one.tab.run("otherTab");
    expect(one.asked).toEqual(began);
    expect(one.tab.here).toBe(true);
  });

  test("work that was lost while it began is ended once it has begun, and only then begins again", async () => {
    const [one, two] = [aTab("slow", true), aTab("slow")];
    const first = one.tab.run("ifFree");
    await settled();
    await two.tab.run("otherTab");
    await settled();
    expect(one.asked).toEqual(["begin", ...lost]);
    const again = one.tab.run("otherTab");
    await settled();
    expect(one.asked).toEqual(["begin", ...lost]);
    expect(two.asked).toEqual([...began, ...lost]);
    one.go();
    await first;
    await settled();
    expect(one.asked).toEqual(["begin", ...lost, "begun", "end", "begin"]);
    one.go();
    await again;
    expect(one.asked.slice(-2)).toEqual(began);
    expect(one.tab.here).toBe(true);
  });

  test("a lock that cannot be asked for is a failure, not another tab", async () => {
    const locks = { request: async () => Promise.reject(new Error("denied")) } as unknown as LockManager;
    const asked: string[] = [];
    const work = { begin: async () => undefined, end: () => asked.push("end"), elsewhere: () => asked.push("else") };
    await expect(new OneTab(locks, work).run("ifFree")).rejects.toThrow("denied");
    expect(asked).toEqual([]);
  });
});

import { afterEach, expect, test, vi } from "vitest";
import { syncWhenSeen } from "../../src/ui/syncWhenSeen.ts";
import { scriptedTablet } from "./scriptedTablet.ts";

afterEach(() => vi.restoreAllMocks());

function turn(visibility: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visibility);
  document.dispatchEvent(new Event("visibilitychange"));
}

test("the tablet sends and fetches as soon as it is seen again, and not when it is put away", () => {
  const tablet = scriptedTablet();
  const end = syncWhenSeen(tablet, document);
  turn("hidden");
  expect(tablet.asked).toEqual([]);
  turn("visible");
  expect(tablet.asked).toEqual([{ what: "syncNow", with: undefined }]);
  end();
  turn("visible");
  expect(tablet.asked).toHaveLength(1);
});

test("a round that fails is left to its own timer", async () => {
  const end = syncWhenSeen(scriptedTablet({ syncNow: () => Promise.reject(new Error("no network")) }), document);
  turn("visible");
  await new Promise((done) => setTimeout(done));
  end();
});

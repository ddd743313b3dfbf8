import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { Phase, Safety } from "../../src/tablet/tabletState.ts";
import { listAge } from "../../src/ui/text/SafetySentence.tsx";
import { expectQuietConsole } from "./quietConsole.ts";
import { morning, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const sentences: [Safety, string][] = [
  [{ safety: "cannotRecord" }, "Stop: not recorded. Use the paper book"],
  [
    { safety: "alarm", alarm: "countyLogInconsistent" },
    "The county's record contradicts itself: keep going and call the county",
  ],
  [
    { safety: "alarm", alarm: "eventMissingAtCounty" },
    "The county is missing a check-in of this tablet: keep going and call the county",
  ],
  [
    { safety: "alarm", alarm: "countyUnknown" },
    "This may not be your county's endpoint: keep going and call the county",
  ],
  [{ safety: "checkedInTwice", voters: 1 }, "1 voter is checked in twice: see who"],
  [{ safety: "checkedInTwice", voters: 3 }, "3 voters are checked in twice: see who"],
  [{ safety: "listIncomplete" }, "Part of the list is missing: connect this tablet to the network"],
  [{ safety: "noNetwork", notSent: 0, lastHeard: undefined }, "No network: keep going"],
  [{ safety: "noNetwork", notSent: 1, lastHeard: morning }, "No network: keep going. 1 record is only on this tablet"],
  [
    { safety: "noNetwork", notSent: 12, lastHeard: morning },
    "No network: keep going. 12 records are only on this tablet",
  ],
  [{ safety: "sending", notSent: 3 }, "Sending 3 to the county"],
  [{ safety: "allSent", lastHeard: morning }, "All sent to the county"],
];

describe("P7: one sentence says what is safe now", () => {
  test.each(sentences)("%o: %s", async (safety, sentence) => {
    await showApp(surroundingsOf(scriptedTablet({}, { safety })));
    expect(document.querySelector("footer .safe")?.textContent).toBe(sentence);
    expect(document.querySelector("footer .clock")?.textContent).toBe("10:43 am");
  });

  const waiting: Phase = { phase: "loadingRoll", done: 3, total: 12, waiting: true };
  const line = (): string | null | undefined => document.querySelector("footer .safe")?.textContent;

  test("a list that is only half here is never called safe", async () => {
    const tablet = scriptedTablet({}, { phase: waiting });
    await showApp(surroundingsOf(tablet));
    expect(line()).toBe("No network: the list is not complete yet");
    expect(document.querySelector("footer")?.className).toContain("noNetwork");
    await act(async () => tablet.showPhase({ ...waiting, waiting: false }));
    expect(line()).toBe("All sent to the county");
  });

  test("what is more urgent than the list is still said while it waits", async () => {
    await showApp(surroundingsOf(scriptedTablet({}, { phase: waiting, safety: { safety: "cannotRecord" } })));
    expect(line()).toBe("Stop: not recorded. Use the paper book");
  });

  test("a list without some of the changes asks, by colour and shape", async () => {
    await showApp(surroundingsOf(scriptedTablet({}, { safety: { safety: "listIncomplete" } })));
    const footer = document.querySelector("footer");
    expect(footer?.className).toContain("listIncomplete");
    expect(footer?.querySelector("svg path")?.getAttribute("d")).toBe("M12 2l11 20H1z");
  });

  test("it changes with the tablet's state", async () => {
    const tablet = scriptedTablet();
    await showApp(surroundingsOf(tablet));
    await act(async () => tablet.show({ safety: { safety: "noNetwork", notSent: 12, lastHeard: morning } }));
    expect(document.querySelector("footer .safe")?.textContent).toBe(
      "No network: keep going. 12 records are only on this tablet",
    );
  });

  test("an old list is said beside it, in hours", async () => {
    await showApp(surroundingsOf(scriptedTablet({}, { knownAt: morning - 5.5 * 3_600_000 })));
    expect(screen.getByText("List is 5 hours old")).toBeTruthy();
  });

  test("a list without any news says so; a fresh one says nothing", async () => {
    const tablet = scriptedTablet({}, { knownAt: undefined });
    await showApp(surroundingsOf(tablet));
    expect(screen.getByText("List has no news from the county yet")).toBeTruthy();
    await act(async () => tablet.show({ knownAt: morning }));
    expect(document.querySelector("footer .age")).toBeNull();
  });

  test("the list is old only after the minutes that the election allows", () => {
    expect(listAge(morning, morning + 240 * 60_000, 240)).toBeUndefined();
    expect(listAge(morning, morning + 241 * 60_000, 240)).toEqual({ minutes: 241 });
    expect(listAge(undefined, morning, undefined)).toBeUndefined();
  });
});

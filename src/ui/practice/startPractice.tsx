/**
 * The practice page: the same screens on a tablet that practices, in a document of its own with its own title and icon
 * (practice.html). The live page, its worker and its lock ended when the browser came here.
 */
import "../styles/practice.css";
import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ReactNode } from "react";
import workerUrl from "../../practice/practice.worker.ts?worker&url";
import type { PracticeCommands } from "../../practice/practiceTablet.ts";
import { commandId } from "../../tablet/commandId.ts";
import { startTablet } from "../../tablet/tabletClient.ts";
import { markPractice, ownElection, practiceMark } from "../practiceMark.ts";
import { PrintQueue } from "../printing/printQueue.ts";
import { withLateWords } from "../text/languages.ts";
import { countedTablet } from "./countedTablet.ts";
import { Hazard } from "./Hazard.tsx";
import { leavePractice } from "./leavePractice.ts";
import { PracticeApp } from "./PracticeApp.tsx";
import { PracticeTrouble } from "./practiceTrouble.ts";
import { whenIdle } from "./whenIdle.ts";

const idleMs = 5 * 60_000;

/** Without the mark of the first screen: back to it, and nothing is started. */
export function startPractice(): ReactNode {
  const mark = practiceMark();
  if (mark === undefined) {
    location.replace("/");
    return null;
  }
  const worker = new Worker(workerUrl, { type: "module", name: "practice" });
  const started = startTablet<PracticeCommands>(worker);
  const { tablet, steps } = countedTablet(started);
  const resumed = tablet.resume(mark === "anew");
  // From then on a reload goes on with what is here.
  void resumed.then(
    () => markPractice("go"),
    () => undefined, // told on the screen
  );
  const own = ownElection();
  // On a tablet that waits for its election nobody leaves a practice standing.
  if (own !== undefined) whenIdle(window, idleMs, leavePractice);
  const trouble = new PracticeTrouble();
  const surroundings = {
    tablet,
    now: () => Date.now() + trouble.ahead,
    newCommandId: () => commandId((bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
    askPersistence: async () => false, // a practice may be lost
    update: { waiting: () => undefined, watch: () => () => {}, load: async () => false, take() {}, leave() {} },
    prints: new PrintQueue({
      printer: async () => {
        const { systemPrinter } = await withLateWords(() => import("../printing/systemPrinter.tsx"));
        return trouble.printer(systemPrinter(window));
      },
      mark: () => i18n._(msg`PRACTICE: not an election record`),
    }),
  };
  return (
    <>
      <Hazard />
      <PracticeApp {...{ tablet, steps, trouble, resumed, own, surroundings }} />
    </>
  );
}

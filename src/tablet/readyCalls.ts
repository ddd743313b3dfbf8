/** What a screen asks of a tablet that is to be made ready for the day, and what is answered. */
import type { TabletLook } from "../domain/openingText.ts";
import type { Override } from "../domain/overrides.ts";
import type { EntryOf } from "../domain/placeEntries.ts";
import type { PollsState } from "../domain/polls.ts";
import type { ReadyFacts, ReadySeen } from "../domain/readyChecks.ts";

export type ReadyCall = {
  readonly cmd: string;
  /** The code that was on the screen. */
  readonly code: string;
  readonly seen: ReadySeen;
  readonly overrides: readonly Override[];
};

export type ReadyView = {
  /** What the tablet found out by itself. */
  readonly facts: ReadyFacts;
  readonly look: TabletLook;
  /** All tablets of the place must show it. */
  readonly code: string;
  /** The time as the county would say it (ms). */
  readonly now: number;
  /** Newest word of the county (ms), and so of the other tablets; undefined before the first. */
  readonly heard: number | undefined;
  /** The polls of the place, as far as known here. */
  readonly polls: PollsState;
  /** What was said of this tablet today. */
  readonly said: EntryOf<"TabletReady"> | undefined;
};

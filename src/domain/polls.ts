/** Whether the polls of a place are open: the last word on them, by the writers' clocks. */
import { type EntryOf, entriesOf, type PlaceEntriesHeld } from "./placeEntries.ts";

export type Polls = "PollsOpened" | "PollsSuspended" | "PollsResumed" | "PollsClosed";
type LastWord = { readonly polls: EntryOf<Polls> | undefined };

export type PollsState = "notOpened" | "open" | "suspended" | "closed";

export const stateAfter = {
  PollsOpened: "open",
  PollsResumed: "open",
  PollsSuspended: "suspended",
  PollsClosed: "closed",
} as const satisfies Record<Polls, PollsState>;

/** The last word on the polls; undefined before they were ever opened. */
export const lastPolls = (held: PlaceEntriesHeld): LastWord["polls"] =>
  entriesOf(held, "PollsOpened", "PollsSuspended", "PollsResumed", "PollsClosed").at(-1);

export const pollsState = (polls: LastWord["polls"]): PollsState =>
  polls === undefined ? "notOpened" : stateAfter[polls.body.type];

export const isOpen = ({ polls }: LastWord): boolean => pollsState(polls) === "open";

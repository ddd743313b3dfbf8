/**
 * Which tablets of a place are ready today, and where one has something else than this one, what. A function of the set of known
 * events and of what this tablet has: what another one said and has not been heard yet is not in it.
 */
import { lookDifferences, type TabletDifference, type TabletLook } from "./openingText.ts";
import type { PlaceDay } from "./placeDay.ts";
import type { EntryOf } from "./placeEntries.ts";

export type TabletReadiness = {
  readonly device: string;
  /** As its receipts begin. */
  readonly number: string;
  /** `notHeard`: as far as this tablet knows nobody said today that it is ready. */
  readonly state: "ready" | "differs" | "notHeard";
  /** What it said today. */
  readonly said: EntryOf<"TabletReady"> | undefined;
  readonly differences: readonly TabletDifference[];
  /** It came to a place that was open: it does not know whom the others checked in since it last heard (`said.body.heard`). */
  readonly joined: boolean;
};

type Known = {
  readonly place: Pick<PlaceDay, "ready" | "openings">;
  readonly tablets: readonly { readonly device: string; readonly number: string }[];
  /** What this tablet has, today among it. */
  readonly look: TabletLook;
};

/** Every tablet that belongs here or said today that it is ready, in order of their numbers. */
export function readinessOf({ place, tablets, look }: Known): TabletReadiness[] {
  const said = new Map(
    place.ready.flatMap((one) => (one.body.day < look.day ? [] : [[one.name.device, one] as const])),
  );
  const numbers = new Map(tablets.map(({ device, number }) => [device, number]));
  for (const [device, { body }] of said) if (!numbers.has(device)) numbers.set(device, String(body.number));
  const opened = place.openings.find(({ body }) => body.day === look.day)?.body.wall;
  return [...numbers]
    .map(([device, number]): TabletReadiness => {
      const entry = said.get(device);
      const differences = entry === undefined ? [] : lookDifferences(look, lookOf(entry.body));
      const state = entry === undefined ? "notHeard" : differences.length === 0 ? "ready" : "differs";
      const joined = entry !== undefined && opened !== undefined && entry.body.wall > opened;
      return { device, number, state, said: entry, differences, joined };
    })
    .sort((a, b) => Number(a.number) - Number(b.number) || (a.device < b.device ? -1 : 1));
}

/** What a tablet had when it said that it was ready. */
export const lookOf = ({ day, build, roll, listOf, missing, earlier }: EntryOf<"TabletReady">["body"]): TabletLook => ({
  ...{ day, build, roll, listOf, missing, earlier },
});

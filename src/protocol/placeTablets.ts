/**
 * What the county says of the tablets of one place: when it heard each, how much that one said it had recorded, how much of it
 * came. The only word on a tablet that died with records of its own. No names. An answer may grow: what is not known is left out.
 */
import * as z from "zod/mini";

export const placeTabletsPath = (place: string): string => `/api/places/${encodeURIComponent(place)}/tablets`;

const atLeast = (least: number) => z.int().check(z.minimum(least));

export const TabletWord = z.object({
  device: z.string(),
  number: atLeast(1),
  /** A spare belongs to no place. */
  spare: z.boolean(),
  /** When the county heard it last (ms); null: not since it was set up. */
  heard: z.nullable(z.int()),
  /** Seq of the newest event that it said it has; -1 for none. */
  newest: atLeast(-1),
  /** Seq of the newest one that the county has, in order. */
  held: atLeast(-1),
  /** Which program it runs, "" before it said so. */
  build: z.string(),
  /** Milliseconds that the county's clock is ahead of its own; null before it said so. */
  clockOff: z.nullable(z.int()),
});
export type TabletWord = z.infer<typeof TabletWord>;

export const PlaceTabletsAnswer = z
  .object({ tablets: z.array(TabletWord) })
  .check(z.meta({ id: "PlaceTablets", description: "The tablets of a place, and spares." }));

/**
 * What all tablets of a place must have in common before the polls open; two with the same text show the same code. The list is as
 * old as what is applied of it, not as the last word of the county: two tablets that heard the county an hour apart have the
 * same list if nothing was changed between.
 */

/** What a tablet has, beside election and place, which its opening card decides. */
export type TabletLook = {
  /** Today, by the calendar of the place. */
  readonly day: string;
  /** Of the program. */
  readonly build: string;
  /** Version of the list of voters. */
  readonly roll: number;
  /** When the county last changed the list, as far as this tablet has it (ms); undefined: it never heard of the county. */
  readonly listOf?: number | undefined;
  /** Changes to the list that it knows of and does not have. */
  readonly missing: number;
  /** Check-ins of earlier days that it knows of, of the whole county. */
  readonly earlier: number;
};
export type OpeningLook = TabletLook & { readonly election: string; readonly place: string };

export function openingText({ election, place, day, build, roll, listOf, missing, earlier }: OpeningLook): string {
  const list = [roll, listOf ?? "never", missing, earlier];
  return ["turnout-opening", election, place, day, build, ...list.map(String)].map((one) => JSON.stringify(one)).join();
}

/** What differs between two tablets of a place, and which of them has to be brought level; undefined: nobody can tell. */
export type TabletDifference = {
  readonly what: keyof TabletLook;
  readonly behind: "there" | "here" | undefined;
};

/** What another tablet (`there`) has otherwise than this one; nothing exactly where both show one code. */
export function lookDifferences(here: TabletLook, there: TabletLook): TabletDifference[] {
  const differs = (what: keyof TabletLook, behind?: number): TabletDifference[] =>
    here[what] === there[what]
      ? []
      : [{ what, behind: behind === undefined ? undefined : behind < 0 ? "there" : "here" }];
  return [
    ...differs("day"),
    ...differs("build"),
    ...differs("roll", there.roll - here.roll),
    ...differs("listOf", (there.listOf ?? 0) - (here.listOf ?? 0)),
    ...differs("missing", here.missing - there.missing),
    ...differs("earlier", there.earlier - here.earlier),
  ];
}

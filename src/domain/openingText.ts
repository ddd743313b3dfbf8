/** What all tablets of a place must have in common before the polls open; two with the same text show the same code. */

export type OpeningLook = {
  readonly election: string;
  readonly place: string;
  /** Today, by the calendar of the place. */
  readonly day: string;
  /** Of the program. */
  readonly build: string;
  /** Version of the list of voters. */
  readonly roll: number;
  /** Newest word of the county (ms); undefined before the first. */
  readonly news: number | undefined;
};

const hour = 3_600_000;

/** News of the same hour are as old for people; without any there is one text for all. */
export function openingText({ election, place, day, build, roll, news }: OpeningLook): string {
  const heard = news === undefined ? "never" : String(Math.floor(news / hour));
  return ["turnout-opening", election, place, day, build, String(roll), heard].map((one) => JSON.stringify(one)).join();
}

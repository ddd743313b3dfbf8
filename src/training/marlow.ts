/** Marlow, a county that does not exist: its precincts, ballots and polling places, for demonstrations and practice. */
import type { Election } from "../domain/election.ts";

const undivided = (id: string, name: string) => ({ id, name });
const divided = (id: string, name: string) => ({
  id,
  name,
  splits: ["A", "B"].map((part) => ({ id: `${id}-${part}`, name: `${name}, part ${part}` })),
});

/** What of an election definition says where and for whom. Whoever uses it adds when, under which rules, and what for. */
export const marlow = {
  format: "turnout-election/1",
  county: "Marlow",
  parties: [
    { id: "DEM", name: "Democratic" },
    { id: "REP", name: "Republican" },
    { id: "LIB", name: "Libertarian" },
    { id: "GRE", name: "Green" },
  ],
  precincts: [
    undivided("101", "Fairhaven North"),
    undivided("102", "Fairhaven South"),
    divided("103", "Cedar Falls"),
    undivided("104", "Millbrook"),
    divided("105", "Stonebridge"),
    undivided("106", "Eastlake"),
  ],
  ballotStyles: [
    { id: "1", splits: ["101", "102"], languages: ["en", "es"] },
    { id: "2", splits: ["103-A"], languages: ["en", "es"] },
    { id: "3", splits: ["103-B"], languages: ["en", "es"] },
    { id: "4", splits: ["104"], languages: ["en"] },
    { id: "5", splits: ["105-A"], languages: ["en"] },
    { id: "6", splits: ["105-B"], languages: ["en"] },
    { id: "7", splits: ["106"], languages: ["en"] },
  ],
  places: [
    {
      id: "town-hall",
      name: "Fairhaven Town Hall",
      address: "1 Main St, Fairhaven",
      directions: "Side entrance on Second St, ramp on the left.",
      serves: ["101", "102", "103"],
    },
    {
      id: "elm-school",
      name: "Elm Street School, gym",
      address: "240 Elm St, Millbrook",
      directions: "Parking behind the gym.",
      serves: ["104", "105", "106"],
    },
    {
      id: "vote-center",
      name: "County Library (vote center)",
      address: "12 Prospect Ave, Fairhaven",
      directions: "Ground floor, next to the reading room.",
      serves: "all",
    },
  ],
} as const satisfies Partial<Record<keyof Election, unknown>>;

/** The election of the demonstration: a general election of today in a county that does not exist. */
import { Election } from "../../domain/election.ts";

/** `date`: "YYYY-MM-DD". `timeZone`: where the demonstration is shown, so that today is its election day. */
export function demoElection(date: string, timeZone: string): Election {
  const undivided = (id: string, name: string) => ({ id, name });
  const divided = (id: string, name: string) => ({
    id,
    name,
    splits: ["A", "B"].map((part) => ({ id: `${id}-${part}`, name: `${name}, part ${part}` })),
  });
  return Election.parse({
    format: "turnout-election/1",
    id: `marlow-${date}`,
    name: "Marlow County General Election (demonstration)",
    county: "Marlow",
    state: "ZZ",
    date,
    timeZone,
    kind: "general",
    polls: { open: "00:00", close: "23:59" },
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
    rules: {
      printing: { byItself: [] },
    },
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
  });
}

/** Who may open a tablet. Fixed PINs: this is a demonstration. */
export const demoWorkers = [
  { id: "rosa", name: "Rosa M.", role: "pollWorker", pin: "730164" },
  { id: "dev", name: "Dev P.", role: "pollWorker", pin: "135791" },
  { id: "lin", name: "Lin C.", role: "inspector", pin: "864209" },
  { id: "ada", name: "Ada T.", role: "inspector", pin: "975318" },
] as const;

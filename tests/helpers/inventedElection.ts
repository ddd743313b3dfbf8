/** An election for tests and benchmarks that need precincts and parties and no more. */
import { Election } from "../../src/domain/election.ts";

/** A small election with as many precincts as asked for. */
export function inventedElection(precincts = 12): Election {
  const ids = Array.from({ length: precincts }, (_, n) => String(101 + n));
  return Election.parse({
    format: "turnout-election/1",
    id: "invented-2026",
    name: "Invented General Election",
    county: "Marlow",
    state: "ZZ",
    date: "2026-11-03",
    timeZone: "America/New_York",
    kind: "general",
    parties: [
      { id: "DEM", name: "Democratic" },
      { id: "REP", name: "Republican" },
      { id: "LIB", name: "Libertarian" },
    ],
    precincts: ids.map((id) => ({ id, name: `Precinct ${id}` })),
    ballotStyles: [{ id: "1", splits: ids }],
    places: [{ id: "hall", name: "Town Hall", address: "1 Main St", serves: "all" }],
  });
}

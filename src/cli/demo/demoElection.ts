/** The election of the demonstration: a general election of today in a county that does not exist. */
import { Election } from "../../domain/election.ts";
import { marlow } from "../../training/marlow.ts";

/** `date`: "YYYY-MM-DD". `timeZone`: where the demonstration is shown, so that today is its election day. */
export function demoElection(date: string, timeZone: string): Election {
  return Election.parse({
    ...marlow,
    id: `marlow-${date}`,
    name: "Marlow County General Election (demonstration)",
    state: "ZZ",
    date,
    timeZone,
    kind: "general",
    polls: { open: "00:00", close: "23:59" },
    rules: {
      printing: { byItself: [] },
    },
  });
}

/** Who may open a tablet. Fixed PINs: this is a demonstration. */
export const demoWorkers = [
  { id: "rosa", name: "Rosa M.", role: "pollWorker", pin: "730164" },
  { id: "dev", name: "Dev P.", role: "pollWorker", pin: "135791" },
  { id: "lin", name: "Lin C.", role: "inspector", pin: "864209" },
  { id: "ada", name: "Ada T.", role: "inspector", pin: "975318" },
] as const;

/** A precinct, with its split where it is divided. */
import { precinctName } from "../text/voterText.ts";

export function PrecinctName({ precinct, splitName }: { precinct: string; splitName: string }) {
  return <bdi>{precinctName(precinct, splitName)}</bdi>;
}

/** A precinct, with its split where it is divided. */
import { Trans } from "@lingui/react/macro";

export function PrecinctName({ precinct, splitName }: { precinct: string; splitName: string }) {
  if (splitName === "" || splitName === precinct) return <bdi>{precinct}</bdi>;
  return (
    <Trans>
      {precinct}, split {splitName}
    </Trans>
  );
}

/**
 * A new version of the program while the polls are open: offered on the lock screen of an open tablet on which no voter
 * is being served, to those whose role may install it, against their PIN.
 */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { permitFor } from "../../domain/authority.ts";
import type { Program } from "../../protocol/program.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { useTabletState } from "../surroundings.ts";
import { InstallDialog } from "./InstallDialog.tsx";

type UpdateProps = {
  readonly program: Program;
  readonly workers: readonly WorkerName[];
  readonly serving: boolean;
};

export function UpdateByInspector({ program, workers, serving }: UpdateProps) {
  const { election } = useTabletState();
  const [asking, setAsking] = useState(false);
  const roles = election === undefined ? [] : permitFor(election.rules.permits, "installProgram").roles;
  const may = workers.filter(({ role }) => roles.includes(role));
  if (may.length === 0) return null;
  return (
    <div className="update">
      <p role="status">
        {serving ? (
          <Trans>
            A new version of this program is ready. It can be installed when no voter is being served on this tablet.
          </Trans>
        ) : (
          <Trans>A new version of this program is ready. Nothing on the tablet is lost.</Trans>
        )}
      </p>
      {serving ? null : (
        <Button className="second" onPress={() => setAsking(true)}>
          <Trans>Inspector: install the new version</Trans>
        </Button>
      )}
      {asking && !serving ? <InstallDialog program={program} workers={may} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

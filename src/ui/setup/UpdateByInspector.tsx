/**
 * A new version of the program while the polls are open: offered on the lock screen of an open tablet on which no voter
 * is being served, to those whose role may install it, against their PIN.
 */
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import { permitFor } from "../../domain/authority.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { useNewVersion } from "../components/UpdatePrompt.tsx";
import { useTabletState } from "../surroundings.ts";
import { withLateWords } from "../text/languages.ts";

const InstallDialog = lazy(() =>
  withLateWords(() => import("./InstallDialog.tsx").then((file) => ({ default: file.InstallDialog }))),
);

type UpdateProps = { readonly workers: readonly WorkerName[]; readonly serving: boolean };

export function UpdateByInspector({ workers, serving }: UpdateProps) {
  const { election } = useTabletState();
  const [asking, setAsking] = useState(false);
  const roles = election === undefined ? [] : permitFor(election.rules.permits, "installProgram").roles;
  const may = workers.filter(({ role }) => roles.includes(role));
  const program = useNewVersion();
  if (program === undefined || may.length === 0) return null;
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
      {asking && !serving ? (
        <Suspense>
          <InstallDialog program={program} workers={may} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

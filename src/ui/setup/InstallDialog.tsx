/** Installs a new version while the polls are open: who may do it chooses their name and types their PIN. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { NotAuthorised } from "../../domain/authority.ts";
import type { Program } from "../../protocol/program.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { PinPad } from "../components/PinPad.tsx";
import { InstallingSentence, useInstall } from "../components/UpdatePrompt.tsx";
import { useFailure, useTablet } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";

type InstallProps = {
  readonly program: Program;
  readonly workers: readonly WorkerName[];
  readonly onClose: () => void;
};

export function InstallDialog({ program, workers, onClose }: InstallProps) {
  const tablet = useTablet();
  const fail = useFailure();
  const [worker, setWorker] = useState(workers.length === 1 ? workers[0] : undefined);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PinProblem | NotAuthorised>();
  const [installing, install] = useInstall(program);
  const agree = async (by: WorkerName, pin: string): Promise<void> => {
    setBusy(true);
    const may = await tablet.mayAct("installProgram", { worker: by.id, pin }, program);
    setBusy(false);
    setProblem(may.ok ? undefined : may.error);
    if (may.ok) install();
  };
  return (
    <ActDialog title={<Trans>Install the new version</Trans>} onClose={onClose}>
      {installing !== "no" ? (
        <p role="status">
          <InstallingSentence installing={installing} />
        </p>
      ) : worker === undefined ? (
        <ul className="workers">
          {workers.map((one) => (
            <li key={one.id}>
              <Button className="worker" onPress={() => setWorker(one)}>
                <span className="name">{one.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <div className="pin">
          <p>
            <Trans>
              <b>{worker.name}</b>, type your PIN. The tablet then starts again and asks for a PIN as before.
            </Trans>
          </p>
          <PinPad busy={busy} onPin={(pin) => void agree(worker, pin).catch(fail)} />
          <div className="problem" role="alert">
            {problem === undefined ? null : <ApprovalProblemSentence problem={problem} />}
          </div>
        </div>
      )}
      <div className="row">
        <Button className="second" onPress={onClose}>
          {installing === "failed" ? <Trans>Close</Trans> : <Trans>Not now</Trans>}
        </Button>
      </div>
    </ActDialog>
  );
}

/** Takes a worker from the code that another tablet shows, or says why not. Loaded when a code is read. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { WorkerCodeProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import ScanCode from "../components/ScanCode.tsx";
import { useFailure, useTablet } from "../surroundings.ts";

export function WorkerCodeReader({ onTaken }: { onTaken: (worker: WorkerName) => void }) {
  const tablet = useTablet();
  const fail = useFailure();
  const [scanning, setScanning] = useState(true);
  const [problem, setProblem] = useState<WorkerCodeProblem>();
  const take = async (text: string): Promise<void> => {
    setScanning(false);
    const taken = await tablet.takeWorker(text);
    setProblem(taken.ok ? undefined : taken.error);
    if (taken.ok) onTaken(taken.value);
  };
  return (
    <>
      {problem === undefined ? null : (
        <div className="problem" role="alert">
          <ProblemWords problem={problem} />
        </div>
      )}
      {scanning ? (
        <ScanCode kind="worker" onText={(text) => void take(text).catch(fail)} onClose={() => setScanning(false)} />
      ) : null}
    </>
  );
}

function ProblemWords({ problem }: { problem: WorkerCodeProblem }) {
  switch (problem.type) {
    case "notAWorkerCode":
      return <Trans>This code is not of this election, or damaged. Read it again from the other tablet.</Trans>;
    case "otherPlace":
      return <Trans>This worker was added at another polling place.</Trans>;
    case "workerRemoved":
      return <Trans>The county has taken this worker off its list since.</Trans>;
    case "openingCodeNeeded":
      return <Trans>This tablet must be opened again with the opening card.</Trans>;
    default:
      return problem satisfies never;
  }
}

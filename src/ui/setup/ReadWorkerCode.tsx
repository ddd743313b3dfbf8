/** On the lock screen of an open tablet: takes a worker whom another tablet of the place added, from the code it shows. */
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import type { WorkerCodeProblem } from "../../tablet/tabletInterface.ts";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { useFailure, useTablet } from "../surroundings.ts";
import { withLateWords } from "../text/languages.ts";

const ScanCode = lazy(() => withLateWords(() => import("../components/ScanCode.tsx")));

export function ReadWorkerCode({ onTaken }: { onTaken: (worker: WorkerName) => void }) {
  const tablet = useTablet();
  const fail = useFailure();
  const [scanning, setScanning] = useState(false);
  const [problem, setProblem] = useState<WorkerCodeProblem>();
  const take = async (text: string): Promise<void> => {
    setScanning(false);
    const taken = await tablet.takeWorker(text);
    setProblem(taken.ok ? undefined : taken.error);
    if (taken.ok) onTaken(taken.value);
  };
  return (
    <div className="readWorker">
      <Button className="plain" onPress={() => setScanning(true)}>
        <Trans>Read a worker’s code</Trans>
      </Button>
      {problem === undefined ? null : (
        <div className="problem" role="alert">
          <ProblemWords problem={problem} />
        </div>
      )}
      {scanning ? (
        <Suspense fallback={null}>
          <ScanCode kind="worker" onText={(text) => void take(text).catch(fail)} onClose={() => setScanning(false)} />
        </Suspense>
      ) : null}
    </div>
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

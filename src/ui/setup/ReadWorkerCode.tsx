/** On the lock screen of an open tablet: reads the code of a worker whom another tablet of the place added. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { WorkerName } from "../../tablet/tabletState.ts";
import { WorkerCodeReader } from "./lateSetUpParts.tsx";

export function ReadWorkerCode({ onTaken }: { onTaken: (worker: WorkerName) => void }) {
  const [reads, setReads] = useState(0);
  return (
    <div className="readWorker">
      <Button className="plain" onPress={() => setReads(reads + 1)}>
        <Trans>Read a worker’s code</Trans>
      </Button>
      {reads === 0 ? null : <WorkerCodeReader key={reads} onTaken={onTaken} />}
    </div>
  );
}

/** Closing the tablet: its keys leave the memory, and the opening card is needed again. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { NotAuthorised } from "../../domain/authority.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import { SentNow } from "../carry/SentLines.tsx";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const tablet = useTablet();
  const fail = useFailure();
  const { notSent } = useTabletState();
  const second = useSecondPerson("closeTablet");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NotAuthorised | PinProblem>();
  const close = async (): Promise<void> => {
    setBusy(true);
    const closed = await tablet.close(second.approval);
    setBusy(false);
    if (closed.ok) return;
    second.clear();
    setProblem(closed.error);
  };
  return (
    <ActDialog title={<Trans>Close this tablet?</Trans>} onClose={onClose}>
      <p>
        <Trans>Nobody can check in voters on it until the opening card opens it again.</Trans>
      </p>
      <SentNow />
      {notSent === 0 ? null : (
        <p>
          <Trans>What is only here still goes to the county while the tablet is closed.</Trans>
        </p>
      )}
      {second.fields}
      {problem === undefined ? null : (
        <div className="problem" role="alert">
          <ApprovalProblemSentence problem={problem} />
        </div>
      )}
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Keep it open</Trans>
        </Button>
        <Button className="primary" isDisabled={busy || !second.ready} onPress={() => void close().catch(fail)}>
          <Trans>Close the tablet</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

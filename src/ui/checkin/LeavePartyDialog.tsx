/** The voter leaves the party again whose ballot they took: the paper first, then one act. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { CheckInFact } from "../../domain/standing.ts";
import { spokenName } from "../../domain/voterName.ts";
import type { VoterNoteProblem } from "../../domain/voterNoteCommands.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { PrintForm } from "../printing/latePrinting.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { PartyOfBallot } from "../text/PartySentence.tsx";
import { VoterNoteProblemSentence } from "../text/VoterNoteProblemSentence.tsx";
import { useOneAct } from "./oneAct.ts";

type LeavePartyDialogProps = {
  readonly view: VoterView;
  readonly joined: CheckInFact & { readonly party: string };
  readonly onClose: () => void;
};

export function LeavePartyDialog({ view, joined, onClose }: LeavePartyDialogProps) {
  const tablet = useTablet();
  const { election } = useTabletState();
  const { busy, problem, run } = useOneAct<VoterNoteProblem | PinProblem | NotRecorded>();
  const [completed, setCompleted] = useState(false);
  const form = election?.rules.primary?.leaveForm;
  const name = spokenName(view.voter);
  const record = (): void => {
    const about = { voterId: view.voter.id, checkIn: joined.event, forms: form === undefined ? [] : [form] };
    run((cmd) => tablet.noteOnVoter({ cmd, note: "undeclared", ...about }), onClose);
  };
  return (
    <ActDialog title={<Trans>Record that {name} leaves the party again</Trans>} onClose={onClose}>
      <p>
        <Trans>
          The ballot stays cast. From now on the voter is no member of: <PartyOfBallot party={joined.party} />
        </Trans>
      </p>
      {form === undefined ? null : (
        <div>
          <label className="tick">
            <input type="checkbox" checked={completed} onChange={(event) => setCompleted(event.target.checked)} />
            <span>
              <Trans>Voter completed: {form}</Trans>
            </span>
          </label>
          <PrintForm name={form} view={view} />
        </div>
      )}
      <div className="problem" role="alert">
        {problem === undefined ? null : <VoterNoteProblemSentence problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose} isDisabled={busy}>
          <Trans>Back to the voter</Trans>
        </Button>
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={form !== undefined && !completed}
          onPress={record}
        >
          <Trans>Record it</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

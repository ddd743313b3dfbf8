/** A challenge that was decided against the voter, where no ballot comes of it: written down, so that every tablet knows. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Disposition } from "../../domain/disposition.ts";
import { upheldForms, type VoterNoteProblem } from "../../domain/voterNoteCommands.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useInspectorAgrees } from "../components/InspectorAgrees.tsx";
import { PrintForm } from "../printing/latePrinting.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { VoterNoteProblemSentence } from "../text/VoterNoteProblemSentence.tsx";
import type { Desk } from "./desk.ts";
import { otherHands, type Work } from "./deskWork.ts";
import { useOneAct } from "./oneAct.ts";

type UpheldProps = {
  readonly desk: Desk;
  readonly work: Work;
  readonly view: VoterView;
  readonly disposition: Disposition;
};

export function Upheld({ disposition, ...rest }: UpheldProps) {
  const forms = upheldForms(disposition);
  return forms === undefined ? null : <ToRecord forms={forms} {...rest} />;
}

type ToRecordProps = Omit<UpheldProps, "disposition"> & { readonly forms: readonly string[] };

function ToRecord({ desk, work, view, forms }: ToRecordProps) {
  const tablet = useTablet();
  const { phase } = useTabletState();
  const { busy, problem, run } = useOneAct<VoterNoteProblem | PinProblem | NotRecorded>();
  const inspector = useInspectorAgrees(true);
  const [recorded, setRecorded] = useState(false);
  if (recorded) return null;
  const worker = phase.phase === "working" ? phase.worker.id : undefined;
  const record = (): void => {
    const { answers } = work;
    const about = { voterId: view.voter.id, answers, forms: work.forms, ...otherHands(work, worker) };
    run(
      (cmd) => tablet.noteOnVoter({ cmd, note: "challengeUpheld", ...about, second: inspector.approval }),
      () => {
        setRecorded(true);
        for (const said of ["challengedHere", "challengeGround", "challenged"] as const) desk.answer(said, undefined);
      },
      inspector.clear,
    );
  };
  return (
    <div className="upheld">
      {forms.map((form) => (
        <div key={form}>
          <label className="tick">
            <input
              type="checkbox"
              checked={work.forms.includes(form)}
              onChange={(event) => desk.complete(form, event.target.checked)}
            />
            <span>
              <Trans>Completed: {form}</Trans>
            </span>
          </label>
          <PrintForm name={form} view={view} />
        </div>
      ))}
      {inspector.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <VoterNoteProblemSentence problem={problem} />}
      </div>
      <Button
        className={busy ? "primary busy" : "primary"}
        isDisabled={!inspector.ready || forms.some((form) => !work.forms.includes(form))}
        onPress={record}
      >
        <Trans>Record: no ballot is given</Trans>
      </Button>
    </div>
  );
}

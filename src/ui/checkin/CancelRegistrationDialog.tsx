/**
 * Takes a registration of today back, with a reason: the voter was on the list after all, or something was written down
 * wrong. One command id, kept until it is answered; "not recorded" stays on the dialog in red.
 */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { WhyNotRegistered } from "../../domain/newcomerEvents.ts";
import type { CancelRegistrationProblem } from "../../domain/registration.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { listName } from "../../domain/voterName.ts";
import type { NotRecorded, PinProblem } from "../../tablet/tabletInterface.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useSurroundings } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";

type CancelRegistrationProps = {
  readonly voter: VoterRecord;
  readonly onCancelled: () => void;
  readonly onClose: () => void;
};

const reasons: readonly WhyNotRegistered[] = ["onTheList", "wrongEntry", "personLeft", "other"];

export function CancelRegistrationDialog({ voter, onCancelled, onClose }: CancelRegistrationProps) {
  const { tablet, newCommandId } = useSurroundings();
  const fail = useFailure();
  const cmd = useRef<string>(undefined);
  const inFlight = useRef(false);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<WhyNotRegistered>();
  const [note, setNote] = useState("");
  const second = useSecondPerson("cancelCheckIn");
  const [problem, setProblem] = useState<CancelRegistrationProblem | PinProblem | NotRecorded>();
  const ready = reason !== undefined && (reason !== "other" || note.trim() !== "") && second.ready;
  const cancel = async (): Promise<void> => {
    if (inFlight.current || reason === undefined) return;
    inFlight.current = true;
    setBusy(true);
    setProblem(undefined);
    cmd.current ??= newCommandId();
    const why = { reason, note: note.trim() === "" ? undefined : note.trim() };
    try {
      const call = { cmd: cmd.current, voterId: voter.id, ...why, second: second.approval };
      const result = await tablet.cancelRegistration(call);
      if (result.ok) return onCancelled();
      second.clear();
      setProblem(result.error);
    } finally {
      inFlight.current = false;
      setBusy(false);
    }
  };
  const name = listName(voter);
  return (
    <ActDialog title={<Trans>Cancel the registration of {name}</Trans>} onClose={onClose}>
      <fieldset className="choices">
        <legend>
          <Trans>Why?</Trans>
        </legend>
        {reasons.map((one) => (
          <label key={one} className={one === reason ? "choice on" : "choice"}>
            <input type="radio" name="reason" checked={one === reason} onChange={() => setReason(one)} />
            <span>
              <ReasonWords reason={one} />
            </span>
          </label>
        ))}
      </fieldset>
      <label className="note">
        <span>{reason === "other" ? <Trans>What happened?</Trans> : <Trans>Note, if it helps</Trans>}</span>
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} autoComplete="off" />
      </label>
      {second.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <ProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose} isDisabled={busy}>
          <Trans>Keep the registration</Trans>
        </Button>
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={!ready}
          onPress={() => void cancel().catch(fail)}
        >
          <Trans>Cancel the registration</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

function ReasonWords({ reason }: { reason: WhyNotRegistered }): ReactNode {
  switch (reason) {
    case "onTheList":
      return <Trans>The voter is on the list after all</Trans>;
    case "wrongEntry":
      return <Trans>Something was written down wrong</Trans>;
    case "personLeft":
      return <Trans>The voter left</Trans>;
    case "other":
      return <Trans>Something else</Trans>;
    default:
      return reason satisfies never;
  }
}

function ProblemWords({ problem }: { problem: CancelRegistrationProblem | PinProblem | NotRecorded }): ReactNode {
  switch (problem.type) {
    case "hasBallot":
      return <Trans>First cancel the ballot of this voter.</Trans>;
    case "notRegistered":
      return <Trans>This is cancelled already.</Trans>;
    case "notRecorded":
      // The tablet was closed meanwhile: another screen comes by itself.
      if (problem.what === "notOpen") return null;
      return (
        <>
          <Shape shape="stop" />
          <Trans>Stop: not recorded. Use the paper book</Trans>
        </>
      );
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

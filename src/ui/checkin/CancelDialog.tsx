/**
 * Cancels a check-in with a reason. Of several check-ins of one voter the worker says which. One command id per cancel,
 * kept until it is answered; "not recorded" stays on the dialog in red and never closes it.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import type { CancelProblem } from "../../domain/cancelCheckIn.ts";
import type { CancelReason } from "../../domain/events.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { GivenBallot, NotRecorded } from "../../tablet/voterCalls.ts";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { type Why, WhyDialog } from "../components/WhyDialog.tsx";
import { useTablet, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "../text/NotRecordedWords.tsx";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";
import { useOneAct } from "./oneAct.ts";

type CancelDialogProps = {
  readonly voterId: string;
  readonly name: string;
  readonly ballots: readonly GivenBallot[];
  /** They are provisional ballots, not check-ins. */
  readonly provisional: boolean;
  readonly onCancelled: () => void;
  readonly onClose: () => void;
};

const reasons: readonly CancelReason[] = ["wrongVoter", "voterLeft", "wrongBallot", "recordedTwice", "other"];

export function CancelDialog({ voterId, name, ballots, provisional, onCancelled, onClose }: CancelDialogProps) {
  const tablet = useTablet();
  const { busy, problem, run } = useOneAct<CancelProblem | PinProblem | NotRecorded>();
  const [which, setWhich] = useState(ballots.length === 1 ? ballots[0] : undefined);
  const second = useSecondPerson("cancelCheckIn");
  const cancel = (why: Why<CancelReason>): void => {
    if (which === undefined) return;
    const about = { voterId, undoes: [which.event], ...why };
    run((cmd) => tablet.cancelCheckIn({ cmd, ...about, second: second.approval }), onCancelled, second.clear);
  };
  return (
    <WhyDialog
      title={
        provisional ? (
          <Trans>Cancel the provisional ballot of {name}</Trans>
        ) : (
          <Trans>Cancel the check-in of {name}</Trans>
        )
      }
      reasons={reasons}
      wordsOf={(reason) => <ReasonWords reason={reason} />}
      second={second}
      problem={problem && <ProblemWords problem={problem} />}
      busy={busy}
      waits={which === undefined}
      keep={provisional ? <Trans>Keep the ballot</Trans> : <Trans>Keep the check-in</Trans>}
      act={provisional ? <Trans>Cancel the ballot</Trans> : <Trans>Cancel the check-in</Trans>}
      onAct={cancel}
      onClose={onClose}
    >
      {ballots.length > 1 ? <Which ballots={ballots} which={which} onWhich={setWhich} /> : null}
    </WhyDialog>
  );
}

type WhichProps = {
  readonly ballots: readonly GivenBallot[];
  readonly which: GivenBallot | undefined;
  readonly onWhich: (fact: GivenBallot) => void;
};

function Which({ ballots, which, onWhich }: WhichProps) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  return (
    <fieldset className="choices">
      <legend>
        <Trans>Which one?</Trans>
      </legend>
      {ballots.map((fact) => {
        const on = fact.event.hash === which?.event.hash;
        const time = timeOfDay(fact.wall, election?.timeZone ?? "UTC", i18n.locale);
        const place = placeName(election, fact.place);
        const { receipt } = fact;
        return (
          <label key={fact.event.hash} className={on ? "choice on" : "choice"}>
            <input type="radio" name="which" checked={on} onChange={() => onWhich(fact)} />
            <span>
              <Trans>
                {time}, {place}, receipt {receipt}
              </Trans>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function ReasonWords({ reason }: { reason: CancelReason }): ReactNode {
  switch (reason) {
    case "wrongVoter":
      return <Trans>Wrong voter was chosen</Trans>;
    case "voterLeft":
      return <Trans>Voter left without voting</Trans>;
    case "wrongBallot":
      return <Trans>Wrong ballot</Trans>;
    case "recordedTwice":
      return <Trans>Recorded twice</Trans>;
    case "other":
      return <Trans>Something else</Trans>;
    default:
      return reason satisfies never;
  }
}

function ProblemWords({ problem }: { problem: CancelProblem | PinProblem | NotRecorded }): ReactNode {
  switch (problem.type) {
    case "nothingToCancel":
      return <Trans>This is cancelled already.</Trans>;
    case "notRecorded":
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

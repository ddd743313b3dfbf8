/**
 * Takes a registration of today back, with a reason: the voter was on the list after all, or something was written down
 * wrong.
 */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { WhyNotRegistered } from "../../domain/newcomerEvents.ts";
import type { CancelRegistrationProblem } from "../../domain/registration.ts";
import type { VoterRecord } from "../../domain/voter.ts";
import { listName } from "../../domain/voterName.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { type Why, WhyDialog } from "../components/WhyDialog.tsx";
import { useTablet } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { NotRecordedWords } from "../text/NotRecordedWords.tsx";
import { useOneAct } from "./oneAct.ts";

type CancelRegistrationProps = {
  readonly voter: VoterRecord;
  readonly onCancelled: () => void;
  readonly onClose: () => void;
};

const reasons: readonly WhyNotRegistered[] = ["onTheList", "wrongEntry", "personLeft", "other"];

export function CancelRegistrationDialog({ voter, onCancelled, onClose }: CancelRegistrationProps) {
  const tablet = useTablet();
  const { busy, problem, run } = useOneAct<CancelRegistrationProblem | PinProblem | NotRecorded>();
  const second = useSecondPerson("cancelCheckIn");
  const cancel = (why: Why<WhyNotRegistered>): void => {
    const about = { voterId: voter.id, ...why };
    run((cmd) => tablet.cancelRegistration({ cmd, ...about, second: second.approval }), onCancelled, second.clear);
  };
  const name = listName(voter);
  return (
    <WhyDialog
      title={<Trans>Cancel the registration of {name}</Trans>}
      reasons={reasons}
      wordsOf={(reason) => <ReasonWords reason={reason} />}
      second={second}
      problem={problem && <ProblemWords problem={problem} />}
      busy={busy}
      keep={<Trans>Keep the registration</Trans>}
      act={<Trans>Cancel the registration</Trans>}
      onAct={cancel}
      onClose={onClose}
    />
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
      return <NotRecordedWords problem={problem} />;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

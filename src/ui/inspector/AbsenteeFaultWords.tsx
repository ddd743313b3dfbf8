/** Why an absentee ballot was not marked, or a mark not taken back. */
import { Trans } from "@lingui/react/macro";
import type { AbsenteeProblem } from "../../domain/absenteeProcessing.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";

export type AbsenteeFault = AbsenteeProblem | PinProblem | NotRecorded;

export function AbsenteeFaultWords({ problem }: { problem: AbsenteeFault }) {
  switch (problem.type) {
    case "cannotMark":
      return <Trans>Not marked: something changed in the meantime. Read the top line.</Trans>;
    case "nothingToCancel":
      return <Trans>This mark was taken back already.</Trans>;
    case "notRecorded":
      return <Trans>Not recorded. Mark this voter on the paper list.</Trans>;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

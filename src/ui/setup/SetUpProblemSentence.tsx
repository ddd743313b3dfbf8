/** What went wrong with the set-up, and the remedy. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { SetUpProblem } from "../../tablet/tabletState.ts";
import { CodeProblemSentence } from "../text/ProblemSentence.tsx";
import { RareSetUpProblem } from "./lateSetUpParts.tsx";

export function SetUpProblemSentence({ problem }: { problem: SetUpProblem }): ReactNode {
  switch (problem.type) {
    case "codeLength":
    case "codeCharacter":
    case "codeCheck":
      return <CodeProblemSentence problem={problem} kind="setup" />;
    case "noNetwork":
      return <Trans>No network. Connect the tablet to the network and try again with the same code.</Trans>;
    case "codeUnknown":
      return <Trans>The county does not know this code, or its time is over. Ask the county for a new one.</Trans>;
    case "codeUsed":
      return <Trans>This code has set up another tablet already. Ask the county for a new one.</Trans>;
    default:
      return <RareSetUpProblem problem={problem} />;
  }
}

/** Why a line of paper was not entered, and what to do. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { PaperEntryProblem } from "../../domain/paperEntry.ts";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { useTabletState } from "../surroundings.ts";
import { BookProblemWords } from "../text/BookWords.tsx";
import { timeOfDay } from "../text/times.ts";

export function PaperProblemWords({ problem }: { readonly problem: PaperEntryProblem | NotRecorded }): ReactNode {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  switch (problem.type) {
    case "otherBallot":
      return <Trans>Not entered: this voter cannot have got that ballot. Read the line again.</Trans>;
    case "notThen":
      return <Trans>Not entered: the time lies ahead, or on a day without voting. Read it again.</Trans>;
    case "checkedInAlready": {
      const at = timeOfDay(problem.checkIns[0]?.wall ?? 0, election?.timeZone ?? "UTC", i18n.locale);
      return <Trans>Not entered: checked in at {at} meanwhile. Leave it out, or read it again.</Trans>;
    }
    default:
      return <BookProblemWords problem={problem} />;
  }
}

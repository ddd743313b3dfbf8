/** Why an act is not this person's, or not one person's alone, in words. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { NotAuthorised } from "../../domain/authority.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import { useTabletState } from "../surroundings.ts";
import { PinProblemSentence } from "./ProblemSentence.tsx";
import { roleName } from "./roleName.ts";
import { timeOfDay } from "./times.ts";

export function NotAuthorisedSentence({ problem }: { problem: NotAuthorised }): ReactNode {
  const { i18n } = useLingui();
  switch (problem.type) {
    case "notYourRole": {
      const format = new Intl.ListFormat(i18n.locale, { type: "disjunction" });
      const allowed = format.format(problem.allowed.map((role) => i18n._(roleName[role])));
      return <Trans>Not done: this is for {allowed}.</Trans>;
    }
    case "secondNeeded":
      return <Trans>Not done: a second worker must agree with a PIN.</Trans>;
    case "samePerson":
      return <Trans>Not done: the second worker must be another person.</Trans>;
    case "sameParty":
      return <Trans>Not done: the two workers must be of different parties.</Trans>;
    default:
      return problem satisfies never;
  }
}

/** Why a second person's agreement did not come about. */
export function ApprovalProblemSentence({ problem }: { problem: NotAuthorised | PinProblem }): ReactNode {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  switch (problem.type) {
    case "wrongPin":
    case "openingCodeNeeded":
    case "noWorkAtPlaces":
      return <PinProblemSentence problem={problem} until="" />;
    case "workerLocked": {
      const until = timeOfDay(problem.until, election?.timeZone ?? "UTC", i18n.locale);
      return <PinProblemSentence problem={problem} until={until} />;
    }
    default:
      return <NotAuthorisedSentence problem={problem} />;
  }
}

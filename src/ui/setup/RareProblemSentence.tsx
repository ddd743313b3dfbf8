/** What went wrong with a set-up or with the list, seldom and after the county had answered: loaded when it is to be said. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { LoadingProblem, SetUpProblem } from "../../tablet/tabletState.ts";
import { megabytes } from "../text/times.ts";

/** Those that a wrong code or a network that is gone does not explain. */
export type RareProblem = Exclude<
  SetUpProblem,
  { readonly type: "codeLength" | "codeCharacter" | "codeCheck" | "noNetwork" | "codeUnknown" | "codeUsed" }
>;

export function RareSetUpProblem({ problem }: { problem: RareProblem }): ReactNode {
  switch (problem.type) {
    case "countyNotGenuine":
      return (
        <Trans>
          Stop: this is not the county that made your code. Do not use this address. Call the county and read out the
          address at the top of the browser.
        </Trans>
      );
    case "notPublished":
      return <Trans>The county has not published the list of voters yet. Try again when it has.</Trans>;
    case "browserCannotKeepKeys":
      return (
        <Trans>
          This browser cannot keep the tablet's key, so it cannot be a poll book. Leave private browsing, or use another
          tablet.
        </Trans>
      );
    case "browserCannotKeepSecrets":
      return (
        <Trans>
          This browser cannot keep what opens the tablet with a PIN. Leave private browsing, or use another tablet.
        </Trans>
      );
    case "tooLittleStorage": {
      const needed = megabytes(problem.neededBytes);
      const free = megabytes(problem.freeBytes);
      return (
        <Trans>
          Not enough room: the list needs {needed} MB, this tablet has {free} MB. Remove something and try again.
        </Trans>
      );
    }
    case "refused": {
      const { title } = problem;
      return <Trans>The county refused: {title}. Call the county.</Trans>;
    }
    default:
      return problem satisfies never;
  }
}

/** While the list is loaded: each is tried again by itself. */
export function LoadingProblemSentence({ problem }: { problem: LoadingProblem }): ReactNode {
  switch (problem.type) {
    case "rollDamaged":
      return problem.stays ? (
        <Trans>The list arrives damaged every time. Call the county. The tablet goes on trying.</Trans>
      ) : (
        <Trans>The list arrived damaged. What is damaged is fetched again by itself.</Trans>
      );
    case "tooLittleStorage": {
      const needed = megabytes(problem.neededBytes);
      const free = megabytes(problem.freeBytes);
      return (
        <Trans>
          Not enough room: the list needs {needed} MB, this tablet has {free} MB. Remove something, and it goes on by
          itself.
        </Trans>
      );
    }
    default:
      return problem satisfies never;
  }
}

/** What went wrong with a code or a PIN, and the remedy, in words that a poll worker can follow. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { CodeKind, CodeProblem } from "../../protocol/codes.ts";
import type { OpenProblem, PinProblem } from "../../tablet/tabletInterface.ts";

export function OpenProblemSentence({ problem }: { problem: OpenProblem }): ReactNode {
  switch (problem.type) {
    case "codeLength":
    case "codeCharacter":
    case "codeCheck":
      return <CodeProblemSentence problem={problem} kind="opening" />;
    case "wrongOpeningCode":
      return (
        <Trans>
          This code does not open this tablet. Take the opening card of this polling place. If it is the right one, call
          the county.
        </Trans>
      );
    case "rollDamaged":
      return (
        <Trans>
          The list on this tablet is damaged. With a network it is fetched again by itself: try again in a minute. If it
          stays damaged, use another tablet and call the county.
        </Trans>
      );
    default:
      return problem satisfies never;
  }
}

type CodeProblemProps = { readonly problem: CodeProblem; readonly kind: CodeKind };

/** What is wrong with the code, and what to compare it with: an opening code stands on a card, a set-up code may be on a screen. */
export function CodeProblemSentence({ problem, kind }: CodeProblemProps): ReactNode {
  return (
    <>
      <WrongCode problem={problem} />{" "}
      {kind === "opening" ? (
        <Trans>Compare it with the opening card, group by group.</Trans>
      ) : (
        <Trans>Compare it with the code that the county shows, group by group.</Trans>
      )}
    </>
  );
}

function WrongCode({ problem }: { problem: CodeProblem }): ReactNode {
  switch (problem.type) {
    case "codeLength":
      return (
        <Plural
          value={problem.characters}
          one="The code has 28 characters, this is #."
          other="The code has 28 characters, these are #."
        />
      );
    case "codeCharacter": {
      const { character } = problem;
      return <Trans>A code never holds “{character}”.</Trans>;
    }
    case "codeCheck":
      return <Trans>A character is wrong.</Trans>;
    default:
      return problem satisfies never;
  }
}

/** `until`: the time of day from which a locked worker may try again, as text. */
export function PinProblemSentence({ problem, until }: { problem: PinProblem; until: string }): ReactNode {
  switch (problem.type) {
    case "wrongPin":
      return (
        <Plural
          value={problem.triesLeft}
          _0="Wrong PIN."
          one="Wrong PIN. # try left before a pause."
          other="Wrong PIN. # tries left before a pause."
        />
      );
    case "workerLocked":
      return <Trans>Too many wrong PINs. Try again at {until}. Other workers can use the tablet now.</Trans>;
    case "openingCodeNeeded":
      return <Trans>This tablet must be opened again with the opening card.</Trans>;
    case "noWorkAtPlaces":
      return <Trans>Workers of this role sign in to no tablet.</Trans>;
    default:
      return problem satisfies never;
  }
}

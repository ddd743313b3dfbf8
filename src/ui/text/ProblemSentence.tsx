/** What went wrong with a code, a PIN or the set-up, and the remedy, in words that a poll worker can follow. */
import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { CodeKind, CodeProblem } from "../../protocol/codes.ts";
import type { OpenProblem, PinProblem } from "../../tablet/tabletInterface.ts";
import type { LoadingProblem, SetUpProblem } from "../../tablet/tabletState.ts";
import { megabytes } from "./times.ts";

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
          This browser cannot keep what opens the tablet with a PIN, so it cannot be a poll book. Leave private
          browsing, or use another tablet.
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

export function OpenProblemSentence({ problem }: { problem: OpenProblem }): ReactNode {
  switch (problem.type) {
    case "codeLength":
    case "codeCharacter":
    case "codeCheck":
      return <CodeProblemSentence problem={problem} kind="opening" />;
    case "wrongOpeningCode":
      return (
        <Trans>
          This code does not open this tablet. Take the opening card of this polling place; if it is the right one, call
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
function CodeProblemSentence({ problem, kind }: CodeProblemProps): ReactNode {
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

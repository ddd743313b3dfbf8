/** "Set up this tablet": the code from the county's screen, typed or scanned. Also the only exit of a broken identity. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { SetUpProblem } from "../../tablet/tabletState.ts";
import { CodeEntry } from "../components/CodeEntry.tsx";
import { OneCard } from "../components/OneCard.tsx";
import { ProgramLine } from "../components/ProgramLine.tsx";
import { useFailure, useNewVersion, useSurroundings, useTabletState } from "../surroundings.ts";
import { UpdatePrompt } from "./lateUpdate.tsx";
import { PracticeButton } from "./PracticeButton.tsx";
import { SetUpProblemSentence } from "./SetUpProblemSentence.tsx";

export function SetUpScreen({ problem }: { problem: SetUpProblem | undefined }) {
  const { number } = useTabletState();
  const { practice } = useSurroundings();
  const program = useNewVersion();
  return (
    <OneCard
      below={
        <>
          {program === undefined ? null : <UpdatePrompt program={program} />}
          <ProgramLine />
        </>
      }
    >
      <h1>
        <Trans>Set up this tablet</Trans>
      </h1>
      <p>
        <Trans>The county shows a set-up code on its screen. Scan it, or type its 28 characters.</Trans>
      </p>
      <SetUpCode problem={problem} />
      {number === undefined && practice === undefined ? <PracticeButton /> : null}
      {number === undefined ? null : (
        <p className="quiet">
          <Trans>
            Until a new code is accepted this is still tablet {number}. To go back, close the poll book and start it
            again.
          </Trans>
        </p>
      )}
    </OneCard>
  );
}

export function SetUpCode({ problem }: { problem: SetUpProblem | undefined }) {
  const { t } = useLingui();
  const { tablet, askPersistence } = useSurroundings();
  const fail = useFailure();
  const [busy, setBusy] = useState(false);
  const [answered, setAnswered] = useState<SetUpProblem>();
  const shown = answered ?? problem;
  const setUp = async (code: string): Promise<void> => {
    setBusy(true);
    setAnswered(undefined);
    const result = await tablet.setUp(code, await askPersistence());
    setBusy(false);
    if (!result.ok) setAnswered(result.error);
  };
  return (
    <CodeEntry
      kind="setup"
      label={t`Set-up code`}
      act={t`Set up`}
      busy={busy}
      problem={shown === undefined || busy ? null : <SetUpProblemSentence problem={shown} />}
      onCode={(code) => void setUp(code).catch(fail)}
    />
  );
}

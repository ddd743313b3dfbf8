/** From a closed tablet to practice, with the county's practice code: under the rules of the tablet's own election. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { practicePage } from "../../practice/names.ts";
import type { PracticeProblem } from "../../tablet/practiceGate.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import type { PinPad } from "../components/PinPad.tsx";
import { markPractice } from "../practiceMark.ts";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";

type PracticeCodeProps = {
  /** Given, not imported: what the first script has too would be cut out of it into one of its own. */
  readonly Pad: typeof PinPad;
  readonly onClose: () => void;
};

export function PracticeCodeDialog({ Pad, onClose }: PracticeCodeProps) {
  const { t } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { election } = useTabletState();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PracticeProblem>();
  const enter = async (code: string): Promise<void> => {
    setBusy(true);
    const answer = await tablet.mayPractice(code).finally(() => setBusy(false));
    if (!answer.ok) return setProblem(answer.error);
    if (election === undefined) return;
    markPractice("go", election);
    location.assign(practicePage);
  };
  return (
    <ActDialog title={<Trans>Type the practice code</Trans>} onClose={onClose}>
      <p>
        <Trans>Ask the county office for it. Nothing of the election is opened or changed.</Trans>
      </p>
      <Pad label={t`Practice code`} busy={busy} onPin={(code) => void enter(code).catch(fail)} />
      <p className="problem" role="alert">
        {problem === undefined ? null : <PracticeProblemWords problem={problem} />}
      </p>
      <Button className="plain" onPress={onClose}>
        <Trans>Back</Trans>
      </Button>
    </ActDialog>
  );
}

function PracticeProblemWords({ problem }: { readonly problem: PracticeProblem }) {
  switch (problem.type) {
    case "wrongCode":
      return <Trans>Wrong code. Ask the county office for the practice code.</Trans>;
    case "pause": {
      const seconds = Math.ceil(problem.ms / 1000);
      return <Trans>Too many wrong codes. Wait {seconds} seconds.</Trans>;
    }
    case "noCode":
      return <Trans>This tablet was set up without a practice code. Practice on another one.</Trans>;
    case "notClosed":
      return <Trans>Close the tablet first. Practice is possible only while it is closed.</Trans>;
    default:
      return problem satisfies never;
  }
}

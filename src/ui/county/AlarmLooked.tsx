/** The end of an alarm: an administrator says that it was looked at. Auditors see it and cannot. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { type AlarmKind, mayAsk } from "../../protocol/office.ts";
import { OfficeProblemLine } from "./OfficeProblemText.tsx";
import type { OfficeProblem } from "./officeClient.ts";
import type { PanelProps } from "./panelProps.ts";

/** `newest`: the last act of this kind that is shown. */
type AlarmLookedProps = PanelProps & { readonly of: AlarmKind; readonly newest: number };

export function AlarmLooked({ office, overview, onDone, of, newest }: AlarmLookedProps) {
  const [problem, setProblem] = useState<OfficeProblem>();
  const seen = async (): Promise<void> => {
    const answer = await office.alarmsSeen(of, newest);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <>
      {mayAsk(overview.me.role, "alarmsSeen") ? (
        <Button className="second" onPress={() => void seen()}>
          <Trans>I have looked at this</Trans>
        </Button>
      ) : null}
      {problem === undefined ? null : <OfficeProblemLine problem={problem} />}
    </>
  );
}

/** What a dialog says when its act could not be recorded. */
import { Trans } from "@lingui/react/macro";
import type { NotRecorded } from "../../tablet/voterCalls.ts";
import { Shape } from "../components/Shape.tsx";

export function NotRecordedWords({ problem: { what } }: { problem: NotRecorded }) {
  // Nothing has failed: a new list came, or the tablet was closed meanwhile and another screen comes by itself.
  if (what === "notOnThisRoll") return <Trans>Not done: this voter is no longer on the list. Ask the inspector.</Trans>;
  if (what === "notOpen") return null;
  return (
    <>
      <Shape shape="stop" />
      <Trans>Stop: not recorded. Use the paper book</Trans>
    </>
  );
}

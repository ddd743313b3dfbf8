/** The inspector's acts, each a large button, behind one in the header. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";
import type { InspectorAct } from "./inspectorActs.ts";

type InspectorActsProps = {
  readonly acts: readonly InspectorAct[];
  readonly onAct: (act: InspectorAct) => void;
  readonly onClose: () => void;
};

export function InspectorActsDialog({ acts, onAct, onClose }: InspectorActsProps) {
  return (
    <ActDialog title={<Trans>Choose what to do</Trans>} onClose={onClose}>
      <div className="inspectorActs">
        {acts.map((act) => (
          <Button key={act} className="second" onPress={() => onAct(act)}>
            <ActName act={act} />
          </Button>
        ))}
      </div>
      <div className="row">
        <Button className="primary" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

function ActName({ act }: { readonly act: InspectorAct }): ReactNode {
  switch (act) {
    case "open":
      return <Trans>Open the polls</Trans>;
    case "book":
      return <Trans>Balance and counts</Trans>;
    case "place":
      return <Trans>Hours and who waits</Trans>;
    case "absentee":
      return <Trans>Absentee ballots</Trans>;
    case "paperList":
      return <Trans>Paper list</Trans>;
    case "fromPaper":
      return <Trans>Enter from paper</Trans>;
    case "lines":
      return <Trans>Split the book</Trans>;
    case "workers":
      return <Trans>Workers</Trans>;
    case "carry":
      return <Trans>Records to the county</Trans>;
    case "close":
      return <Trans>Close the tablet</Trans>;
    default:
      return act satisfies never;
  }
}

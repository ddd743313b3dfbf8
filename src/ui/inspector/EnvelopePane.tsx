/** The right side while absentee ballots are processed: the voter named on the envelope, else what was done so far. */
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { Desk } from "../checkin/desk.ts";
import type { Chosen } from "../checkin/deskView.ts";
import { AbsenteeBookPane } from "./AbsenteeBookPane.tsx";
import { AbsenteePane } from "./AbsenteePane.tsx";

type EnvelopePaneProps = {
  readonly desk: Desk;
  readonly chosen: Chosen | "none" | undefined;
  readonly view: VoterView | undefined;
  readonly onInspector: () => void;
};

export function EnvelopePane({ desk, chosen, view, onInspector }: EnvelopePaneProps) {
  if (chosen === undefined || chosen === "none") return <AbsenteeBookPane onInspector={onInspector} />;
  return <AbsenteePane desk={desk} chosen={chosen} view={view} onInspector={onInspector} />;
}

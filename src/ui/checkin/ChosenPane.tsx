/** The right side once something was chosen in the list: the voter, that they have gone from the list, or "None of these". */

import type { VoterView } from "../../tablet/foundVoters.ts";
import type { GivenBallot } from "../../tablet/voterCalls.ts";
import type { Desk } from "./desk.ts";
import type { Chosen, Finding } from "./deskView.ts";
import { GonePane } from "./GonePane.tsx";
import { LadderPane } from "./LadderPane.tsx";
import type { Mark } from "./MarkTag.tsx";
import { VoterPane } from "./VoterPane.tsx";
// What says that a check-in is recorded comes with the pane that makes one: nobody is checked in before it is here.
import "./RecordedScreen.tsx";

type ChosenPaneProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly chosen: Chosen | "none";
  /** Undefined while the tablet looks. */
  readonly view: VoterView | "gone" | undefined;
  readonly onInspector: () => void;
  readonly onCancel: (checkIns: readonly GivenBallot[]) => void;
  readonly onTurn: () => void;
  /** What the answers given so far come to; undefined: nothing was answered, or nobody is chosen any more. */
  readonly onMark: (mark: Mark["mark"] | undefined) => void;
};

export function ChosenPane({ chosen, view, ...rest }: ChosenPaneProps) {
  if (chosen === "none") return <LadderPane {...rest} />;
  if (view === "gone") return <GonePane {...rest} />;
  return <VoterPane chosen={chosen} view={view} {...rest} />;
}

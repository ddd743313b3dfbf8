/**
 * Right after a ballot was given: it was spoiled, handed back, or left behind. The acts are in one small dialog; what was
 * recorded of a ballot that is not replaced is then seen, with its undo, on the voter's card.
 */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { BallotDeed } from "../../domain/ballotCommands.ts";
import { heldBallots } from "../../domain/heldBallots.ts";
import { spokenName } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useTabletState } from "../surroundings.ts";
import { BallotDialog } from "./BallotDialog.tsx";
import { DeedWords, deedsShown } from "./deeds.tsx";
import type { Desk } from "./desk.ts";

type SpoiledDialogProps = {
  readonly desk: Desk;
  readonly view: VoterView;
  /** The ballot given just now. */
  readonly ballot: string;
  readonly onClose: () => void;
};

export function SpoiledDialog({ desk, view: { voter, standing }, ballot, onClose }: SpoiledDialogProps) {
  const { election } = useTabletState();
  const [deeds, setDeeds] = useState<readonly BallotDeed[]>();
  const held = heldBallots(standing).find((one) => one.ballot.hash === ballot);
  if (election === undefined) return null;
  const show = (): void => desk.show(voter.id);
  if (held !== undefined && deeds !== undefined)
    return <BallotDialog desk={desk} voter={voter} held={held} deeds={deeds} onClose={onClose} onDone={show} />;
  const name = spokenName(voter);
  return (
    <ActDialog title={<Trans>Say what happened to the ballot of {name}</Trans>} onClose={onClose}>
      <div className="choices">
        {(held === undefined ? [] : deedsShown(election.rules, held)).map((one) => (
          <Button key={one.deed} className="second" onPress={() => setDeeds(one.deeds)}>
            <DeedWords deed={one.deed} />
          </Button>
        ))}
        <Button className="second" onPress={show}>
          <Trans>Something else: show the voter</Trans>
        </Button>
      </div>
      <div className="row">
        <Button className="primary" onPress={onClose} autoFocus>
          <Trans>Nothing: go on</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

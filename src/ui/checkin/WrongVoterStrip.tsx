/** Above the list while a wrong voter is put right: what to do, and the two ways out. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import { CancelDialog } from "./CancelDialog.tsx";
import type { Desk } from "./desk.ts";
import type { WrongOne } from "./deskView.ts";

import "../styles/ballotActs.css";

export function WrongVoterStrip({ desk, wrong }: { desk: Desk; wrong: WrongOne }) {
  const [cancelling, setCancelling] = useState(false);
  const { name, style, place, wall, receipt, checkIn } = wrong;
  return (
    <div className="wrongVoter" role="status">
      <Shape shape="ask" />
      <p>
        <Trans>
          Find and check in the right voter. The check-in of <b>{name}</b> is then cancelled.
        </Trans>
      </p>
      <Button className="second" onPress={() => setCancelling(true)}>
        <Trans>Only cancel it</Trans>
      </Button>
      <Button className="second" onPress={() => desk.show(wrong.voter)}>
        <Trans>It was right</Trans>
      </Button>
      {cancelling ? (
        <CancelDialog
          voterId={wrong.voter}
          name={name}
          ballots={[{ event: checkIn, style, place, wall, receipt }]}
          provisional={wrong.kind === "provisional"}
          onCancelled={() => desk.show(wrong.voter)}
          onClose={() => setCancelling(false)}
        />
      ) : null}
    </div>
  );
}

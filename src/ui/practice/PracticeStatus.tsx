/** In the status line of every screen of a practice: what it is, everybody's PIN, and the ways out of it. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { practicePin } from "../../practice/names.ts";
import type { PracticeCommands } from "../../practice/practiceTablet.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { markPractice } from "../practiceMark.ts";
import { useFailure, useTabletState } from "../surroundings.ts";
import { leavePractice } from "./leavePractice.ts";

export function PracticeSentence() {
  const { phase } = useTabletState();
  const asksPin = phase.phase === "working" || phase.phase === "locked";
  return (
    <>
      <Trans>Practice: nothing here is an election record</Trans>
      {asksPin ? (
        <span className="practicePin">
          <Trans>
            PIN: <b>{practicePin}</b>
          </Trans>
        </span>
      ) : null}
    </>
  );
}

type ActsProps = Pick<PracticeCommands, "openWithCard"> & { readonly onMenu: (() => void) | undefined };

export function PracticeActs({ openWithCard, onMenu }: ActsProps) {
  const { phase } = useTabletState();
  const fail = useFailure();
  const [asking, setAsking] = useState(false);
  return (
    <span className="practiceActs">
      {phase.phase === "closed" ? (
        <Button className="second" onPress={() => void openWithCard().catch(fail)}>
          <Trans>Use the opening card</Trans>
        </Button>
      ) : null}
      {onMenu === undefined ? null : (
        <Button className="second" onPress={onMenu}>
          <Trans>What to practice</Trans>
        </Button>
      )}
      {phase.phase === "starting" ? null : (
        <Button className="second" onPress={() => setAsking(true)}>
          <Trans>Begin anew</Trans>
        </Button>
      )}
      <Button className="second" onPress={leavePractice}>
        <Trans>Leave practice</Trans>
      </Button>
      {asking ? <BeginAnew onClose={() => setAsking(false)} /> : null}
    </span>
  );
}

function BeginAnew({ onClose }: { onClose: () => void }) {
  return (
    <ActDialog title={<Trans>Begin the practice anew?</Trans>} onClose={onClose}>
      <p>
        <Trans>Everything that was done in this practice is deleted. Elections are not touched.</Trans>
      </p>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button
          className="primary"
          onPress={() => {
            markPractice("anew");
            location.reload();
          }}
        >
          <Trans>Begin anew</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

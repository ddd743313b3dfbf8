/**
 * What happened since to the ballots that a voter was given, each with its undo, and what can be done with the one that is
 * out: a spoiled ballot is replaced, a ballot handed back, left behind, or it was the wrong voter. Of this place's ballots.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { BallotAct } from "../../domain/ballotActs.ts";
import type { BallotDeed } from "../../domain/ballotCommands.ts";
import { type HeldBallot, heldBallots } from "../../domain/heldBallots.ts";
import { spokenName } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { DeedWords, deedsShown } from "./deeds.tsx";
import type { Desk } from "./desk.ts";
import { BallotDialog, UndoDialog } from "./lateBallotParts.tsx";
import "../styles/ballotActs.css";

type BallotActsProps = {
  readonly desk: Desk;
  readonly view: VoterView;
  /** One more act, the last one. */
  readonly more?: ReactNode;
};

export function BallotActs({ desk, view, more }: BallotActsProps) {
  const { election, placeId } = useTabletState();
  const [doing, setDoing] = useState<{ readonly held: HeldBallot; readonly deeds: readonly BallotDeed[] }>();
  const [undoing, setUndoing] = useState<BallotAct>();
  if (election === undefined) return null;
  const { voter, standing } = view;
  const out = heldBallots(standing).filter(({ place }) => place === placeId);
  const done = standing.ballotActs;
  if (out.length === 0 && done.length === 0 && more === undefined) return null;
  return (
    <section className="ballotActs">
      {done.length === 0 ? null : (
        <ul className="done">
          {done.map((act) => (
            <Done key={act.event.hash} act={act} voterId={voter.id} onUndo={() => setUndoing(act)} />
          ))}
        </ul>
      )}
      <div className="deeds">
        {out.map((held) => {
          const many = out.length > 1;
          return (
            <Fragment key={held.checkIn.hash}>
              {deedsShown(election.rules, held).map(({ deed, deeds }) => (
                <Button key={deed} className="second" onPress={() => setDoing({ held, deeds })}>
                  <DeedWords deed={deed} />
                  {many ? <Which held={held} /> : null}
                </Button>
              ))}
              <Button
                className="second"
                onPress={() => desk.putRight({ ...held, voter: voter.id, name: spokenName(voter) })}
              >
                <Trans>Wrong voter was checked in</Trans>
                {many ? <Which held={held} /> : null}
              </Button>
            </Fragment>
          );
        })}
        {more}
      </div>
      {doing === undefined ? null : (
        <BallotDialog
          desk={desk}
          voter={voter}
          held={doing.held}
          deeds={doing.deeds}
          onClose={() => setDoing(undefined)}
        />
      )}
      {undoing === undefined ? null : (
        <UndoDialog voterId={voter.id} act={undoing} onClose={() => setUndoing(undefined)} />
      )}
    </section>
  );
}

function Which({ held: { receipt } }: { held: HeldBallot }) {
  return (
    <small>
      <Trans>Receipt {receipt}</Trans>
    </small>
  );
}

type DoneProps = { readonly act: BallotAct; readonly voterId: string; readonly onUndo: () => void };

function Done({ act, voterId, onUndo }: DoneProps) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  return (
    <li>
      <Shape shape="ask" small />
      <b>{timeOfDay(act.wall, election?.timeZone ?? "UTC", i18n.locale)}</b>
      <span>
        <DoneWords act={act} voterId={voterId} />
      </span>
      <Button className="slim" onPress={onUndo}>
        <Trans>Undo</Trans>
      </Button>
    </li>
  );
}

function DoneWords({ act, voterId }: Omit<DoneProps, "onUndo">): ReactNode {
  const { style } = act;
  switch (act.act) {
    case "spoiled":
      return <Trans>Ballot {style} spoiled</Trans>;
    case "handedBack":
      return <Trans>Ballot {style} handed back unvoted</Trans>;
    case "reissued": {
      const { number, receipt } = act;
      return (
        <Trans>
          Ballot {style} replaced: number {number}, receipt {receipt}
        </Trans>
      );
    }
    case "left":
      return act.left === "takenAway" ? (
        <Trans>Left without casting, ballot {style} is gone</Trans>
      ) : (
        <Trans>Left without casting, ballot {style} found</Trans>
      );
    case "putRight":
      return act.right === voterId ? (
        <Trans>Checked in instead of the wrong voter</Trans>
      ) : (
        <Trans>Was the wrong voter: check-in cancelled</Trans>
      );
    default:
      return act satisfies never;
  }
}

/**
 * A voter who was checked in twice, as a card: who did it and when, and what happened, to be said by the inspector. The same at
 * every tablet, behind the status line and on the inspector's screen.
 */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { castMarks } from "../../domain/absenteeMarks.ts";
import { heldBallots } from "../../domain/heldBallots.ts";
import { listName, spokenName } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useTablet, useTabletState } from "../surroundings.ts";
import { CountyPhone } from "./CountyPhone.tsx";
import { SettleTwice } from "./SettleTwice.tsx";
import { TwiceFacts, useWhoAndWhen } from "./TwiceFacts.tsx";
import type { TwiceWays } from "./twiceWays.ts";

/** Undecided ones first. */
export function useCheckedInTwice(): readonly VoterView[] {
  const tablet = useTablet();
  const fail = useFailure();
  const { revision } = useTabletState();
  const [voters, setVoters] = useState<readonly VoterView[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may hold another voter
  useEffect(() => {
    let wanted = true;
    tablet
      .checkedInTwice()
      .then((found) => {
        if (wanted) setVoters(found);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, revision, fail]);
  return voters;
}

type TwiceCardsProps = TwiceWays & { readonly voters: readonly VoterView[] };

export function TwiceCards({ voters, ...ways }: TwiceCardsProps) {
  return (
    <ul className="twice">
      {voters.map((view) => (
        <li key={view.voter.id}>
          <TwiceCard view={view} {...ways} />
        </li>
      ))}
    </ul>
  );
}

type TwiceCardProps = TwiceWays & { readonly view: VoterView };

function TwiceCard({ view, onShow, onWrong }: TwiceCardProps) {
  const [doing, setDoing] = useState<"choose" | "wrong" | "one" | "two">();
  const { voter, standing } = view;
  const { settled, resolved, checkIns } = standing;
  const cast = castMarks(standing.absentee);
  const done = (): void => setDoing(undefined);
  const choosing = doing === "choose" || (doing === undefined && !resolved);
  return (
    <>
      <b>
        <bdi>{listName(voter)}</bdi>
      </b>
      <TwiceFacts checkIns={checkIns} cast={cast} given={settled?.given} />
      {settled === undefined || doing !== undefined ? null : (
        <p className="checkState">
          <Shape shape={settled.given === undefined ? "stop" : "ready"} />
          <SettledWords view={view} />
        </p>
      )}
      {settled !== undefined && settled.given === undefined && doing === undefined ? <CountyPhone /> : null}
      {choosing ? (
        <>
          {checkIns.length === 0 ? null : (
            <Button className="second" onPress={() => setDoing("wrong")}>
              <Trans>Wrong name was tapped</Trans>
            </Button>
          )}
          <Button className="second" onPress={() => setDoing("one")}>
            <Trans>Same voter, ballot not given twice</Trans>
          </Button>
          <Button className="second" onPress={() => setDoing("two")}>
            <Trans>Two ballots given: call the county now</Trans>
          </Button>
        </>
      ) : null}
      {doing === "wrong" ? <WhichWasWrong view={view} onWrong={onWrong} /> : null}
      {doing === "one" || doing === "two" ? (
        <SettleTwice key={doing} view={view} two={doing === "two"} onDone={done} />
      ) : null}
      <div className="row">
        {doing !== undefined ? (
          <Button className="second" onPress={done}>
            <Trans>Back</Trans>
          </Button>
        ) : resolved ? (
          <Button className="second" onPress={() => setDoing("choose")}>
            <Trans>Change this</Trans>
          </Button>
        ) : null}
        <Button className="second" onPress={() => onShow(voter.id)}>
          <Trans>Show the voter</Trans>
        </Button>
      </div>
    </>
  );
}

function SettledWords({ view: { standing } }: Pick<TwiceCardProps, "view">): ReactNode {
  const { settled } = standing;
  const { nameOf, timeOf } = useWhoAndWhen();
  if (settled === undefined) return null;
  const [who, time] = [nameOf(settled.worker), timeOf(settled.wall)];
  return settled.given === undefined ? (
    <Trans>
      Two ballots given, says {who} ({time}). Call the county now.
    </Trans>
  ) : (
    <Trans>
      Same voter, ballot not given twice, says {who} ({time}).
    </Trans>
  );
}

/** A check-in of another place is put right there, where the ballot is. */
function WhichWasWrong({ view, onWrong }: Pick<TwiceCardProps, "view" | "onWrong">) {
  const { placeId } = useTabletState();
  const { nameOf, timeOf } = useWhoAndWhen();
  const { voter, standing } = view;
  const held = heldBallots(standing).filter(({ kind }) => kind === "regular");
  const here = held.filter(({ place }) => place === placeId);
  return (
    <div className="settle">
      <p>
        <Trans>Which check-in was the wrong name? Then find the right voter.</Trans>
      </p>
      {here.map((one) => {
        const [time, who, receipt] = [timeOf(one.wall), nameOf(one.worker), one.receipt];
        return (
          <Button
            key={one.checkIn.hash}
            className="second"
            onPress={() => onWrong({ ...one, voter: voter.id, name: spokenName(voter) })}
          >
            <Trans>
              {time}, {who}, receipt {receipt}
            </Trans>
          </Button>
        );
      })}
      {here.length < held.length ? (
        <p>
          <Trans>If it was the other place: tell its inspector to do this there.</Trans>
        </p>
      ) : null}
    </div>
  );
}

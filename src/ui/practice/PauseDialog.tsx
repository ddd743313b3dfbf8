/** The time stands still: go on, end it, or bring in trouble, as a trainer does. All of it happens to the tablet itself. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { PracticeCommands, Trouble } from "../../practice/practiceTablet.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { dayOf } from "../text/times.ts";
import type { PracticeTrouble } from "./practiceTrouble.ts";

type PauseProps = {
  readonly tablet: Pick<PracticeCommands, "setNetwork" | "trouble" | "setClock">;
  readonly trouble: PracticeTrouble;
  /** More voters stand in line; undefined where there is no line. */
  readonly onMore: (() => void) | undefined;
  readonly onGoOn: () => void;
  readonly onEnd: () => void;
  readonly onFailure: (failure: unknown) => void;
};

const hour = 3_600_000;

export function PauseDialog({ tablet, trouble, onMore, onGoOn, onEnd, onFailure }: PauseProps) {
  const { now } = useSurroundings();
  const { election } = useTabletState();
  const [said, setSaid] = useState<ReactNode>();
  const act = (done: Promise<unknown>, words: ReactNode): void => {
    void done.then((answer) => {
      setSaid(answer === false ? <Trans>Nobody who is on the list stands at the desk.</Trans> : words);
    }, onFailure);
  };
  const bring = (which: Trouble, words: ReactNode): void => act(tablet.trouble(which), words);
  const clock = (): Promise<void> => tablet.setClock({ ahead: trouble.ahead, wrongBy: trouble.wrongBy });
  // A practice is of one day.
  const lateToday = dayOf(now() + hour, election?.timeZone ?? "UTC") !== dayOf(now(), election?.timeZone ?? "UTC");
  return (
    <ActDialog title={<Trans>The practice is paused</Trans>} onClose={onGoOn}>
      <div className="row">
        <Button className="second" onPress={onEnd}>
          <Trans>End</Trans>
        </Button>
        <Button className="primary" onPress={onGoOn} autoFocus>
          <Trans>Go on</Trans>
        </Button>
      </div>
      <h3 className="troubleTitle">
        <Trans>For the trainer: bring in trouble</Trans>
      </h3>
      <p role="status" className="troubleSaid">
        {said ?? <Trans>All of it happens to this practice only.</Trans>}
      </p>
      <div className="row trouble">
        <Button
          className="second"
          onPress={() => {
            trouble.offline = !trouble.offline;
            const cut = <Trans>The network is gone.</Trans>;
            act(tablet.setNetwork(!trouble.offline), trouble.offline ? cut : <Trans>The network is back.</Trans>);
          }}
        >
          {trouble.offline ? <Trans>Bring the network back</Trans> : <Trans>Cut the network</Trans>}
        </Button>
        <Button
          className="second"
          onPress={() => bring("checkedInElsewhere", <Trans>Another place has checked this voter in.</Trans>)}
        >
          <Trans>Check this voter in elsewhere</Trans>
        </Button>
        <Button className="second" onPress={() => bring("absenteeCameBack", <Trans>The list says so now.</Trans>)}>
          <Trans>This voter's absentee ballot comes back</Trans>
        </Button>
        <Button
          className="second"
          onPress={() => {
            trouble.printerFails = !trouble.printerFails;
            setSaid(trouble.printerFails ? <Trans>Every print fails now.</Trans> : <Trans>The printer works.</Trans>);
          }}
        >
          {trouble.printerFails ? <Trans>Repair the printer</Trans> : <Trans>Let the printer fail</Trans>}
        </Button>
        {onMore === undefined ? null : (
          <Button
            className="second"
            onPress={() => {
              onMore();
              setSaid(<Trans>Five more stand in line.</Trans>);
            }}
          >
            <Trans>Let the line grow</Trans>
          </Button>
        )}
        <Button
          className="second"
          onPress={() => {
            trouble.wrongBy = trouble.wrongBy === 0 ? hour : 0;
            const right = <Trans>The clock is right.</Trans>;
            act(clock(), trouble.wrongBy === 0 ? right : <Trans>The clock is an hour wrong.</Trans>);
          }}
        >
          {trouble.wrongBy === 0 ? <Trans>Set the clock wrong</Trans> : <Trans>Set the clock right</Trans>}
        </Button>
        <Button
          className="second"
          isDisabled={lateToday}
          onPress={() => {
            trouble.ahead += hour;
            act(clock(), <Trans>It is an hour later.</Trans>);
          }}
        >
          <Trans>One hour later</Trans>
        </Button>
        <Button className="second" onPress={() => location.reload()}>
          <Trans>Let the tablet die</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** The check-ins of one voter, and cast absentee ballots: when, by whom, where, with which receipt. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { AbsenteeMark } from "../../domain/absenteeMarks.ts";
import type { CheckInFact } from "../../domain/standing.ts";
import { useWorkers } from "../components/SecondPerson.tsx";
import { useTabletState } from "../surroundings.ts";
import { timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";

type WhoAndWhen = {
  /** As far as this tablet knows the worker. */
  readonly nameOf: (worker: string) => string;
  /** As the place reads it. */
  readonly timeOf: (wall: number) => string;
};

export function useWhoAndWhen(): WhoAndWhen {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { all } = useWorkers();
  return {
    nameOf: (worker) => all.find(({ id }) => id === worker)?.name ?? worker,
    timeOf: (wall) => timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale),
  };
}

type TwiceFactsProps = {
  readonly checkIns: readonly CheckInFact[];
  readonly cast: readonly AbsenteeMark[];
  /** The one with which the ballot was given, if that was found out. */
  readonly given: string | undefined;
};

export function TwiceFacts({ checkIns, cast, given }: TwiceFactsProps) {
  const { election } = useTabletState();
  const { nameOf, timeOf } = useWhoAndWhen();
  const facts = [
    ...cast.map((one) => ({ ...one, receipt: undefined, style: undefined })),
    ...checkIns.map(({ event, wall, worker, place, receipt, style }) => ({
      event,
      wall,
      worker,
      place,
      receipt,
      style,
    })),
  ];
  return (
    <ul className="checkIns">
      {facts.map(({ event, wall, worker, place, receipt, style }) => {
        const time = timeOf(wall);
        return (
          <li key={event.hash}>
            <b>
              {receipt === undefined ? (
                <Trans>Absentee ballot cast {time}</Trans>
              ) : cast.length > 0 ? (
                <Trans>Checked in {time}</Trans>
              ) : (
                time
              )}
            </b>
            <bdi>{nameOf(worker)}</bdi>
            <bdi>{placeName(election, place)}</bdi>
            {style === undefined ? null : (
              <span>
                <Trans>Ballot {style}</Trans>
              </span>
            )}
            {receipt === undefined ? null : (
              <span>
                <Trans>Receipt {receipt}</Trans>
              </span>
            )}
            {given === undefined ? null : given === event.hash ? (
              <span>
                <Trans>Ballot given</Trans>
              </span>
            ) : (
              <span>
                <Trans>No ballot given</Trans>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/**
 * What the inspector says of the place, one act each, and voters with whom something is still open: an order that extends the
 * hours, the end of the line at closing time, who waits at the help table or at a car.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { EventName } from "../../domain/eventFields.ts";
import type { PlaceAct, PlaceActProblem } from "../../domain/placeAct.ts";
import { legalClose } from "../../domain/placeHours.ts";
import { listName } from "../../domain/voterName.ts";
import type { PinProblem } from "../../tablet/tabletInterface.ts";
import type { Approval, NotRecorded, WaitingVoter } from "../../tablet/voterCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { useFailure, useSurroundings, useTablet, useTabletState } from "../surroundings.ts";
import { ApprovalProblemSentence } from "../text/NotAuthorisedSentence.tsx";
import { timeOfDay } from "../text/times.ts";

type Problem = PlaceActProblem | PinProblem | NotRecorded;

/**
 * Records an act of the place. Each intended act has one command id until the tablet has answered that it is recorded or
 * refused: a try after "not recorded" or after a failure sends the same one.
 */
export function usePlaceAct() {
  const { tablet, newCommandId } = useSurroundings();
  const fail = useFailure();
  const inFlight = useRef(false);
  const intended = useRef(new Map<string, string>());
  const [problem, setProblem] = useState<Problem>();
  const act = (what: PlaceAct, then?: () => void, second?: Approval): void => {
    if (inFlight.current) return;
    inFlight.current = true;
    setProblem(undefined);
    const said = JSON.stringify(what);
    const cmd = intended.current.get(said) ?? newCommandId();
    intended.current.set(said, cmd);
    tablet
      .doAtPlace({ ...what, cmd, ...(second === undefined ? {} : { second }) })
      .then((done) => {
        if (done.ok || done.error.type !== "notRecorded") intended.current.delete(said);
        if (done.ok) then?.();
        else setProblem(done.error);
      })
      .finally(() => {
        inFlight.current = false;
      })
      .catch(fail);
  };
  return { act, problem };
}

export function PlaceDialog({ onClose, mayAct }: { readonly onClose: () => void; readonly mayAct: boolean }) {
  const { act, problem } = usePlaceAct();
  return (
    <ActDialog
      title={mayAct ? <Trans>Note the hours and who waits</Trans> : <Trans>Look after who waits</Trans>}
      onClose={onClose}
    >
      {mayAct ? <Hours act={act} /> : null}
      <Waiting act={act} />
      <div className="problem" role="alert">
        {problem === undefined ? null : <PlaceProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="primary" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

type ActProps = { readonly act: ReturnType<typeof usePlaceAct>["act"] };

function Hours({ act }: ActProps) {
  const { i18n } = useLingui();
  const { election, hours } = useTabletState();
  const extending = useSecondPerson("extendHours");
  const marking = useSecondPerson("markLastInLine");
  const [time, setTime] = useState("");
  const [order, setOrder] = useState("");
  const [people, setPeople] = useState("");
  if (election === undefined) return null;
  const clock = (wall: number): string => timeOfDay(wall, election.timeZone, i18n.locale);
  const close = clock(legalClose(election));
  const { extension, lastInLine } = hours;
  return (
    <>
      <p>
        <Trans>By law the polls close at {close}.</Trans>
      </p>
      {extension === undefined ? (
        <fieldset className="secondPerson">
          <legend>
            <Trans>An order keeps the polls open longer</Trans>
          </legend>
          <label className="note">
            <span>
              <Trans>Who ordered it, and its number</Trans>
            </span>
            <input value={order} maxLength={120} autoComplete="off" onChange={(e) => setOrder(e.target.value)} />
          </label>
          <label className="note">
            <span>
              <Trans>Open until</Trans>
            </span>
            <input type="time" value={time} onChange={(e) => setTime(e.target.value)} />
          </label>
          {extending.fields}
          <Button
            className="second"
            isDisabled={time === "" || order.trim() === "" || !extending.ready}
            onPress={() => {
              act({ what: "extendHours", until: later(election, time), order }, () => setOrder(""), extending.approval);
              extending.clear();
            }}
          >
            <Trans>Note the order</Trans>
          </Button>
        </fieldset>
      ) : (
        <Noted event={extension.event} act={act}>
          <Trans>
            Open until {clock(extension.until)}: {extension.order}
          </Trans>
        </Noted>
      )}
      {lastInLine === undefined ? (
        <fieldset className={marking.fields === null ? "secondPerson oneField" : "secondPerson"}>
          <legend>
            <Trans>At closing time somebody stands behind the last voter</Trans>
          </legend>
          <label className="note">
            <span>
              <Trans>People in line</Trans>
            </span>
            <input inputMode="numeric" value={people} onChange={(e) => setPeople(e.target.value.replace(/\D/g, ""))} />
          </label>
          {marking.fields}
          <Button
            className="second"
            isDisabled={people === "" || !marking.ready}
            onPress={() => {
              act({ what: "markLastInLine", people: Number(people) }, undefined, marking.approval);
              marking.clear();
            }}
          >
            <Trans>Mark the end of the line</Trans>
          </Button>
        </fieldset>
      ) : (
        <Noted event={lastInLine.event} act={act}>
          <Trans>End of the line marked ({clock(lastInLine.wall)})</Trans>
        </Noted>
      )}
    </>
  );
}

type NotedProps = ActProps & { readonly event: EventName; readonly children: ReactNode };

/** What was said of the hours, until it is taken back. */
function Noted({ event, act, children }: NotedProps) {
  const second = useSecondPerson("undoPlaceEntry");
  return (
    <div className="note">
      <p className="row">
        <span>{children}</span>
        <Button
          className="slim"
          isDisabled={!second.ready}
          onPress={() => {
            act({ what: "takeBack", event, reason: "Noted by mistake, or lifted." }, undefined, second.approval);
            second.clear();
          }}
        >
          <Trans>Take back</Trans>
        </Button>
      </p>
      {second.fields}
    </div>
  );
}

/** A time of that evening, as minutes after the legal close. */
function later(election: Parameters<typeof legalClose>[0], time: string): number {
  const minutes = (text: string): number => {
    const [hour = 0, minute = 0] = text.split(":").map(Number);
    return hour * 60 + minute;
  };
  return legalClose(election) + (minutes(time) - minutes(election.polls.close)) * 60_000;
}

function Waiting({ act }: ActProps) {
  const { i18n } = useLingui();
  const tablet = useTablet();
  const fail = useFailure();
  const { revision, election } = useTabletState();
  const [all, setAll] = useState<readonly WaitingVoter[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a new revision somebody else may wait
  useEffect(() => {
    let wanted = true;
    tablet
      .waitingVoters()
      .then((voters) => {
        if (wanted) setAll(voters);
      })
      .catch(fail);
    return () => {
      wanted = false;
    };
  }, [tablet, revision, fail]);
  if (all.length === 0)
    return (
      <p>
        <Trans>Nobody waits at the help table or at a car.</Trans>
      </p>
    );
  return (
    <ul className="twice">
      {all.map(({ step, voter, begunBy }) => {
        const since = timeOfDay(step.wall, election?.timeZone ?? "UTC", i18n.locale);
        return (
          <li key={step.event.hash}>
            <b>
              <bdi>{voter === undefined ? step.voter : listName(voter)}</bdi>
            </b>
            <span>{step.what === "curbside" ? <Trans>At the car</Trans> : <Trans>At the help table</Trans>}</span>
            <span>
              <Trans>
                since {since}, begun by {begunBy}
              </Trans>
            </span>
            <span className="row">
              <Button className="slim" onPress={() => act({ what: "endStep", event: step.event, how: "finished" })}>
                <Trans>Finished</Trans>
              </Button>
              <Button className="slim" onPress={() => act({ what: "endStep", event: step.event, how: "handedOn" })}>
                <Trans>Handed on</Trans>
              </Button>
              <Button className="slim" onPress={() => act({ what: "endStep", event: step.event, how: "mistake" })}>
                <Trans>By mistake</Trans>
              </Button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function PlaceProblemWords({ problem }: { readonly problem: Problem }): ReactNode {
  switch (problem.type) {
    case "notAnExtension":
      return <Trans>Choose a time after the legal close, before midnight.</Trans>;
    case "pollsStillOpen":
      return <Trans>The polls are still open.</Trans>;
    case "openAlready":
      return <Trans>This voter waits there already.</Trans>;
    case "nothingToEnd":
      return <Trans>That is over already.</Trans>;
    case "notWhole":
      return <Trans>Something is missing. Look at what was typed.</Trans>;
    case "notRecorded":
      return <Trans>Stop: not recorded. Call the county</Trans>;
    default:
      return <ApprovalProblemSentence problem={problem} />;
  }
}

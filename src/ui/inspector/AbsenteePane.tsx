/**
 * An absentee ballot that is announced at the place: the voter named on the envelope, and whether the ballot was cast. One
 * command id per voter and outcome, kept until it is answered; what could not be recorded says so and stays.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { type Rejection, rejections } from "../../domain/absenteeEvents.ts";
import { type AbsenteeStep, absenteeStep } from "../../domain/absenteeProcessing.ts";
import type { Election } from "../../domain/election.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import type { Desk } from "../checkin/desk.ts";
import type { Chosen } from "../checkin/deskView.ts";
import { CheckIns } from "../checkin/Instead.tsx";
import { VoterWho } from "../checkin/VoterFacts.tsx";
import { WaitingPane } from "../checkin/WaitingPane.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { Shape } from "../components/Shape.tsx";
import { useFailure, useSurroundings, useTabletState } from "../surroundings.ts";
import { AbsenteeBanner, AbsenteeCautionSentence, RejectionSentence } from "../text/AbsenteeSentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { type AbsenteeFault, AbsenteeFaultWords } from "./AbsenteeFaultWords.tsx";

type AbsenteePaneProps = {
  readonly desk: Desk;
  readonly chosen: Chosen;
  readonly view: VoterView | undefined;
  readonly onInspector: () => void;
};

export function AbsenteePane({ view, ...rest }: AbsenteePaneProps) {
  const { election, placeId } = useTabletState();
  const place = election?.places.find(({ id }) => id === placeId);
  if (view === undefined || election === undefined || place === undefined) return <WaitingPane />;
  const step = absenteeStep({ election, place, voter: view.voter, standing: view.standing });
  return <Announced key={view.voter.id} {...rest} {...{ view, election, step }} />;
}

type AnnouncedProps = Omit<AbsenteePaneProps, "view"> & {
  readonly view: VoterView;
  readonly election: Election;
  readonly step: AbsenteeStep;
};

function Announced({ desk, chosen, view, election, step, onInspector }: AnnouncedProps) {
  const { t, i18n } = useLingui();
  const { tablet, newCommandId } = useSurroundings();
  const fail = useFailure();
  const cmds = useRef(new Map<Rejection | undefined, string>());
  const [busy, setBusy] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const [problem, setProblem] = useState<AbsenteeFault>();
  const second = useSecondPerson("processAbsentee");
  const { voter } = view;
  const mark = async (rejected: Rejection | undefined): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    const cmd = cmds.current.get(rejected) ?? newCommandId();
    cmds.current.set(rejected, cmd);
    try {
      const call = { cmd, voterId: voter.id, found: chosen.found, rejected, second: second.approval };
      const answer = await tablet.processAbsentee(call);
      if (answer.ok) return desk.next();
      second.clear();
      setProblem(answer.error);
    } finally {
      setBusy(false);
    }
  };
  const act = (rejected: Rejection | undefined): void => void mark(rejected).catch(fail);
  const open = step.step === "mark" || step.step === "votedInPerson";
  return (
    <section className="card voter" aria-label={t`Absentee ballot`}>
      <p className={`banner ${step.step === "mark" ? "ready" : "stop"}`} role="status">
        <Shape shape={step.step === "mark" ? "ready" : "stop"} />
        <AbsenteeBanner step={step} time={(wall) => timeOfDay(wall, election.timeZone, i18n.locale)} />
      </p>
      <VoterWho view={view} onBack={desk.backToList} />
      <div className="body">
        {problem === undefined ? null : (
          <p className="caution" role="alert">
            <Shape shape="ask" />
            <AbsenteeFaultWords problem={problem} />
          </p>
        )}
        {step.step === "done" && step.checkIns.length > 0 ? (
          <CheckIns checkIns={step.checkIns} cast={[step.mark]} />
        ) : null}
        {step.step === "mark"
          ? step.cautions.map((caution) => (
              <p key={caution} className="caution">
                <Shape shape="ask" />
                <AbsenteeCautionSentence caution={caution} />
              </p>
            ))
          : null}
        {refusing && step.step === "mark" ? (
          <fieldset className="choices question">
            <legend>
              <Trans>Why is it not cast?</Trans>
            </legend>
            {rejections.map((rejection) => (
              <Button key={rejection} className="choice" isDisabled={busy} onPress={() => act(rejection)}>
                <RejectionSentence rejection={rejection} />
              </Button>
            ))}
          </fieldset>
        ) : null}
        {open ? second.fields : null}
      </div>
      <div className={step.step === "mark" ? "act ofFour" : "act"}>
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        {step.step === "mark" ? (
          <Button className="second" isDisabled={busy} onPress={() => setRefusing(!refusing)}>
            <Trans>Do not cast it</Trans>
          </Button>
        ) : null}
        <Button className="second" onPress={desk.backToList} isDisabled={busy}>
          <Trans>Does not match</Trans>
        </Button>
        {open ? (
          <Button
            className={busy ? "primary busy" : "primary"}
            isDisabled={!second.ready}
            onPress={() => act(step.step === "mark" ? undefined : "votedInPerson")}
          >
            {step.step === "mark" ? <Trans>Mark as cast</Trans> : <Trans>Mark as not cast</Trans>}
          </Button>
        ) : (
          <Button className="primary quietPrimary" onPress={() => desk.next()}>
            <Trans>Next envelope</Trans>
          </Button>
        )}
      </div>
    </section>
  );
}

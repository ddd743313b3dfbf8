/** The one voter: banner, who it is, what to ask, what is to be done first, the ballot, and the acts, always in place. */

import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import type { CheckInProblem } from "../../domain/checkIn.ts";
import type { BallotStyle } from "../../domain/election.ts";
import type { CheckInFact } from "../../domain/standing.ts";
import { listName, streetAddress } from "../../domain/voterName.ts";
import type { VoterView } from "../../tablet/tabletInterface.ts";
import { Shape } from "../components/Shape.tsx";
import { BannerSentence, CautionSentence, openStep, toneOf, toneShape } from "../text/DispositionSentence.tsx";
import { NotAuthorisedSentence } from "../text/NotAuthorisedSentence.tsx";
import { birthDateText } from "../text/times.ts";
import { ballotLanguages } from "../text/voterText.ts";
import type { Chosen, Desk, Finding } from "./desk.ts";
import { Instead } from "./Instead.tsx";
import { PrecinctName } from "./PrecinctName.tsx";
import { Steps } from "./Steps.tsx";
import { WaitingPane } from "./WaitingPane.tsx";

type VoterPaneProps = {
  readonly desk: Desk;
  readonly finding: Finding;
  readonly chosen: Chosen;
  /** Undefined while the tablet looks: the space is kept. */
  readonly view: VoterView | undefined;
  readonly onInspector: () => void;
  readonly onCancel: (checkIns: readonly CheckInFact[]) => void;
};

export function VoterPane({ desk, finding, chosen, view, onInspector, onCancel }: VoterPaneProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const there = view !== undefined;
  useEffect(() => {
    // In portrait the list has gone, and the focus with it.
    if (there && document.activeElement === document.body) heading.current?.focus();
  }, [there]);
  if (view === undefined) return <WaitingPane />;
  const { disposition, voter } = view;
  const open = openStep(disposition, finding.outcomes);
  const tone = toneOf(disposition, open);
  const style = styleOf(view, finding);
  return (
    <section className="card voter" aria-label={t`Voter`}>
      <p className={`banner ${tone}`} role="status">
        <Shape shape={toneShape[tone]} />
        <BannerSentence disposition={disposition} open={open} />
      </p>
      <div className="body">
        <Button className="plain back" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <h2 className="voterName" ref={heading} tabIndex={-1}>
          {listName(voter)}
        </h2>
        <Facts view={view} />
        {finding.problem === undefined || finding.problem.type === "noLongerListed" ? null : (
          <p className="caution" role="alert">
            <Shape shape="ask" />
            <ProblemWords problem={finding.problem} />
          </p>
        )}
        {disposition.cautions.length === 0 ? null : (
          <div className="caution">
            <Shape shape="ask" />
            <span>
              {disposition.cautions.map((caution) => (
                <span key={caution} className="oneCaution">
                  <CautionSentence caution={caution} />
                </span>
              ))}
            </span>
          </div>
        )}
        {disposition.kind === "regular" ? (
          <>
            <p className="say">
              <Trans>Ask the voter to say name and address.</Trans>
              <small>
                {chosen.lookalike ? (
                  <Trans>Someone of this name lives near: ask for the birth date too.</Trans>
                ) : (
                  <Trans>Listen first. Do not read it to them.</Trans>
                )}
              </small>
            </p>
            <Steps steps={disposition.steps} outcomes={finding.outcomes} onOutcome={desk.setOutcome} />
          </>
        ) : (
          <Instead disposition={disposition} onCancel={onCancel} />
        )}
      </div>
      {disposition.kind === "regular" ? <Ballot style={style} /> : null}
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button className="second" onPress={desk.backToList} isDisabled={desk.busy}>
          <Trans>Does not match</Trans>
        </Button>
        {disposition.kind === "regular" ? (
          <Button
            className={desk.busy ? "primary busy" : "primary"}
            isDisabled={open !== undefined || style === undefined}
            onPress={() => style !== undefined && desk.checkIn(view, style.id)}
          >
            {desk.busy ? <Trans>Recording</Trans> : <Trans>Check in</Trans>}
          </Button>
        ) : (
          <Button className="primary quietPrimary" onPress={() => desk.next()}>
            <Trans>Next voter</Trans>
          </Button>
        )}
      </div>
    </section>
  );
}

/** The ballot that the voter gets: the only one, or the one chosen. */
function styleOf({ disposition }: VoterView, finding: Finding): BallotStyle | undefined {
  if (disposition.kind === "none") return undefined;
  if (disposition.choices.length === 1) return disposition.choices[0];
  return disposition.choices.find((choice) => choice.id === finding.outcomes.chooseBallot);
}

function Facts({ view: { voter, precinct, splitName } }: { view: VoterView }) {
  const { i18n } = useLingui();
  const confidential = voter.flags.includes("confidential");
  const born = birthDateText(voter.birthDate, i18n.locale);
  return (
    <dl className="facts">
      <div>
        <dt>
          <Trans>Born</Trans>
        </dt>
        <dd>{born === "" ? <Trans>not on the list</Trans> : born}</dd>
      </div>
      <div>
        <dt>
          <Trans>Lives at</Trans>
        </dt>
        <dd>
          {confidential ? <Trans>confidential</Trans> : streetAddress(voter)}
          {confidential || voter.city === "" ? null : <small className="factMore">{voter.city}</small>}
        </dd>
      </div>
      <div>
        <dt>
          <Trans>Precinct</Trans>
        </dt>
        <dd>
          <PrecinctName precinct={precinct} splitName={splitName} />
        </dd>
      </div>
    </dl>
  );
}

/** The line keeps its height while no ballot is chosen. */
function Ballot({ style }: { style: BallotStyle | undefined }) {
  const { i18n } = useLingui();
  return (
    <p className="ballot">
      <Trans>Ballot</Trans>
      <b>{style?.id ?? "\u00a0"}</b>
      <span>{style === undefined ? "" : ballotLanguages(style, i18n.locale)}</span>
    </p>
  );
}

function ProblemWords({ problem }: { problem: CheckInProblem }) {
  switch (problem.type) {
    case "notAllowed":
      return <Trans>Not recorded: something changed in the meantime. Read the top line.</Trans>;
    case "stepMissing":
      return <Trans>Not recorded: a step before the ballot is still open.</Trans>;
    case "otherBallot":
      return <Trans>Not recorded: this voter gets another ballot. Choose again.</Trans>;
    case "notYourRole":
      return (
        <Trans>Not recorded: your role does not check in voters. Lock the tablet and let a poll worker sign in.</Trans>
      );
    default:
      return <NotAuthorisedSentence problem={problem} />;
  }
}

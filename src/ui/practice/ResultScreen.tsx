/** After each voter: what happened, what the rule says, and what to do next. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Played } from "../../practice/rehearsal.ts";
import { spoken } from "../../training/scenario.ts";
import { OneCard } from "../components/OneCard.tsx";
import { Shape } from "../components/Shape.tsx";
import { useTabletState } from "../surroundings.ts";
import { situationName } from "../text/situationNames.ts";
import type { Session } from "./session.ts";
import { DueSentence, OutcomeWord, WhySentence } from "./VerdictSentence.tsx";
import { wordsLanguage } from "./VisitorCard.tsx";

type ResultProps = {
  readonly session: Session;
  readonly played: Played;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onNext: () => void;
  readonly onEnd: () => void;
};

const shapes = { right: "ready", acceptable: "ask", wrong: "stop" } as const;

export function ResultScreen({ session, played, busy, onAgain, onNext, onEnd }: ResultProps) {
  const { i18n } = useLingui();
  const { election } = useTabletState();
  const { playing, results, at, scenarios } = session;
  const { outcome, why, rule, right, extraSteps } = played;
  const seconds = Math.round(played.seconds);
  const last = at + 1 >= scenarios.length;
  const places = (election?.places ?? []).filter(({ id }) => right?.places.includes(id));
  const good = results.filter((one) => one.outcome !== "wrong").length;
  const all = results.length;
  return (
    <OneCard>
      <h1 className={`outcome ${outcome}`}>
        <Shape shape={shapes[outcome]} />
        <OutcomeWord outcome={outcome} />
      </h1>
      <p>
        <WhySentence why={why} />
      </p>
      {right === undefined ? null : (
        <p>
          <b>
            <DueSentence right={right} placeNames={places.map(({ name }) => name).join(", ")} />
          </b>
        </p>
      )}
      {playing === undefined ? null : (
        <p className="caution lesson">
          {spoken(playing.cast.scenario.lesson, wordsLanguage(i18n.locale), playing.cast.facts)}
        </p>
      )}
      {rule === undefined ? null : (
        <p className="quiet ruleSource">
          <Trans>
            The rule ({situationName(i18n, rule.situation)}): <bdi>{rule.source}</bdi>
          </Trans>
          {rule.confidence === "statute" ? null : (
            <span>
              <Trans>Not read in the law itself: ask your county.</Trans>
            </span>
          )}
        </p>
      )}
      <p className="facts">
        <span>
          <Plural value={seconds} one="# second" other="# seconds" />
        </span>
        <span>
          {extraSteps === 0 ? (
            <Trans>No step too many</Trans>
          ) : (
            <Plural value={extraSteps} one="# step more than needed" other="# steps more than needed" />
          )}
        </span>
        <span>
          <Trans>
            Right so far: {good} of {all}
          </Trans>
        </span>
      </p>
      <div className="row">
        <Button className="second" isDisabled={busy} onPress={onEnd}>
          <Trans>End</Trans>
        </Button>
        <Button className="second" isDisabled={busy} onPress={onAgain}>
          <Trans>Try again</Trans>
        </Button>
        <Button className="primary" isDisabled={busy} onPress={last ? onEnd : onNext} autoFocus>
          {last ? <Trans>Finish</Trans> : <Trans>Next voter</Trans>}
        </Button>
      </div>
    </OneCard>
  );
}

/** On every screen: one sentence that says what is safe now, how old the list is when it is old, and the time. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import type { Safety } from "../../tablet/tabletState.ts";
import { useNow, useSurroundings, useTabletState } from "../surroundings.ts";
import { ListAgeSentence, listAge, SafetySentence, safetyShape } from "../text/SafetySentence.tsx";
import { timeOfDay } from "../text/times.ts";
import { Shape } from "./Shape.tsx";

type StatusLineProps = {
  /** Shows who is checked in twice; without it the sentence is plain text. */
  readonly onTwice?: (() => void) | undefined;
  /** The screen itself has just learned that nothing could be recorded. */
  readonly stopped?: boolean;
};

export function StatusLine({ onTwice, stopped = false }: StatusLineProps) {
  const { i18n } = useLingui();
  const { election, knownAt, phase, ...state } = useTabletState();
  const safety: Safety = stopped ? { safety: "cannotRecord" } : state.safety;
  const { practice } = useSurroundings();
  const now = useNow();
  const inUse = phase.phase === "working" || phase.phase === "locked";
  const age = inUse ? listAge(knownAt, now, election?.rules.staleAfterMinutes) : undefined;
  const loading = phase.phase === "loadingRoll" && saysOfSending(safety) ? phase : undefined;
  const failing = loading?.problem !== undefined;
  const cutOff = loading?.waiting === true && !failing;
  const sentence = (
    <>
      <Shape shape={failing ? "ask" : cutOff ? "half" : safetyShape(safety)} small />
      <span>
        {failing ? (
          <Trans>The list is not complete yet</Trans>
        ) : cutOff ? (
          <Trans>No network: the list is not complete yet</Trans>
        ) : phase.phase === "new" && state.number === undefined && safety.safety !== "cannotRecord" ? (
          <Trans>This tablet is not set up</Trans>
        ) : practice !== undefined && saysOfSending(safety) ? (
          practice.sentence
        ) : (
          <SafetySentence safety={safety} />
        )}
      </span>
    </>
  );
  return (
    <footer className={`status ${failing ? "listIncomplete" : cutOff ? "noNetwork" : safety.safety}`}>
      {safety.safety === "checkedInTwice" && onTwice !== undefined ? (
        <Button className="safe" onPress={onTwice}>
          {sentence}
        </Button>
      ) : (
        <span className="safe" role={safety.safety === "cannotRecord" ? "alert" : "status"}>
          {sentence}
        </span>
      )}
      {age === undefined ? null : (
        <span className="age">
          <Shape shape="ask" small />
          <ListAgeSentence age={age} />
        </span>
      )}
      {practice?.acts}
      <time className="clock">
        {timeOfDay(now, election?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, i18n.locale)}
      </time>
    </footer>
  );
}

/** It says no more than how far sending has come; everything else is more urgent than a list that is on its way. */
function saysOfSending({ safety }: Safety): boolean {
  return safety === "allSent" || safety === "sending" || safety === "noNetwork" || safety === "listIncomplete";
}

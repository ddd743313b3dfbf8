/**
 * Whoever stands at the desk, always in view above the screens: what they say in their language and show, what is to be done,
 * and the end of it. It can be folded to one line.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useLayoutEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Cast } from "../../training/cast.ts";
import { spoken, type WordsLanguage } from "../../training/scenario.ts";
import { withLateWords } from "../text/languages.ts";
import { typeScan } from "./typedScan.ts";

const ShownCard = lazy(() => withLateWords(() => import("./ShownCard.tsx")));

export const wordsLanguage = (locale: string): WordsLanguage => (locale.startsWith("es") ? "es" : "en");

type VisitorCardProps = {
  readonly cast: Cast;
  /** "Voter 7 of 20"; nothing in free practice. */
  readonly place: { readonly number: number; readonly of: number } | undefined;
  /** How many stand behind this one. */
  readonly line: number;
  /** The hint to give, if any. */
  readonly hint: number | undefined;
  /** Undefined where none is given. */
  readonly onHint: (() => void) | undefined;
  readonly onDone: () => void;
  /** The time stands still: end it, or bring in trouble. */
  readonly onPause: () => void;
  readonly offline: boolean;
  readonly onPlugIn: () => void;
};

export function VisitorCard(props: VisitorCardProps) {
  const { cast, place, line, hint, onHint, onDone, onPause, offline, onPlugIn } = props;
  const { i18n } = useLingui();
  const [folded, setFolded] = useState(false);
  const [shown, setShown] = useState(false);
  const self = useRef<HTMLElement>(null);
  useCardHeight(self);
  const { scenario, facts, language } = cast;
  const own = wordsLanguage(i18n.locale);
  const free = place === undefined;
  const hintWords = hint === undefined ? undefined : scenario.hints[Math.min(hint, scenario.hints.length - 1)];
  return (
    <aside ref={self} className={folded ? "visitor folded" : "visitor"}>
      <div className="visitorWords">
        <p className="visitorWhere">
          <b>
            {place === undefined ? (
              <Trans>Somebody to look for</Trans>
            ) : (
              <Trans>
                Voter {place.number} of {place.of}
              </Trans>
            )}
          </b>
          {line > 0 ? (
            <span>
              <Trans>Waiting behind: {line}</Trans>
            </span>
          ) : null}
          {free ? null : <span className="goal">{spoken(scenario.goal, own, facts)}</span>}
        </p>
        <p className="visitorSays">
          <q lang={language}>{linesOf(cast, free).join(" ")}</q>
        </p>
        {folded ? null : (
          <p className="visitorNote">
            <Trans>Invented person</Trans>
            {hintWords === undefined ? null : (
              <strong className="hint">
                <Trans>Next: {spoken(hintWords, own, facts)}</Trans>
              </strong>
            )}
          </p>
        )}
      </div>
      <div className="visitorActs">
        {folded ? null : (
          <>
            {cast.scan === undefined ? null : (
              <Button className="second scanIt" onPress={() => typeScan(cast.scan ?? "")}>
                <Trans>Scan it</Trans>
              </Button>
            )}
            {scenario.shows === "nothing" ? null : (
              <Button className="second" onPress={() => setShown(true)}>
                <Trans>See what they show</Trans>
              </Button>
            )}
            {offline ? (
              <Button className="second" onPress={onPlugIn}>
                <Trans>Plug the router in</Trans>
              </Button>
            ) : null}
            {onHint === undefined || hint !== undefined ? null : (
              <Button className="second" onPress={onHint}>
                <Trans>Hint</Trans>
              </Button>
            )}
          </>
        )}
        <Button className="second visitorDone" onPress={onDone}>
          {free ? <Trans>Somebody else</Trans> : <Trans>Done with this voter</Trans>}
        </Button>
        <Button className="second" onPress={onPause}>
          <Trans>Pause</Trans>
        </Button>
        <Button className="second fold" aria-expanded={!folded} onPress={() => setFolded(!folded)}>
          {folded ? <Trans>More</Trans> : <Trans>Less</Trans>}
        </Button>
      </div>
      {shown ? (
        <Suspense fallback={null}>
          <ShownCard cast={cast} onClose={() => setShown(false)} />
        </Suspense>
      ) : null}
    </aside>
  );
}

const ofThePlace = new Set(["openPolls", "suspendPolls", "closePolls", "stock", "counters", "explain", "left"]);

/** Everything that is said, in the voter's language. */
function linesOf({ scenario, facts, language }: Cast, free: boolean): string[] {
  const name = spoken({ en: "{name}, {address}.", es: "{name}, {address}." }, language, facts);
  const said = scenario.says.map((words) => spoken(words, language, facts));
  if (free) return [name];
  return ofThePlace.has(scenario.good.good) ? said : [name, ...said];
}

/** The screens below get what is left of the height. */
function useCardHeight(self: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const card = self.current;
    if (card === null) return;
    const { style } = document.body;
    const measure = new ResizeObserver(() => style.setProperty("--card", `${card.offsetHeight}px`));
    measure.observe(card);
    return () => {
      measure.disconnect();
      style.removeProperty("--card");
    };
  }, [self]);
}

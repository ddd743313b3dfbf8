/** What every rung of the ladder has: a banner with a verb, what was tried before, and the acts in their places. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import type { Desk } from "./desk.ts";
import { type Ladder, rungOf } from "./ladder.ts";

export type RungProps = { readonly desk: Desk; readonly ladder: Ladder; readonly onInspector: () => void };

type RungPaneProps = RungProps & {
  readonly banner: ReactNode;
  readonly children: ReactNode;
  /** The primary act. */
  readonly act: ReactNode;
};

export function RungPane({ desk, ladder, onInspector, banner, children, act }: RungPaneProps) {
  const { t } = useLingui();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that led here has gone, and the focus with it.
    if (document.activeElement === document.body) pane.current?.querySelector<HTMLElement>(".body input")?.focus();
  }, []);
  return (
    <section className="card voter" aria-label={t`Voter not found`} ref={pane}>
      <p className="banner ask" role="status">
        <Shape shape="ask" />
        {banner}
      </p>
      <div className="body">
        <Button className="plain back" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        {ladder.tried.length === 0 ? null : (
          <div className="tried">
            <span>
              {ladder.tried.map(({ step, outcome }) => (
                <span key={step}>
                  <TriedWords step={step} outcome={outcome} />
                </span>
              ))}
            </span>
            <Button className="slim" onPress={() => desk.climb(undefined)}>
              <Trans>Begin again</Trans>
            </Button>
          </div>
        )}
        {children}
      </div>
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button className="second" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        {act}
      </div>
    </section>
  );
}

function TriedWords({ step, outcome }: { step: string; outcome: string }): ReactNode {
  switch (rungOf(step)) {
    case "search":
      return <Trans>Name: not found</Trans>;
    case "address":
      return <Trans>Address: not found</Trans>;
    case "county":
      return outcome === "noAnswer" ? <Trans>County: no answer</Trans> : <Trans>County: not found</Trans>;
    default:
      return null;
  }
}

/** What every rung of the ladder has: a banner with a verb, what was tried before, and the acts in their places. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Desk } from "./desk.ts";
import { type Ladder, rungOf } from "./ladder.ts";
import { NobodyPane } from "./NobodyPane.tsx";

export type RungProps = { readonly desk: Desk; readonly ladder: Ladder; readonly onInspector: () => void };

type RungPaneProps = RungProps & {
  readonly banner: ReactNode;
  readonly children: ReactNode;
  /** The primary act. */
  readonly act: ReactNode;
};

export function RungPane({ desk, ladder, onInspector, banner, children, act }: RungPaneProps) {
  const { t } = useLingui();
  return (
    <NobodyPane label={t`Voter not found`} {...{ desk, onInspector, banner, act }}>
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
    </NobodyPane>
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

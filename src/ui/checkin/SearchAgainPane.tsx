/** In the voter's place, where there is nobody to serve yet: what to try, back to the list, or the inspector. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import type { Desk } from "./desk.ts";

type SearchAgainProps = {
  readonly desk: Desk;
  readonly label: string;
  readonly banner: ReactNode;
  /** What the button says that empties the search. */
  readonly next: ReactNode;
  readonly onInspector: () => void;
  readonly children: ReactNode;
};

export function SearchAgainPane({ desk, label, banner, next, onInspector, children }: SearchAgainProps) {
  return (
    <section className="card voter" aria-label={label}>
      <p className="banner ask" role="status">
        <Shape shape="ask" />
        {banner}
      </p>
      <div className="body">
        <Button className="plain back" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        {children}
      </div>
      <div className="act">
        <Button className="second" onPress={onInspector}>
          <Trans>Ask the inspector</Trans>
        </Button>
        <Button className="second" onPress={desk.backToList}>
          <Trans>Back to the list</Trans>
        </Button>
        <Button className="primary" onPress={() => desk.next()}>
          {next}
        </Button>
      </div>
    </section>
  );
}

/** In the voter's place, where there is nobody to serve yet: what to do, the inspector, back to the list, and the primary act. */
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { Shape } from "../components/Shape.tsx";
import type { Desk } from "./desk.ts";

type NobodyPaneProps = {
  readonly desk: Desk;
  readonly label: string;
  readonly banner: ReactNode;
  /** The primary act. */
  readonly act: ReactNode;
  readonly onInspector: () => void;
  readonly children: ReactNode;
};

export function NobodyPane({ desk, label, banner, act, onInspector, children }: NobodyPaneProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that led here has gone, and the focus with it.
    if (document.activeElement === document.body) pane.current?.querySelector<HTMLElement>(".body input")?.focus();
  }, []);
  return (
    <section className="card voter" aria-label={label} ref={pane}>
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
        {act}
      </div>
    </section>
  );
}

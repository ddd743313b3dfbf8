/** The one screen for bugs and broken storage: says what is safe and still offers the records. */
import { Trans } from "@lingui/react/macro";
import { Component, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Tablet } from "../../tablet/tabletInterface.ts";
import { SaveRecords } from "./SaveRecords.tsx";
import { Shape } from "./Shape.tsx";

type Props = { readonly tablet: Pick<Tablet, "exportLog">; readonly children: ReactNode };
type State = { readonly failed: boolean; readonly what: string };

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, what: "" };

  static getDerivedStateFromError(failure: unknown): State {
    return { failed: true, what: failure instanceof Error ? failure.name : typeof failure };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <ErrorScreen tablet={this.props.tablet} what={this.state.what} />;
  }
}

/** `what`: the kind of failure, for whoever is called; never a text that could hold a voter's name. */
function ErrorScreen({ tablet, what }: { tablet: Pick<Tablet, "exportLog">; what: string }) {
  return (
    <main className="stopScreen">
      <div className="stopWords" role="alert">
        <h1>
          <Shape shape="stop" />
          <Trans>This screen has failed</Trans>
        </h1>
        <p>
          <Trans>
            What said “Recorded” is recorded. Were you checking in a voter? Search again, and look whether the check-in
            is there. If it goes on, use the paper book and call the county.
          </Trans>
        </p>
      </div>
      <Button className="primary" onPress={() => location.reload()}>
        <Trans>Start again</Trans>
      </Button>
      <SaveRecords tablet={tablet} />
      <p className="quiet">{what}</p>
    </main>
  );
}

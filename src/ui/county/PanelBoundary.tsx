/** A panel that fails says so in its place: the office goes on with all others. */
import { Trans } from "@lingui/react/macro";
import { Component, type ReactNode } from "react";

export class PanelBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <section className="panel wide" role="alert">
        <p className="problem">
          <Trans>This part of the page has failed. Nothing is lost: load the page again.</Trans>
        </p>
      </section>
    );
  }
}

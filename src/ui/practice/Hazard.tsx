/** What no screen of a practice is without: the hazard frame with the word, over everything, dialogs too. */
import { Trans } from "@lingui/react/macro";
import { createPortal } from "react-dom";

export function Hazard() {
  return createPortal(
    <aside className="hazard">
      <span className="stripes" />
      <strong>
        <Trans>PRACTICE</Trans>
      </strong>
    </aside>,
    document.body,
  );
}

import { Trans } from "@lingui/react/macro";
import { Frame } from "../components/Frame.tsx";

export function StartingScreen() {
  return (
    <Frame>
      <main className="oneThing">
        <p className="waiting" role="status">
          <Trans>Starting</Trans>
        </p>
      </main>
    </Frame>
  );
}

/** From the lock screen, before anybody has signed in: this tablet made ready, by whoever goes from tablet to tablet with the card. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { ReadyCard } from "../inspector/ReadyCard.tsx";

export function ReadyScreen({ onBack }: { readonly onBack: (nobody: undefined) => void }) {
  return (
    <>
      <h1 className="unseen">
        <Trans>Make this tablet ready</Trans>
      </h1>
      <ReadyCard />
      <Button className="second" onPress={() => onBack(undefined)}>
        <Trans>Sign in</Trans>
      </Button>
    </>
  );
}

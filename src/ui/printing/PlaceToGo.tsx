/** The place where the voter belongs: its address as a QR code that a telephone reads as text, and the card to take along. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { PollingPlace } from "../../domain/election.ts";
import { QrCode } from "../components/QrCode.tsx";
import { useSurroundings, useTabletState } from "../surroundings.ts";
import { addressText, placeCard } from "./placeCard.ts";
import { usePrint, usePrintState } from "./usePrints.ts";
import "../styles/printing.css";

/** `precinct`: the voter's, as it is called. */
export function PlaceToGo({ place, precinct }: { place: PollingPlace; precinct: string }) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const { newCommandId } = useSurroundings();
  const print = usePrint();
  const [asked, setAsked] = useState<string>();
  const state = usePrintState(asked);
  const busy = state === "waiting" || state === "printing";
  return (
    <div className="placeToGo">
      <QrCode text={addressText(place)} label={t`Address of ${place.name} for a phone`} />
      <p>
        <Trans>The voter can scan this with a phone.</Trans>
      </p>
      {election?.rules.printing === undefined ? null : (
        <Button
          className="second"
          isDisabled={busy}
          onPress={() => {
            const id = newCommandId();
            print(id, async () => [placeCard(i18n, election, place, precinct)]);
            setAsked(id);
          }}
        >
          {state === "handedOver" ? <Trans>Print the address again</Trans> : <Trans>Print the address</Trans>}
        </Button>
      )}
      {state === "failed" ? (
        <p role="alert">
          <Trans>Not printed. Write the address down for the voter.</Trans>
        </p>
      ) : null}
    </div>
  );
}

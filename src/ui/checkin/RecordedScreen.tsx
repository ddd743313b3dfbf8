/**
 * The check-in is durably recorded: who gets which ballot, and how far the news has gone. Any keystroke or scan starts
 * the next voter; "Wrong voter?" cancels. The acts take no tap for a moment: the second of two quick taps on "Check in"
 * was not meant for them.
 */

import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { spokenName } from "../../domain/voterName.ts";
import type { Confirmation, Recorded, Safety } from "../../tablet/tabletInterface.ts";
import { Shape } from "../components/Shape.tsx";
import { BallotPrints } from "../printing/latePrinting.tsx";
import { usePrintsByItself } from "../printing/printsByItself.ts";
import { useTabletState } from "../surroundings.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import { ballotLanguages, placeName } from "../text/voterText.ts";
import { useConfirmation, useVoter } from "./asking.ts";
import type { Desk } from "./desk.ts";
import { CancelDialog } from "./lateParts.tsx";
import { PrecinctName } from "./PrecinctName.tsx";
import { useTypeAnywhere } from "./typeAnywhere.ts";

/** Milliseconds; longer than between the taps of a double tap, shorter than it takes to read the screen. */
const restMs = 500;

type RecordedScreenProps = { readonly desk: Desk; readonly recorded: Recorded };

export function RecordedScreen({ desk, recorded }: RecordedScreenProps) {
  const { i18n } = useLingui();
  const { election, safety } = useTabletState();
  const confirmation = useConfirmation(recorded);
  const [cancelling, setCancelling] = useState(false);
  const resting = useRest();
  usePrintsByItself(recorded);
  const printing = election?.rules.printing !== undefined;
  useTypeAnywhere((typed) => desk.next(typed));
  const name = spokenName(recorded.voter);
  const { style, wall } = recorded.fact;
  const provisional = recorded.ballot === "provisional";
  const time = timeOfDay(wall, election?.timeZone ?? "UTC", i18n.locale);
  return (
    <main className="recorded">
      <div>
        <h1>
          {provisional ? (
            <Trans>
              {name} <span>gets provisional ballot {style}</span>
            </Trans>
          ) : (
            <Trans>
              {name} <span>gets ballot {style}</span>
            </Trans>
          )}
        </h1>
        <ul className="soFar">
          <li className="ready">
            <Shape shape="ready" />
            <span>
              <Trans>Recorded on this tablet, {time}</Trans>
            </span>
          </li>
          <li className={confirmation === "confirmed" ? "ready" : ""}>
            <Shape shape={confirmation === "confirmed" ? "ready" : "half"} />
            <span role="status">
              <CountyWords confirmation={confirmation} safety={safety} />
            </span>
          </li>
        </ul>
        <div className="act" style={resting ? { pointerEvents: "none" } : undefined}>
          <Button className="second" onPress={() => setCancelling(true)}>
            <Trans>Wrong voter?</Trans>
          </Button>
          <Button className="primary" onPress={() => desk.next()} autoFocus>
            <Trans>Next voter</Trans>
          </Button>
        </div>
      </div>
      <div className="onPaper">
        <Slip recorded={recorded} />
        {printing ? <BallotPrints voter={recorded.voter} fact={recorded.fact} provisional={provisional} fresh /> : null}
      </div>
      {cancelling ? (
        <CancelDialog
          voterId={recorded.voter.id}
          name={name}
          ballots={[recorded.fact]}
          provisional={provisional}
          onCancelled={() => desk.show(recorded.voter.id)}
          onClose={() => setCancelling(false)}
        />
      ) : null}
    </main>
  );
}

/** True for the first moment of a screen. Meant for pointers only: the keyboard is never held up. */
function useRest(): boolean {
  const [resting, setResting] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setResting(false), restMs);
    return () => clearTimeout(timer);
  }, []);
  return resting;
}

function CountyWords({ confirmation, safety }: { confirmation: Confirmation; safety: Safety }) {
  if (confirmation === "confirmed") return <Trans>Confirmed by the county</Trans>;
  if (safety.safety === "noNetwork") return <Trans>The county will know when the network is back</Trans>;
  return <Trans>On its way to the county</Trans>;
}

/** What a slip for the voter or the ballot table says; it can be copied by hand. */
function Slip({ recorded }: { recorded: Recorded }) {
  const { t, i18n } = useLingui();
  const { election } = useTabletState();
  const view = useVoter(recorded.voter.id, recorded);
  const { fact } = recorded;
  const zone = election?.timeZone ?? "UTC";
  const style = election?.ballotStyles.find((one) => one.id === fact.style);
  const { receipt } = fact;
  return (
    <section className="slip" aria-label={t`Slip`}>
      <bdi>{placeName(election, fact.place)}</bdi>
      <span>
        {dayOf(fact.wall, zone, i18n.locale)} · {timeOfDay(fact.wall, zone, i18n.locale)}
      </span>
      {recorded.ballot === "provisional" ? (
        <span>
          <Trans>Provisional ballot</Trans>
        </span>
      ) : null}
      <b>
        <bdi>{fact.style}</bdi>
      </b>
      <span>
        {view === undefined || view === "gone" ? (
          "\u00a0"
        ) : (
          <NamedPrecinct precinct={view.precinct} splitName={view.splitName} />
        )}
      </span>
      <span>{style === undefined ? "" : ballotLanguages(style, i18n.locale)}</span>
      <span>
        <Trans>Receipt {receipt}</Trans>
      </span>
    </section>
  );
}

/** "Precinct 14, split B"; a precinct that has a name of its own needs no other word. */
function NamedPrecinct(where: { precinct: string; splitName: string }) {
  if (!/^\d/.test(where.precinct)) return <PrecinctName {...where} />;
  return (
    <Trans>
      Precinct <PrecinctName {...where} />
    </Trans>
  );
}
